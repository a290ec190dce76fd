//! What a session does that the company's provider opened (COM-14): nothing on the personal side, not even at a gate that keeps it out of the
//! company, unless nobody but the company could ever enter the account.

use crate::joining_kit::welcome;
use crate::licenses::past;
use crate::own_sign_in::{on, person, provider, through};
use crate::statements::statement;
use crate::*;
use axum::http::StatusCode;
use gatehouse_accounts::tables::account::{self, Entity as Accounts};
use gatehouse_companies::queries::membership::of_account;
use gatehouse_core::MINUTE;
use gatehouse_privacy::tables::consent;
use gatehouse_testkit::both_engines;

const PLACE: [(&str, &str); 5] =
    [("country", "DE"), ("region", "Hessen"), ("lang", "en"), ("zone", "Europe/Berlin"), ("phone", "+49 69 1234")];

async fn row_of(world: &World, account: Uuid) -> account::Model {
    Accounts::find_by_id(account).one(world.app.db.reader()).await.unwrap().unwrap()
}

async fn account_at(world: &World, email: &str) -> Uuid {
    let cx = world.cx();
    gatehouse_accounts::contacts::find_by_email(&cx, cx.read(), email).await.unwrap().unwrap()
}

async fn consents(world: &World) -> usize {
    consent::Entity::find().all(world.app.db.reader()).await.unwrap().len()
}

/// Somebody with an account of their own, in a session that the company's provider opened.
async fn connected(world: &World, company: &TestCompany, place: &str) -> (Person, Browser) {
    let paul = company.add(world, "paul@acme.example", MemberName::new("Paul", "P"), &[]).await;
    provider(world).is(person("p-1", &paul.email));
    let mut own = signed_in(world, &paul.email).await;
    through(world, &mut own, place).await;
    assert_eq!(own.post(&format!("{place}/connect"), &[]).await.location(), "/c/acme");
    let mut inside = world.browser();
    assert_eq!(through(world, &mut inside, place).await.location(), "/c/acme");
    (paul, inside)
}

both_engines! {
    /// COM-14, ACC-1, PRI-4: whoever runs the provider tells and accepts nothing in the name of who has an account of their own.
    async fn what_a_gate_asks_of_a_person_their_companys_provider_does_not_answer(world: World) {
        let acme = company(&world, "Acme", "en").await;
        proven(&world, &acme, "acme.example").await;
        let (_, place) = on(&world, &acme, "realm", false).await;
        let (paul, mut inside) = connected(&world, &acme, &place).await;
        inside.get("/c/acme").await.expect(StatusCode::OK);
        // No gate is closed: its page is the personal side, too.
        for page in ["/welcome", "/account/statements"] {
            assert!(inside.get(page).await.location().starts_with("/sign-in"), "{page}");
        }
        assert!(inside.post("/welcome", &PLACE).await.location().starts_with("/sign-in"));
        assert_eq!(row_of(&world, paul.account).await.country.as_deref(), Some("JP"));
        // Where they are is not told yet.
        past(&world, "update account set region = null where id = $1", vec![paul.account.into()]).await;
        assert!(inside.get("/c/acme").await.location().starts_with("/welcome?next="));
        assert!(inside.get("/welcome").await.location().starts_with("/sign-in"));
        assert!(inside.post("/welcome", &PLACE).await.location().starts_with("/sign-in"));
        let row = row_of(&world, paul.account).await;
        assert_eq!((row.country.as_deref(), row.region, row.phone_sealed), (Some("JP"), None, None));
        // In a session of their own they tell it, and the provider opens the company again.
        let mut own = signed_in(&world, &paul.email).await;
        welcome(&mut own).await;
        inside.get("/c/acme").await.expect(StatusCode::OK);
        // A statement of their country.
        let version = statement(&world, "terms", "").await.to_string();
        let answer = [("version", &*version), ("lang", "en"), ("place", "before_use"), ("answer", "accept")];
        assert!(inside.get("/c/acme").await.location().starts_with("/account/statements?next="));
        assert!(inside.post("/account/statements", &answer).await.location().starts_with("/sign-in"));
        assert_eq!(consents(&world).await, 0, "nobody accepts it but the person");
        assert!(own.post("/account/statements", &answer).await.status.is_redirection());
        assert_eq!(consents(&world).await, 1);
        inside.get("/c/acme").await.expect(StatusCode::OK);
    }

    /// COM-14, ACC-1, PRI-4: who has no other way in answers where they come in, as long as it is asked, and no more than is asked.
    async fn whom_the_provider_alone_lets_in_answers_the_gates_and_nothing_else(world: World) {
        let acme = company(&world, "Acme", "en").await;
        proven(&world, &acme, "acme.example").await;
        let (_, place) = on(&world, &acme, "realm", true).await;
        provider(&world).is(person("a-1", "aiko@acme.example"));
        let mut aiko = world.browser();
        through(&world, &mut aiko, &place).await;
        assert!(aiko.get("/c/acme").await.location().starts_with("/welcome?next="));
        let page = aiko.get("/welcome").await.expect(StatusCode::OK).body;
        assert!(page.contains("name=\"region\"") && !page.contains("name=\"phone\""), "where they are is asked alone: {page}");
        assert!(!page.contains("/account/delete"), "{page}");
        assert!(aiko.post("/welcome", &PLACE).await.status.is_redirection());
        let row = row_of(&world, account_at(&world, "aiko@acme.example").await).await;
        assert_eq!((row.country.as_deref(), row.phone_sealed), (Some("DE"), None), "the rest is the personal side");
        aiko.get("/c/acme").await.expect(StatusCode::OK);
        let again = [("country", "FR"), ("region", "Paris"), ("lang", "fr"), ("zone", "Europe/Paris")];
        assert!(aiko.post("/welcome", &again).await.location().starts_with("/sign-in"), "it is not asked any more");
        let version = statement(&world, "terms", "").await.to_string();
        let answer = [("version", &*version), ("lang", "en"), ("place", "before_use"), ("answer", "accept")];
        assert!(aiko.get("/c/acme").await.location().starts_with("/account/statements?next="));
        assert!(aiko.post("/account/statements", &answer).await.status.is_redirection());
        assert_eq!(consents(&world).await, 1);
        aiko.get("/c/acme").await.expect(StatusCode::OK);
        assert!(aiko.get("/account").await.location().starts_with("/sign-in"));
        assert!(aiko.get("/account/statements").await.location().starts_with("/sign-in"));
    }

    /// COM-14, ACC-10: who came by the provider proves there who they are, and comes back to what they wanted to change.
    async fn a_fresh_proof_of_such_a_session_is_given_at_the_provider(world: World) {
        let acme = company(&world, "Acme", "en").await;
        proven(&world, &acme, "acme.example").await;
        let (_, place) = on(&world, &acme, "realm", true).await;
        provider(&world).is(person("a-1", "aiko@acme.example"));
        let mut aiko = world.browser();
        through(&world, &mut aiko, &place).await;
        welcome(&mut aiko).await;
        let cx = world.cx();
        let account = account_at(&world, "aiko@acme.example").await;
        let member = of_account(&cx, cx.read(), account).await.unwrap().unwrap().member().id;
        let rights = Restated { own: Some(Rights::of(&[CompanyRight::ManageUsers])), ..Restated::default() };
        acme.change(&world, member, rights).await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[]).await;
        let page = acme.at(&format!("/users/{}", paul.member));
        world.advance(11 * MINUTE);
        let asked = aiko.post(&format!("{page}/rights"), &[("rights", "manage_users"), ("version", "1")]).await.location();
        assert!(asked.starts_with("/step-up?next="), "{asked}");
        let way = aiko.get(&asked).await.location();
        assert_eq!(way, format!("{place}?next={page}/rights"));
        let there = aiko.get(&way).await.location();
        assert!(there.contains("prompt=login") && there.contains("max_age=0"), "anew: {there}");
        assert!(!world.browser().get(&place).await.location().contains("prompt=login"));
        let by_password = aiko.post("/step-up", &[("current", PASSWORD), ("next", &page)]).await;
        assert!(by_password.location().starts_with(&place), "no form of the personal side: {}", by_password.location());
        assert_eq!(through(&world, &mut aiko, &format!("{place}?next={page}")).await.location(), page);
        assert!(aiko.get(&page).await.expect(StatusCode::OK).body.contains("name=\"rights\""));
        let given = aiko.post(&format!("{page}/rights"), &[("rights", "manage_users"), ("version", "1")]).await;
        assert_eq!(given.location(), page, "{}", given.body);
        assert!(aiko.get("/account").await.location().starts_with("/sign-in"), "the personal side stays shut");
    }
}
