//! What a CDN needs of a site.
//!
//! What was built goes in; out comes a site in which every file but the page and its configuration is named after its
//! content, carries its checksum where it is referred to, and lies beside its compressed copies. References are the quoted
//! names of other files, in the page, in scripts and in the manifest.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use crate::html::map_tags;
use crate::process::Stop;

/// What keeps its own name, at the root of the site.
const ROOT_FILES: [&str; 4] = ["index.html", "config.json", "_headers", "_redirects"];

/// Where all other files go.
const ASSETS: &str = "assets";

/// A file of the sealed site.
pub(crate) struct SealedFile {
    /// What it was called before, for people.
    pub(crate) source: String,
    /// Its path in the site.
    pub(crate) path: String,
    pub(crate) content: Vec<u8>,
}

impl SealedFile {
    /// Whether compressed copies belong beside it: all text and WebAssembly, but not what a host reads itself.
    pub(crate) fn is_compressible(&self) -> bool {
        let extension = self.path.rsplit_once('.').map(|(_, extension)| extension);
        self.path != "config.json"
            && matches!(
                extension,
                Some("html" | "js" | "css" | "wasm" | "svg" | "json")
            )
    }
}

/// Seals a site, given as its files by relative path.
pub(crate) fn seal(mut files: BTreeMap<String, Vec<u8>>) -> Result<Vec<SealedFile>, Stop> {
    let html = take(&mut files, "index.html")?;
    let html = String::from_utf8(html).map_err(|_| Stop("index.html is not UTF-8.".to_owned()))?;

    let mut sealed = Vec::new();
    for name in ROOT_FILES.into_iter().filter(|name| *name != "index.html") {
        sealed.push(SealedFile {
            source: name.to_owned(),
            path: name.to_owned(),
            content: take(&mut files, name)?,
        });
    }
    let mut naming = Naming {
        files: &files,
        named: BTreeMap::new(),
        open: BTreeSet::new(),
    };
    for name in files.keys() {
        naming.name(name)?;
    }
    let named = naming.named;
    sealed.push(SealedFile {
        source: "index.html".to_owned(),
        path: "index.html".to_owned(),
        content: refer(&html, &named)?.into_bytes(),
    });
    sealed.extend(named.into_iter().map(|(source, file)| SealedFile {
        source,
        path: format!("{ASSETS}/{}", file.path),
        content: file.content,
    }));
    Ok(sealed)
}

fn take(files: &mut BTreeMap<String, Vec<u8>>, name: &str) -> Result<Vec<u8>, Stop> {
    files
        .remove(name)
        .ok_or_else(|| Stop(format!("The build made no {name}.")))
}

struct Named {
    /// The path under the assets folder, with the hash in it.
    path: String,
    integrity: String,
    content: Vec<u8>,
}

/// Names files after their content; what a file refers to is named first, since those names are part of its content.
struct Naming<'a> {
    files: &'a BTreeMap<String, Vec<u8>>,
    named: BTreeMap<String, Named>,
    open: BTreeSet<&'a str>,
}

impl<'a> Naming<'a> {
    fn name(&mut self, name: &'a str) -> Result<(), Stop> {
        if self.named.contains_key(name) {
            return Ok(());
        }
        if !self.open.insert(name) {
            return Err(Stop(format!(
                "{name} refers to itself by way of others, so it cannot be named after its content."
            )));
        }
        let bytes = self.files.get(name).map(Vec::as_slice).unwrap_or_default();
        let is_text = !name.ends_with(".wasm");
        let content = match std::str::from_utf8(bytes) {
            Ok(text) if is_text => {
                let files = self.files;
                for other in files.keys().filter(|other| *other != name) {
                    if mentions(text, other) {
                        self.name(other)?;
                    }
                }
                self.with_names(text).into_bytes()
            }
            _ => bytes.to_vec(),
        };
        let digest = Sha384::digest(&content);
        let hash: String = digest
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let path = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
            None => format!("{name}-{hash}"),
        };
        let integrity = format!("sha384-{}", STANDARD.encode(digest));
        self.open.remove(name);
        self.named.insert(
            name.to_owned(),
            Named {
                path,
                integrity,
                content,
            },
        );
        Ok(())
    }

    fn with_names(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, file) in &self.named {
            for quote in ['"', '\'', '`'] {
                let quoted = |inner: &str| format!("{quote}{inner}{quote}");
                // All assets lie in one folder: relative names stay relative, absolute ones get the folder.
                for (old, new) in [
                    (name.clone(), file.path.clone()),
                    (format!("./{name}"), format!("./{}", file.path)),
                    (format!("/{name}"), format!("/{ASSETS}/{}", file.path)),
                    (format!("integrity of {name}"), file.integrity.clone()),
                ] {
                    text = text.replace(&quoted(&old), &quoted(&new));
                }
            }
        }
        text
    }
}

fn mentions(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let (before, from) = text.split_at(at);
        let after = from.strip_prefix(name).unwrap_or_default();
        before.ends_with(['"', '\'', '`', '/', ' ']) && after.starts_with(['"', '\'', '`'])
    })
}

/// Rewrites the page's references, and gives each one that takes a checksum its checksum.
fn refer(html: &str, named: &BTreeMap<String, Named>) -> Result<String, Stop> {
    let mut unknown = None;
    let html = map_tags(html, |mut tag| {
        let mut integrity = None;
        let address = tag.get("src").or(tag.get("href")).map(str::to_owned);
        for value in tag.values_mut() {
            if let Some(file) = value
                .strip_prefix("integrity of ")
                .and_then(|name| named.get(name))
            {
                value.clone_from(&file.integrity);
            } else if let Some(file) = value.strip_prefix('/').and_then(|name| named.get(name)) {
                if address.as_deref() == Some(value.as_str()) {
                    integrity = Some(&file.integrity);
                }
                *value = format!("/{ASSETS}/{}", file.path);
            } else if value.starts_with('/') || value.starts_with("integrity of ") {
                unknown = Some(value.clone());
            }
        }
        if let Some(integrity) = integrity.filter(|_| tag.takes_integrity()) {
            tag.set("integrity", integrity);
        }
        Some(tag)
    });
    match unknown {
        Some(address) => Err(Stop(format!(
            "The page refers to {address:?}, which the build did not make."
        ))),
        None => Ok(html),
    }
}

#[cfg(test)]
mod tests;
