//! Compressed copies, made once here so that no server makes them at each request.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// How hard to try.
#[derive(Clone, Copy)]
pub(crate) enum Effort {
    /// For a build that one person looks at on the same machine.
    Quick,
    /// For the release: the smallest there is.
    Most,
}

/// Brotli, quality 11 at [`Effort::Most`].
pub(crate) fn brotli(content: &[u8], effort: Effort) -> std::io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: match effort {
            Effort::Quick => 4,
            Effort::Most => 11,
        },
        lgwin: 24,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

/// Gzip, level 9 at [`Effort::Most`].
pub(crate) fn gzip(content: &[u8], effort: Effort) -> std::io::Result<Vec<u8>> {
    let level = match effort {
        Effort::Quick => Compression::fast(),
        Effort::Most => Compression::best(),
    };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_copies_open_to_what_went_in() {
        let content = "a door that is both open and shut. "
            .repeat(200)
            .into_bytes();
        for effort in [Effort::Quick, Effort::Most] {
            let mut opened = Vec::new();
            brotli::BrotliDecompress(
                &mut brotli(&content, effort).unwrap().as_slice(),
                &mut opened,
            )
            .unwrap();
            assert_eq!(opened, content);

            let mut opened = Vec::new();
            flate2::read::GzDecoder::new(gzip(&content, effort).unwrap().as_slice())
                .read_to_end(&mut opened)
                .unwrap();
            assert_eq!(opened, content);
        }
    }
}
