//! Registering with a company and joining it by a license (COM-1, COM-2, COM-15).

use crate::joining_kit::*;
use crate::licenses::{held_by, key_files, license, past};
use crate::*;
use axum::http::StatusCode;
use gatehouse_companies::queries::membership::of_account;
use gatehouse_companies::tables::{company as companies, company_registration, join_request};
use gatehouse_core::DAY;
use gatehouse_db::sea_orm::{EntityTrait as _, PaginatorTrait as _};
use gatehouse_testkit::both_engines;

const OWNER: &str = "first@acme.example.com";
const SECOND: &str = "second@acme.example.com";

async fn account_of(world: &World, email: &str) -> Uuid {
    let cx = world.cx();
    gatehouse_accounts::contacts::find_by_email(&cx, cx.read(), email).await.unwrap().expect("an account")
}

async fn word_of(world: &World, email: &str) -> Option<String> {
    let cx = world.cx();
    let found = of_account(&cx, cx.read(), account_of(world, email).await).await.unwrap();
    found.map(|found| found.company().slug.clone())
}

pub async fn choose(browser: &mut Browser, company: &str, how: &str) {
    let place = format!("/c/{company}/settings");
    let version = browser.get(&place).await.expect(StatusCode::OK).input("version").unwrap();
    let form = [("join_by_license", how), ("lang", "en"), ("version", version.as_str())];
    let answer = browser.post(&place, &form).await;
    assert!(answer.status.is_redirection(), "{}", answer.body);
}

both_engines! {
    /// COM-1, COM-2, COM-15
    async fn the_first_with_a_license_owns_the_company_and_the_next_one_joins_it(world: World) {
        license(&world, "CODE-1", false).await;
        let mut browser = register(&world, OWNER, "CODE-1").await;
        let activation = link(&world, "companies.activate", OWNER).await;
        let first = browser.get(&activation).await;
        let page = browser.follow(first).await.expect(StatusCode::OK).body;
        assert!(page.contains(OWNER) && page.contains("Acme Inc.") && page.contains("Ann Comer"), "{page}");
        assert!(companies::Entity::find().one(world.app.db.reader()).await.unwrap().is_none(), "looking made a company");
        let answer = activate(&mut browser, &activation).await;
        assert_eq!(answer.location(), "/c/acme-inc");
        welcome(&mut browser).await;
        let page = browser.get("/c/acme-inc").await.expect(StatusCode::OK).body;
        assert!(page.contains("All rights, as the owner"), "{page}");
        let (mut second, place) = join(&world, SECOND, "CODE-1").await;
        assert_eq!(place, "/c/acme-inc");
        welcome(&mut second).await;
        let page = second.get("/c/acme-inc").await.expect(StatusCode::OK).body;
        assert!(page.contains("None. You can use what the company has"), "{page}");
        world.run_jobs().await;
        let told = world.mails().await;
        let told: Vec<_> = told.iter().filter(|mail| mail.kind == "companies.news").collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].to == OWNER && told[0].text.contains("Ann Comer") && told[0].text.contains(SECOND), "{}", told[0].text);
        assert_eq!(mailed_to(&world, "companies.active", OWNER).await, 1);
        assert_eq!(mailed_to(&world, "companies.active", SECOND).await, 1);
        let log = browser.get("/c/acme-inc/audit").await.expect(StatusCode::OK).body;
        assert!(log.contains("Company created") && log.contains("with a license"), "{log}");
    }

    /// COM-1, LIC-24
    async fn a_key_file_does_as_well_as_a_code_and_both_do_not(world: World) {
        license(&world, "CODE-1", false).await;
        let mut browser = world.browser();
        let form = fields(OWNER, "");
        let answer = send_form(&mut browser, &form, Some(b"CODE-1")).await;
        assert!(answer.location().starts_with("/companies/register/sent"), "{}", answer.body);
        let both = send_form(&mut browser, &fields(OWNER, "CODE-1"), Some(b"CODE-1")).await;
        assert!(both.body.contains("Use either the code or the key file"), "{}", both.body);
        let none = send_form(&mut browser, &fields(OWNER, ""), None).await;
        assert!(none.body.contains("Enter an activation code, or choose a key file."), "{}", none.body);
        let large = send_form(&mut browser, &form, Some(&vec![b'x'; 65 * 1024])).await;
        assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
        let answer = activate(&mut browser, &link(&world, "companies.activate", OWNER).await).await;
        assert_eq!(answer.location(), "/c/acme-inc");
        assert_eq!(key_files(&world).await, ["acme.key"], "the license came by a file, not by its code");
    }

    /// COM-1, ACC-6
    async fn the_answer_is_the_same_for_every_address_and_the_mail_says_what_is_known(world: World) {
        license(&world, "CODE-1", false).await;
        let acme = company(&world, "Known", "en").await;
        account(&world, "plain@example.com").await;
        let mut pages = Vec::new();
        for email in ["new@example.com", "plain@example.com", acme.owner.email.as_str()] {
            let mut browser = register(&world, email, "CODE-1").await;
            let sent = browser.get("/companies/register/sent").await.expect(StatusCode::OK);
            pages.push(sent.body);
        }
        assert!(pages.windows(2).all(|pair| pair[0] == pair[1]));
        assert_eq!(mailed_to(&world, "companies.activate", "new@example.com").await, 1);
        assert_eq!(mailed_to(&world, "companies.activate", "plain@example.com").await, 1);
        assert_eq!(mailed_to(&world, "companies.activate", &acme.owner.email).await, 0);
        let known = world.last_mail_to(&acme.owner.email).await;
        assert_eq!(known.kind, "companies.address_known");
        assert!(known.text.contains("/sign-in") && known.text.contains("/forgot-password"), "{}", known.text);
        let dump = world.dump().await;
        assert!(!dump.contains("Comer") && !dump.contains("Acme Inc."), "what was typed lies open");
    }

    /// COM-1
    async fn a_second_form_in_the_same_minute_mails_nothing_and_a_link_works_once(world: World) {
        license(&world, "CODE-1", false).await;
        let mut browser = register(&world, OWNER, "CODE-1").await;
        register(&world, OWNER, "CODE-1").await;
        assert_eq!(mailed_to(&world, "companies.activate", OWNER).await, 1);
        let activation = link(&world, "companies.activate", OWNER).await;
        assert_eq!(activate(&mut browser, &activation).await.location(), "/c/acme-inc");
        // The same request once more, from the browser and from another one.
        let form = [("token", token(&activation)), ("password", PASSWORD), ("again", PASSWORD)];
        assert_eq!(browser.post("/companies/activate", &form).await.status, StatusCode::GONE);
        let other = world.browser().post("/companies/activate", &form).await;
        assert_eq!(other.status, StatusCode::GONE);
        assert!(other.body.contains("This link was used already"), "{}", other.body);
        let found = companies::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(members_of(&world, found[0].id).await.len(), 1);
    }

    /// COM-1, COM-2
    async fn who_has_an_account_signs_in_to_it_and_keeps_it(world: World) {
        license(&world, "CODE-1", false).await;
        let own = account(&world, OWNER).await;
        register(&world, OWNER, "CODE-1").await;
        let activation = link(&world, "companies.activate", OWNER).await;
        let mut browser = world.browser();
        let first = browser.get(&activation).await;
        let page = browser.follow(first).await.expect(StatusCode::OK).body;
        assert!(page.contains("This address has an account") && page.contains("/sign-in?next=/companies/activate"), "{page}");
        let form = [("token", token(&activation)), ("password", "Another-Horse-9"), ("again", "Another-Horse-9")];
        let refused = browser.post("/companies/activate", &form).await;
        assert!(refused.location().starts_with("/sign-in"), "a link is no password: {}", refused.body);
        browser.post("/sign-in", &[("email", OWNER), ("password", PASSWORD)]).await;
        let page = browser.get("/companies/activate").await.expect(StatusCode::OK);
        let answer = browser.post("/companies/activate", &[("token", &page.input("token").unwrap())]).await;
        assert_eq!(answer.location(), "/c/acme-inc");
        assert_eq!(account_of(&world, OWNER).await, own);
    }

    /// COM-2
    async fn a_company_that_approves_is_asked_and_admits_or_declines(world: World) {
        license(&world, "CODE-1", false).await;
        let (mut owner, _) = join(&world, OWNER, "CODE-1").await;
        welcome(&mut owner).await;
        choose(&mut owner, "acme-inc", "approve").await;
        for email in [SECOND, "third@acme.example.com"] {
            let (mut comer, place) = join(&world, email, "CODE-1").await;
            assert_eq!(place, "/companies/joining");
            welcome(&mut comer).await;
            let page = comer.get("/companies/joining").await.expect(StatusCode::OK).body;
            assert!(page.contains("Waiting for approval") && page.contains("Acme Inc."), "{page}");
            assert_eq!(word_of(&world, email).await, None);
        }
        world.run_jobs().await;
        assert_eq!(mailed_to(&world, "companies.join_asked", OWNER).await, 2);
        let page = owner.get("/c/acme-inc/joining").await.expect(StatusCode::OK);
        assert!(page.body.contains(SECOND) && page.body.contains("Ann Comer"), "{}", page.body);
        let request = page.input("request").unwrap();
        let answer = owner.post("/c/acme-inc/joining/answer", &[("request", &request), ("answer", "admit")]).await;
        assert_eq!(answer.location(), "/c/acme-inc/joining");
        assert_eq!(word_of(&world, SECOND).await.as_deref(), Some("acme-inc"));
        let again = owner.post("/c/acme-inc/joining/answer", &[("request", &request), ("answer", "decline")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        let request = owner.get("/c/acme-inc/joining").await.input("request").unwrap();
        owner.post("/c/acme-inc/joining/answer", &[("request", &request), ("answer", "decline")]).await;
        assert_eq!(word_of(&world, "third@acme.example.com").await, None);
        assert!(world.last_mail_to(SECOND).await.subject.contains("user of Acme Inc."));
        assert!(world.last_mail_to("third@acme.example.com").await.subject.contains("declined your request"));
        let mut declined = signed_in(&world, "third@acme.example.com").await;
        let page = declined.get("/companies/joining").await.expect(StatusCode::OK).body;
        assert!(page.contains("Declined") && page.contains("they can invite you"), "{page}");
    }

    /// COM-2
    async fn a_request_that_nobody_answers_expires_and_can_be_made_anew(world: World) {
        license(&world, "CODE-1", false).await;
        let (mut owner, _) = join(&world, OWNER, "CODE-1").await;
        welcome(&mut owner).await;
        choose(&mut owner, "acme-inc", "approve").await;
        join(&world, SECOND, "CODE-1").await;
        world.advance(31 * DAY);
        let mut owner = signed_in(&world, OWNER).await;
        let page = owner.get("/c/acme-inc/joining").await.expect(StatusCode::OK).body;
        assert!(page.contains("Nobody is waiting."), "{page}");
        register(&world, SECOND, "CODE-1").await;
        let mut second = signed_in(&world, SECOND).await;
        welcome(&mut second).await;
        assert_eq!(second.post("/companies/joining", &[]).await.location(), "/companies/joining");
        assert_eq!(join_request::Entity::find().count(world.app.db.reader()).await.unwrap(), 2);
        world.run_jobs().await;
        assert_eq!(mailed_to(&world, "companies.join_asked", OWNER).await, 2);
    }

    /// COM-2, LIC-23
    async fn nobody_joins_by_a_license_that_waits_for_a_clerk(world: World) {
        license(&world, "CODE-1", true).await;
        join(&world, OWNER, "CODE-1").await;
        let row = companies::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!(row.state.word(), "unverified");
        let (mut second, place) = join(&world, SECOND, "CODE-1").await;
        assert_eq!(place, "/companies/joining?why=unverified");
        assert_eq!(members_of(&world, row.id).await.len(), 1);
        // Decided: what waits goes on by itself.
        past(&world, "update company set state = 'active'", vec![]).await;
        past(&world, "update test_license set pending = false", vec![]).await;
        welcome(&mut second).await;
        assert_eq!(second.post("/companies/joining", &[]).await.location(), "/c/acme-inc");
    }

    /// COM-2, COM-14
    async fn several_holders_are_told_apart_by_their_domains(world: World) {
        let id = license(&world, "CODE-1", false).await;
        let one = company(&world, "One", "en").await;
        let two = company(&world, "Two", "en").await;
        held_by(&world, id, one.id).await;
        held_by(&world, id, two.id).await;
        let (_, place) = join(&world, "a@somewhere.example.com", "CODE-1").await;
        assert_eq!(place, "/companies/joining?why=several");
        let text = "insert into company_domain (id, company_id, domain, subdomains, token, state, checks, told, absent_days, \
                    claimed_by, claimed_at) values ($1, $2, 'two.example.com', false, $3, 'verified', 0, 0, 0, $4, 0)";
        let values = vec![world.cx().id().into(), two.id.into(), vec![0_u8].into(), two.owner.member.into()];
        past(&world, text, values).await;
        assert_eq!(join(&world, "b@two.example.com", "CODE-1").await.1, format!("/c/{}", two.slug));
        // With a domain of its own, a company is asked about other addresses.
        past(&world, "delete from test_holder where company_id = $1", vec![one.id.into()]).await;
        assert_eq!(join(&world, "c@elsewhere.example.com", "CODE-1").await.1, "/companies/joining");
        past(&world, "update company set own_domains_only = true where id = $1", vec![two.id.into()]).await;
        assert_eq!(join(&world, "d@elsewhere.example.com", "CODE-1").await.1, "/companies/joining?why=domain");
    }

    /// COM-1, PRI-2
    async fn a_registration_that_nobody_activates_is_erased(world: World) {
        license(&world, "CODE-1", false).await;
        register(&world, OWNER, "CODE-1").await;
        world.advance(31 * DAY);
        world.run_jobs().await;
        assert_eq!(company_registration::Entity::find().count(world.app.db.reader()).await.unwrap(), 0);
    }
}
