//! What keeps clients whole: rows changed past the program, two persons at once.

use crate::{past_the_program, registered, website};
use axum::http::StatusCode;
use gatehouse_core::Uuid;
use gatehouse_oidc::actions::clients::add_secret::add_secret;
use gatehouse_oidc::actions::clients::change::{ClientRefusal, change};
use gatehouse_oidc::actions::clients::disable::disable;
use gatehouse_oidc::actions::clients::enable::enable;
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::actions::clients::remove::remove;
use gatehouse_oidc::queries::clients::{by_id, find, proven};
use gatehouse_oidc::queries::staff_clients::refused;
use gatehouse_oidc::tables::{client, client_secret};
use gatehouse_testkit::{World, both_engines, staff};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

async fn row(world: &World, id: Uuid) -> client::Model {
    client::Entity::find_by_id(id).one(world.cx().read()).await.unwrap().unwrap()
}

fn named(name: &str) -> ClientInput {
    ClientInput { name: name.to_owned(), ..website().client }
}

both_engines! {
    /// PRI-13: who may write in the database, and has no key, makes no client and changes none
    async fn a_row_that_was_changed_past_the_program_signs_nobody_in(world: World) {
        for edit in [
            r#"redirect_uris = '["https://evil.example/in"]'"#,
            "post_logout_redirect_uris = '[]', name = 'Bank'",
            "scopes = 'openid profile email offline_access'",
            "first_party = true",
            "require_par = true",
            "kind = 'native'",
            "id_token_alg = 'EdDSA'",
            "backchannel_logout_uri = 'https://evil.example/out'",
            "client_id = 'ghc_00000000000000000000000000000000'",
            r#"products = '["Lantern"]'"#,
            "version = 7",
        ] {
            let made = registered(&world).await;
            let (cx, id, secret) = (world.cx(), made.id, made.secret.unwrap().secret);
            assert!(refused(cx.read(), &world.app.keys).await.unwrap().is_empty(), "the control look");
            past_the_program(&world, &format!("update oidc_client set {edit}")).await;
            let now = row(&world, id).await;
            assert_eq!(find(&cx, cx.read(), &now.client_id).await.unwrap(), None, "{edit}");
            assert_eq!(by_id(&cx, cx.read(), id).await.unwrap(), None, "{edit}");
            assert_eq!(proven(&cx, cx.read(), &now.client_id, &secret).await.unwrap(), None, "{edit}");
            assert_eq!(refused(cx.read(), &world.app.keys).await.unwrap(), [format!("client {id}")], "{edit}");
            // No change takes over what somebody else wrote.
            let stopped = [
                change(&cx, id, None, &named("Shop")).await.map(drop).unwrap_err(),
                disable(&cx, id, true).await.map(drop).unwrap_err(),
                enable(&cx, id).await.map(drop).unwrap_err(),
                add_secret(&cx, id, "day").await.map(drop).unwrap_err(),
            ];
            for stop in stopped {
                assert_eq!(stop.refusal(), Some(&ClientRefusal::RowChanged), "{edit}");
            }
            let mut admin = staff(&world, "administrator-proven");
            let here = format!("/staff/clients/{id}");
            let page = admin.get(&here).await.expect(StatusCode::OK).body;
            assert!(page.contains("changed outside Gatehouse") && !page.contains(&format!("{here}/change")), "{page}");
            admin.post(&format!("{here}/remove"), &[("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(client::Entity::find().count(cx.read()).await.unwrap(), 0, "{edit}");
            assert_eq!(client_secret::Entity::find().count(cx.read()).await.unwrap(), 0, "{edit}");
        }
    }

    /// PRI-13: what was disabled is not enabled again past the program
    async fn a_disabled_client_stays_so_whoever_writes_in_its_row(world: World) {
        let id = registered(&world).await.id;
        let cx = world.cx();
        disable(&cx, id, true).await.unwrap();
        past_the_program(&world, "update oidc_client set disabled_at = null").await;
        assert_eq!(by_id(&cx, cx.read(), id).await.unwrap(), None);
    }

    /// ACC-21: of two who change the same client at once, one is told, and sees what is stored beside what they typed
    async fn of_two_persons_at_once_the_later_is_shown_what_the_other_stored(world: World) {
        let id = registered(&world).await.id;
        let at = format!("/staff/clients/{id}/change");
        let (mut one, mut other) = (staff(&world, "administrator-proven"), staff(&world, "administrator-proven"));
        let form = |name, version| {
            [("version", version), ("name", name), ("redirect_uris", "https://shop.example.com/signed-in"), ("scopes", "email")]
        };
        one.post(&at, &form("First", "1")).await.expect(StatusCode::SEE_OTHER);
        let late = other.post(&at, &form("Second", "1")).await.expect(StatusCode::CONFLICT);
        assert!(late.body.contains("Another team member has changed"), "{}", late.body);
        assert!(late.body.contains("As it’s stored now") && late.body.contains("value=\"Second\""), "{}", late.body);
        assert_eq!(late.input("version").as_deref(), Some("2"), "who saves again has seen it");
        assert_eq!(row(&world, id).await.name, "First");
        let second = form("Second", "2");
        other.post(&at, &second).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(row(&world, id).await.name, "Second");
        // A form that has seen no version changes nothing.
        one.post(&at, &form("Third", "")).await.expect(StatusCode::CONFLICT);
        assert_eq!(row(&world, id).await.name, "Second");
    }

    /// ACC-21: at the very same moment too
    async fn of_changes_at_the_same_moment_exactly_one_is_made(world: World) {
        let id = registered(&world).await.id;
        let mut tasks = Vec::new();
        for n in 0..6 {
            let cx = world.cx();
            tasks.push(tokio::spawn(async move { change(&cx, id, Some(1), &named(&format!("Shop {n}"))).await.is_ok() }));
        }
        let mut made = 0;
        for task in tasks {
            made += usize::from(task.await.unwrap());
        }
        assert_eq!((made, row(&world, id).await.version), (1, 2));

        let mut tasks = Vec::new();
        for _ in 0..6 {
            let cx = world.cx();
            tasks.push(tokio::spawn(async move { add_secret(&cx, id, "open").await.is_ok() }));
        }
        let mut made = 0;
        for task in tasks {
            made += usize::from(task.await.unwrap());
        }
        assert_eq!(made, 1, "two secrets work at the most");
        assert_eq!(client_secret::Entity::find().count(world.cx().read()).await.unwrap(), 2);
        disable(&world.cx(), id, true).await.unwrap();
        remove(&world.cx(), id, true).await.unwrap();
    }
}
