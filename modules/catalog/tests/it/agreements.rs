//! License agreements: published in versions, read by everybody, asked for only where there is one.

use crate::clerks::{ALL_SCOPES, clerk, on_sale, product_of, program, staff};
use axum::http::{Method, StatusCode};
use gatehouse_catalog::actions::agreement::publish_agreement;
use gatehouse_catalog::actions::product::{ProductEntry, create};
use gatehouse_catalog::queries::agreements;
use gatehouse_core::Refusal as _;
use gatehouse_testkit::both_engines;
use serde_json::json;

both_engines! {
    /// LIC-34, ALL-1
    async fn a_clerk_publishes_versions_and_everybody_can_read_each_of_them(world: World) {
        let id = on_sale(&world).await;
        let (here, place) = (format!("/staff/catalog/{id}"), format!("/staff/catalog/{id}/agreement"));
        let mut clerk = clerk(&world);
        let first = [("texts.en", "One.\r\nStill one.\r\n\r\nTwo <b>."), ("texts.ja", "第一条"), ("texts.ru", "")];
        clerk.post(&place, &first).await.expect(StatusCode::SEE_OTHER);
        let version = agreements::in_force(&world.cx(), id).await.unwrap().unwrap();
        let page = agreements::page_of(version.id);
        assert!(clerk.get(&here).await.body.contains(&page), "the product's page leads to it");
        let mut visitor = world.browser();
        let read = visitor.get(&page).await.expect(StatusCode::OK).body;
        assert!(read.contains("<p>One.<br>Still one.</p><p>Two &#60;b&#62;.</p>"), "{read}");
        assert!(read.contains("License agreement for Beacon") && read.contains("lang=\"en\""));
        let japanese = world.browser().header("accept-language", "ja").get(&page).await.body;
        assert!(japanese.contains("第一条") && !japanese.contains("Still one"));
        let russian = world.browser().header("accept-language", "ru").get(&page).await.body;
        assert!(russian.contains("Still one"), "who has no text of their own gets the English one");

        let form = clerk.get(&place).await.expect(StatusCode::OK).body;
        assert!(form.contains("Still one.") && form.contains("第一条"), "the next version begins as the last one");
        clerk.post(&place, &[("texts.ru", "Первое")]).await.expect(StatusCode::SEE_OTHER);
        let second = agreements::in_force(&world.cx(), id).await.unwrap().unwrap();
        assert_eq!((version.number, second.number), (1, 2));
        let old = visitor.get(&page).await.expect(StatusCode::OK).body;
        assert!(old.contains("Still one.") && old.contains(&agreements::page_of(second.id)), "the old one stays, and leads to the new one");
        for missing in ["/agreements/x".to_owned(), format!("/agreements/{}", world.cx().id())] {
            visitor.get(&missing).await.expect(StatusCode::NOT_FOUND);
        }
        staff(&world, "support").post(&place, &first).await.expect(StatusCode::FORBIDDEN);
    }

    /// LIC-34
    async fn the_longest_texts_of_all_languages_fit_into_the_form(world: World) {
        let id = on_sale(&world).await;
        let text = "条".repeat(50_000);
        let form = [("texts.en", text.as_str()), ("texts.ja", text.as_str()), ("texts.ru", text.as_str())];
        clerk(&world).post(&format!("/staff/catalog/{id}/agreement"), &form).await.expect(StatusCode::SEE_OTHER);
        let all = agreements::of_product(&world.cx(), "beacon").await.unwrap().unwrap();
        assert!(all.texts.values().all(|stored| *stored == text) && all.texts.len() == 3);
    }

    /// LIC-1, LIC-34
    async fn a_product_asks_for_an_agreement_only_once_it_has_one(world: World) {
        let id = on_sale(&world).await;
        let mut api = program(&world, ALL_SCOPES);
        let place = format!("/api/v1/products/{id}");
        let ask = json!({"statement_required": true});
        let refused = api.json(Method::PATCH, &place, &ask).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((refused.code().as_str(), refused.json()["field"].as_str()), ("product.agreement_missing", Some("statement_required")));
        let entry = ProductEntry { code: "torch".into(), name: "Torch".into(), statement_required: true, ..ProductEntry::default() };
        let new = create(&world.cx(), &entry).await.unwrap_err();
        assert_eq!(new.refusal().map(gatehouse_core::Refusal::code), Some("product.agreement_missing"));
        let version = product_of(&world, id).await.product.version;
        let texts = [("en".to_owned(), "One.".to_owned())].into();
        let stale = publish_agreement(&world.cx(), id, Some(version - 1), &texts).await.unwrap_err();
        assert_eq!(stale.refusal().map(|refusal| refusal.status()), Some(412));
        let published = publish_agreement(&world.cx(), id, Some(version), &texts).await.unwrap();
        let asked = api.json(Method::PATCH, &place, &ask).await.expect(StatusCode::OK).json();
        assert_eq!(asked["statement_required"], true);

        let told = world.browser().header("accept-language", "ja").get("/api/v1/agreements/beacon").await.expect(StatusCode::OK).json();
        assert_eq!((told["id"].as_str(), told["number"].as_i64()), (Some(published.to_string().as_str()), Some(1)));
        assert_eq!((told["lang"].as_str(), told["text"].as_str()), (Some("en"), Some("One.")));
        assert!(told["page"].as_str().unwrap().ends_with(&agreements::page_of(published)));
    }
}
