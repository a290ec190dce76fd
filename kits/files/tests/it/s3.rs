//! An S3 server in memory: the few requests that the kit makes, each of which must be signed.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri, header};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

/// What the server has, and what it does.
#[derive(Default)]
pub struct Kept {
    /// Whole objects.
    pub objects: BTreeMap<String, Vec<u8>>,
    /// Parts of uploads that were not completed.
    pub uploads: BTreeMap<String, BTreeMap<u32, Vec<u8>>>,
    /// Answers every request with this.
    pub answer: Option<StatusCode>,
    /// Requests so far.
    pub asked: Vec<String>,
}

/// A server on this machine, for as long as the test runs.
#[derive(Clone)]
pub struct Server {
    pub kept: Arc<Mutex<Kept>>,
    pub endpoint: String,
}

impl Server {
    #[allow(clippy::disallowed_methods, reason = "the test is the other end of the connection")]
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let kept = Arc::<Mutex<Kept>>::default();
        let router = Router::new().fallback(answer).layer(DefaultBodyLimit::disable()).with_state(Arc::clone(&kept));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { kept, endpoint }
    }
}

type Answer = Response<axum::body::Body>;

fn said(status: StatusCode, body: impl Into<axum::body::Body>) -> Answer {
    let dated = Response::builder().status(status).header(header::LAST_MODIFIED, "Sat, 21 Nov 2026 12:00:00 GMT");
    dated.header(header::ETAG, "\"a\"").body(body.into()).unwrap()
}

async fn answer(
    State(kept): State<Arc<Mutex<Kept>>>,
    method: Method,
    uri: Uri,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let mut kept = kept.lock().unwrap();
    kept.asked.push(format!("{method} {uri}"));
    if let Some(status) = kept.answer {
        return said(status, "");
    }
    let signature = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_signed = signature.starts_with("AWS4-HMAC-SHA256 Credential=AKTEST/")
        && signature.contains("/eu-test-1/s3/aws4_request")
        && signature.contains("Signature=")
        && headers.contains_key("x-amz-content-sha256");
    let Some(key) = uri.path().strip_prefix("/bucket").filter(|_| is_signed) else {
        return said(StatusCode::FORBIDDEN, "<Error><Code>AccessDenied</Code></Error>");
    };
    let key = key.trim_start_matches('/').to_owned();
    match (method, query.get("uploadId"), query.get("partNumber")) {
        (Method::GET, None, _) if query.contains_key("list-type") => said(StatusCode::OK, list(&kept, &query)),
        (Method::GET | Method::HEAD, None, _) => get(&kept, &key, &headers),
        (Method::POST, None, _) if query.contains_key("uploads") => {
            let id = format!("upload-{}", kept.asked.len());
            kept.uploads.insert(id.clone(), BTreeMap::new());
            let xml =
                format!("<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>");
            said(StatusCode::OK, xml)
        }
        (Method::PUT, Some(id), Some(part)) => {
            kept.uploads.get_mut(id).unwrap().insert(part.parse().unwrap(), body.to_vec());
            said(StatusCode::OK, "")
        }
        (Method::POST, Some(id), _) => {
            let parts = kept.uploads.remove(id).unwrap();
            kept.objects.insert(key, parts.into_values().flatten().collect());
            said(StatusCode::OK, "<CompleteMultipartUploadResult><ETag>\"a\"</ETag></CompleteMultipartUploadResult>")
        }
        (Method::DELETE, Some(id), _) => {
            kept.uploads.remove(id);
            said(StatusCode::NO_CONTENT, "")
        }
        (Method::PUT, None, _) => {
            kept.objects.insert(key, body.to_vec());
            said(StatusCode::OK, "")
        }
        (Method::DELETE, None, _) => {
            kept.objects.remove(&key);
            said(StatusCode::NO_CONTENT, "")
        }
        _ => said(StatusCode::METHOD_NOT_ALLOWED, ""),
    }
}

fn list(kept: &Kept, query: &HashMap<String, String>) -> String {
    let prefix = query.get("prefix").map_or("", String::as_str);
    let objects = kept.objects.iter().filter(|(key, _)| key.starts_with(prefix));
    let lines: String = objects
        .map(|(key, object)| {
            let (at, size) = ("2026-11-21T12:00:00.000Z", object.len());
            format!("<Contents><Key>{key}</Key><LastModified>{at}</LastModified><Size>{size}</Size><ETag>a</ETag></Contents>")
        })
        .collect();
    format!("<ListBucketResult><IsTruncated>false</IsTruncated>{lines}</ListBucketResult>")
}

fn get(kept: &Kept, key: &str, headers: &HeaderMap) -> Answer {
    let Some(object) = kept.objects.get(key) else {
        return said(StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>");
    };
    let range =
        headers.get(header::RANGE).and_then(|value| value.to_str().ok()?.strip_prefix("bytes=")?.split_once('-'));
    let Some((from, to)) = range.map(|(from, to)| (from.parse::<usize>().unwrap(), to.parse::<usize>().unwrap() + 1))
    else {
        return said(StatusCode::OK, object.clone());
    };
    let to = to.min(object.len());
    if from >= to {
        return said(StatusCode::RANGE_NOT_SATISFIABLE, "");
    }
    let mut answer = said(StatusCode::PARTIAL_CONTENT, object[from..to].to_vec());
    let place = format!("bytes {from}-{}/{}", to - 1, object.len());
    answer.headers_mut().insert(header::CONTENT_RANGE, place.parse().unwrap());
    answer
}
