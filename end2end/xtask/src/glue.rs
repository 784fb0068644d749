//! The JavaScript that wasm-bindgen and the splitter write: made one script of, and made smaller.

use std::collections::BTreeMap;

use crate::process::Stop;

/// What wasm-bindgen calls the script that the splitter writes.
const IMPORTED: &str = "\"./__wasm_split.js\"";

/// The splitter's script as an expression: an object of the functions that load a part. The part gets a checksum, and the
/// name that it has in the site.
pub(crate) fn loader(script: &str, part: &str) -> Result<String, Stop> {
    let fetched = format!("fetch(new URL(\"./split_{part}.wasm\", import.meta.url))");
    let checked = format!(
        "fetch(new URL(\"./{part}.wasm\", import.meta.url), {{ integrity: \"integrity of {part}.wasm\" }})"
    );
    let mut loads = Vec::new();
    let mut body = String::new();
    for line in script.lines().filter(|line| !line.starts_with("import ")) {
        match line.strip_prefix("export const ") {
            Some(definition) => {
                loads.extend(definition.split_whitespace().next());
                body.push_str("const ");
                body.push_str(definition);
            }
            None => body.push_str(line),
        }
        body.push('\n');
    }
    if body.matches(&fetched).count() != 1 || loads.len() != 1 {
        return Err(Stop(format!(
            "The splitter was expected to make one part, {part}, and a script that fetches it in one place."
        )));
    }
    let loads = loads.join(", ");
    Ok(format!(
        "(() => {{\n{}return {{ {loads} }};\n}})()",
        body.replace(&fetched, &checked)
    ))
}

/// Puts the loader where the page's script imports it: two scripts that import each other cannot be named after their content.
pub(crate) fn join(script: &str, loader: &str) -> Result<String, Stop> {
    let import = script.lines().find_map(|line| {
        let name = line
            .strip_prefix("import * as ")?
            .trim_end_matches(';')
            .strip_suffix(IMPORTED)?
            .strip_suffix(" from ")?;
        Some((line, name))
    });
    let Some((line, name)) = import else {
        return Err(Stop(format!(
            "wasm-bindgen was expected to import {IMPORTED} in a line of its own."
        )));
    };
    Ok(script.replacen(line, &format!("const {name} = {loader};"), 1))
}

/// Takes out what only a reader needs, and renames.
pub(crate) fn shorten(script: &str, names: &BTreeMap<String, String>) -> String {
    let mut short = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        let is_comment = in_comment || line.starts_with("/*") || line.starts_with("//");
        in_comment = (in_comment || line.starts_with("/*")) && !line.ends_with("*/");
        if !is_comment && !line.is_empty() {
            short.push_str(line);
            short.push('\n');
        }
    }
    rename(&short, names)
}

fn rename(script: &str, names: &BTreeMap<String, String>) -> String {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '$');
    let mut renamed = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|c| !is_part(c)).unwrap_or(from.len()));
        renamed.push_str(before);
        renamed.push_str(names.get(word).map_or(word, String::as_str));
        rest = after;
    }
    renamed.push_str(rest);
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPLITTER: &str = r#"import { initSync } from "./portal.js";

function makeLoad(fetcher) { initSync(undefined, undefined); }
export const __wasm_split_load_screens = makeLoad(() => {
    const src = fetch(new URL("./split_screens.wasm", import.meta.url));
});
"#;

    #[test]
    fn the_loader_stands_in_the_page_script_and_checks_what_it_fetches() {
        let loader = loader(SPLITTER, "screens").unwrap();
        let script = "let wasm;\nimport * as import1 from \"./__wasm_split.js\"\nconst all = { \"./__wasm_split.js\": import1 };\n";
        let joined = join(script, &loader).unwrap();
        assert!(!joined.contains("import * as"), "{joined}");
        assert!(
            joined.starts_with("let wasm;\nconst import1 = (() => {\n"),
            "{joined}"
        );
        assert!(
            joined.contains("return { __wasm_split_load_screens };\n})();\nconst all"),
            "{joined}"
        );
        assert!(
            joined.contains("\"./screens.wasm\", import.meta.url), { integrity: \"integrity of screens.wasm\" })"),
            "{joined}"
        );
    }

    #[test]
    fn a_splitter_that_writes_otherwise_is_said() {
        let Stop(sentence) = loader(SPLITTER, "other").unwrap_err();
        assert!(sentence.contains("other"), "{sentence}");
        let Stop(sentence) = join("let wasm;", "0").unwrap_err();
        assert!(sentence.contains("./__wasm_split.js"), "{sentence}");
    }

    #[test]
    fn comments_go_and_only_whole_names_change() {
        let names = BTreeMap::from([("__wbg_a_0123".to_owned(), "$0".to_owned())]);
        let script = "/**\n * @returns {any}\n */\nf() {\n    // why\n    wasm.__wbg_a_0123(`//${x}`); __wbg_a_01234();\n}\n/* one line */\n";
        assert_eq!(
            shorten(script, &names),
            "f() {\nwasm.$0(`//${x}`); __wbg_a_01234();\n}\n"
        );
    }
}
