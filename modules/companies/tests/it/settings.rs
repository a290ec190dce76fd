//! The settings of a company: how people come in, the language of its lists, the second factor that it requires (COM-2, COM-4, COM-10,
//! COM-14).

use crate::sorting::listed;
use crate::*;
use axum::http::StatusCode;
use gatehouse_companies::actions::staff::CompanyRefusal;
use gatehouse_companies::actions::staff::rename_company::rename_company;
use gatehouse_companies::tables::company::Entity as Companies;
use gatehouse_core::Role;
use gatehouse_db::sea_orm::{ConnectionTrait, Statement, Value};
use gatehouse_testkit::both_engines;

pub async fn past(world: &World, text: &str, values: Vec<Value>) {
    let db = &world.app.db;
    db.writer().execute_raw(Statement::from_sql_and_values(db.backend(), text, values)).await.unwrap();
}

pub async fn row(world: &World, company: Uuid) -> gatehouse_companies::tables::company::Model {
    Companies::find_by_id(company).one(world.app.db.reader()).await.unwrap().unwrap()
}

/// Gives an account two-step verification; who is signed in stays so.
pub async fn give_factor(world: &World, account: Uuid) {
    let text = "insert into account_factor (id, account_id, kind, name_sealed, secret_sealed, last_step, created_at) \
                values ($1, $2, 'app', $3, $4, 0, 0)";
    let values = vec![world.cx().id().into(), account.into(), vec![0_u8].into(), vec![0_u8].into()];
    past(world, text, values).await;
}

fn form<'a>(join: &'a str, domains: &'a str, lang: &'a str, version: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("join_by_license", join), ("own_domains_only", domains), ("lang", lang), ("version", version)]
}

both_engines! {
    /// COM-2, ALL-3
    async fn settings_are_saved_with_what_was_shown_and_stand_in_the_log(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let sue = acme.add(&world, "sue@example.com", MemberName::new("Sue", "S"), &[CompanyRight::ChangeSettings]).await;
        let mut browser = signed_in(&world, &sue.email).await;
        let here = acme.at("/settings");
        let page = browser.get(&here).await.expect(StatusCode::OK);
        assert!(page.body.contains("Support changes the name on request"), "{}", page.body);
        assert!(!page.body.contains(&acme.at("/settings/delete")), "only the owner deletes: {}", page.body);
        let version = page.input("version").unwrap();
        let saved = browser.post(&here, &form("approve", "", "en", &version)).await;
        assert_eq!(saved.location(), here);
        assert_eq!(row(&world, acme.id).await.join_by_license.word(), "approve");
        // Somebody else's form shows what was before.
        let late = browser.post(&here, &form("closed", "", "en", &version)).await.expect(StatusCode::CONFLICT);
        assert!(late.body.contains("Somebody else has changed the company"), "{}", late.body);
        let again = late.input("version").unwrap();
        browser.post(&here, &form("closed", "", "en", &again)).await.expect(StatusCode::SEE_OTHER);
        for wrong in [form("sometimes", "", "en", &again), form("open", "", "tlh", &again)] {
            browser.post(&here, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let log = browser.get(&acme.at("/audit")).await.expect(StatusCode::OK).body;
        for told in ["Company settings changed", "ask, and an administrator decides", "join as users without rights", "Sue S"] {
            assert!(log.contains(told), "{told}: {log}");
        }
        let file = browser.get(&acme.at("/audit.csv?columns=what,details")).await.expect(StatusCode::OK).body;
        assert!(file.contains("Company settings changed"), "{file}");
    }

    /// COM-14
    async fn own_domains_only_takes_a_domain(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let here = acme.at("/settings");
        let version = owner.get(&here).await.input("version").unwrap();
        let refused = owner.post(&here, &form("open", "true", "en", &version)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("no verified domain yet"), "{}", refused.body);
        let text = "insert into company_domain (id, company_id, domain, subdomains, token, state, checks, told, absent_days, claimed_by, claimed_at) \
                    values ($1, $2, 'acme.example', false, $3, 'verified', 1, 0, 0, $4, 0)";
        let values = vec![world.cx().id().into(), acme.id.into(), vec![0_u8].into(), acme.owner.member.into()];
        past(&world, text, values).await;
        owner.post(&here, &form("open", "true", "en", &version)).await.expect(StatusCode::SEE_OTHER);
        assert!(row(&world, acme.id).await.own_domains_only);
    }

    /// COM-4
    async fn names_are_sorted_anew_in_the_companys_new_language(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let last = ["Adler", "Жуков", "Zimmer", "Ёлкин", "Baker", "Еремин", "Ärmel"];
        for (at, last) in last.iter().enumerate() {
            acme.add(&world, &format!("m{at}@example.com"), MemberName::new("A", *last), &[]).await;
        }
        assert_eq!(listed(&world, &acme).await[..2], ["Adler", "Ärmel"].map(str::to_owned));
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let here = acme.at("/settings");
        let version = owner.get(&here).await.input("version").unwrap();
        owner.post(&here, &form("open", "", "ru", &version)).await.expect(StatusCode::SEE_OTHER);
        // Who comes before the job has run is placed in the new order.
        acme.add(&world, "late@example.com", MemberName::new("A", "Щукин"), &[]).await;
        world.run_jobs().await;
        let russian = ["Ёлкин", "Еремин", "Жуков", "Щукин", "Adler", "Ärmel", "Baker", "Zimmer"];
        assert_eq!(listed(&world, &acme).await, russian.map(str::to_owned));
    }

    /// COM-14
    async fn who_lacks_the_factor_that_a_company_requires_is_led_to_it_and_back(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[CompanyRight::ManageUsers]).await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let mut browser = signed_in(&world, &paul.email).await;
        browser.get(&acme.at("/users")).await.expect(StatusCode::OK);
        let here = acme.at("/settings/two-step");
        let own_first = owner.post(&here, &[("require_factor", "true")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(own_first.body.contains("for yourself first"), "{}", own_first.body);
        give_factor(&world, acme.owner.account).await;
        owner.post(&here, &[("require_factor", "true")]).await.expect(StatusCode::SEE_OTHER);
        owner.get(&acme.at("/users")).await.expect(StatusCode::OK);
        for (asked, next) in [("/users?sort=-name", "/c/acme/users%3Fsort%3D-name"), ("", "/c/acme"), ("/audit.csv", "/c/acme/audit.csv")] {
            let led = browser.get(&acme.at(asked)).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(led.location(), format!("/company/two-step?next={next}"));
        }
        let gate = "/company/two-step?next=/c/acme/users";
        for (lang, told) in [("en", "Acme requires two-step"), ("ja", "2 要素認証が必要"), ("ru", "требует двухфакторную")] {
            let page = browser.get(&format!("{gate}&lang={lang}")).await.expect(StatusCode::OK).body;
            assert!(page.contains(told) && page.contains("href=\"/account/security\""), "{page}");
        }
        // Their own side is open, and the switcher goes on offering the company.
        let account = browser.get("/account?lang=en").await.expect(StatusCode::OK).body;
        assert!(account.contains("href=\"/c/acme\""), "{account}");
        give_factor(&world, paul.account).await;
        assert_eq!(browser.get(gate).await.location(), "/c/acme/users");
        browser.get(&acme.at("/users")).await.expect(StatusCode::OK);
        let elsewhere = browser.get("/company/two-step?next=//evil.example").await;
        assert_eq!(elsewhere.location(), "/c/acme", "it leads nowhere else");
        owner.post(&here, &[]).await.expect(StatusCode::SEE_OTHER);
        assert!(!row(&world, acme.id).await.require_factor);
        // Who belongs to no company finds nothing there.
        account_only(&world).await.get(gate).await.expect(StatusCode::NOT_FOUND);
        // An old proof is not enough to change it.
        world.advance(11 * gatehouse_core::MINUTE);
        assert!(owner.get(&here).await.location().starts_with("/step-up"));
    }

    /// COM-10
    async fn staff_rename_a_company_and_its_old_address_leads_on(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let support = world.cx_staff(&[Role::Support]);
        rename_company(&support, acme.id, None, "  Apex Ltd ").await.unwrap();
        let now = row(&world, acme.id).await;
        assert_eq!((now.name.as_str(), now.name_key.as_str(), now.slug.as_str()), ("Apex Ltd", "apex", "apex-ltd"));
        let mut owner = signed_in(&world, &acme.owner.email).await;
        assert_eq!(owner.get("/c/acme/users").await.location(), "/c/apex-ltd/users");
        let log = owner.get("/c/apex-ltd/audit").await.expect(StatusCode::OK).body;
        assert!(log.contains("Company renamed") && log.contains("Apex Ltd"), "{log}");
        let refused = rename_company(&support, acme.id, None, " ").await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&CompanyRefusal::Name));
        let refused = rename_company(&world.cx_of(acme.owner.account), acme.id, None, "Mine").await.unwrap_err();
        assert!(matches!(refused.refusal(), Some(CompanyRefusal::NotAllowed(_))));
    }
}

async fn account_only(world: &World) -> Browser {
    account(world, "alone@example.com").await;
    signed_in(world, "alone@example.com").await
}
