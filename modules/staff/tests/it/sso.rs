//! Single sign-on of staff: who comes in, as whom, and with which roles.

use crate::sign_in::app_of;
use crate::sso_kit::{BEGIN, is_in, of_team, person};
use crate::{ADMIN, PASSWORD, code, give_password, lines, member, set_password, signed_in};
use axum::http::StatusCode;
use gatehouse_core::{MINUTE, Role, SECOND};
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement};
use gatehouse_staff::actions::grant;
use gatehouse_staff::actions::single_sign_on::detach::detach;
use gatehouse_staff::actions::{KeysMade, disable_member};

of_team! {
    /// ALL-8
    async fn somebody_new_comes_in_by_a_group_and_administrators_are_told(team: Team) {
        member(&team.world, ADMIN, &[Role::Administrator]).await;
        let page = team.world.browser().get("/staff/sign-in").await.expect(StatusCode::OK).body;
        assert!(page.contains("Sign in with Vendor ID") && page.contains(BEGIN), "{page}");
        team.provider.is(person("sue", &["desk", "others"], &["pwd", "mfa"]));
        let mut browser = team.world.browser();
        let came = team.through(&mut browser, &format!("{BEGIN}?next=/staff/profile")).await;
        assert_eq!(came.location(), "/staff/profile", "{}", came.body);
        let page = browser.get("/staff/profile").await.expect(StatusCode::OK).body;
        assert!(page.contains("Person sue") && page.contains("sue@vendor.example"), "{page}");
        let connected = team.connected().await;
        assert_eq!(connected.len(), 1);
        assert_eq!(connected[0].1, [Role::Support]);
        let mail = team.world.last_mail_to(ADMIN).await;
        assert_eq!((mail.kind.as_str(), mail.link().as_str()), ("staff.joined_by_sso", &*format!("/staff/members/{}", connected[0].0)));
        assert_eq!(team.world.mails().await.len(), 1, "the newcomer is told nothing");
        assert_eq!((lines(&team.world, "staff.rights_joined").await, lines(&team.world, "staff.signed_in").await), (1, 1));
        // The same person again, whatever address and name are told.
        let mut again = person("sue", &["desk"], &["mfa"]);
        again["email"] = "boss@vendor.example".into();
        team.come(again).await;
        assert_eq!(team.connected().await, connected);
        let dump = team.world.dump().await;
        assert!(!dump.contains("sue@vendor.example") && !dump.contains("Person sue") && !dump.contains("session-of-sue"));
    }

    /// ALL-8
    async fn roles_are_taken_anew_at_each_sign_in_and_stated_under_seal(team: Team) {
        let (mut before, number) = (team.come(person("sue", &["desk"], &["mfa"])).await, team.connected().await[0].0);
        assert_eq!(before.get("/staff/members").await.status, StatusCode::FORBIDDEN);
        team.come(person("sue", &["admins", "analysts"], &["mfa"])).await;
        assert_eq!(team.connected().await[0].1, [Role::Support, Role::Lab, Role::Administrator]);
        before.get("/staff/members").await.expect(StatusCode::OK);
        team.world.advance(SECOND);
        member(&team.world, ADMIN, &[Role::Administrator]).await;
        team.come(person("sue", &["desk"], &["mfa"])).await;
        assert_eq!(team.connected().await[0].1, [Role::Support]);
        assert_eq!(lines(&team.world, "staff.rights_by_groups").await, 2);
        let db = &team.world.app.db;
        assert_eq!(grant::refused(db.reader(), &team.world.app.keys).await.unwrap(), Vec::<String>::new());
        // Whoever gives the roles back in the database gives nothing.
        let text = format!("update staff set roles = 'administrator' where roles = '{}'", team.row(number).await.roles);
        db.writer().execute_raw(Statement::from_string(db.backend(), text)).await.unwrap();
        team.is_refused(person("sue", &["desk"], &["mfa"]), StatusCode::UNPROCESSABLE_ENTITY).await;
    }

    /// ALL-8
    async fn who_has_no_group_left_loses_roles_and_sessions_and_is_told_whom_to_ask(team: Team) {
        let mut open = team.come(person("sue", &["desk"], &["mfa"])).await;
        let refused = team.is_refused(person("sue", &["others"], &["mfa"]), StatusCode::FORBIDDEN).await;
        assert!(refused.body.contains("Ask an administrator"), "{}", refused.body);
        assert!(!is_in(&mut open).await, "what was open has ended");
        assert!(team.connected().await[0].1.is_empty());
        team.is_refused(person("tom", &[], &["mfa"]), StatusCode::FORBIDDEN).await;
        assert_eq!(team.connected().await.len(), 1, "nobody is made without a role");
        team.come(person("sue", &["desk"], &["mfa"])).await;
        let id = team.connected().await[0].0;
        disable_member(&team.world.cx(), id, KeysMade::Keep).await.unwrap();
        let refused = team.is_refused(person("sue", &["desk"], &["mfa"]), StatusCode::FORBIDDEN).await;
        assert!(refused.body.contains("access is disabled"), "{}", refused.body);
        assert_eq!(lines(&team.world, "staff.sso_refused").await, 2);
    }

    /// ALL-8
    async fn where_the_providers_factor_does_not_count_ours_is_asked(team: Team) {
        team.provider.is(person("sue", &["desk"], &["pwd"]));
        let mut browser = team.world.browser();
        let came = team.through(&mut browser, BEGIN).await;
        assert_eq!(came.location(), "/staff/setup?next=/staff", "{}", came.body);
        assert!(!is_in(&mut browser).await);
        let app = app_of(&browser.get("/staff/setup").await.body);
        let now = team.world.cx().now();
        browser.post("/staff/setup", &[("code", &app.code_at(now))]).await.expect(StatusCode::OK);
        assert!(is_in(&mut browser).await);
        team.world.advance(30 * SECOND);
        let mut second = team.world.browser();
        assert_eq!(team.through(&mut second, BEGIN).await.location(), "/staff/sign-in/code?next=/staff");
        let typed = app.code_at(team.world.cx().now());
        assert_eq!(second.post("/staff/sign-in/code", &[("code", &typed)]).await.location(), "/staff");
        // Both are sessions of the provider.
        let token = team.provider.logout_token("vendor", crate::sso_kit::CLIENT, &serde_json::json!({ "sub": "sue" }));
        assert_eq!(team.log_out(&token).await, StatusCode::OK);
        assert!(!is_in(&mut browser).await && !is_in(&mut second).await);
    }

    /// ALL-8
    async fn an_address_is_nobody_and_a_member_connects_inside_a_proven_session(team: Team) {
        let sam = member(&team.world, "sam@vendor.example", &[Role::Support]).await;
        let refused = team.is_refused(person("sam", &["admins"], &["mfa"]), StatusCode::CONFLICT).await;
        assert!(refused.body.contains("already signs in another way"), "{}", refused.body);
        let mut browser = signed_in(&team.world, "sam@vendor.example").await;
        team.world.advance(11 * MINUTE);
        let due = browser.post("/staff/profile/sso/begin", &[]).await;
        assert!(due.location().starts_with("/staff/step-up?factor=1"), "{}", due.location());
        browser.post("/staff/step-up", &[("code", &code(&team.world)), ("factor", "1")]).await;
        let done = team.connect(&mut browser, person("sam", &["admins"], &["mfa"])).await;
        assert_eq!(done.location(), "/staff/profile", "{}", done.body);
        assert_eq!(team.connected().await, [(sam, vec![Role::Support])], "roles come at the next sign-in");
        assert_eq!(team.world.last_mail_to("sam@vendor.example").await.kind, "staff.sso_connected");
        team.come(person("sam", &["admins"], &["mfa"])).await;
        assert_eq!(team.connected().await, [(sam, vec![Role::Administrator])]);
        // Nobody else gets the same account there.
        member(&team.world, "tom@vendor.example", &[Role::Support]).await;
        let mut toms = signed_in(&team.world, "tom@vendor.example").await;
        team.connect(&mut toms, person("sam", &["desk"], &["mfa"])).await.expect(StatusCode::CONFLICT);
        assert_eq!(team.connected().await.len(), 1);
    }

    /// ALL-8
    async fn an_administrator_connects_a_member_by_the_subject_and_switches_them_back(team: Team) {
        member(&team.world, ADMIN, &[Role::Administrator]).await;
        let sam = member(&team.world, "sam@vendor.example", &[Role::Support]).await;
        let mut admin = signed_in(&team.world, ADMIN).await;
        let page = format!("/staff/members/{sam}");
        admin.post(&format!("{page}/sso"), &[("subject", " ")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(admin.post(&format!("{page}/sso"), &[("subject", "s-17")]).await.location(), page);
        let shown = admin.get(&page).await.expect(StatusCode::OK).body;
        assert!(shown.contains("Single sign-on, Password") && shown.contains("own-sign-in"), "{shown}");
        let list = admin.get("/staff/members").await.expect(StatusCode::OK).body;
        assert!(list.contains("Single sign-on, Password"), "{list}");
        let mut by_sso = team.come(person("s-17", &["analysts"], &["mfa"])).await;
        let mut by_password = signed_in(&team.world, "sam@vendor.example").await;
        assert_eq!(admin.post(&format!("{page}/own-sign-in"), &[]).await.location(), page);
        assert!(!is_in(&mut by_sso).await && is_in(&mut by_password).await, "what the provider vouched for ends");
        // The subject is nobody any more: with the same address they are not taken for Sam.
        let mut other = person("s-17", &["desk"], &["mfa"]);
        other["email"] = "sam@vendor.example".into();
        team.is_refused(other, StatusCode::CONFLICT).await;
    }

    /// ALL-8
    async fn the_command_line_switches_back_who_has_no_password_yet(team: Team) {
        team.come(person("sue", &["desk"], &["mfa"])).await;
        let sue = team.connected().await[0].0;
        let link = detach(&team.world.cx(), None, sue).await.unwrap().unwrap();
        let mut browser = team.world.browser();
        set_password(&mut browser, link.expose(), PASSWORD).await.expect(StatusCode::SEE_OTHER);
        let next = give_password(&mut browser, "sue@vendor.example", PASSWORD).await;
        assert_eq!(next.location(), "/staff/setup?next=/staff", "{}", next.body);
        assert!(team.connected().await.is_empty());
        assert!(detach(&team.world.cx(), None, sue).await.is_err(), "there is nothing to take away");
    }

    /// ALL-8
    async fn the_settings_show_what_is_set_and_what_a_round_trip_brings(team: Team) {
        member(&team.world, ADMIN, &[Role::Administrator]).await;
        let mut admin = signed_in(&team.world, ADMIN).await;
        let page = admin.get("/staff/settings/sso").await.expect(StatusCode::OK).body;
        for shown in ["/vendor", "analysts", "Lab", "mfa", "/staff/sign-in/sso/answer", "/staff/sign-in/sso/logout"] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        assert!(!page.contains(gatehouse_testkit::identity_provider::SECRET));
        team.provider.is(person("sue", &["desk", "x", "y"], &["mfa"]));
        let tried = team.through(&mut admin, "/staff/settings/sso/test").await.expect(StatusCode::OK).body;
        assert!(tried.contains("Support") && tried.contains("Would be added"), "{tried}");
        assert_eq!((team.connected().await.len(), lines(&team.world, "staff.sso_tried").await), (0, 1));
        team.provider.go_away(true);
        // What was read is remembered for an hour; the session too, so a new one asks.
        team.world.advance(61 * MINUTE);
        let mut admin = signed_in(&team.world, ADMIN).await;
        let page = admin.get("/staff/settings/sso").await.expect(StatusCode::OK).body;
        assert!(page.contains("Service can be reached"), "{page}");
    }
}

gatehouse_testkit::both_engines! {
    /// ALL-8
    async fn without_the_section_there_is_no_single_sign_on(world: World) {
        let mut admin = crate::administrator(&world).await;
        let page = admin.get("/staff/settings/sso").await.expect(StatusCode::OK).body;
        assert!(page.contains("[staff_sign_in]"), "{page}");
        admin.get("/staff/step-up/sso").await.expect(StatusCode::NOT_FOUND);
        let mut stranger = world.browser();
        stranger.get(BEGIN).await.expect(StatusCode::NOT_FOUND);
        assert!(!stranger.get("/staff/sign-in").await.body.contains(BEGIN));
    }
}
