//! The answer that carries a file: saved under its name, run by nothing, compressed by nobody.
//!
//! What the portal itself made is given by its own doors; what people sent, on the files' origin ([`crate::fetch`]). The answer is the same.

use crate::clean::Clean;
use crate::read::StoredFile;
use crate::store::Files;
use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Response, StatusCode};
use futures::TryStreamExt as _;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use std::ops::Range;

/// Nothing that a file holds may run or load anything, also where a browser shows it.
const POLICY: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'");

/// How long browsers keep what they got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cached {
    /// Not at all.
    Never,
    /// For a year: what everybody may see, under an address that another content will never have.
    ForAYear,
    /// The same by the reader's own browser alone: what not everybody may see, under such an address.
    Privately,
}

/// Marks an answer that is sent as it is: the length of a compressed file tells of its content.
#[derive(Clone, Copy, Debug)]
pub struct NotCompressed;

/// What a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    Part(Range<u64>),
    /// Nothing that the file has.
    Beyond,
}

/// Answers a request with these headers. At most one part of the file is given (RFC 9110 §14); who asks for several gets all of it.
pub async fn download(
    cx: &Cx,
    file: &Clean<StoredFile>,
    asked: &HeaderMap,
    cached: Cached,
) -> Result<Response<Body>, Fault> {
    let tag = format!("\"{}\"", file.id.simple());
    let mut answer = Response::new(Body::empty());
    answer.extensions_mut().insert(NotCompressed);
    say(answer.headers_mut(), file, cached, &tag)?;
    if cached != Cached::Never && has(asked, header::IF_NONE_MATCH, &tag) {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        return Ok(answer);
    }
    let is_same = !asked.contains_key(header::IF_RANGE) || has(asked, header::IF_RANGE, &tag);
    let wanted = if is_same { wanted(asked.get(header::RANGE), file.size) } else { Wanted::Whole };
    let part = match wanted {
        Wanted::Whole => 0..file.size,
        Wanted::Part(part) => {
            *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
            let said = format!("bytes {}-{}/{}", part.start, part.end - 1, file.size);
            answer.headers_mut().insert(header::CONTENT_RANGE, said.parse()?);
            part
        }
        Wanted::Beyond => {
            *answer.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            answer.headers_mut().insert(header::CONTENT_RANGE, format!("bytes */{}", file.size).parse()?);
            return Ok(answer);
        }
    };
    answer.headers_mut().insert(header::CONTENT_LENGTH, (part.end - part.start).into());
    let content = cx.service::<Files>()?.open(cx, file, Some(part)).await?;
    *answer.body_mut() = Body::from_stream(content.map_err(|fault| broken_off(&fault)));
    Ok(answer)
}

/// The head of the answer is gone: all that can be done is to break off, and the reader sees that bytes are missing.
fn broken_off(fault: &Fault) -> std::io::Error {
    tracing::error!(error = %fault, "a file could not be read to its end");
    std::io::Error::other("the file could not be read to its end")
}

fn say(headers: &mut HeaderMap, file: &StoredFile, cached: Cached, tag: &str) -> Result<(), Fault> {
    let kept = match cached {
        Cached::Never => "no-store",
        Cached::ForAYear => "public, max-age=31536000, immutable",
        Cached::Privately => "private, max-age=31536000, immutable",
    };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.media.word()));
    headers.insert(header::CONTENT_DISPOSITION, file.name.disposition().parse()?);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-site"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::ETAG, tag.parse()?);
    Ok(())
}

fn has(asked: &HeaderMap, name: HeaderName, tag: &str) -> bool {
    let said = asked.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    said.split(',').any(|one| one.trim() == tag)
}

/// What is not understood is as if it had not been said.
fn wanted(range: Option<&HeaderValue>, size: u64) -> Wanted {
    let spec = range.and_then(|value| value.to_str().ok()).and_then(|value| value.strip_prefix("bytes="));
    let Some((from, to)) = spec.and_then(|spec| spec.trim().split_once('-')) else { return Wanted::Whole };
    let number = |text: &str| -> Option<u64> {
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().unwrap_or(u64::MAX))
    };
    let part = match (from, to) {
        ("", "") => return Wanted::Whole,
        ("", last) => number(last).map(|last| size.saturating_sub(last)..if last == 0 { 0 } else { size }),
        (from, "") => number(from).map(|from| from..size),
        (from, to) => match (number(from), number(to)) {
            (Some(from), Some(to)) if from <= to => Some(from..to.saturating_add(1).min(size)),
            _ => return Wanted::Whole,
        },
    };
    match part {
        Some(part) if part.start < part.end => Wanted::Part(part),
        Some(_) => Wanted::Beyond,
        None => Wanted::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderValue, Wanted, wanted};

    /// ALL-9
    #[test]
    fn one_part_is_given_and_what_is_not_understood_is_the_whole() {
        let of = |said: &'static str, size| wanted(Some(&HeaderValue::from_static(said)), size);
        for (said, part) in [
            ("bytes=0-0", 0..1),
            ("bytes=2-4", 2..5),
            ("bytes=2-", 2..10),
            ("bytes=-3", 7..10),
            ("bytes=-30", 0..10),
            ("bytes=9-99999999999999999999999", 9..10),
        ] {
            assert_eq!(of(said, 10), Wanted::Part(part), "{said}");
        }
        for said in ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999-"] {
            assert_eq!(of(said, 10), Wanted::Beyond, "{said}");
        }
        for said in ["bytes=0-1,4-5", "bytes=5-4", "lines=1-2", "bytes=a-b", "bytes=-", "bytes=", "bytes=+1-2"] {
            assert_eq!(of(said, 10), Wanted::Whole, "{said}");
        }
        assert_eq!(of("bytes=0-", 0), Wanted::Beyond);
        assert_eq!(wanted(None, 10), Wanted::Whole);
    }
}
