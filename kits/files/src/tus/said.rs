//! What a request of the protocol says.

use super::VERSION;
use crate::name::FileName;
use crate::uploads::{Checksum, UploadRefusal, Wanted};
use axum::http::header::{HeaderMap, HeaderName};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The most bytes of `Upload-Metadata`.
const LONGEST: usize = 4_096;

/// What a creation announces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    /// How many bytes will come.
    pub length: u64,
    /// What the file is called.
    pub name: FileName,
}

/// Reads a creation of up to so many bytes.
pub fn announced(headers: &HeaderMap, most: u64) -> Result<Announced, UploadRefusal> {
    version(headers)?;
    if headers.contains_key("upload-defer-length") {
        return Err(UploadRefusal::Malformed);
    }
    let length = number(headers, "upload-length")?;
    if length > most {
        return Err(UploadRefusal::TooLarge { most });
    }
    Ok(Announced { length, name: name(headers)? })
}

/// Whether the other side speaks our version.
pub(super) fn version(headers: &HeaderMap) -> Result<(), UploadRefusal> {
    if text(headers, "tus-resumable")? == Some(VERSION) { Ok(()) } else { Err(UploadRefusal::Version) }
}

pub(super) fn offset(headers: &HeaderMap) -> Result<u64, UploadRefusal> {
    number(headers, "upload-offset")
}

/// `Upload-Checksum: sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=`.
pub(super) fn checksum(headers: &HeaderMap) -> Result<Option<Checksum>, UploadRefusal> {
    let Some(said) = text(headers, "upload-checksum")? else { return Ok(None) };
    let (algorithm, value) = said.split_once(' ').ok_or(UploadRefusal::Malformed)?;
    let value = STANDARD.decode(value.trim()).map_err(|_| UploadRefusal::Malformed)?;
    let wanted = match algorithm {
        "sha1" => value.try_into().map(Wanted::Sha1),
        "sha256" => value.try_into().map(Wanted::Sha256),
        _ => return Err(UploadRefusal::Malformed),
    };
    wanted.map(|wanted| Some(Checksum::new(wanted))).map_err(|_| UploadRefusal::Malformed)
}

/// The value of the key `filename` of `Upload-Metadata`; other keys are nobody's business.
fn name(headers: &HeaderMap) -> Result<FileName, UploadRefusal> {
    let said = text(headers, "upload-metadata")?.unwrap_or_default();
    if said.len() > LONGEST {
        return Err(UploadRefusal::Malformed);
    }
    let pairs = said.split(',').map(|pair| pair.trim().split_once(' ').unwrap_or((pair.trim(), "")));
    let mut found = None;
    for (key, value) in pairs {
        if key == "filename" && found.replace(value).is_some() {
            return Err(UploadRefusal::Malformed);
        }
    }
    let name = STANDARD.decode(found.unwrap_or_default().trim()).map_err(|_| UploadRefusal::Malformed)?;
    Ok(FileName::clean(&String::from_utf8_lossy(&name)))
}

fn number(headers: &HeaderMap, name: &'static str) -> Result<u64, UploadRefusal> {
    let said = text(headers, name)?.ok_or(UploadRefusal::Malformed)?;
    let is_number = !said.is_empty() && said.len() <= 18 && said.bytes().all(|byte| byte.is_ascii_digit());
    said.parse().ok().filter(|_| is_number).ok_or(UploadRefusal::Malformed)
}

/// The value of a header; one that comes twice, or is no text, says nothing that could be meant.
fn text<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<Option<&'a str>, UploadRefusal> {
    let mut lines = headers.get_all(HeaderName::from_static(name)).iter();
    match (lines.next(), lines.next()) {
        (None, _) => Ok(None),
        (Some(line), None) => line.to_str().map(Some).map_err(|_| UploadRefusal::Malformed),
        _ => Err(UploadRefusal::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::uploads::MOST_BYTES;
    use proptest::prelude::*;

    fn with(lines: &[(&str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        }
        headers
    }

    const V: (&str, &str) = ("tus-resumable", "1.0.0");

    /// SUP-5
    #[test]
    fn a_creation_says_length_and_name() {
        let read = |lines: &[(&str, &str)]| announced(&with(lines), MOST_BYTES);
        let said = read(&[V, ("upload-length", "10"), ("upload-metadata", "a,filename 44Ot44Kw LnR4dA==,b Yg==")]);
        assert_eq!(said, Err(UploadRefusal::Malformed), "a value has no blanks");
        let said = read(&[V, ("upload-length", "10"), ("upload-metadata", "a,filename 44Ot44KwLnR4dA==,b Yg==")]);
        assert_eq!(said.map(|said| (said.length, said.name.as_str().to_owned())), Ok((10, "ログ.txt".to_owned())));
        let said =
            read(&[V, ("upload-length", "0"), ("upload-metadata", "filename Li4vLi4vZXRjL3Bhc3N3ZA==")]).unwrap();
        assert_eq!((said.length, said.name.as_str()), (0, "passwd"));
        assert_eq!(read(&[V, ("upload-length", "7")]).unwrap().name.as_str(), "file");
        for (lines, refusal) in [
            (vec![("upload-length", "10")], UploadRefusal::Version),
            (vec![("tus-resumable", "0.2.2"), ("upload-length", "10")], UploadRefusal::Version),
            (vec![V], UploadRefusal::Malformed),
            (vec![V, ("upload-length", "-1")], UploadRefusal::Malformed),
            (vec![V, ("upload-length", "+1")], UploadRefusal::Malformed),
            (vec![V, ("upload-length", "1"), ("upload-length", "2")], UploadRefusal::Malformed),
            (vec![V, ("upload-defer-length", "1")], UploadRefusal::Malformed),
            (vec![V, ("upload-length", "99999999999999999999999")], UploadRefusal::Malformed),
            (vec![V, ("upload-length", "4294967297")], UploadRefusal::TooLarge { most: MOST_BYTES }),
        ] {
            assert_eq!(read(&lines).unwrap_err(), refusal, "{lines:?}");
        }
        assert!(read(&[V, ("upload-length", "4294967296")]).is_ok());
    }

    /// SUP-5
    #[test]
    fn a_checksum_has_a_known_kind_and_its_length() {
        let of = |said: &str| checksum(&with(&[("upload-checksum", said)])).map(|found| found.is_some());
        assert_eq!(of("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="), Ok(true));
        assert_eq!(of("sha256 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="), Ok(true));
        assert_eq!(checksum(&HeaderMap::new()).map(|found| found.is_none()), Ok(true));
        for wrong in
            ["", "sha1", "sha1 AAAA", "md5 Kq5sNclPz7QV2+lfQIuc6Q==", "sha256 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "sha1 !"]
        {
            assert_eq!(of(wrong), Err(UploadRefusal::Malformed), "{wrong}");
        }
    }

    proptest! {
        /// SUP-5, ALL-9
        #[test]
        fn nothing_that_a_header_says_breaks_it(metadata in "[ -~]{0,200}", length in "[ -~]{0,30}", sum in "[ -~]{0,60}") {
            let headers = with(&[V, ("upload-length", length.trim()), ("upload-metadata", metadata.trim()), ("upload-checksum", sum.trim())]);
            if let Ok(said) = announced(&headers, MOST_BYTES) {
                prop_assert!(said.length <= MOST_BYTES);
            }
            drop(checksum(&headers));
        }
    }
}
