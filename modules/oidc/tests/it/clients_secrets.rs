//! Secrets of clients: proven, replaced while both work, ended, moved to another pepper.

use crate::{lines, past_the_program, registered, website};
use axum::http::StatusCode;
use gatehouse_core::{DAY, HOUR, Secret, SystemRandom, Uuid};
use gatehouse_oidc::actions::clients::add_secret::{ClientRefusal, add_secret};
use gatehouse_oidc::actions::clients::end_secret::end_secret;
use gatehouse_oidc::actions::clients::register::register;
use gatehouse_oidc::actions::clients::use_secret;
use gatehouse_oidc::model::client_secret::random;
use gatehouse_oidc::queries::clients::proven;
use gatehouse_oidc::tables::{client, client_secret};
use gatehouse_testkit::{World, both_engines, staff};
use gatehouse_web::Module as _;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

async fn name_of(world: &World, id: Uuid) -> String {
    client::Entity::find_by_id(id).one(world.cx().read()).await.unwrap().unwrap().client_id
}

async fn works(world: &World, client_id: &str, secret: &Secret<String>) -> bool {
    let cx = world.cx();
    proven(&cx, cx.read(), client_id, secret).await.unwrap().is_some()
}

async fn used(world: &World, client_id: &str, secret: &Secret<String>) -> bool {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let found = use_secret(&cx, &tx, client_id, secret).await.unwrap();
    tx.commit().await.unwrap();
    found.is_some()
}

async fn secret_rows(world: &World, client: Uuid) -> Vec<client_secret::Model> {
    let own = client_secret::Entity::find().filter(client_secret::Column::Client.eq(client));
    own.all(world.cx().read()).await.unwrap()
}

both_engines! {
    /// ACC-21
    async fn a_secret_proves_its_own_client_and_nothing_else_proves_any(world: World) {
        let (one, other) = (registered(&world).await, registered(&world).await);
        let (first, second) = (one.secret.unwrap().secret, other.secret.unwrap().secret);
        let (one, other) = (name_of(&world, one.id).await, name_of(&world, other.id).await);
        assert!(works(&world, &one, &first).await && works(&world, &other, &second).await);
        for (client_id, secret) in [
            (one.as_str(), second.clone()),
            (other.as_str(), first.clone()),
            (one.as_str(), Secret::new(String::new())),
            (one.as_str(), Secret::new("\0".to_owned())),
            (one.as_str(), Secret::new(first.expose()[..53].to_owned())),
            (one.as_str(), Secret::new(first.expose().to_uppercase())),
            (one.as_str(), Secret::new("x".repeat(100_000))),
            (one.as_str(), random(&SystemRandom)),
            ("", first.clone()),
            ("\0", first.clone()),
            ("ghc_00000000000000000000000000000000", first.clone()),
            ("' or 1=1 --", first.clone()),
        ] {
            assert!(!works(&world, client_id, &secret).await, "{client_id:?}");
            assert!(!used(&world, client_id, &secret).await, "{client_id:?}");
        }
    }

    /// ACC-21: two work, the older one to its end, and then there is room for another
    async fn one_secret_takes_over_from_the_other_while_both_work(world: World) {
        let made = registered(&world).await;
        let (id, old) = (made.id, made.secret.unwrap().secret);
        let (cx, client_id) = (world.cx(), name_of(&world, id).await);
        let new = add_secret(&cx, id, "day").await.unwrap().secret;
        assert!(works(&world, &client_id, &old).await && works(&world, &client_id, &new).await);
        for overlap in ["hour", "day", "week", "open"] {
            let refused = add_secret(&cx, id, overlap).await.unwrap_err();
            assert_eq!(refused.refusal(), Some(&ClientRefusal::TwoSecrets), "{overlap}");
        }
        world.advance(DAY - HOUR);
        assert!(works(&world, &client_id, &old).await);
        world.advance(HOUR);
        assert!(!works(&world, &client_id, &old).await && works(&world, &client_id, &new).await);
        let third = add_secret(&cx, id, "open").await.unwrap().secret;
        // A secret got known: both end at once, and a new one is there.
        let fresh = add_secret(&cx, id, "none").await.unwrap().secret;
        assert!(!works(&world, &client_id, &new).await && !works(&world, &client_id, &third).await);
        assert!(works(&world, &client_id, &fresh).await);
        for wrong in ["", "Day", "year"] {
            assert_eq!(add_secret(&cx, id, wrong).await.unwrap_err().refusal(), Some(&ClientRefusal::OverlapUnknown));
        }
        assert_eq!(lines(&world, "client.secret_added").await.len(), 3);
        for line in lines(&world, "client.secret_added").await.iter().chain(&lines(&world, "client.registered").await) {
            let told = line.details.clone().unwrap_or_default();
            assert!(!told.contains("ghcs_"), "a secret in the log: {told}");
        }
        // Erased 30 days after the end of each.
        world.advance(31 * DAY);
        world.run_jobs().await;
        assert_eq!(secret_rows(&world, id).await.len(), 1);
    }

    /// ACC-21
    async fn staff_end_a_secret_after_they_were_told_what_that_does(world: World) {
        let made = registered(&world).await;
        let (id, first) = (made.id, made.secret.unwrap());
        let client_id = name_of(&world, id).await;
        let mut admin = staff(&world, "administrator-proven");
        let at = format!("/staff/clients/{id}/secrets/{}/end", first.id);
        let last = admin.get(&at).await.expect(StatusCode::OK).body;
        assert!(last.contains("It’s the only secret."), "{last}");
        add_secret(&world.cx(), id, "open").await.unwrap();
        let one_of_two = admin.get(&at).await.expect(StatusCode::OK).body;
        assert!(one_of_two.contains("Its other secret keeps working."), "{one_of_two}");
        admin.post(&at, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(works(&world, &client_id, &first.secret).await);
        admin.post(&at, &[("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
        assert!(!works(&world, &client_id, &first.secret).await);
        admin.get(&at).await.expect(StatusCode::NOT_FOUND);
        let again = end_secret(&world.cx(), id, first.id, true).await.unwrap_err();
        assert_eq!(again.refusal(), Some(&ClientRefusal::SecretUnknown));
        assert_eq!(lines(&world, "client.secret_ended").await.len(), 1);
    }

    /// ACC-21: whoever keeps no secret gets none
    async fn an_app_gets_no_secret(world: World) {
        let mut new = website();
        new.kind = "native".to_owned();
        let id = register(&world.cx(), &new).await.unwrap().id;
        let refused = add_secret(&world.cx(), id, "day").await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&ClientRefusal::KeepsNoSecret));
        let page = staff(&world, "administrator").get(&format!("/staff/clients/{id}")).await.expect(StatusCode::OK).body;
        assert!(!page.contains("Add secret"), "{page}");
    }

    /// PRI-13: a use is noted to the hour, and moves the hash to the pepper in use
    async fn a_use_is_noted_and_goes_over_to_the_new_pepper(world: World) {
        let made = registered(&world).await;
        let (id, secret) = (made.id, made.secret.unwrap().secret);
        let client_id = name_of(&world, id).await;
        let at = |world: &World| world.cx().now();
        let first = at(&world);
        assert!(used(&world, &client_id, &secret).await);
        world.advance(HOUR / 2);
        assert!(used(&world, &client_id, &secret).await);
        assert_eq!(secret_rows(&world, id).await[0].used_at, Some(first));
        let version = world.app.keys.rotate_pepper(&SystemRandom).unwrap();
        gatehouse_oidc::Oidc.move_lookups(&world.app, version).await.unwrap();
        let left = async || {
            let left = gatehouse_oidc::Oidc.left_under(&world.app, version).await.unwrap();
            left.into_iter().find(|(what, _)| what.starts_with("secrets of apps")).unwrap().1
        };
        assert_eq!(left().await, 1);
        world.advance(HOUR);
        assert!(used(&world, &client_id, &secret).await);
        assert_eq!(left().await, 0);
        assert!(works(&world, &client_id, &secret).await, "its seal was made anew with the hash");
        assert_eq!(secret_rows(&world, id).await[0].used_at, Some(at(&world)));
        let page = staff(&world, "support").get(&format!("/staff/clients/{id}")).await.expect(StatusCode::OK).body;
        assert!(!page.contains("Not used yet"), "{page}");
    }

    /// PRI-13: who may write in the database, and has no key, makes no secret work
    async fn a_secret_that_was_moved_or_prolonged_past_the_program_proves_nothing(world: World) {
        let (one, other) = (registered(&world).await, registered(&world).await);
        let (first, second) = (one.secret.unwrap(), other.secret.unwrap());
        let client_id = name_of(&world, one.id).await;
        past_the_program(&world, "update oidc_client_secret set client = (select id from oidc_client order by id limit 1)").await;
        assert!(works(&world, &client_id, &first.secret).await, "the control look");
        assert!(!works(&world, &client_id, &second.secret).await, "the other client’s secret was moved here");
        end_secret(&world.cx(), one.id, first.id, true).await.unwrap();
        past_the_program(&world, "update oidc_client_secret set ends_at = null").await;
        assert!(!works(&world, &client_id, &first.secret).await, "it has ended");
    }
}
