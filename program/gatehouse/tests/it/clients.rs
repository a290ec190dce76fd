//! Apps and sites that sign people in, in the whole house: the one search of staff, and what an operator is told of their rows.

use crate::routes::{clerk, member_in};
use axum::http::StatusCode;
use gatehouse_context::subject;
use gatehouse_core::Role;
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::actions::clients::register::{NewClient, register};
use gatehouse_oidc::queries::clients::by_id;
use gatehouse_testkit::{World, both_engines};

both_engines! {
    /// ACC-21, ALL-8
    async fn staff_find_an_app_or_site_by_a_part_of_its_name_or_by_its_client_id(world: World) {
        subject::ensure_installation(&world.app).await.unwrap();
        let client = ClientInput {
            name: "Skerrylight Shop".to_owned(),
            redirect_uris: vec!["https://shop.example.com/signed-in".to_owned()],
            ..ClientInput::default()
        };
        let cx = world.cx();
        let id = register(&cx, &NewClient { kind: "web".to_owned(), client }).await.unwrap().id;
        let client_id = by_id(&cx, cx.read(), id).await.unwrap().unwrap().client_id;
        let mut support = member_in(&world, world.browser(), "support@example.com", Role::Support).await;
        for browser in [&mut clerk(&world).await, &mut support] {
            for text in ["kerrylight", " Skerrylight Shop ", client_id.as_str()] {
                let found = browser.post("/staff/search", &[("q", text)]).await.expect(StatusCode::SEE_OTHER);
                assert_eq!(found.location(), format!("/staff/clients/{id}"), "{text}");
            }
            let none = browser.post("/staff/search", &[("q", "lighthouse")]).await.expect(StatusCode::OK).body;
            assert!(!none.contains("Skerrylight"), "{none}");
        }
        let mut lab = member_in(&world, world.browser(), "lab@example.com", Role::Lab).await;
        let none = lab.post("/staff/search", &[("q", "kerrylight")]).await.expect(StatusCode::OK).body;
        assert!(!none.contains("Skerrylight"), "{none}");
    }
}
