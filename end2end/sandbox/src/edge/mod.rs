//! The CDN edge: the files of `dist/` with the production headers (design 13 and 14).

mod headers;

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Component, Path, PathBuf},
};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};

use headers::HeaderRules;

/// A folder of files on the wire.
pub(crate) struct Edge {
    folder: PathBuf,
}

/// Files under these encodings lie beside the plain one; the best comes first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

impl Edge {
    /// Serves `folder`. Its files are read anew for each request, so a rebuild needs no restart.
    pub(crate) fn over(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Answers a request for a file or for an address of the application.
    pub(crate) fn serve(&self, request: &Parts) -> Response {
        if request.method != Method::GET && request.method != Method::HEAD {
            return StatusCode::METHOD_NOT_ALLOWED.into_response();
        }
        let path = request.uri.path();
        let mut response = match self.find(path) {
            Some(file) => self.file(&file, request),
            None => StatusCode::NOT_FOUND.into_response(),
        };
        HeaderRules::of(&self.folder).apply(path, response.headers_mut());
        if request.method == Method::HEAD {
            *response.body_mut() = Body::empty();
        }
        response
    }

    /// The file of a path. What has no extension is an address of the application, and the page finds its own way.
    fn find(&self, path: &str) -> Option<PathBuf> {
        let wanted = Path::new(path.trim_start_matches('/'));
        // Only plain names: nothing leads out of the folder, and the recipes for the edge are not files of the site.
        if !wanted
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
            || path.starts_with("/_")
        {
            return None;
        }
        // No file of the site has a name that needs escaping, but an address of the application may.
        let file = self.folder.join(wanted);
        if file.is_file() && !path.contains('%') {
            return Some(file);
        }
        wanted
            .extension()
            .is_none()
            .then(|| self.folder.join("index.html"))
            .filter(|index| index.is_file())
    }

    fn file(&self, file: &Path, request: &Parts) -> Response {
        let (bytes, encoding) = match read(file, &request.headers) {
            Ok(found) => found,
            Err(_) => return StatusCode::NOT_FOUND.into_response(),
        };
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        let tag = format!("\"{:016x}\"", hasher.finish());
        let mut headers = HeaderMap::new();
        let put = |headers: &mut HeaderMap, name, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        put(
            &mut headers,
            header::CACHE_CONTROL,
            if is_hashed(file) {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            },
        );
        put(&mut headers, header::ETAG, &tag);
        put(&mut headers, header::VARY, "Accept-Encoding");
        let known = request
            .headers
            .get(header::IF_NONE_MATCH)
            .and_then(|known| known.to_str().ok());
        if known
            .is_some_and(|known| known == "*" || known.split(',').any(|known| known.trim() == tag))
        {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        put(&mut headers, header::CONTENT_TYPE, content_type(file));
        if let Some(encoding) = encoding {
            put(&mut headers, header::CONTENT_ENCODING, encoding);
        }
        (headers, bytes).into_response()
    }
}

/// The file, compressed beforehand where that lies beside it and the browser takes it.
fn read(file: &Path, asked: &HeaderMap) -> std::io::Result<(Vec<u8>, Option<&'static str>)> {
    for (encoding, suffix) in ENCODINGS {
        if accepts(asked, encoding) {
            let mut packed = file.as_os_str().to_owned();
            packed.push(suffix);
            if let Ok(bytes) = fs::read(&packed) {
                return Ok((bytes, Some(encoding)));
            }
        }
    }
    Ok((fs::read(file)?, None))
}

fn accepts(asked: &HeaderMap, encoding: &str) -> bool {
    let wanted = asked
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    wanted.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        parts.next() == Some(encoding) && !parts.any(|quality| matches!(quality, "q=0" | "q=0.0"))
    })
}

/// Whether the name carries a hash of the content: eight or more hexadecimal digits, at least one of them a number,
/// between `-`, `_` or `.` signs, as the build writes it (`portal_bg-3f2a91bc44d0e7aa.wasm`).
fn is_hashed(file: &Path) -> bool {
    let name = file
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    name.split(['-', '.', '_']).any(|part| {
        part.len() >= 8
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && part.bytes().any(|byte| byte.is_ascii_digit())
    })
}

fn content_type(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::is_hashed;

    #[test]
    fn only_a_hash_in_the_name_makes_a_file_last() {
        assert!(is_hashed(Path::new("portal-3f2a91bc44d0e7aa_bg.wasm")));
        assert!(is_hashed(Path::new("look-90a1b2c3.css")));
        assert!(!is_hashed(Path::new("index.html")));
        assert!(!is_hashed(Path::new("config.json")));
        assert!(
            !is_hashed(Path::new("facade-deadbeef.js")),
            "a word is no hash"
        );
    }
}
