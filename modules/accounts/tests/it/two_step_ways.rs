//! Ways back with two-step verification, changes of factors, and what support can do.

use super::two_step::{AIKO, CODE, Owner, connect, give, half, is_in, owner, told, wrong};
use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::actions::advance_removals::advance_removals;
use gatehouse_accounts::actions::sign_out_everywhere::sign_out_everywhere;
use gatehouse_accounts::actions::start_removal::start_removal;
use gatehouse_accounts::tables::{
    account_factor, account_recovery_code, factor_removal, half_sign_in, known_device, session,
};
use gatehouse_core::{DAY, HOUR, MINUTE, Role, SECOND};
use gatehouse_testkit::{both_engines, staff};
use sea_orm::entity::prelude::*;

const LOST: &str = "/sign-in/lost";

async fn removals(world: &World) -> u64 {
    rows::<factor_removal::Entity>(world).await
}

/// The link of the last notice.
async fn notice(world: &World) -> String {
    let mails = world.mails().await;
    mails.iter().rev().find(|mail| mail.kind == "accounts.removal_waits").expect("a notice").link()
}

/// The id of the only factor, or of the last one.
async fn factor(world: &World) -> String {
    use sea_orm::QueryOrder as _;
    let newest = account_factor::Entity::find().order_by_desc(account_factor::Column::Id);
    newest.one(world.app.db.reader()).await.unwrap().unwrap().id.to_string()
}

both_engines! {
    /// ACC-9
    async fn who_lost_everything_comes_in_by_the_password_after_72_hours_and_three_notices(world: World) {
        let Owner { mut browser, .. } = owner(&world).await;
        let mut elsewhere = half(&world).await;
        assert!(elsewhere.get(LOST).await.expect(StatusCode::OK).body.contains("Turn off after 72 hours"));
        let asked = elsewhere.post(LOST, &[]).await;
        assert_eq!(asked.location(), LOST);
        assert!(elsewhere.follow(asked).await.body.contains("will be turned off on"));
        elsewhere.post(LOST, &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!((removals(&world).await, told(&world, "accounts.removal_waits").await), (1, 1), "asked twice");
        for day in 1..=2 {
            world.advance(DAY - SECOND);
            world.run_jobs().await;
            assert_eq!(told(&world, "accounts.removal_waits").await, day);
            world.advance(10 * MINUTE);
            world.run_jobs().await;
            assert_eq!(told(&world, "accounts.removal_waits").await, day + 1);
        }
        world.advance(DAY - SECOND);
        world.run_jobs().await;
        let mut before = half(&world).await;
        world.advance(10 * MINUTE);
        world.run_jobs().await;
        assert_eq!(told(&world, "accounts.removal_done").await, 1);
        assert!(is_in(&mut browser).await, "sessions stay");
        assert_eq!(before.get(CODE).await.location(), "/sign-in", "sign-ins half done end");
        let mut after = world.browser();
        assert_eq!(sign_in(&mut after, AIKO, PASSWORD).await.location(), "/licenses");
        assert_eq!(
            [removals(&world).await, rows::<account_factor::Entity>(&world).await, rows::<account_recovery_code::Entity>(&world).await],
            [0, 0, 0]
        );
    }

    /// ACC-9
    async fn nothing_is_removed_without_three_notices_however_late_the_jobs_run(world: World) {
        owner(&world).await;
        half(&world).await.post(LOST, &[]).await.expect(StatusCode::SEE_OTHER);
        for notices in [2, 3] {
            world.advance(10 * DAY);
            assert_eq!(advance_removals(&world.cx()).await.unwrap(), 1);
            assert_eq!(advance_removals(&world.cx()).await.unwrap(), 0, "once");
            assert_eq!(told(&world, "accounts.removal_waits").await, notices);
        }
        // Two nodes at once.
        world.advance(DAY + SECOND);
        let (cx, other) = (world.cx(), world.cx());
        let (one, two) = tokio::join!(advance_removals(&cx), advance_removals(&other));
        assert_eq!((one.unwrap() + two.unwrap(), told(&world, "accounts.removal_done").await), (1, 1));
    }

    /// ACC-9
    async fn a_removal_is_stopped_by_the_mail_by_a_sign_in_with_a_code_and_by_who_is_signed_in(world: World) {
        let Owner { mut browser, app, .. } = owner(&world).await;
        half(&world).await.post(LOST, &[]).await.expect(StatusCode::SEE_OTHER);
        // By the link; looking stops nothing, and it works once.
        let link = notice(&world).await;
        let mut reader = world.browser();
        let page = open(&mut reader, &link).await.expect(StatusCode::OK);
        assert_eq!(removals(&world).await, 1);
        let token = page.input("token").unwrap();
        let form = [("token", token.as_str())];
        assert!(reader.post("/keep-two-step", &form).await.expect(StatusCode::OK).body.contains("stays on"));
        assert_eq!((removals(&world).await, told(&world, "accounts.removal_stopped").await), (0, 1));
        // A new one is not stopped by the old link.
        let mut elsewhere = half(&world).await;
        elsewhere.post(LOST, &[]).await.expect(StatusCode::SEE_OTHER);
        let old = reader.post("/keep-two-step", &form).await.expect(StatusCode::OK).body;
        assert!(old.contains("Nothing to stop") && removals(&world).await == 1, "{old}");
        // Another password does not stop it, nor does a wrong code; the right one does.
        let code = wrong(&world, &app);
        elsewhere.post(CODE, &[("code", &code)]).await;
        assert_eq!(removals(&world).await, 1);
        assert_eq!(give(&world, &mut elsewhere, &app, "").await.location(), "/licenses");
        assert_eq!((removals(&world).await, told(&world, "accounts.removal_stopped").await), (0, 2));
        // By who is signed in.
        half(&world).await.post(LOST, &[]).await.expect(StatusCode::SEE_OTHER);
        assert!(browser.get("/account/security").await.body.contains("will be turned off"));
        browser.post("/account/security/keep-two-step", &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!((removals(&world).await, told(&world, "accounts.removal_stopped").await), (0, 3));
        // Nobody fills the mailbox by asking again and again.
        half(&world).await.post(LOST, &[]).await.expect(StatusCode::SEE_OTHER);
        browser.post("/account/security/keep-two-step", &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(half(&world).await.post(LOST, &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
    }

    /// ACC-9, ACC-13
    async fn a_new_password_by_mail_takes_no_factor_away(world: World) {
        let Owner { mut browser, app, .. } = owner(&world).await;
        let mut trusted = half(&world).await;
        assert_eq!(give(&world, &mut trusted, &app, "true").await.location(), "/licenses");
        let mut waiting = half(&world).await;
        trusted.post_as_human("/forgot-password", &[("email", AIKO)]).await;
        let link = world.last_mail_to(AIKO).await.link();
        let form = [("token", token_of(&link)), ("password", OTHER), ("again", OTHER)];
        for _ in 0..2 {
            let set = trusted.post("/set-password", &form).await;
            assert_eq!(set.location(), CODE, "the same request once more is told the same");
        }
        assert!(trusted.get(CODE).await.body.contains("Your password is set"));
        assert!(!is_in(&mut browser).await, "the sessions have ended");
        assert_eq!(waiting.get(CODE).await.location(), "/sign-in", "and so have sign-ins half done");
        assert_eq!(sign_in(&mut world.browser(), AIKO, OTHER).await.location(), CODE);
        world.advance(30 * SECOND);
        assert_eq!(give(&world, &mut trusted, &app, "").await.location(), "/licenses");
    }

    /// ACC-9, ACC-10
    async fn who_has_a_factor_changes_factors_only_after_giving_one(world: World) {
        let Owner { mut browser, app, .. } = owner(&world).await;
        world.advance(11 * MINUTE);
        let page = browser.get("/step-up?next=/account/delete").await.expect(StatusCode::OK).body;
        assert!(page.contains("name=\"code\"") && page.contains("name=\"current\""), "either opens other changes");
        browser.post("/step-up", &[("current", PASSWORD), ("next", "/account")]).await.expect(StatusCode::SEE_OTHER);
        let one = factor(&world).await;
        let form = [("factor", one.as_str())];
        for (path, form) in [("/account/security/remove-factor", &form[..]), ("/account/security/recovery-codes", &[])] {
            let asked = browser.post(path, form).await;
            assert_eq!(asked.location(), format!("/step-up?factor=1&next={path}"));
        }
        assert!(browser.get("/account/security/authenticator").await.location().starts_with("/step-up?factor=1"));
        let page = browser.get("/step-up?factor=1&next=/account/security").await.expect(StatusCode::OK).body;
        assert!(page.contains("name=\"code\"") && !page.contains("name=\"current\""), "{page}");
        let by_password = [("current", PASSWORD), ("factor", "1"), ("next", "/account/security")];
        assert_eq!(browser.post("/step-up", &by_password).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let code = app.code_at(world.cx().now());
        let by_code = [("code", code.as_str()), ("factor", "1"), ("next", "/account/security")];
        assert_eq!(browser.post("/step-up", &by_code).await.location(), "/account/security");

        // A second app stands in for the first one.
        let (second, done) = connect(&world, &mut browser, "Tablet").await;
        assert_eq!(done.location(), "/account/security");
        assert_eq!(give(&world, &mut half(&world).await, &second, "").await.location(), "/licenses");
        browser.post("/account/security/remove-factor", &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(told(&world, "accounts.factor_removed").await, 1);
        world.advance(30 * SECOND);
        assert_eq!(give(&world, &mut half(&world).await, &app, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let gone = browser.post("/account/security/remove-factor", &form).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        let last = factor(&world).await;
        browser.post("/account/security/remove-factor", &[("factor", &last)]).await.expect(StatusCode::SEE_OTHER);
        let mail = world.last_mail_to(AIKO).await;
        assert!(mail.text.contains("Two-step verification is off") && mail.text.contains("Tablet"), "{}", mail.text);
        assert_eq!(rows::<account_recovery_code::Entity>(&world).await, 0);
        assert_eq!(sign_in(&mut world.browser(), AIKO, PASSWORD).await.location(), "/licenses");
    }

    /// ACC-9, ACC-17
    async fn one_persons_factor_is_not_anothers_and_all_goes_with_the_account(world: World) {
        let Owner { mut browser, .. } = owner(&world).await;
        customer(&world, "boris@example.com").await;
        let mut boris = signed_in(&world, "boris@example.com").await;
        let id = factor(&world).await;
        let form = [("factor", id.as_str())];
        assert_eq!(boris.post("/account/security/remove-factor", &form).await.status, StatusCode::NOT_FOUND);
        half(&world).await.post(LOST, &[]).await.expect(StatusCode::SEE_OTHER);
        let form = [("email", AIKO), ("current", PASSWORD), ("confirm", "true")];
        browser.post("/account/delete", &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(
            [removals(&world).await, rows::<account_factor::Entity>(&world).await, rows::<half_sign_in::Entity>(&world).await],
            [0, 0, 0]
        );
    }

    /// ACC-9, ACC-10, ALL-8
    async fn support_signs_a_customer_out_everywhere_and_the_customer_hears_of_it(world: World) {
        let Owner { id, mut browser, app, .. } = owner(&world).await;
        let mut trusted = half(&world).await;
        assert_eq!(give(&world, &mut trusted, &app, "true").await.location(), "/licenses");
        let mut waiting = half(&world).await;
        let at = format!("/staff/accounts/{id}/sign-out-everywhere");
        let mut support = staff(&world, "support");
        assert!(support.get(&format!("/staff/accounts/{id}")).await.body.contains("Two-step verification"));
        assert!(support.post(&at, &[]).await.location().starts_with("/staff/step-up"));
        staff(&world, "licensing-proven").post(&at, &[]).await.expect(StatusCode::FORBIDDEN);
        for role in [Role::Licensing, Role::Privacy, Role::Lab] {
            let cx = world.cx_staff(&[role]);
            assert!(sign_out_everywhere(&cx, id).await.is_err() && start_removal(&cx, id).await.is_err(), "{role:?}");
        }
        assert!(sign_out_everywhere(&world.cx_of(id), id).await.is_err(), "nobody else");
        staff(&world, "support-proven").post(&at, &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(
            [rows::<session::Entity>(&world).await, rows::<half_sign_in::Entity>(&world).await, rows::<known_device::Entity>(&world).await],
            [0, 0, 0]
        );
        assert!(!is_in(&mut browser).await && waiting.get(CODE).await.location() == "/sign-in");
        assert_eq!(sign_in(&mut trusted, AIKO, PASSWORD).await.location(), CODE, "no browser is trusted any more");
        assert_eq!(world.last_mail_to(AIKO).await.kind, "accounts.signed_out");
        world.advance(30 * SECOND);
        give(&world, &mut trusted, &app, "").await.expect(StatusCode::SEE_OTHER);
        assert!(trusted.get("/account/activity").await.body.contains("Signed out everywhere by support"));
    }

    /// ACC-9, ALL-8
    async fn support_begins_the_same_removal_and_takes_nothing_away_at_once(world: World) {
        let Owner { id, app, .. } = owner(&world).await;
        let at = format!("/staff/accounts/{id}/remove-factors");
        let mut support = staff(&world, "support-proven");
        assert!(support.get(&format!("/staff/accounts/{id}")).await.body.contains("remove-factors"));
        support.post(&at, &[]).await.expect(StatusCode::SEE_OTHER);
        support.post(&at, &[]).await.expect(StatusCode::SEE_OTHER);
        let mail = world.last_mail_to(AIKO).await;
        assert!(mail.text.contains("Our support requested this"), "{}", mail.text);
        assert_eq!((removals(&world).await, told(&world, "accounts.removal_waits").await), (1, 1));
        assert!(!support.get(&format!("/staff/accounts/{id}")).await.body.contains("remove-factors"));
        world.advance(HOUR);
        assert_eq!(give(&world, &mut half(&world).await, &app, "").await.location(), "/licenses");
        assert_eq!(removals(&world).await, 0, "the owner has lost nothing");
        let boris = customer(&world, "boris@example.com").await;
        let off = start_removal(&world.cx_staff(&[Role::Support]), boris).await.err().unwrap();
        assert!(off.refusal().is_some(), "there is nothing to remove");
    }

    /// ACC-9
    async fn who_is_signed_in_in_a_trusted_browser_can_ask_for_the_removal_too(world: World) {
        let Owner { mut browser, .. } = owner(&world).await;
        world.advance(11 * MINUTE);
        let lost = "/account/security/lost";
        assert!(browser.post(lost, &[]).await.location().starts_with("/step-up?next="));
        browser.post("/step-up", &[("current", PASSWORD), ("next", lost)]).await.expect(StatusCode::SEE_OTHER);
        assert!(browser.get(lost).await.expect(StatusCode::OK).body.contains("72 hours"));
        browser.post(lost, &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(removals(&world).await, 1);
        // Without a second step there is nothing to ask.
        customer(&world, "boris@example.com").await;
        let mut boris = signed_in(&world, "boris@example.com").await;
        assert_eq!(boris.get(lost).await.location(), "/account/security");
        assert_eq!(boris.post(lost, &[]).await.status, StatusCode::CONFLICT);
    }
}
