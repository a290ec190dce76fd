//! Apps and sites that sign people in, in the whole house: the one search of staff, and the command line.

use crate::routes::{clerk, member_in};
use crate::server::Place;
use axum::http::StatusCode;
use gatehouse_context::subject;
use gatehouse_core::Role;
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::actions::clients::register::{NewClient, register};
use gatehouse_oidc::queries::clients::by_id;
use gatehouse_testkit::both_engines;

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

/// ACC-21
#[test]
fn a_script_registers_clients_from_the_command_line() {
    let place = Place::new();
    let run = |arguments: &[&str]| {
        let output = place.run(&[&["client"][..], arguments].concat());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    assert!(place.run(&["migrate", "--new"]).status.success());
    assert!(run(&["list"]).1.contains("no clients yet"));
    let (code, said, error) =
        run(&["add", "Skerrylight Shop", "--redirect-uri", "https://shop.example.com/in", "--scope", "email"]);
    assert_eq!(code, Some(0), "{error}");
    assert!(said.contains("client_id ghc_") && said.contains("client_secret ghcs_"), "{said}");

    let (code, said, error) =
        run(&["add", "Forum", "--redirect-uri", "https://forum.example.org/in", "--secret-file", "forum.secret"]);
    assert_eq!(code, Some(0), "{error}");
    assert!(said.contains("the secret is in forum.secret") && !said.contains("ghcs_"), "{said}");
    let secret = std::fs::read_to_string(place.path().join("forum.secret")).unwrap();
    assert!(secret.starts_with("ghcs_") && secret.len() == 54, "{secret}");

    let (code, said, error) = run(&["add", "Lantern", "--kind", "device", "--first-party", "--product", "Lantern"]);
    assert_eq!(code, Some(0), "{error}");
    assert!(!said.contains("secret"), "who keeps no secret gets none: {said}");

    let (code, _, error) = run(&["add", "", "--redirect-uri", "http://evil.example/in"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("client.name_missing") && error.contains("client.uri_not_https"), "{error}");
    let (code, _, error) = run(&["add", "X", "--kind", "service"]);
    assert_eq!(code, Some(2));
    assert!(["web", "native", "device"].iter().all(|kind| error.contains(kind)), "{error}");

    let listed = run(&["list"]).1;
    let names: Vec<&str> = listed.lines().filter_map(|line| line.rsplit("  ").next()).collect();
    assert_eq!(names, ["Forum", "Lantern", "Skerrylight Shop"], "{listed}");
    assert!(!listed.contains("ghcs_") && listed.contains("  device  active  Lantern"), "{listed}");
}
