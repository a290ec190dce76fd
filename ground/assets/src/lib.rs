//! The browser's files, inside the binary: styles, scripts, fonts and icons as `cargo xtask web` built them.
//!
//! A page names a file by its plain name ([`asset_url`]); the address carries a hash of the content, so browsers keep
//! it for a year. [`router`] serves them compressed (brotli, else gzip) with an ETag. The crate stands alone so
//! that a changed style recompiles no rule of business.

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::get;
use memory_serve::CacheControl;
use std::sync::LazyLock;
use tower::ServiceExt as _;

include!(concat!(env!("OUT_DIR"), "/lists.rs"));

/// The address of a file by its plain name: `app.css` gives `/assets/app-7D55RYW6.css`. An unknown name gives an address that
/// answers 404; a test of the crate that writes the name should ask for it.
pub fn asset_url(name: &str) -> &'static str {
    NAMES.iter().find(|(plain, _)| *plain == name).map_or("/assets/missing", |(_, url)| url)
}

/// Every address that [`router`] serves.
pub fn asset_urls() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(_, url)| *url)
}

/// Serves `/assets/*` with `Cache-Control: max-age=31536000, immutable`.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    asset_urls().fold(Router::new(), |router, url| router.route(url, get(serve)))
}

/// All files, packed and unpacked in memory (about 0.2 MB) for the life of the program: from the first request on, as packing them takes
/// longer than most of a start.
static FILES: LazyLock<Router> = LazyLock::new(|| {
    let files = memory_serve::load!()
        .index_file(None)
        .enable_brotli(true)
        .enable_gzip(true)
        .cache_control(CacheControl::Long)
        .into_router();
    Router::new().nest("/assets", files)
});

async fn serve(request: Request) -> Response {
    match FILES.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

#[cfg(test)]
mod tests {
    use super::{asset_url, asset_urls, router};
    use axum::body::{Body, to_bytes};
    use axum::http::{Request, StatusCode, header};
    use tower::ServiceExt as _;

    #[tokio::test]
    async fn every_file_is_served_for_a_year_and_not_sent_twice() {
        let app = router::<()>();
        for url in asset_urls() {
            let ask = |tag: Option<String>| {
                let mut request = Request::get(url).header(header::ACCEPT_ENCODING, "br, gzip");
                if let Some(tag) = tag {
                    request = request.header(header::IF_NONE_MATCH, tag);
                }
                app.clone().oneshot(request.body(Body::empty()).unwrap())
            };
            let first = ask(None).await.unwrap();
            assert_eq!(first.status(), StatusCode::OK, "{url}");
            assert_eq!(first.headers()[header::CACHE_CONTROL], "max-age=31536000, immutable");
            let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
            assert_eq!(ask(Some(tag)).await.unwrap().status(), StatusCode::NOT_MODIFIED, "{url}");
        }
    }

    #[tokio::test]
    async fn styles_and_scripts_are_compressed_and_small() {
        for (name, most) in [
            ("app.css", 10_000),
            ("app.js", 3_000),
            ("captcha.js", 1_500),
            ("captcha-worker.js", 1_500),
            ("chat.js", 3_000),
            ("passkeys.js", 1_500),
            ("requests.js", 1_500),
            ("suggest.js", 1_500),
            ("upload.js", 3_000),
        ] {
            let request = Request::get(asset_url(name)).header(header::ACCEPT_ENCODING, "gzip, br");
            let answer = router::<()>().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
            assert_eq!(answer.headers()[header::CONTENT_ENCODING], "br", "{name}");
            let size = to_bytes(answer.into_body(), usize::MAX).await.unwrap().len();
            assert!(size <= most, "{name} weighs {size} bytes of {most}");
        }
    }
}
