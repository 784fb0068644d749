use super::*;

const PAGE: &str = r#"<script src="/boot.js" data-wasm="/a_bg.wasm" data-integrity="integrity of a_bg.wasm"></script>
<link rel="stylesheet" href="/style.css"/><link rel=icon href=/i.svg>"#;

fn site(more: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let fixed = [
        ("index.html", PAGE),
        ("config.json", "{}"),
        ("_headers", "/*"),
        ("_redirects", ""),
        ("boot.js", "boot"),
        ("style.css", "@layer a;"),
        ("i.svg", "<svg/>"),
        ("a_bg.wasm", "\0asm"),
    ];
    let pairs = fixed.iter().chain(more);
    pairs
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

fn text<'a>(sealed: &'a [SealedFile], source: &str) -> &'a str {
    let file = sealed.iter().find(|file| file.source == source).unwrap();
    std::str::from_utf8(&file.content).unwrap()
}

fn path<'a>(sealed: &'a [SealedFile], source: &str) -> &'a str {
    &sealed
        .iter()
        .find(|file| file.source == source)
        .unwrap()
        .path
}

#[test]
fn only_the_root_files_keep_their_names() {
    let sealed = seal(site(&[])).unwrap();
    for file in &sealed {
        let kept = ROOT_FILES.contains(&file.path.as_str());
        assert_eq!(kept, file.path == file.source, "{}", file.path);
        assert_eq!(kept, !file.path.starts_with("assets/"), "{}", file.path);
    }
}

#[test]
fn the_page_names_the_hashed_files_with_their_checksums() {
    let sealed = seal(site(&[])).unwrap();
    let page = text(&sealed, "index.html");
    assert!(
        page.contains(&format!("src=\"/{}\"", path(&sealed, "boot.js"))),
        "{page}"
    );
    assert!(
        page.contains(&format!("data-wasm=\"/{}\"", path(&sealed, "a_bg.wasm"))),
        "{page}"
    );
    assert!(!page.contains("integrity of"), "{page}");
    // One for the script, one for the style sheet, one handed on; the icon takes none.
    assert_eq!(page.matches("sha384-").count(), 3, "{page}");
}

#[test]
fn a_change_in_a_leaf_renames_all_that_lead_to_it() {
    let site = |leaf: &str| {
        seal(site(&[
            ("loader.js", "import './worker.js'; fetch('worker_bg.wasm', { integrity: 'integrity of worker_bg.wasm' })"),
            ("worker.js", "new URL('worker_bg.wasm', import.meta.url)"),
            ("worker_bg.wasm", leaf),
        ]))
        .unwrap()
    };
    let (one, two) = (site("one"), site("two"));
    for name in ["loader.js", "worker.js", "worker_bg.wasm"] {
        assert_ne!(path(&one, name), path(&two, name), "{name}");
    }
    assert_eq!(path(&one, "boot.js"), path(&two, "boot.js"));
    let loader = text(&one, "loader.js");
    assert!(loader.contains("'./worker-"), "{loader}");
    assert!(loader.contains("integrity: 'sha384-"), "{loader}");
}

#[test]
fn a_part_that_a_script_fetches_is_named_and_checked() {
    let site = |part: &str| {
        seal(site(&[
            ("portal.js", "fetch(new URL(\"./part.wasm\", import.meta.url), { integrity: \"integrity of part.wasm\" })"),
            ("part.wasm", part),
        ]))
        .unwrap()
    };
    let (one, two) = (site("one"), site("two"));
    let file = path(&one, "part.wasm").trim_start_matches("assets/");
    let script = text(&one, "portal.js");
    assert!(
        script.contains(&format!("new URL(\"./{file}\"")),
        "{script}"
    );
    assert!(script.contains("{ integrity: \"sha384-"), "{script}");
    assert_ne!(path(&one, "portal.js"), path(&two, "portal.js"));
}

#[test]
fn the_manifest_names_its_icon_from_the_root() {
    let sealed = seal(site(&[("m.json", "{\"src\":\"/i.svg\"}")])).unwrap();
    assert_eq!(
        text(&sealed, "m.json"),
        format!("{{\"src\":\"/{}\"}}", path(&sealed, "i.svg"))
    );
}

#[test]
fn what_cannot_be_sealed_is_said() {
    let failed = |more: &[(&str, &str)]| seal(site(more)).map(|_| ()).unwrap_err().0;
    let ring = failed(&[("x.js", "import './y.js'"), ("y.js", "import './x.js'")]);
    assert!(ring.contains("refers to itself"), "{ring}");

    let mut unconfigured = site(&[]);
    unconfigured.remove("config.json");
    let Stop(sentence) = seal(unconfigured).map(|_| ()).unwrap_err();
    assert!(sentence.contains("config.json"), "{sentence}");

    let mut missing = site(&[]);
    missing.remove("boot.js");
    let Stop(sentence) = seal(missing).map(|_| ()).unwrap_err();
    assert!(sentence.contains("/boot.js"), "{sentence}");
}
