//! Short names for what a WebAssembly program imports and exports.
//!
//! wasm-bindgen tells several hundred functions apart by a hash in each name, which no compression makes smaller: some 5 KB of
//! what the sign-in form waits for. Only names that end in such a hash are touched; all others are somebody's interface.

use std::collections::BTreeMap;

const MAGIC: [u8; 8] = *b"\0asm\x01\0\0\0";
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// The program with short names, and what each was called before. `None` for what is no WebAssembly.
pub(crate) fn shorten(wasm: &[u8]) -> Option<(Vec<u8>, BTreeMap<String, String>)> {
    let mut names = BTreeMap::new();
    let mut out = MAGIC.to_vec();
    let mut rest = Reader(wasm.strip_prefix(&MAGIC)?);
    while !rest.0.is_empty() {
        let id = rest.byte()?;
        let length = rest.number()?;
        let content = rest.take(length)?;
        let content = match id {
            IMPORTS => imports(content, &mut names)?,
            EXPORTS => exports(content, &mut names)?,
            _ => content.to_vec(),
        };
        out.push(id);
        put_number(&mut out, content.len());
        out.extend(content);
    }
    Some((out, names))
}

fn imports(content: &[u8], names: &mut BTreeMap<String, String>) -> Option<Vec<u8>> {
    let mut reader = Reader(content);
    let count = reader.number()?;
    let mut out = Vec::new();
    put_number(&mut out, count);
    for _ in 0..count {
        put_name(&mut out, reader.name()?);
        put_name(&mut out, &short(reader.name()?, names));
        let kind = reader.kept(|reader| {
            match reader.byte()? {
                0 => drop(reader.number()?),
                1 => {
                    reader.byte()?;
                    reader.limits()?;
                }
                2 => reader.limits()?,
                3 => drop((reader.byte()?, reader.byte()?)),
                _ => return None,
            }
            Some(())
        })?;
        out.extend(kind);
    }
    Some(out)
}

fn exports(content: &[u8], names: &mut BTreeMap<String, String>) -> Option<Vec<u8>> {
    let mut reader = Reader(content);
    let count = reader.number()?;
    let mut out = Vec::new();
    put_number(&mut out, count);
    for _ in 0..count {
        put_name(&mut out, &short(reader.name()?, names));
        let what = reader.kept(|reader| {
            reader.byte()?;
            reader.number().map(drop)
        })?;
        out.extend(what);
    }
    Some(out)
}

/// The short name of one with a hash at its end; others stay.
fn short(name: &str, names: &mut BTreeMap<String, String>) -> String {
    if !is_hashed(name) {
        return name.to_owned();
    }
    let next = format!("${}", names.len());
    names.entry(name.to_owned()).or_insert(next).clone()
}

/// `__wbg_fetch_0123456789abcdef`, or the linker's `…17h0123456789abcdefE`, which may be followed by a count.
fn is_hashed(name: &str) -> bool {
    let hash = |text: &str| text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let last = |text: &str| text.rsplit_once('_').is_some_and(|(_, last)| hash(last));
    let mangled = name
        .rsplit_once("17h")
        .and_then(|(_, end)| end.split_once('E'));
    (name.starts_with("__wbg_") && last(name))
        || (name.starts_with("_ZN") && mangled.is_some_and(|(end, _)| hash(end)))
}

fn put_number(out: &mut Vec<u8>, mut number: usize) {
    loop {
        let seven = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            return out.push(seven);
        }
        out.push(seven | 0x80);
    }
}

fn put_name(out: &mut Vec<u8>, name: &str) {
    put_number(out, name.len());
    out.extend(name.bytes());
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// An unsigned LEB128 number.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0_usize;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn name(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    fn limits(&mut self) -> Option<()> {
        let has_maximum = self.byte()? & 1 == 1;
        self.number()?;
        if has_maximum {
            self.number()?;
        }
        Some(())
    }

    /// The bytes that `read` goes over.
    fn kept(&mut self, read: impl FnOnce(&mut Self) -> Option<()>) -> Option<&'a [u8]> {
        let before = self.0;
        read(self)?;
        before.get(..before.len() - self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, content: &[&[u8]]) -> Vec<u8> {
        let content = content.concat();
        let mut section = vec![id];
        put_number(&mut section, content.len());
        section.extend(content);
        section
    }

    fn name(text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        put_name(&mut out, text);
        out
    }

    #[test]
    fn hashed_names_become_short_and_the_rest_stays() {
        let fetch = "__wbg_fetch_0123456789abcdef";
        let invoke = "_ZN7convert6invoke17h0123456789abcdefE_3";
        let program = |fetch: &str, invoke: &str| {
            [
                MAGIC.to_vec(),
                section(1, &[&[1, 0x60, 0, 0]]),
                section(
                    2,
                    &[
                        &[3],
                        &name("./a_bg.js"),
                        &name(fetch),
                        &[0, 0x80, 1],
                        &name("env"),
                        &name("memory"),
                        &[2, 1, 17, 0x80, 2],
                        &name("env"),
                        &name("table"),
                        &[1, 0x70, 0, 5],
                    ],
                ),
                section(7, &[&[2], &name("memory"), &[2, 0], &name(invoke), &[0, 9]]),
                section(0, &[b"\x04name__wbg_fetch_0123456789abcdef"]),
            ]
            .concat()
        };
        let (short, names) = shorten(&program(fetch, invoke)).unwrap();
        assert_eq!(short, program("$0", "$1"));
        assert_eq!(names[fetch], "$0");
        assert_eq!(names[invoke], "$1");
    }

    #[test]
    fn only_a_hash_at_the_end_counts() {
        for name in [
            "__wbindgen_malloc",
            "__wbg_intounderlyingsink_free",
            "__wasm_split_load_screens",
            "main",
            "__wbg_fetch_0123456789abcde",
            "load_0123456789abcdef",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn what_is_cut_off_is_not_read() {
        let whole = [MAGIC.to_vec(), section(7, &[&[1], &name("main"), &[0, 1]])].concat();
        assert!(shorten(&whole).is_some());
        for length in [0, 4, 9, 12, whole.len() - 1] {
            assert!(shorten(&whole[..length]).is_none(), "{length}");
        }
    }
}
