//! Every mail, in every language.

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::actions::advance_removals::advance_removals;
use gatehouse_accounts::actions::invite::invite;
use gatehouse_accounts::actions::request_export::request_export;
use gatehouse_accounts::actions::sign_out_everywhere::sign_out_everywhere;
use gatehouse_accounts::actions::start_removal::start_removal;
use gatehouse_accounts::tables::account_factor;
use gatehouse_core::{DAY, HOUR, MINUTE, Role, SECOND};
use gatehouse_testkit::both_engines;
use sea_orm::entity::prelude::*;
use std::collections::BTreeMap;
use std::time::Instant;

const KINDS: [&str; 31] = [
    "accounts.address_changed",
    "accounts.address_reserved",
    "accounts.address_wanted",
    "accounts.already_registered",
    "accounts.attach_service",
    "accounts.change_address",
    "accounts.confirm",
    "accounts.deleted",
    "accounts.export_ready",
    "accounts.factor_added",
    "accounts.factor_removed",
    "accounts.first_factor_undone",
    "accounts.new_device",
    "accounts.new_devices",
    "accounts.passkey_added",
    "accounts.passkey_copied",
    "accounts.passkey_removed",
    "accounts.password_changed",
    "accounts.phone_added",
    "accounts.phone_removed",
    "accounts.recover",
    "accounts.recovery_code_used",
    "accounts.recovery_codes_renewed",
    "accounts.removal_done",
    "accounts.removal_stopped",
    "accounts.removal_waits",
    "accounts.second_step_paused",
    "accounts.service_attached",
    "accounts.service_detached",
    "accounts.set_password",
    "accounts.signed_out",
];

/// Causes the mails about two-step verification, and turns it off in the end.
async fn cause_second_steps(world: &World, browser: &mut Browser, email: &str, id: Uuid) {
    passkeys::cause(world, browser).await;
    let (app, _) = two_step::connect(world, browser, "").await;
    phones::cause(world, browser).await;
    browser.post("/account/security/recovery-codes", &[]).await;
    let mut elsewhere = world.browser();
    for _ in 0..4 {
        sign_in(&mut elsewhere, email, PASSWORD).await;
        for _ in 0..5 {
            let code = two_step::wrong(world, &app);
            elsewhere.post(two_step::CODE, &[("code", &code)]).await;
        }
    }
    let support = world.cx_staff(&[Role::Support]);
    start_removal(&support, id).await.unwrap();
    browser.post("/account/security/keep-two-step", &[]).await;
    start_removal(&support, id).await.unwrap();
    for _ in 0..3 {
        world.advance(DAY);
        advance_removals(&world.cx()).await.unwrap();
    }
    browser.post("/step-up", &[("current", PASSWORD), ("next", "/account")]).await;
    let (_, page) = two_step::connect(world, browser, "").await;
    let code = two_step::codes_of(&page)[0].clone();
    browser.post("/step-up", &[("code", &code), ("next", "/account")]).await;
    let factor = account_factor::Entity::find().filter(account_factor::Column::AccountId.eq(id));
    let factor = factor.one(world.app.db.reader()).await.unwrap().unwrap().id.to_string();
    browser.post("/account/security/remove-factor", &[("factor", &factor)]).await;
    sign_out_everywhere(&support, id).await.unwrap();
    sign_in(browser, email, PASSWORD).await;
    undo_two_step::cause(world, browser, email).await;
}

/// Causes the mails about a change of address, there and back.
async fn cause_changes(world: &World, browser: &mut Browser, email: &str, lang: Lang) {
    let next = format!("next-{email}");
    for (from, to) in [(email, next.as_str()), (&next, email)] {
        change_address::ask(browser, to).await;
        let link = change_address::link_of(world, to, "accounts.change_address").await;
        change_address::press(browser, &link).await;
        world.advance(11 * MINUTE);
        if from == email {
            register(&mut world.browser(), email, OTHER).await;
        }
    }
    let wants = format!("wants-{email}");
    customer(world, &wants).await;
    let mut other = signed_in(world, &wants).await.header("accept-language", lang.tag());
    change_address::ask(&mut other, email).await;
    world.advance(11 * MINUTE);
}

/// Causes the mails about accounts elsewhere, and leaves none.
async fn cause_services(world: &World, browser: &mut Browser, email: &str, lang: Lang) {
    let provider = services::provider(world);
    provider.is(services::person(&format!("w-{}", lang.tag()), email, false));
    services::come_by(browser, &provider, "/account/sign-in-services/with/work").await;
    browser.post("/account/sign-in-services/attach", &[]).await.expect(StatusCode::SEE_OTHER);
    let identity = browser.get(services::SERVICES).await.input("identity").unwrap();
    browser.post("/account/sign-in-services/detach", &[("identity", &identity)]).await;
    provider.is(services::person(&format!("f-{}", lang.tag()), &format!("f-{email}"), false));
    let mut elsewhere = world.browser().header("accept-language", lang.tag());
    services::sign_in_by(&mut elsewhere, &provider, "facebook").await;
    elsewhere.post("/sign-in/service", &[("by", "mail")]).await.expect(StatusCode::SEE_OTHER);
}

/// Causes every mail for one person, whose browser speaks another language than their account.
async fn cause_all(world: &World, lang: Lang) {
    let email = format!("{}@example.com", lang.tag());
    let input = CreateConfirmed {
        email: email.clone(),
        password: PASSWORD.to_owned().into(),
        name: String::new(),
        lang,
        country: "JP".into(),
        region: "Tokyo".into(),
        zone: "Asia/Tokyo".into(),
    };
    let id = create_confirmed(&world.cx(), input).await.unwrap();
    register(&mut world.browser().header("accept-language", "en"), &email, OTHER).await;
    world.browser().post_as_human("/forgot-password", &[("email", &email)]).await;
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    invite(&cx, &tx, id).await.unwrap();
    tx.commit().await.unwrap();
    signed_in(world, &email).await;
    let mut browser = signed_in(world, &email).await;
    world.advance(2 * MINUTE);
    signed_in(world, &email).await;
    world.advance(HOUR);
    request_export(&world.cx_of(id)).await.unwrap();
    world.run_jobs().await;
    browser.post("/step-up", &[("current", PASSWORD), ("next", "/account")]).await;
    cause_changes(world, &mut browser, &email, lang).await;
    browser.post("/step-up", &[("current", PASSWORD), ("next", "/account")]).await;
    cause_second_steps(world, &mut browser, &email, id).await;
    cause_services(world, &mut browser, &email, lang).await;
    let changed = [("current", PASSWORD), ("password", OTHER), ("again", OTHER)];
    browser.post("/account/password", &changed).await;
    let fresh = format!("new-{email}");
    register(&mut world.browser().header("accept-language", lang.tag()), &fresh, PASSWORD).await;
}

both_engines! {
    /// ALL-1, ALL-4
    async fn every_mail_has_both_parts_and_a_reason_in_the_accounts_language(world: World) {
        let mut subjects: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for lang in Lang::ALL {
            cause_all(&world, lang).await;
            world.advance(SECOND);
        }
        let mut mails = world.mails().await;
        for lang in Lang::ALL {
            let email = format!("{}@example.com", lang.tag());
            let mut browser = world.browser();
            sign_in(&mut browser, &email, OTHER).await;
            let form = [("email", email.as_str()), ("current", OTHER), ("confirm", "true")];
            browser.post("/account/delete", &form).await;
        }
        mails.extend(world.mails().await.into_iter().filter(|mail| mail.kind == "accounts.deleted"));
        for mail in mails.iter().filter(|mail| KINDS.contains(&mail.kind.as_str())) {
            assert!(mail.to.ends_with(&format!("{}@example.com", mail.lang)), "{}: {}", mail.kind, mail.lang);
            assert!(mail.html.contains(&format!("lang=\"{}\"", mail.lang)), "{}", mail.kind);
            assert_eq!(mail.one_click, None, "{} has no switch", mail.kind);
            let reason = match mail.lang.as_str() {
                "en" => "You’re receiving this email because",
                "ja" => "このメールをお送りしています",
                _ => "Вы получили это письмо, потому что",
            };
            assert!(mail.text.contains(reason) && mail.html.contains(reason), "{}: {}", mail.kind, mail.text);
            subjects.entry(mail.kind.clone()).or_default().push(mail.subject.clone());
        }
        assert_eq!(subjects.keys().map(String::as_str).collect::<Vec<_>>(), KINDS);
        for (kind, mut texts) in subjects {
            texts.sort();
            texts.dedup();
            assert_eq!(texts.len(), 3, "{kind} has a subject in each language: {texts:?}");
        }
    }
}

/// ACC-6
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn registration_and_recovery_answer_after_the_same_time_whatever_is_known() {
    let wait = Duration::from_millis(300);
    let slow: Vec<Box<dyn Module>> =
        vec![Box::new(Accounts::new(AccountsConfig { equal_answer: wait, ..AccountsConfig::default() }))];
    let world = World::new(TestEngine::Sqlite, slow).await;
    customer(&world, "known@example.com").await;
    for email in ["known@example.com", "unknown@example.com"] {
        for path in ["/forgot-password", "/register"] {
            let started = Instant::now();
            let form = [("email", email), ("password", PASSWORD), ("again", PASSWORD)];
            assert!(world.browser().post_as_human(path, &form).await.status.is_redirection());
            assert!(started.elapsed() >= wait, "{path} {email}");
        }
    }
}
