//! A company's own provider: who comes in by it, and who does not.

use crate::*;
use axum::http::StatusCode;
use gatehouse_companies::queries::membership::of_account;
use gatehouse_companies::tables::{company_identity, company_oidc};
use gatehouse_core::{HOUR, MINUTE};
use gatehouse_db::sea_orm::{ColumnTrait as _, ConnectionTrait as _, QueryFilter as _, Statement};
use gatehouse_testkit::identity_provider::SECRET;
use gatehouse_testkit::{Answer, both_engines};
use serde_json::{Value, json};

pub fn provider(world: &World) -> IdentityProvider {
    world.app.services.get::<IdentityProvider>().unwrap().clone()
}

pub fn person(sub: &str, email: &str) -> Value {
    json!({ "sub": sub, "email": email, "email_verified": true, "given_name": "Aiko", "family_name": "Tanaka" })
}

async fn row(world: &World, company: &TestCompany) -> company_oidc::Model {
    let own = company_oidc::Entity::find().filter(company_oidc::Column::CompanyId.eq(company.id));
    own.one(world.app.db.reader()).await.unwrap().unwrap()
}

/// Follows a link to the provider, agrees there, and comes back.
pub async fn through(world: &World, browser: &mut Browser, path: &str) -> Answer {
    let there = browser.get(path).await.location();
    let fields = provider(world).agree(&there);
    let url = url::Url::parse(&there).unwrap();
    let back = url.query_pairs().find(|(name, _)| name == "redirect_uri").unwrap().1.into_owned();
    let back = url::Url::parse(&back).unwrap();
    let query: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    browser.get(&format!("{}?{query}", back.path())).await
}

async fn save(browser: &mut Browser, world: &World, company: &TestCompany, realm: &str, jit: bool) {
    let issuer = format!("{}/{realm}", provider(world).origin());
    let jit = if jit { "true" } else { "" };
    let form = [("issuer", issuer.as_str()), ("client_id", "portal"), ("secret", SECRET), ("jit", jit)];
    let saved = browser.post(&company.at("/settings/sign-in"), &form).await;
    assert_eq!(saved.location(), company.at("/settings/sign-in"), "{}", saved.body);
}

async fn turn(browser: &mut Browser, company: &TestCompany, to: &str) {
    browser.post(&company.at("/settings/sign-in/switch"), &[("to", to), ("confirm", "true")]).await;
}

/// A company whose sign-in is on; answers the address where people come in.
pub async fn on(world: &World, company: &TestCompany, realm: &str, jit: bool) -> (Browser, String) {
    let mut owner = signed_in(world, &company.owner.email).await;
    save(&mut owner, world, company, realm, jit).await;
    provider(world).is(person("owner", "whoever@nowhere.example"));
    through(world, &mut owner, &company.at("/settings/sign-in/test")).await;
    turn(&mut owner, company, "on").await;
    let row = row(world, company).await;
    assert_eq!(row.state.word(), "on");
    (owner, format!("/sign-in/company/{}", row.id))
}

/// What the log says of the provider that was saved last.
async fn last_saved(world: &World) -> Value {
    let db = &world.app.db;
    let text = "select details from audit where kind = 'company.sso_saved' order by at desc, id desc limit 1";
    let line = db.reader().query_one_raw(Statement::from_string(db.backend(), text.to_owned())).await.unwrap().unwrap();
    serde_json::from_str(&line.try_get::<String>("", "details").unwrap()).unwrap()
}

async fn member_of(world: &World, email: &str) -> Option<Uuid> {
    let cx = world.cx();
    let account = gatehouse_accounts::contacts::find_by_email(&cx, cx.read(), email).await.unwrap()?;
    of_account(&cx, cx.read(), account).await.unwrap().map(|found| found.member().id)
}

both_engines! {
    /// COM-14
    async fn the_domain_of_an_address_leads_to_the_service_and_tells_nothing_of_accounts(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mut stranger = world.browser();
        let find = "/sign-in/company";
        for email in ["nobody@acme.example", "owner@acme.example.com"] {
            let none = stranger.post(find, &[("email", email)]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(none.body.contains("No sign-in service"), "{}", none.body);
        }
        proven(&world, &acme, "acme.example").await;
        account(&world, "paul@acme.example").await;
        let (mut owner, way) = on(&world, &acme, "realm", false).await;
        for email in ["paul@acme.example", "nobody@acme.example"] {
            // Chromium follows no redirect of a form to another site, not by two steps either: a page leads there.
            let found = stranger.post(find, &[("email", email), ("next", "/c/acme/users")]).await.expect(StatusCode::OK);
            assert_eq!(found.location(), format!("{way}?next=/c/acme/users"), "{}", found.body);
            let refused = stranger.post("/sign-in", &[("email", email), ("password", "wrong")]).await;
            let offer = format!("href=\"{way}\"");
            assert!(refused.body.contains(&offer) && refused.body.contains("Sign in through acme.example"), "{}", refused.body);
            assert!(!refused.body.contains("Acme<"), "no company is named: {}", refused.body);
        }
        let page = stranger.get("/sign-in").await.expect(StatusCode::OK).body;
        assert!(page.contains(find) && !page.contains(&way), "{page}");
        for email in ["paul@sub.acme.example", "paul@acme.example.com", "no address"] {
            stranger.post(find, &[("email", email)]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        turn(&mut owner, &acme, "off").await;
        stranger.post(find, &[("email", "paul@acme.example")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// COM-14
    async fn it_goes_on_only_after_the_owners_own_round_trip_of_the_last_hour(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        save(&mut owner, &world, &acme, "realm", false).await;
        turn(&mut owner, &acme, "on").await;
        assert_eq!(row(&world, &acme).await.state.word(), "draft");
        let draft = format!("/sign-in/company/{}", row(&world, &acme).await.id);
        world.browser().get(&draft).await.expect(StatusCode::NOT_FOUND);
        through(&world, &mut owner, &acme.at("/settings/sign-in/test")).await;
        assert_eq!(row(&world, &acme).await.state.word(), "tested");
        world.advance(HOUR + MINUTE);
        let mut owner = signed_in(&world, &acme.owner.email).await;
        turn(&mut owner, &acme, "on").await;
        assert_eq!(row(&world, &acme).await.state.word(), "tested", "the trial is too old");
        through(&world, &mut owner, &acme.at("/settings/sign-in/test")).await;
        turn(&mut owner, &acme, "on").await;
        assert_eq!(row(&world, &acme).await.state.word(), "on");
        // Another client is another trial.
        let issuer = row(&world, &acme).await.issuer;
        owner.post(&acme.at("/settings/sign-in"), &[("issuer", &issuer), ("client_id", "other")]).await;
        assert_eq!(row(&world, &acme).await.state.word(), "draft");
    }

    /// COM-14
    async fn somebody_new_of_a_verified_domain_comes_in_and_sees_the_company_alone(world: World) {
        let acme = company(&world, "Acme", "en").await;
        proven(&world, &acme, "acme.example").await;
        let (_, place) = on(&world, &acme, "realm", true).await;
        provider(&world).is(person("a-1", "aiko@acme.example"));
        let mut aiko = world.browser();
        let came = through(&world, &mut aiko, &place).await;
        assert_eq!(came.location(), "/c/acme", "{}", came.body);
        let member = member_of(&world, "aiko@acme.example").await.unwrap();
        assert!(aiko.get("/account").await.location().starts_with("/sign-in"), "not the personal side");
        assert!(aiko.get("/account/sessions").await.location().starts_with("/sign-in"));
        // The same person again, whatever address is told.
        provider(&world).is(person("a-1", "boss@acme.example"));
        assert_eq!(through(&world, &mut world.browser(), &place).await.location(), "/c/acme");
        assert_eq!(member_of(&world, "aiko@acme.example").await, Some(member));
        assert_eq!(member_of(&world, "boss@acme.example").await, None);
    }

    /// COM-14: CVE-2026-56223 and noAuth
    async fn no_provider_opens_an_account_beyond_its_companys_domains(world: World) {
        let (acme, evil) = (company(&world, "Acme", "en").await, company(&world, "Evil", "en").await);
        proven(&world, &acme, "acme.example").await;
        acme.add(&world, "victim@acme.example", MemberName::new("Vic", "Tim"), &[CompanyRight::ManageUsers]).await;
        let (_, place) = on(&world, &evil, "evil", true).await;
        // Another company's domain, whatever the provider swears.
        provider(&world).is(person("v-1", "victim@acme.example"));
        let refused = through(&world, &mut world.browser(), &place).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
        assert!(refused.body.contains("verified domain"), "{}", refused.body);
        // A mail domain of nobody.
        provider(&world).is(person("v-2", "boss@elsewhere.example"));
        through(&world, &mut world.browser(), &place).await.expect(StatusCode::FORBIDDEN);
        // In the own domain, but the provider itself says that it is not the person's.
        let (_, own) = on(&world, &acme, "realm", true).await;
        let mut unverified = person("v-3", "new@acme.example");
        unverified["email_verified"] = json!(false);
        provider(&world).is(unverified);
        through(&world, &mut world.browser(), &own).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(member_of(&world, "new@acme.example").await, None);
        // The answer of one company's provider at the address of another's.
        provider(&world).is(person("v-4", "x@acme.example"));
        let mut browser = world.browser();
        let there = browser.get(&place).await.location();
        let fields = provider(&world).agree(&there);
        let query: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let crossed = browser.get(&format!("{own}/answer?{query}")).await;
        assert_eq!(crossed.status, StatusCode::CONFLICT, "{}", crossed.body);
        assert_eq!(member_of(&world, "x@acme.example").await, None);
    }

    /// COM-14: an account with a personal side proves itself once
    async fn an_account_with_a_password_is_connected_once_its_owner_came_by_it(world: World) {
        let acme = company(&world, "Acme", "en").await;
        proven(&world, &acme, "acme.example").await;
        let paul = acme.add(&world, "paul@acme.example", MemberName::new("Paul", "P"), &[]).await;
        let (_, place) = on(&world, &acme, "realm", false).await;
        provider(&world).is(person("p-1", "paul@acme.example"));
        let mut browser = world.browser();
        let came = through(&world, &mut browser, &place).await;
        assert_eq!(came.location(), format!("{place}/connect"));
        let page = browser.get(&format!("{place}/connect")).await.expect(StatusCode::OK).body;
        assert!(page.contains("/sign-in?next="), "{page}");
        // Not by pressing the button without the proof.
        assert!(browser.post(&format!("{place}/connect"), &[]).await.location().starts_with("/sign-in"));
        browser.post("/sign-in", &[("email", "paul@acme.example"), ("password", PASSWORD)]).await;
        assert_eq!(browser.post(&format!("{place}/connect"), &[]).await.location(), "/c/acme");
        let mut second = world.browser();
        assert_eq!(through(&world, &mut second, &place).await.location(), "/c/acme");
        second.get("/c/acme").await.expect(StatusCode::OK);
        assert!(second.get("/account").await.location().starts_with("/sign-in"), "the provider opens no personal side");
        // Blocked: the session of the provider has ended, and no other one is opened.
        let block = Restated { blocked: Some(Some(gatehouse_companies::model::states::BlockedBy::Person)), ..Restated::default() };
        acme.change(&world, paul.member, block).await;
        assert!(second.get("/c/acme").await.location().starts_with("/sign-in"));
        through(&world, &mut world.browser(), &place).await.expect(StatusCode::FORBIDDEN);
    }

    /// COM-14
    async fn required_is_judged_at_the_company_and_the_owner_comes_in_aside(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let paul = acme.add(&world, "paul@acme.example", MemberName::new("Paul", "P"), &[]).await;
        let (mut owner, _) = on(&world, &acme, "realm", false).await;
        turn(&mut owner, &acme, "require").await;
        let db = &world.app.db;
        let required = "update company set require_sso = true where id = $1";
        let page = owner.get(&acme.at("/settings/sign-in")).await.body;
        assert!(page.contains("two-step verification"), "the owner needs a second step first: {page}");
        db.writer().execute_raw(Statement::from_sql_and_values(db.backend(), required, [acme.id.into()])).await.unwrap();
        let mut browser = signed_in(&world, &paul.email).await;
        let due = browser.get("/c/acme").await;
        assert!(due.location().starts_with("/account/company-sign-in"), "{}", due.location());
        let page = browser.get("/account/company-sign-in").await.expect(StatusCode::OK).body;
        assert!(page.contains("/sign-in/company/") && !page.contains("Come in as the owner"), "{page}");
        browser.post("/account/company-sign-in", &[]).await.expect(StatusCode::FORBIDDEN);
        browser.get("/account").await.expect(StatusCode::OK);
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let page = owner.get("/account/company-sign-in").await.expect(StatusCode::OK).body;
        assert!(page.contains("Come in as the owner"), "{page}");
        // Without a second step there is no way beside it.
        assert_eq!(owner.post("/account/company-sign-in", &[]).await.location(), "/account/company-sign-in");
        assert!(owner.get("/c/acme").await.location().starts_with("/account/company-sign-in"));
    }

    /// COM-14
    async fn a_provider_that_is_down_is_said_to_be_and_the_owner_has_a_way(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let (_, place) = on(&world, &acme, "realm", false).await;
        let mut browser = world.browser();
        let there = browser.get(&place).await.location();
        let fields = provider(&world).agree(&there);
        provider(&world).go_away(true);
        let query: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let down = browser.get(&format!("{place}/answer?{query}")).await;
        assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE, "{}", down.body);
        assert!(down.body.contains("/account/company-sign-in"), "{}", down.body);
    }

    /// COM-14: who comes in without an invitation, and whose word about a second step counts, is in the log as it was and as it is.
    async fn the_log_says_what_was_changed_of_a_provider(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        save(&mut owner, &world, &acme, "realm", false).await;
        let first = last_saved(&world).await;
        assert_eq!((&first["sso_jit"], &first["sso_trust_mfa"]), (&json!("off"), &json!("off")), "{first}");
        assert_eq!(first.get("sso_jit_before"), None);
        save(&mut owner, &world, &acme, "realm", true).await;
        let second = last_saved(&world).await;
        assert_eq!((&second["sso_jit"], &second["sso_jit_before"]), (&json!("on"), &json!("off")), "{second}");
        assert_eq!(second.get("sso_trust_mfa"), None, "it is as it was: {second}");
        assert_eq!(second["changed_fields"], json!(["client_secret"]), "which one, nobody reads: {second}");
        assert!(!second.to_string().contains(SECRET), "{second}");
        let issuer = row(&world, &acme).await.issuer;
        let form = [("issuer", issuer.as_str()), ("client_id", "portal"), ("jit", "true"), ("trust_mfa", "true")];
        owner.post(&acme.at("/settings/sign-in"), &form).await;
        let third = last_saved(&world).await;
        assert_eq!((&third["sso_trust_mfa"], &third["sso_trust_mfa_before"]), (&json!("on"), &json!("off")), "{third}");
        assert_eq!((third.get("sso_jit"), third.get("changed_fields")), (None, None), "{third}");
        let log = owner.get(&acme.at("/audit")).await.expect(axum::http::StatusCode::OK).body;
        assert!(log.contains("Trust the provider about two-step verification"), "{log}");
    }

    /// PRI-13: the next sign-in moves the look-up of an identity
    async fn who_is_known_at_the_provider_stays_known_through_a_turn_of_the_pepper(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let (_, way) = on(&world, &acme, "realm", false).await;
        let version = world.app.keys.rotate_pepper(&gatehouse_core::SystemRandom).unwrap();
        gatehouse_companies::Companies.move_lookups(&world.app, version).await.unwrap();
        for _ in 0..2 {
            let came = through(&world, &mut world.browser(), &way).await;
            assert_eq!(came.location(), "/c/acme", "{}", came.body);
            let row = company_identity::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
            assert_eq!(row.pepper_version, version);
        }
    }
}
