//! The CDN edge: files, headers, caching and compression.

use std::{fs, path::PathBuf};

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use sandbox::cloud::Settings;

use crate::sandbox::{Answer, Sandbox};

struct Site {
    folder: PathBuf,
    sandbox: Sandbox,
}

impl Site {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("sandbox-edge-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (file, text) in [
            ("index.html", "<!doctype html>"),
            ("config.json", "{}"),
            ("portal-0123456789abcdef_bg.wasm", "plain"),
            ("portal-0123456789abcdef_bg.wasm.br", "packed"),
        ] {
            fs::write(folder.join(file), text).unwrap();
        }
        let sandbox = Sandbox::with(Settings::default(), Some(folder.clone()));
        Self { folder, sandbox }
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = headers
            .iter()
            .fold(Request::get(path), |request, (name, value)| {
                request.header(*name, *value)
            });
        self.sandbox
            .send(request.body(Body::empty()).unwrap())
            .await
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.folder));
    }
}

#[tokio::test]
async fn pages_carry_the_production_headers_and_unknown_addresses_are_the_application() {
    let site = Site::new("headers");
    for path in ["/", "/providers/1/clients?search=a"] {
        let page = site.get(path, &[]).await;
        assert_eq!(
            (page.status, page.bytes.as_slice()),
            (StatusCode::OK, b"<!doctype html>".as_slice())
        );
        let policy = page.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'")
                && policy.contains("trusted-types portal")
        );
        assert_eq!(page.header("cache-control"), "no-cache");
        for name in [
            "strict-transport-security",
            "x-content-type-options",
            "referrer-policy",
            "permissions-policy",
            "cross-origin-opener-policy",
        ] {
            assert!(!page.header(name).is_empty(), "{name}");
        }
    }
    assert_eq!(
        site.get("/missing.js", &[]).await.status,
        StatusCode::NOT_FOUND
    );
    for path in [
        "/_headers",
        "/_redirects",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
    ] {
        assert_eq!(
            site.get(path, &[]).await.status,
            StatusCode::NOT_FOUND,
            "{path} is not of the site"
        );
    }
}

#[tokio::test]
async fn compressed_files_are_served_to_who_takes_them_and_named_files_last() {
    let site = Site::new("encodings");
    let path = "/portal-0123456789abcdef_bg.wasm";
    let packed = site.get(path, &[("Accept-Encoding", "gzip, br")]).await;
    assert_eq!(
        (
            packed.header("content-encoding"),
            packed.header("vary"),
            packed.bytes.as_slice()
        ),
        ("br", "Accept-Encoding", b"packed".as_slice())
    );
    assert_eq!(packed.header("content-type"), "application/wasm");
    assert_eq!(
        packed.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    let plain = site.get(path, &[("Accept-Encoding", "br;q=0")]).await;
    assert_eq!(
        (plain.header("content-encoding"), plain.bytes.as_slice()),
        ("", b"plain".as_slice())
    );
    let known = site
        .get(path, &[("If-None-Match", plain.header("etag"))])
        .await;
    assert_eq!(
        (known.status, known.bytes.len()),
        (StatusCode::NOT_MODIFIED, 0)
    );
    assert_ne!(plain.header("etag"), packed.header("etag"));
}

#[tokio::test]
async fn the_headers_file_of_the_site_is_what_counts() {
    let site = Site::new("file");
    fs::write(
        site.folder.join("_headers"),
        "/*\n  X-Site: all\n/config.json\n  Cache-Control: no-store\n",
    )
    .unwrap();
    let page = site.get("/", &[]).await;
    assert_eq!(
        (
            page.header("x-site"),
            page.header("content-security-policy")
        ),
        ("all", "")
    );
    assert_eq!(
        site.get("/config.json", &[]).await.header("cache-control"),
        "no-store"
    );
}
