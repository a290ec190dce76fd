//! The catalog: pages and actions.

use crate::clerks::{clerk, on_sale, product_of, staff};
use axum::http::StatusCode;
use gatehouse_catalog::actions::CatalogRefusal;
use gatehouse_catalog::actions::product::{ProductEntry, change};
use gatehouse_testkit::both_engines;

both_engines! {
    /// LIC-1
    async fn a_clerk_builds_a_product_by_forms_and_sees_its_editions_compared(world: World) {
        let mut clerk = clerk(&world);
        let made = clerk.post("/staff/catalog/new", &[("name", "Beacon"), ("code", "beacon"), ("lease_days", "9"), ("regions", "jp, de")]).await;
        let here = made.expect(StatusCode::SEE_OTHER).location();
        for (code, ja) in [("radar", "レーダー"), ("fog-horn", "霧笛")] {
            let form = [("code", code), ("labels.en", code), ("labels.ja", ja), ("labels.ru", "Функция"), ("position", "1")];
            clerk.post(&format!("{here}/features/new"), &form).await.expect(StatusCode::SEE_OTHER);
        }
        let basic = [("name", "Basic"), ("code", "basic"), ("position", "1"), ("features", "radar")];
        clerk.post(&format!("{here}/editions/new"), &basic).await.expect(StatusCode::SEE_OTHER);
        let pro = [("name", "Pro"), ("code", "pro"), ("position", "2"), ("features", "radar"), ("features", "fog-horn")];
        clerk.post(&format!("{here}/editions/new"), &pro).await.expect(StatusCode::SEE_OTHER);
        let year = [("name", "One year"), ("code", "1-year"), ("starts", "activation"), ("months", "12")];
        clerk.post(&format!("{here}/terms/new"), &year).await.expect(StatusCode::SEE_OTHER);
        let until = [("name", "Season"), ("code", "season"), ("starts", "fixed"), ("fixed_until", "2027-03-31")];
        clerk.post(&format!("{here}/terms/new"), &until).await.expect(StatusCode::SEE_OTHER);
        let app = [("name", "Beacon for Linux"), ("code", "beacon-linux"), ("platform", "linux"), ("download_url", "https://v.example/b")];
        clerk.post(&format!("{here}/applications/new"), &app).await.expect(StatusCode::SEE_OTHER);
        clerk.post(&format!("{here}/versions/new"), &[("number", "12.4"), ("released_at", "2026-11-01")]).await.expect(StatusCode::SEE_OTHER);
        let page = clerk.get(&here).await.expect(StatusCode::OK).body;
        for seen in ["DE, JP", "Basic", "Pro", "1 year", "until 31 Mar 2027", "https://v.example/b", "12.4", "1 Nov 2026"] {
            assert!(page.contains(seen), "{seen} is missing in {page}");
        }
        assert_eq!(page.matches("name=\"has\"").count(), 4, "a tick for each feature in each edition");
        assert_eq!(page.matches(" checked><span class=\"sr-only\">").count(), 3);
        let looked = staff(&world, "support").get(&here).await.expect(StatusCode::OK).body;
        assert_eq!(looked.matches("Included").count(), 3, "who only looks gets no ticks");
        let mut clerk = clerk.header("accept-language", "ja");
        assert!(clerk.get(&here).await.body.contains("霧笛"));
    }

    /// LIC-1
    async fn a_product_says_where_it_is_bought_and_renewed_and_a_wrong_link_is_explained(world: World) {
        let mut clerk = clerk(&world);
        let form = |renew: &'static str| [("name", "Beacon"), ("code", "beacon"), ("buy_url", "https://shop.example/{edition}"), ("renew_url", renew)];
        let wrong = clerk.post("/staff/catalog/new", &form("https://shop.example/{order}")).await;
        let wrong = wrong.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(wrong.contains("We can’t fill in “{order}”. Use {license}, {edition}, {lang} or {user}."), "{wrong}");
        let made = clerk.post("/staff/catalog/new", &form("https://shop.example/renew?license={license}")).await;
        let here = made.expect(StatusCode::SEE_OTHER).location();
        let page = clerk.get(&here).await.expect(StatusCode::OK).body;
        assert!(page.contains("https://shop.example/{edition}") && page.contains("renew?license={license}"), "{page}");
        let form = clerk.get(&format!("{here}/edit")).await.expect(StatusCode::OK);
        assert_eq!(form.input("renew_url").as_deref(), Some("https://shop.example/renew?license={license}"));
    }

    /// LIC-1
    async fn two_clerks_never_overwrite_each_other(world: World) {
        let id = on_sale(&world).await;
        let cx = world.cx();
        let seen = product_of(&world, id).await.product.version;
        let entry = |name: &str| ProductEntry { code: "beacon".into(), name: name.into(), ..ProductEntry::default() };
        change(&cx, id, Some(seen), &entry("First")).await.unwrap();
        let second = change(&cx, id, Some(seen), &entry("Second")).await.unwrap_err();
        assert_eq!(second.refusal(), Some(&CatalogRefusal::Stale));
        assert_eq!(product_of(&world, id).await.product.name, "First");
        let mut clerk = clerk(&world);
        let stale = [("name", "Third"), ("code", "beacon"), ("lease_days", "7"), ("version", "1")];
        let page = clerk.post(&format!("/staff/catalog/{id}/edit"), &stale).await.expect(StatusCode::PRECONDITION_FAILED);
        assert!(page.body.contains("Someone else has changed this") && page.body.contains("Third"), "what was typed stays");
    }

    /// LIC-1, ALL-8
    async fn support_may_look_at_the_catalog_and_change_nothing(world: World) {
        let id = on_sale(&world).await;
        let mut support = staff(&world, "support");
        let page = support.get(&format!("/staff/catalog/{id}")).await.expect(StatusCode::OK);
        assert!(!page.body.contains("/edit"));
        support.get("/staff/catalog/new").await.expect(StatusCode::FORBIDDEN);
        support.post(&format!("/staff/catalog/{id}/archive"), &[]).await.expect(StatusCode::FORBIDDEN);
        support.post(&format!("/staff/catalog/{id}/editions/new"), &[("code", "x")]).await.expect(StatusCode::FORBIDDEN);
        staff(&world, "marketing").get("/staff/catalog").await.expect(StatusCode::FORBIDDEN);
        let answer = world.browser().get("/staff/catalog").await.expect(StatusCode::SEE_OTHER);
        assert!(answer.location().starts_with("/staff/sign-in"));
        assert!(product_of(&world, id).await.product.archived_at.is_none());
    }
}
