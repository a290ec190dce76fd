//! Groups of applications, each with a key file of its own (LIC-11).

use crate::clerks::{ALL_SCOPES, clerk, on_sale, product_of, program};
use axum::http::{Method, StatusCode};
use gatehouse_catalog::model::limits::MOST_GROUPS;
use gatehouse_testkit::both_engines;
use serde_json::json;

both_engines! {
    /// LIC-1, LIC-11
    async fn an_application_belongs_to_a_group_by_form_and_by_api(world: World) {
        let id = on_sale(&world).await;
        let here = format!("/staff/catalog/{id}");
        let mut clerk = clerk(&world);
        let form = [("name", "Radar plug-in"), ("code", "plug-in"), ("platform", "linux"), ("group", " Plug-ins ")];
        clerk.post(&format!("{here}/applications/new"), &form).await.expect(StatusCode::SEE_OTHER);
        assert!(clerk.get(&here).await.expect(StatusCode::OK).body.contains("Plug-ins"));
        let part = product_of(&world, id).await.applications[0].id;
        let edit = clerk.get(&format!("{here}/applications/{part}")).await.expect(StatusCode::OK);
        assert_eq!(edit.input("group").as_deref(), Some("Plug-ins"));
        let mut api = program(&world, ALL_SCOPES);
        let body = json!({"code": "desk", "name": "Desk", "platform": "windows"});
        api.json(Method::POST, &format!("/api/v1/products/{id}/applications"), &body).await.expect(StatusCode::CREATED);
        let product = api.get(&format!("/api/v1/products/{id}")).await.expect(StatusCode::OK).json();
        let groups: Vec<_> = product["applications"].as_array().unwrap().iter().map(|a| a["group"].clone()).collect();
        assert_eq!(groups, ["", "Plug-ins"]);
    }

    /// LIC-11, ALL-9
    async fn a_product_has_no_more_groups_than_an_archive_should_hold(world: World) {
        let id = on_sale(&world).await;
        let place = format!("/api/v1/products/{id}/applications");
        let mut api = program(&world, ALL_SCOPES);
        let body = |n: usize, group: usize| {
            json!({"code": format!("app-{n}"), "name": "App", "platform": "linux", "group": format!("Group {group}")})
        };
        for n in 0..MOST_GROUPS {
            api.json(Method::POST, &place, &body(n, n)).await.expect(StatusCode::CREATED);
        }
        let refused = api.json(Method::POST, &place, &body(98, 98)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.code(), "input.too_many_groups");
        assert!(refused.body.contains("at most 15 groups"), "{}", refused.body);
        api.json(Method::POST, &place, &body(99, 3)).await.expect(StatusCode::CREATED);
        assert_eq!(product_of(&world, id).await.applications.len(), MOST_GROUPS + 1);
    }
}
