//! The list of products as a file and in the API (ALL-2).

use crate::clerks::{ALL_SCOPES, clerk, on_sale, program};
use axum::http::{Method, StatusCode};
use gatehouse_catalog::actions::product::{self, ProductEntry};
use gatehouse_testkit::{World, both_engines};
use serde_json::json;

both_engines! {
    /// ALL-2, LIC-1
    async fn the_file_of_the_catalog_leaves_out_what_the_list_leaves_out(world: World) {
        on_sale(&world).await;
        let entry = ProductEntry { code: "torch".into(), name: "+Torch".into(), ..ProductEntry::default() };
        let old = product::create(&world.cx(), &entry).await.unwrap();
        let entry = ProductEntry { archived: Some(true), lease_days: "7".into(), ..entry };
        product::change(&world.cx(), old, None, &entry).await.unwrap();
        let usual = clerk(&world).get("/staff/catalog.csv").await.expect(StatusCode::OK).body;
        assert!(usual.contains("Beacon,beacon,7,") && !usual.contains("Torch"), "{usual}");
        for query in ["archived=true", "show=all"] {
            let all = clerk(&world).get(&format!("/staff/catalog.csv?{query}")).await.expect(StatusCode::OK).body;
            assert!(all.contains("'+Torch,torch,"), "{query}: {all}");
        }
    }

    /// ALL-3, ALL-7
    async fn files_without_end_are_refused(world: World) {
        let world = World::with(world.engine, crate::modules(), |parts| parts.limits = true).await;
        on_sale(&world).await;
        let mut clerk = clerk(&world);
        let mut last = StatusCode::OK;
        for _ in 0..25 {
            last = clerk.get("/staff/catalog.csv").await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    }

    /// ALL-7, LIC-1
    async fn a_part_is_not_removed_from_a_product_that_has_changed_meanwhile(world: World) {
        let product = on_sale(&world).await;
        let mut api = program(&world, ALL_SCOPES);
        let place = format!("/api/v1/products/{product}");
        let seen = api.get(&place).await;
        let feature = seen.json()["features"][0]["id"].as_str().unwrap().to_owned();
        let tag = seen.headers["etag"].to_str().unwrap().to_owned();
        api.json(Method::PATCH, &place, &json!({"name": "Beacon 2"})).await.expect(StatusCode::OK);
        let part = format!("{place}/features/{feature}");
        let stale = api.clone().header("if-match", &tag).send(Method::DELETE, &part, None, Vec::new()).await;
        assert_eq!((stale.status, stale.code().as_str()), (StatusCode::PRECONDITION_FAILED, "catalog.changed_meanwhile"));
        api.send(Method::DELETE, &part, None, Vec::new()).await.expect(StatusCode::OK);
    }
}
