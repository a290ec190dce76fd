//! The protocol tus 1.0.0 (tus.io/protocols/resumable-upload): creation, creation with upload, checksum (SHA-1, SHA-256), termination,
//! expiration. What a request says is input like any other; who may begin an upload, the action of a module has judged.

mod said;

pub use said::{Announced, announced};

use crate::purpose::{Purpose, Purposes};
use crate::tables::file::ScanState;
use crate::uploads::{self, Checksum, Claim, MOST_BYTES, UploadRefusal, Writer};
use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Response, StatusCode};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Uuid, refuse};

/// The version of the protocol.
pub const VERSION: &str = "1.0.0";
/// What is understood besides its core.
pub const EXTENSIONS: &str = "creation,creation-with-upload,checksum,termination,expiration";
/// The media type of bytes of an upload.
pub const BYTES: &str = "application/offset+octet-stream";

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const VERSIONS: HeaderName = HeaderName::from_static("tus-version");
const EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
const MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
const ALGORITHMS: HeaderName = HeaderName::from_static("tus-checksum-algorithm");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
/// Not of the protocol: the receipt, and what is known of harm.
const SHA256: HeaderName = HeaderName::from_static("upload-sha256");
const SCAN: HeaderName = HeaderName::from_static("upload-scan");
const OVERRIDE: HeaderName = HeaderName::from_static("x-http-method-override");

/// What every answer of the protocol says, also one that refuses.
pub fn mark(headers: &mut HeaderMap, status: StatusCode) {
    headers.insert(RESUMABLE, HeaderValue::from_static(VERSION));
    if status == StatusCode::PRECONDITION_FAILED {
        headers.insert(VERSIONS, HeaderValue::from_static(VERSION));
    }
}

/// What the server can do, for `OPTIONS`.
pub fn capabilities() -> Response<Body> {
    let mut answer = answer_of(StatusCode::NO_CONTENT);
    let headers = answer.headers_mut();
    headers.insert(VERSIONS, HeaderValue::from_static(VERSION));
    headers.insert(EXTENSION, HeaderValue::from_static(EXTENSIONS));
    headers.insert(MAX_SIZE, MOST_BYTES.into());
    headers.insert(ALGORITHMS, HeaderValue::from_static("sha1,sha256"));
    answer
}

fn answer_of(status: StatusCode) -> Response<Body> {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = status;
    mark(answer.headers_mut(), status);
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// The answer to a creation, after [`uploads::begin`] and its commit; bytes that came with it are written first. `address`: where
/// the upload is from now on.
pub async fn created(
    cx: &Cx,
    purpose: &Purpose,
    id: Uuid,
    address: &str,
    headers: &HeaderMap,
    body: Body,
) -> Outcome<Response<Body>, UploadRefusal> {
    let mut answer = answer_of(StatusCode::CREATED);
    answer.headers_mut().insert(header::LOCATION, address.parse()?);
    let has_bytes = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == BYTES);
    if !has_bytes {
        let coming = uploads::coming(cx, id).await?.ok_or(UploadRefusal::Unknown).or_refuse()?;
        answer.headers_mut().insert(EXPIRES, date(coming.expires_at)?);
        return Ok(answer);
    }
    let check = said::checksum(headers).or_refuse()?;
    let claim = uploads::claim(cx, id, 0).await?;
    write(cx, purpose, claim, check, body, answer).await
}

/// Answers what comes to the address of an upload.
pub async fn answer(
    cx: &Cx,
    purposes: &Purposes,
    id: Uuid,
    method: &Method,
    headers: &HeaderMap,
    body: Body,
) -> Outcome<Response<Body>, UploadRefusal> {
    if *method == Method::OPTIONS {
        return Ok(capabilities());
    }
    said::version(headers).or_refuse()?;
    let meant = headers.get(OVERRIDE).filter(|_| *method == Method::POST).map(HeaderValue::as_bytes);
    match (method.as_str().as_bytes(), meant) {
        (b"HEAD" | b"GET", _) => head(cx, id).await,
        (b"PATCH", _) | (_, Some(b"PATCH")) => patch(cx, purposes, id, headers, body).await,
        (b"DELETE", _) | (_, Some(b"DELETE")) => delete(cx, id).await,
        _ => Ok(answer_of(StatusCode::METHOD_NOT_ALLOWED)),
    }
}

/// Where it stands. Whoever still writes stops: what this says is true until the next claim.
async fn head(cx: &Cx, id: Uuid) -> Outcome<Response<Body>, UploadRefusal> {
    let claim = uploads::fence(cx, id).await?;
    let mut answer = answer_of(StatusCode::OK);
    let headers = answer.headers_mut();
    headers.insert(OFFSET, claim.received.into());
    headers.insert(LENGTH, claim.length.into());
    headers.insert(EXPIRES, date(claim.expires_at)?);
    if claim.is_whole() {
        receipt(cx, id, headers).await?;
    }
    Ok(answer)
}

async fn patch(
    cx: &Cx,
    purposes: &Purposes,
    id: Uuid,
    headers: &HeaderMap,
    body: Body,
) -> Outcome<Response<Body>, UploadRefusal> {
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != BYTES) {
        return Err(refuse(UploadRefusal::WrongType));
    }
    let (offset, check) = (said::offset(headers).or_refuse()?, said::checksum(headers).or_refuse()?);
    let claim = uploads::claim(cx, id, offset).await?;
    let purpose = purposes.of(&claim.purpose)?;
    write(cx, &purpose, claim, check, body, answer_of(StatusCode::NO_CONTENT)).await
}

async fn write(
    cx: &Cx,
    purpose: &Purpose,
    claim: Claim,
    check: Option<Checksum>,
    body: Body,
    mut answer: Response<Body>,
) -> Outcome<Response<Body>, UploadRefusal> {
    let id = claim.id;
    let written = Writer::new(cx, purpose, claim, check).take(body.into_data_stream()).await?;
    let headers = answer.headers_mut();
    headers.insert(OFFSET, written.received.into());
    headers.insert(EXPIRES, date(written.expires_at)?);
    if written.received == written.length {
        receipt(cx, id, headers).await?;
    }
    Ok(answer)
}

async fn receipt(cx: &Cx, id: Uuid, headers: &mut HeaderMap) -> Result<(), Fault> {
    let Some(coming) = uploads::coming(cx, id).await? else { return Ok(()) };
    if let Some(hash) = coming.sha256 {
        headers.insert(SHA256, hex(&hash).parse()?);
    }
    if coming.scan != ScanState::Own {
        headers.insert(SCAN, HeaderValue::from_static(coming.scan.word()));
    }
    Ok(())
}

/// SHA-256 as people compare it.
pub fn hex(hash: &[u8; 32]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half & 15)]);
    hash.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

async fn delete(cx: &Cx, id: Uuid) -> Outcome<Response<Body>, UploadRefusal> {
    let tx = cx.begin().await?;
    if !uploads::discard(cx, &tx, id).await? {
        return Err(refuse(UploadRefusal::Unknown));
    }
    tx.commit().await?;
    Ok(answer_of(StatusCode::NO_CONTENT))
}

/// As HTTP writes a date (RFC 9110 §5.6.7).
fn date(at: Moment) -> Result<HeaderValue, Fault> {
    Ok(at.timestamp().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string().parse()?)
}
