//! Deleting a company, restoring it within 24 hours, and what is left after that (COM-11).

use crate::settings::{past, row};
use crate::*;
use axum::http::StatusCode;
use gatehouse_companies::actions::restore_company::{RestoreRefusal, restore_company};
use gatehouse_companies::actions::staff::rename_company::rename_company;
use gatehouse_companies::tables::{company, company_deletion, company_member, company_slug, former_member};
use gatehouse_context::subject;
use gatehouse_core::{DAY, MINUTE, Role};
use gatehouse_db::sea_orm::PaginatorTrait as _;
use gatehouse_testkit::{Answer, both_engines};

/// Asks for the link; answers where it leads.
async fn ask(world: &World, browser: &mut Browser, acme: &TestCompany) -> String {
    let here = acme.at("/settings/delete");
    let shown = browser.get(&here).await.expect(StatusCode::OK).input("shown").unwrap();
    let sent = browser.post(&here, &[("shown", &shown), ("confirm", "true")]).await;
    assert_eq!(sent.location(), here, "{}", sent.body);
    let mail = world.last_mail_to(&acme.owner.email).await;
    assert_eq!(mail.kind, "companies.confirm_deletion");
    assert!(mail.text.contains("Users"), "the mail says what will go: {}", mail.text);
    mail.link()
}

/// The page of the link.
async fn open(browser: &mut Browser, link: &str) -> Answer {
    let first = browser.get(link).await;
    assert!(!first.location().contains("token"), "{}", first.location());
    browser.follow(first).await
}

/// Presses its button.
async fn press(browser: &mut Browser, acme: &TestCompany, page: &Answer, password: &str) -> Answer {
    let (token, shown) = (page.input("token").unwrap(), page.input("shown").unwrap());
    let form = [("token", token.as_str()), ("shown", &shown), ("current", password), ("confirm", "true")];
    browser.post(&acme.at("/settings/delete/confirm"), &form).await
}

/// Deletes it whole.
pub async fn delete(world: &World, acme: &TestCompany) {
    let mut owner = signed_in(world, &acme.owner.email).await;
    let link = ask(world, &mut owner, acme).await;
    let page = open(&mut owner, &link).await.expect(StatusCode::OK);
    assert_eq!(press(&mut owner, acme, &page, PASSWORD).await.location(), "/home");
}

async fn members(world: &World, company: Uuid) -> u64 {
    use gatehouse_db::sea_orm::{ColumnTrait as _, QueryFilter as _};
    let own = company_member::Entity::find().filter(company_member::Column::CompanyId.eq(company));
    own.count(world.app.db.reader()).await.unwrap()
}

both_engines! {
    /// COM-11, COM-3
    async fn the_owner_deletes_the_company_by_a_mailed_link_and_the_password(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let all = [CompanyRight::ChangeSettings, CompanyRight::ManageUsers];
        let sue = acme.add(&world, "sue@example.com", MemberName::new("Sue", "S"), &all).await;
        acme.branch(&world, "North").await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let here = acme.at("/settings/delete");
        let page = owner.get(&here).await.expect(StatusCode::OK);
        for told in ["Branches", "lose access to the company"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        let shown = page.input("shown").unwrap();
        owner.post(&here, &[("shown", &shown)]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(company_deletion::Entity::find().count(world.app.db.reader()).await.unwrap(), 0, "without the tick");
        let link = ask(&world, &mut owner, &acme).await;
        let waits = owner.get(&here).await.expect(StatusCode::OK).body;
        assert!(waits.contains("asked for the link already"), "{waits}");
        // Whoever else has the link gets nowhere with it.
        let mut other = signed_in(&world, &sue.email).await;
        other.get(&link).await.expect(StatusCode::FORBIDDEN);
        let page = open(&mut owner, &link).await.expect(StatusCode::OK);
        let wrong = press(&mut owner, &acme, &page, "not-the-password").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("id=\"e-current\"") || wrong.body.contains("aria-invalid"), "{}", wrong.body);
        assert_eq!(row(&world, acme.id).await.state.word(), "active");
        let done = press(&mut owner, &acme, &page, PASSWORD).await;
        assert_eq!(done.location(), "/home");
        assert!(owner.follow(done).await.body.contains("Acme is deleted. Support can restore it until"));
        // A second click, a second press: it is gone, and members are told so.
        for path in [link.as_str(), "/c/acme", "/c/acme/users"] {
            let gone = owner.get(path).await.expect(StatusCode::NOT_FOUND).body;
            assert!(gone.contains("Acme was deleted on") && gone.contains("Support can restore it until"), "{gone}");
        }
        let twice = press(&mut owner, &acme, &page, PASSWORD).await.expect(StatusCode::NOT_FOUND);
        assert!(twice.body.contains("Acme was deleted on"), "{}", twice.body);
        account(&world, "stranger@example.com").await;
        let stranger = signed_in(&world, "stranger@example.com").await.get("/c/acme").await.expect(StatusCode::NOT_FOUND);
        assert!(!stranger.body.contains("Acme"), "{}", stranger.body);
        world.run_jobs().await;
        let mails = world.mails().await;
        let mut told: Vec<&str> = mails.iter().filter(|mail| mail.kind == "companies.deleted").map(|mail| mail.to.as_str()).collect();
        told.sort_unstable();
        assert_eq!(told, ["owner@acme.example.com", "sue@example.com"]);
    }

    /// COM-11
    async fn a_link_ends_after_seven_days_and_a_new_one_replaces_it(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let first = ask(&world, &mut owner, &acme).await;
        let second = ask(&world, &mut owner, &acme).await;
        open(&mut owner, &first).await.expect(StatusCode::NOT_FOUND);
        let page = open(&mut owner, &second).await.expect(StatusCode::OK);
        world.advance(7 * DAY - MINUTE);
        let mut owner = signed_in(&world, &acme.owner.email).await;
        open(&mut owner, &second).await.expect(StatusCode::OK);
        world.advance(MINUTE);
        let dead = press(&mut owner, &acme, &page, PASSWORD).await.expect(StatusCode::GONE);
        assert!(dead.body.contains("Ask for a new link"), "{}", dead.body);
        open(&mut owner, &second).await.expect(StatusCode::GONE);
        assert_eq!(row(&world, acme.id).await.state.word(), "active");
    }

    /// COM-11
    async fn what_changed_since_it_was_shown_is_shown_anew(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let here = acme.at("/settings/delete");
        let stale = owner.get(&here).await.input("shown").unwrap();
        let link = ask(&world, &mut owner, &acme).await;
        let page = open(&mut owner, &link).await.expect(StatusCode::OK);
        assert!(!page.body.contains("Something has changed"), "{}", page.body);
        acme.add(&world, "sue@example.com", MemberName::new("Sue", "S"), &[]).await;
        owner.post(&here, &[("shown", &stale), ("confirm", "true")]).await.expect(StatusCode::CONFLICT);
        let refused = press(&mut owner, &acme, &page, PASSWORD).await.expect(StatusCode::CONFLICT);
        assert!(refused.body.contains("What would go has changed"), "{}", refused.body);
        let anew = open(&mut owner, &link).await.expect(StatusCode::OK);
        assert!(anew.body.contains("Something has changed since you asked"), "{}", anew.body);
        // The language of the page is no change.
        let ja = owner.get(&format!("{}?lang=ja", acme.at("/settings/delete/confirm"))).await.expect(StatusCode::OK);
        assert_eq!(ja.input("shown"), anew.input("shown"));
        assert_eq!(press(&mut owner, &acme, &anew, PASSWORD).await.location(), "/home");
    }

    /// COM-11, LIC-23
    async fn staff_restore_it_until_the_last_minute_and_not_after(world: World) {
        let acme = company(&world, "Acme", "en").await;
        acme.add(&world, "sue@example.com", MemberName::new("Sue", "S"), &[CompanyRight::ManageUsers]).await;
        past(&world, "update company set state = 'unverified'", vec![]).await;
        let support = world.cx_staff(&[Role::Support]);
        assert_eq!(restore_company(&support, acme.id).await.unwrap_err().refusal(), Some(&RestoreRefusal::NotDeleted));
        delete(&world, &acme).await;
        world.advance(DAY - MINUTE);
        world.run_jobs().await;
        let owner = world.cx_of(acme.owner.account);
        assert!(matches!(restore_company(&owner, acme.id).await.unwrap_err().refusal(), Some(RestoreRefusal::NotAllowed(_))));
        restore_company(&support, acme.id).await.unwrap();
        let now = row(&world, acme.id).await;
        assert_eq!((now.state.word(), now.purge_at, now.deleted_at, now.state_before), ("unverified", None, None, None));
        assert_eq!(world.last_mail_to(&acme.owner.email).await.kind, "companies.restored");
        signed_in(&world, "sue@example.com").await.get("/c/acme/users").await.expect(StatusCode::OK);
        // The job of the first deletion finds nothing to do, also when it is deleted once more.
        delete(&world, &acme).await;
        world.advance(2 * MINUTE);
        world.run_jobs().await;
        assert_eq!(members(&world, acme.id).await, 2);
        world.advance(DAY - MINUTE);
        assert_eq!(restore_company(&support, acme.id).await.unwrap_err().refusal(), Some(&RestoreRefusal::Late));
        world.run_jobs().await;
        assert_eq!(restore_company(&support, acme.id).await.unwrap_err().refusal(), Some(&RestoreRefusal::NotFound));
    }

    /// COM-11, PRI-2
    async fn a_purged_company_leaves_its_word_and_nothing_else(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let other = company(&world, "Other", "en").await;
        let name = MemberName::new("Zebulon", "Quokka");
        let zeb = acme.add(&world, "zeb@example.com", name, &[CompanyRight::UserNotices]).await;
        acme.branch(&world, "Quokkaville").await;
        delete(&world, &acme).await;
        world.advance(DAY);
        world.run_jobs().await;
        let reader = world.app.db.reader();
        assert!(company::Entity::find_by_id(acme.id).one(reader).await.unwrap().is_none());
        assert_eq!(members(&world, acme.id).await, 0);
        assert_eq!(former_member::Entity::find().count(reader).await.unwrap(), 0);
        let cx = world.cx();
        for key in [acme.id, acme.owner.member, zeb.member] {
            assert!(subject::stored_key(&cx, cx.read(), key).await.unwrap().is_none(), "a key is left");
        }
        let word = company_slug::Entity::find_by_id("acme").one(reader).await.unwrap().unwrap();
        assert!(word.company_id.is_none() && !word.current);
        assert!(!world.dump().await.contains("Quokka"));
        assert_eq!(members(&world, other.id).await, 1);
        // The people go on, and can belong to a company again; the word is nobody's.
        let mut browser = signed_in(&world, &zeb.email).await;
        browser.get("/account").await.expect(StatusCode::OK);
        browser.get("/c/acme").await.expect(StatusCode::NOT_FOUND);
        let tx = world.cx().begin().await.unwrap();
        let new = NewCompany {
            name: "Acme".into(), lang: "en".into(), country: "DE".into(), is_unverified: false, account: zeb.account,
            owner: MemberName::new("Z", "Q"),
        };
        let again = found(&world.cx(), &tx, new).await.unwrap();
        tx.commit().await.unwrap();
        assert!(again.slug.starts_with("acme-"), "{}", again.slug);
    }

    /// COM-11, COM-14
    async fn accounts_that_were_only_the_companys_go_with_it(world: World) {
        let (acme, mut side) = crate::directory::acme(&world).await;
        let sue = acme.add(&world, "sue@example.com", MemberName::new("Sue", "S"), &[]).await;
        side.user("aiko@acme.example").await;
        let cx = world.cx();
        let at = async |email: &str| gatehouse_accounts::contacts::find_by_email(&cx, cx.read(), email).await.unwrap();
        delete(&world, &acme).await;
        assert!(at("aiko@acme.example").await.is_some(), "for a day everything can come back");
        world.advance(DAY);
        world.run_jobs().await;
        assert!(at("aiko@acme.example").await.is_none());
        assert_eq!(at(&sue.email).await, Some(sue.account));
        assert_eq!(at(&acme.owner.email).await, Some(acme.owner.account));
    }

    /// ALL-3, COM-13
    async fn every_line_of_a_company_has_its_sentence_in_three_languages(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let support = world.cx_staff(&[Role::Support]);
        rename_company(&support, acme.id, None, "Acme Two").await.unwrap();
        let acme = TestCompany { slug: "acme-two".into(), ..acme };
        acme.add(&world, "sue@example.com", MemberName::new("Sue", "S"), &[]).await;
        acme.branch(&world, "North").await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        owner.post(&acme.at("/notices"), &[]).await.expect(StatusCode::SEE_OTHER);
        delete(&world, &acme).await;
        restore_company(&support, acme.id).await.unwrap();
        for (lang, other) in [("en", "Other change"), ("ja", "その他の変更"), ("ru", "Другое изменение")] {
            let page = owner.get(&format!("{}?lang={lang}", acme.at("/audit"))).await.expect(StatusCode::OK).body;
            assert!(!page.contains(other), "{page}");
            for raw in ["_before", "company_", "notices_o", "restorable_"] {
                assert!(!page.contains(&format!(">{raw}")) && !page.contains(&format!("· {raw}")), "{raw}: {page}");
            }
            let file = owner.get(&acme.at("/audit.csv")).await.expect(StatusCode::OK).body;
            assert!(file.lines().count() >= 8 && !file.contains(other), "{file}");
        }
    }
}
