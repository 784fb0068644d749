//! The site as the sources have it, before it is sealed: what of public/ a browser is served, the icons in the page, and all
//! style sheets as one.

use std::path::{Path, PathBuf};

use crate::process::Stop;
use crate::workspace::{Workspace, files_in, read, write};

/// Where the page has its icons.
const ICONS: &str = "<link rel=\"inline\" href=\"/icons.svg\">";

/// The sheet that fixes the order of the cascade layers, so that the others may come in any.
const FIRST_SHEET: &str = "layers.css";

/// Puts all that is not compiled into `stage`.
pub(crate) fn gather(workspace: &Workspace, stage: &Path) -> Result<(), Stop> {
    let public = workspace.root.join("public");
    for (path, name) in named(&public)? {
        match name.as_str() {
            "index.html" => write(
                &stage.join(&name),
                with_icons(&read(&path)?, &read(&public.join("icons.svg"))?)?,
            )?,
            "icons.svg" => {}
            // The recipes for hosts are not served.
            _ if name.starts_with("edge") => {}
            _ => {
                std::fs::copy(&path, stage.join(&name))
                    .map_err(|error| Stop::file("copy", &path, &error))?;
            }
        }
    }
    let mut sheets = named(&workspace.root.join("style"))?;
    sheets.sort_by_key(|(_, name)| name != FIRST_SHEET);
    let mut style = String::new();
    for (path, _) in sheets {
        style.push_str(&shorten(&read(&path)?));
    }
    write(&stage.join("style.css"), style)
}

/// The files of a folder with their paths below it, in order.
fn named(folder: &Path) -> Result<Vec<(PathBuf, String)>, Stop> {
    let name = |path: &Path| {
        let below = path.strip_prefix(folder).unwrap_or(path);
        below.to_string_lossy().replace('\\', "/")
    };
    let files = files_in(folder)?;
    Ok(files
        .into_iter()
        .map(|path| {
            let name = name(&path);
            (path, name)
        })
        .collect())
}

fn with_icons(page: &str, icons: &str) -> Result<String, Stop> {
    if page.matches(ICONS).count() == 1 {
        Ok(page.replace(ICONS, icons.trim_end()))
    } else {
        Err(Stop(format!(
            "public/index.html should name its icons once: {ICONS}"
        )))
    }
}

/// A sheet without its comments and indentation. What a real minifier saves beyond that is 0.1 KB in brotli.
fn shorten(sheet: &str) -> String {
    let mut bare = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let mut short = String::with_capacity(bare.len());
    for line in bare.lines().map(str::trim).filter(|line| !line.is_empty()) {
        short.push_str(line);
        short.push('\n');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icons_stand_in_the_page() {
        let page = format!("<body>\n{ICONS}\n<main>");
        assert_eq!(
            with_icons(&page, "<svg/>\n").unwrap(),
            "<body>\n<svg/>\n<main>"
        );
        let Stop(sentence) = with_icons("<body>", "<svg/>").unwrap_err();
        assert!(sentence.contains(ICONS), "{sentence}");
    }

    #[test]
    fn a_sheet_keeps_its_rules_only() {
        let sheet =
            "/* Why.\n   Twice. */\n@layer a {\n  b { c: d; } /* so */\n\n  e { f: \"g\"; }\n}\n";
        assert_eq!(
            shorten(sheet),
            "@layer a {\nb { c: d; }\ne { f: \"g\"; }\n}\n"
        );
        assert_eq!(shorten("a{}/* without end"), "a{}\n");
    }
}
