//! The answer that carries a file.

use crate::{bytes, owner, stored};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use gatehouse_files::{Cached, Clean, NotCompressed, StoredFile, download};
use gatehouse_testkit::{World, both_engines};

async fn asked(world: &World, file: &Clean<StoredFile>, said: &[(HeaderName, &str)], cached: Cached) -> Response<Body> {
    let headers: HeaderMap =
        said.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect();
    download(&world.cx(), file, &headers, cached).await.unwrap()
}

fn header<'a>(answer: &'a Response<Body>, name: &str) -> &'a str {
    answer.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

async fn sent(answer: Response<Body>) -> Vec<u8> {
    to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec()
}

both_engines! {
    /// ALL-9
    async fn a_file_is_saved_and_run_by_nothing(world: World) {
        use axum::http::header::{IF_NONE_MATCH, IF_RANGE, RANGE};
        let cx = world.cx();
        let owner = owner(&cx).await;
        let content = [b"<script>alert(1)</script>".to_vec(), bytes(200_000, 1)].concat();
        let file = stored(&cx, owner, &content).await;
        let answer = asked(&world, &file, &[], Cached::Never).await;
        for (name, value) in [
            ("content-type", "application/octet-stream"),
            ("content-disposition", "attachment; filename=\"____ 3.pdf\"; filename*=UTF-8''%D0%A1%D1%87%D1%91%D1%82%203.pdf"),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("cross-origin-resource-policy", "same-site"),
            ("cache-control", "no-store"),
            ("accept-ranges", "bytes"),
            ("content-length", "200025"),
        ] {
            assert_eq!(header(&answer, name), value, "{name}");
        }
        assert!(answer.extensions().get::<NotCompressed>().is_some());
        let tag = header(&answer, "etag").to_owned();
        assert!(sent(answer).await == content);

        let part = asked(&world, &file, &[(RANGE, "bytes=65530-65549")], Cached::Never).await;
        assert_eq!((part.status(), header(&part, "content-range")), (StatusCode::PARTIAL_CONTENT, "bytes 65530-65549/200025"));
        assert_eq!(sent(part).await, content[65_530..65_550]);
        let beyond = asked(&world, &file, &[(RANGE, "bytes=200025-")], Cached::Never).await;
        assert_eq!((beyond.status(), header(&beyond, "content-range")), (StatusCode::RANGE_NOT_SATISFIABLE, "bytes */200025"));
        for (said, status) in [(tag.as_str(), StatusCode::PARTIAL_CONTENT), ("\"another\"", StatusCode::OK)] {
            let answer = asked(&world, &file, &[(RANGE, "bytes=0-0"), (IF_RANGE, said)], Cached::Never).await;
            assert_eq!(answer.status(), status);
        }
        let again = asked(&world, &file, &[(IF_NONE_MATCH, &tag)], Cached::ForAYear).await;
        assert_eq!((again.status(), header(&again, "cache-control")), (StatusCode::NOT_MODIFIED, "public, max-age=31536000, immutable"));
        let own = asked(&world, &file, &[(IF_NONE_MATCH, &tag)], Cached::Privately).await;
        assert_eq!((own.status(), header(&own, "cache-control")), (StatusCode::NOT_MODIFIED, "private, max-age=31536000, immutable"));
        assert_eq!(asked(&world, &file, &[(IF_NONE_MATCH, &tag)], Cached::Never).await.status(), StatusCode::OK);
    }

    /// ALL-9
    async fn a_picture_says_that_it_is_one_and_an_empty_file_is_empty(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let picture = stored(&cx, owner, b"\x89PNG\r\n\x1a\n and the rest of it").await;
        assert_eq!(header(&asked(&world, &picture, &[], Cached::Never).await, "content-type"), "image/png");
        let empty = stored(&cx, owner, b"").await;
        let answer = asked(&world, &empty, &[], Cached::Never).await;
        assert_eq!((header(&answer, "content-length"), answer.status()), ("0", StatusCode::OK));
        assert!(sent(answer).await.is_empty());
    }
}
