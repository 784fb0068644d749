//! Which headers go with which file: what `dist/_headers` says, so that what is deployed is what is tested.

use std::{fs, path::Path};

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// What stands in for a missing `_headers` (design 13).
const BUILT_IN: &str = "/*
  Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types portal; manifest-src 'self'
  Strict-Transport-Security: max-age=63072000; includeSubDomains
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
  Cross-Origin-Embedder-Policy: require-corp
  Permissions-Policy: accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()
";

/// The rules of a `_headers` file: a path pattern on a line of its own, then indented `Name: value` lines.
pub(super) struct HeaderRules {
    rules: Vec<(String, Vec<(HeaderName, HeaderValue)>)>,
}

impl HeaderRules {
    /// The rules of a folder.
    pub(super) fn of(folder: &Path) -> Self {
        match fs::read_to_string(folder.join("_headers")) {
            Ok(text) => Self::parse(&text),
            Err(_) => Self::parse(BUILT_IN),
        }
    }

    fn parse(text: &str) -> Self {
        let mut rules: Vec<(String, Vec<_>)> = Vec::new();
        for line in text
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        {
            if !line.starts_with([' ', '\t']) {
                rules.push((line.trim().to_owned(), Vec::new()));
            } else if let (Some((_, headers)), Some((name, value))) =
                (rules.last_mut(), line.split_once(':'))
                && let (Ok(name), Ok(value)) =
                    (name.trim().parse(), HeaderValue::from_str(value.trim()))
            {
                headers.push((name, value));
            }
        }
        Self { rules }
    }

    /// Adds what fits `path`; a later rule wins over an earlier one, and both over the edge's own.
    pub(super) fn apply(&self, path: &str, headers: &mut HeaderMap) {
        for (_, wanted) in self.rules.iter().filter(|(pattern, _)| fits(pattern, path)) {
            for (name, value) in wanted {
                headers.insert(name, value.clone());
            }
        }
    }
}

/// `*` stands for any run of characters.
fn fits(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|start| path.strip_prefix(start)) else {
        return false;
    };
    let mut ends_open = !pattern.contains('*');
    if ends_open {
        return rest.is_empty();
    }
    for part in parts {
        ends_open = part.is_empty();
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    ends_open || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::{HeaderRules, fits};

    #[test]
    fn patterns_fit_as_the_hosts_read_them() {
        assert!(fits("/*", "/"));
        assert!(fits("/*", "/providers/1"));
        assert!(fits("/assets/*", "/assets/a.js"));
        assert!(!fits("/assets/*", "/a.js"));
        assert!(fits("/index.html", "/index.html"));
        assert!(!fits("/index.html", "/index.html.br"));
        assert!(fits("/*.wasm", "/vault_bg.wasm"));
        assert!(!fits("/*.wasm", "/vault.js"));
    }

    #[test]
    fn later_rules_win_and_comments_are_none() {
        let rules = HeaderRules::parse("# all\n/*\n  X-A: 1\n  X-B: a: b\n/x\n  X-A: 2\n");
        let mut headers = HeaderMap::new();
        rules.apply("/x", &mut headers);
        assert_eq!(headers["x-a"], "2");
        assert_eq!(headers["x-b"], "a: b");
    }
}
