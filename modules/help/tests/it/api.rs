//! The API: articles for programs, and drafts that come back from translation.

use crate::{article, id_of};
use axum::http::{Method, StatusCode};
use gatehouse_core::Lang;
use gatehouse_help::model::words::State;
use gatehouse_testkit::{both_engines, program};
use serde_json::json;

both_engines! {
    /// ALL-7, SUP-18
    async fn programs_read_articles_with_the_scope_for_it(world: World) {
        let id = id_of(&world, "add-a-license").await;
        let mut reader = program(&world, "help:read");
        let list = reader.get("/api/v1/help/articles?kind=question&size=5").await.expect(StatusCode::OK).json();
        assert_eq!(list["items"].as_array().unwrap().len(), 5, "{list}");
        let one = reader.get(&format!("/api/v1/help/articles/{id}")).await.expect(StatusCode::OK).json();
        assert_eq!((one["number"].as_i64(), one["address"].as_str()), (Some(131), Some("/help/131-add-a-license")));
        assert_eq!(one["texts"].as_array().unwrap().len(), 3, "{one}");
        program(&world, "licenses:read").get("/api/v1/help/articles").await.expect(StatusCode::FORBIDDEN);
        let nobody = "/api/v1/help/articles/00000000-0000-7000-8000-000000000007";
        reader.get(nobody).await.expect(StatusCode::NOT_FOUND);
    }

    /// ALL-7, SUP-18
    async fn a_draft_comes_in_and_is_published_by_nobody(world: World) {
        let id = id_of(&world, "add-a-license").await;
        let mut writer = program(&world, "help:write");
        let place = format!("/api/v1/help/articles/{id}/drafts");
        let draft = json!({ "lang": "ja", "title": "追加", "body": "しま模様です。" });
        writer.json(Method::POST, &place, &draft).await.expect(StatusCode::CREATED);
        let whole = article(&world, id).await;
        let open = whole.open(Lang::Ja).unwrap();
        assert_eq!((open.state, open.title.as_str(), open.author_id), (State::Draft, "追加", None));
        let again = writer.json(Method::POST, &place, &draft).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(again["code"].as_str(), Some("help.changed_meanwhile"), "{again}");
        let wrong = json!({ "lang": "ja", "title": "", "body": "x", "version": "9.9" });
        writer.json(Method::POST, &place, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        program(&world, "help:read").json(Method::POST, &place, &draft).await.expect(StatusCode::FORBIDDEN);
    }
}
