//! Connecting an authenticator app, and proving it again: nobody else knows the secret, and no guess stays unseen.

use crate::sign_in::{app_of, invited};
use crate::{
    ADMIN, PASSWORD, administrator, code, give_password, lines, member, open, recovery_codes, set_password, signed_in,
    wrong_code,
};
use axum::http::StatusCode;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Actor, HOUR, MINUTE, Personal, Role, SECOND, Uuid};
use gatehouse_staff::Staffing;
use gatehouse_staff::actions::{confirm_code, give_presence_code, reset_access, set_up_second_factor};
use gatehouse_staff::queries;
use gatehouse_staff::refusals::{MemberRefusal, SignInRefusal};
use gatehouse_testkit::{Answer, Browser, World, both_engines};

const TOM: &str = "tom@vendor.example";

fn asks_presence(page: &Answer) -> bool {
    page.body.contains("name=\"presence\"") && !page.body.contains("<figcaption>")
}

/// Resets Tom's second factor; returns the code to hand over.
async fn reset(admin: &mut Browser, id: Uuid) -> String {
    let page = admin.post(&format!("/staff/members/{id}/reset-second-factor"), &[]).await.expect(StatusCode::OK);
    let codes = recovery_codes(&page.body);
    assert_eq!(codes.len(), 1, "{}", page.body);
    codes[0].clone()
}

async fn connect(world: &World, browser: &mut Browser) -> Answer {
    let app = app_of(&browser.get("/staff/setup").await.expect(StatusCode::OK).body);
    browser.post("/staff/setup", &[("code", &app.code_at(world.cx().now()))]).await
}

both_engines! {
    /// ALL-8
    async fn each_half_finished_sign_in_has_a_secret_of_its_own_and_only_one_is_connected(world: World) {
        let mut member = invited(&world, ADMIN).await;
        let mut thief = member.clone();
        give_password(&mut thief, ADMIN, PASSWORD).await;
        let noted = app_of(&thief.get("/staff/setup").await.expect(StatusCode::OK).body);
        give_password(&mut member, ADMIN, PASSWORD).await;
        let offered = app_of(&member.get("/staff/setup").await.expect(StatusCode::OK).body);
        assert_ne!(noted.bytes(), offered.bytes());
        connect(&world, &mut member).await.expect(StatusCode::OK);
        let mail = world.last_mail_to(ADMIN).await;
        assert_eq!(mail.kind, "staff.second_factor_connected");
        let late = thief.post("/staff/setup", &[("code", &noted.code_at(world.cx().now()))]).await;
        assert_eq!(late.location(), "/staff/sign-in");
        world.advance(30 * SECOND);
        give_password(&mut thief, ADMIN, PASSWORD).await;
        for path in ["/staff/sign-in/code", "/staff/setup"] {
            thief.post(path, &[("code", &noted.code_at(world.cx().now()))]).await;
            assert_eq!(thief.get("/staff").await.status, StatusCode::SEE_OTHER, "{path}");
        }
        let dump = world.dump().await;
        assert!(!dump.contains(&String::from_utf8_lossy(noted.bytes()).into_owned()));
    }

    /// ALL-8
    async fn a_password_alone_connects_nothing(world: World) {
        let mut member = invited(&world, ADMIN).await;
        // Somebody who saw the password, in a browser that did not follow the link.
        let mut thief = world.browser();
        assert_eq!(give_password(&mut thief, ADMIN, PASSWORD).await.location(), "/staff/setup?next=/staff");
        assert!(asks_presence(&thief.get("/staff/setup").await.expect(StatusCode::OK)));
        let wrong = thief.post("/staff/setup", &[("code", "123456")]).await;
        assert_eq!(wrong.location(), "/staff/sign-in", "there is nothing to confirm");
        // The member, an hour later.
        world.advance(HOUR + SECOND);
        give_password(&mut member, ADMIN, PASSWORD).await;
        assert!(asks_presence(&member.get("/staff/setup").await.expect(StatusCode::OK)));
    }

    /// ALL-8
    async fn after_a_reset_a_member_connects_an_app_with_the_code_of_an_administrator(world: World) {
        let mut admin = administrator(&world).await;
        let id = member(&world, TOM, &[Role::Support]).await;
        let mut tom = signed_in(&world, TOM).await;
        let first = reset(&mut admin, id).await;
        assert_eq!(tom.get("/staff").await.status, StatusCode::SEE_OTHER, "their sessions end");
        assert_eq!(world.last_mail_to(TOM).await.kind, "staff.second_factor_reset");
        let made = admin.post(&format!("/staff/members/{id}/presence-code"), &[]).await.expect(StatusCode::OK);
        let second = recovery_codes(&made.body).remove(0);
        assert_ne!(first, second);

        assert_eq!(give_password(&mut tom, TOM, PASSWORD).await.location(), "/staff/setup?next=/staff");
        assert!(asks_presence(&tom.get("/staff/setup").await.expect(StatusCode::OK)));
        let replaced = tom.post("/staff/setup/presence", &[("presence", &first)]).await;
        assert!(replaced.status == StatusCode::UNPROCESSABLE_ENTITY && asks_presence(&replaced));
        let given = tom.post("/staff/setup/presence", &[("presence", &second.to_lowercase())]).await;
        assert_eq!(given.location(), "/staff/setup?next=/staff");
        let mut thief = world.browser();
        give_password(&mut thief, TOM, PASSWORD).await;
        let again = thief.post("/staff/setup/presence", &[("presence", &second)]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "it works once");

        let third = recovery_codes(&admin.post(&format!("/staff/members/{id}/presence-code"), &[]).await.body).remove(0);
        world.advance(30 * SECOND);
        give_password(&mut tom, TOM, PASSWORD).await;
        tom.post("/staff/setup/presence", &[("presence", &third)]).await.expect(StatusCode::SEE_OTHER);
        let old = tom.post("/staff/setup", &[("code", &code(&world))]).await;
        assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY, "the earlier app is out");
        connect(&world, &mut tom).await.expect(StatusCode::OK);
        tom.get("/staff").await.expect(StatusCode::OK);
        let none = admin.post(&format!("/staff/members/{id}/presence-code"), &[]).await;
        assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.body.contains("has an authenticator app"));
        assert_eq!([lines(&world, "staff.presence_code_made").await, lines(&world, "staff.presence_code_given").await], [3, 2]);
        let dump = world.dump().await;
        assert!([first, second, third].iter().all(|code| !dump.contains(&code.replace('-', ""))));
    }

    /// ALL-8
    async fn after_a_reset_no_mailed_link_connects_an_app(world: World) {
        let mut admin = administrator(&world).await;
        let id = member(&world, TOM, &[Role::Support]).await;
        let code = reset(&mut admin, id).await;
        world.advance(SECOND);
        admin.post(&format!("/staff/members/{id}/send-link"), &[]).await.expect(StatusCode::SEE_OTHER);
        let link = world.last_mail_to(TOM).await.link();
        let mut reader = world.browser();
        open(&mut reader, &link).await.expect(StatusCode::OK);
        set_password(&mut reader, &link, PASSWORD).await.expect(StatusCode::SEE_OTHER);
        give_password(&mut reader, TOM, PASSWORD).await;
        assert!(asks_presence(&reader.get("/staff/setup").await.expect(StatusCode::OK)), "who reads the mail has no code");
        world.advance(HOUR + SECOND);
        give_password(&mut reader, TOM, PASSWORD).await;
        let late = reader.post("/staff/setup/presence", &[("presence", &code)]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "an hour is over");
    }

    /// ALL-3, ALL-8
    async fn the_operator_lets_the_only_administrator_in_again(world: World) {
        let mut before = administrator(&world).await;
        let id = queries::member_of(&May::of(&world.cx()).unwrap(), &Personal(ADMIN.to_owned())).await.unwrap().unwrap();
        let by_a_colleague = world.cx_staff(&[Role::Administrator]);
        let refused = reset_access(&by_a_colleague, id).await.err().unwrap();
        assert!(matches!(refused.refusal(), Some(MemberRefusal::NotAllowed(_))), "only for the command line");
        let given = reset_access(&world.cx(), id).await.unwrap();
        assert_eq!(before.get("/staff").await.status, StatusCode::SEE_OTHER, "the sessions end");
        let mails = world.mails().await;
        assert!(mails.iter().any(|mail| mail.to == ADMIN && mail.kind == "staff.second_factor_reset"));
        let mail = mails.iter().find(|mail| mail.to == ADMIN && mail.kind == "staff.invitation").unwrap();
        assert!(given.link.expose().ends_with(&mail.link()), "{} is not what the command says", mail.link());

        // Whoever reads the mails, or knows the password, has no code.
        let mut reader = world.browser();
        set_password(&mut reader, &mail.link(), "Zx9!moss-Orbit").await.expect(StatusCode::SEE_OTHER);
        give_password(&mut reader, ADMIN, "Zx9!moss-Orbit").await;
        assert!(asks_presence(&reader.get("/staff/setup").await.expect(StatusCode::OK)));
        reader.post("/staff/setup/presence", &[("presence", given.code.expose())]).await.expect(StatusCode::SEE_OTHER);
        connect(&world, &mut reader).await.expect(StatusCode::OK);
        reader.get("/staff").await.expect(StatusCode::OK);
        for kind in ["staff.second_factor_reset", "staff.link_sent", "staff.presence_code_made"] {
            assert_eq!(lines(&world, kind).await, 1, "{kind}");
        }
    }

    /// ACC-11, ALL-8
    async fn five_wrong_administrators_codes_end_the_half_finished_session(world: World) {
        invited(&world, ADMIN).await;
        let mut browser = world.browser();
        give_password(&mut browser, ADMIN, PASSWORD).await;
        for _ in 0..4 {
            let page = browser.post("/staff/setup/presence", &[("presence", "AAAAA-AAAAA")]).await;
            assert!(page.body.contains("wrong or too old") && asks_presence(&page));
        }
        let page = browser.post("/staff/setup/presence", &[("presence", "AAAAA-AAAAA")]).await;
        assert!(page.body.contains("Five wrong codes"));
        assert_eq!(browser.get("/staff/setup").await.location(), "/staff/sign-in");
    }

    /// ALL-8
    async fn a_proof_gives_the_session_a_new_token_and_the_old_one_is_dead(world: World) {
        let mut browser = administrator(&world).await;
        world.advance(11 * MINUTE);
        let mut copy = browser.clone();
        copy.get("/staff").await.expect(StatusCode::OK);
        let old = browser.cookie("gh_staff").unwrap().to_owned();
        let form = [("password", PASSWORD), ("next", "/staff/members/new")];
        assert_eq!(browser.post("/staff/step-up", &form).await.location(), "/staff/members/new");
        assert_ne!(browser.cookie("gh_staff"), Some(old.as_str()));
        browser.get("/staff/members/new").await.expect(StatusCode::OK);
        assert_eq!(copy.get("/staff").await.location(), "/staff/sign-in?next=/staff");
    }

    /// ALL-3, ALL-8
    async fn wrong_proofs_are_logged_and_the_fifth_ends_the_session(world: World) {
        let mut browser = administrator(&world).await;
        let wrong = wrong_code(&world);
        let change = [("current", "wrong"), ("password", "Zx9!moss-Orbit")];
        browser.post("/staff/step-up", &[("password", "wrong")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        browser.post("/staff/step-up", &[("code", &wrong)]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        browser.post("/staff/profile/password", &change).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        browser.post("/staff/step-up", &[("password", PASSWORD)]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(lines(&world, "staff.proof_failed").await, 3);
        for _ in 0..4 {
            browser.post("/staff/step-up", &[("password", "wrong")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let copy = browser.clone();
        let ended = browser.post("/staff/profile/password", &change).await;
        assert_eq!(ended.location(), "/staff/sign-in");
        assert!(browser.follow(ended).await.body.contains("Five wrong attempts"));
        assert_eq!(copy.clone().get("/staff").await.location(), "/staff/sign-in?next=/staff");
        assert_eq!(lines(&world, "staff.proof_failed").await, 8);
        let mut again = signed_in(&world, ADMIN).await;
        again.get("/staff").await.expect(StatusCode::OK);
    }

    /// ACC-11
    async fn codes_are_counted_by_network_before_anything_is_looked_up(world: World) {
        let world = World::with(world.engine, vec![Box::new(Staffing)], |parts| parts.limits = true).await;
        let cx = Cx { actor: Actor::Visitor, network: Some("192.0.2.9".to_owned()), ..world.cx() };
        let nobody = Uuid::nil();
        for n in 0..33 {
            let tried = match n % 3 {
                0 => confirm_code(&cx, nobody, "123456").await.map(drop),
                1 => set_up_second_factor(&cx, nobody, "123456").await.map(drop),
                _ => give_presence_code(&cx, nobody, "23456-789AB").await,
            };
            let stop = tried.unwrap_err();
            assert_eq!(matches!(stop.refusal(), Some(SignInRefusal::TooOften(_))), n >= 30, "try {n}: {stop:?}");
        }
    }
}
