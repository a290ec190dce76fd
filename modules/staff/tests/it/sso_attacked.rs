//! Single sign-on of staff under attack: forged and crossed answers, hostile claims, and rows that were changed past the program.

use crate::sso_kit::{ANSWER, BEGIN, CLIENT, Team, is_in, of_team, person};
use crate::{ADMIN, lines, member};
use axum::http::StatusCode;
use gatehouse_core::{Role, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement, Value as SqlValue};
use gatehouse_federation::StaffClaims;
use gatehouse_staff::actions::single_sign_on::enter::{Entered, SsoRefusal, enter};
use serde_json::{Value, json};

type Spoil = fn(&mut Value);

/// What somebody of another issuer brings.
fn claims(issuer: &str, subject: &str, email: &str, groups: &[&str]) -> StaffClaims {
    StaffClaims {
        issuer: issuer.to_owned(),
        subject: subject.to_owned(),
        email: Some(email.to_owned()),
        name: None,
        groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        groups_told: groups.len(),
        gave_factor: true,
        tells_when: true,
        session: None,
        hint: None,
    }
}

async fn run(team: &Team, text: &str, values: Vec<SqlValue>) {
    let db = &team.world.app.db;
    let statement = Statement::from_sql_and_values(db.backend(), text, values);
    assert!(db.writer().execute_raw(statement).await.unwrap().rows_affected() > 0, "{text}");
}

of_team! {
    /// ALL-8
    async fn an_answer_that_is_not_to_the_question_opens_nothing(team: Team) {
        let spoils: [Spoil; 10] = [
            |claims| claims["iss"] = json!("https://evil.example"),
            |claims| claims["aud"] = json!("another"),
            |claims| claims["aud"] = json!([claims["aud"], "another"]),
            |claims| claims["azp"] = json!("another"),
            |claims| claims["nonce"] = json!("x"),
            |claims| claims["nonce"] = json!(null),
            |claims| claims["exp"] = json!(1),
            |claims| claims["iat"] = json!(i64::MAX),
            |claims| claims["sub"] = json!(""),
            |claims| claims["sub"] = json!("s".repeat(256)),
        ];
        for (n, spoil) in spoils.into_iter().enumerate() {
            team.provider.spoil(spoil);
            team.is_refused(person("sue", &["desk"], &["mfa"]), StatusCode::BAD_GATEWAY).await;
            assert!(team.connected().await.is_empty(), "{n}");
        }
        team.provider.spoil(|_| ());
        team.provider.sign_as_stranger(true);
        team.is_refused(person("sue", &["desk"], &["mfa"]), StatusCode::BAD_GATEWAY).await;
        team.provider.sign_as_stranger(false);
        // A key that is not known yet is looked for.
        team.world.advance(2 * gatehouse_core::MINUTE);
        team.provider.rotate();
        team.come(person("sue", &["desk"], &["mfa"])).await;
    }

    /// ALL-8
    async fn an_answer_counts_once_in_the_browser_that_asked_and_of_the_provider_that_was_asked(team: Team) {
        team.provider.is(person("sue", &["desk"], &["mfa"]));
        let mut browser = team.world.browser();
        let there = browser.get(BEGIN).await.location();
        let fields = team.provider.agree(&there);
        let query = |fields: &[(String, String)]| {
            let text: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            format!("{ANSWER}?{text}")
        };
        // In another browser, which has asked nothing, and which has asked something else.
        let mut other = team.world.browser();
        other.get(&query(&fields)).await.expect(StatusCode::CONFLICT);
        other.get(BEGIN).await;
        other.get(&query(&fields)).await.expect(StatusCode::BAD_GATEWAY);
        assert!(!is_in(&mut other).await);
        // Another issuer answers (RFC 9207), or none is named.
        for iss in ["https://evil.example", ""] {
            let mut crossed = browser.clone();
            let with = |(name, value): &(String, String)| {
                (name.clone(), if name == "iss" { iss.to_owned() } else { value.clone() })
            };
            let fields: Vec<_> = fields.iter().map(with).collect();
            crossed.get(&query(&fields)).await.expect(StatusCode::BAD_GATEWAY);
            assert!(!is_in(&mut crossed).await, "{iss}");
        }
        let mut copy = browser.clone();
        assert_eq!(browser.get(&query(&fields)).await.location(), "/staff");
        copy.get(&query(&fields)).await.expect(StatusCode::BAD_GATEWAY);
        let mut late = team.world.browser();
        let there = late.get(BEGIN).await.location();
        team.world.advance(15 * gatehouse_core::MINUTE);
        team.back(&mut late, &there).await.expect(StatusCode::CONFLICT);
        // A person who says no there.
        let mut declined = team.world.browser();
        let there = declined.get(BEGIN).await.location();
        let state = url::Url::parse(&there).unwrap().query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
        let no = [("error".to_owned(), "access_denied".to_owned()), ("state".to_owned(), state)];
        let page = declined.get(&query(&no)).await.expect(StatusCode::OK).body;
        assert!(page.contains("canceled"), "{page}");
    }

    /// ALL-8
    async fn hostile_claims_give_nothing_and_break_nothing(team: Team) {
        let many: Vec<String> = (0..10_000).map(|n| format!("group-{n}")).collect();
        let long = "g".repeat(100_000);
        // Too long for a token of a sign-in, or of types that it does not have.
        for (name, value) in [
            ("groups", json!(many)),
            ("groups", json!([long])),
            ("name", json!(long)),
            ("email", json!(7)),
            ("email", json!(["a@vendor.example"])),
            ("sub", json!(["sue"])),
            ("given_name", json!({ "a": 1 })),
        ] {
            let mut hostile = person("sue", &["desk"], &["mfa"]);
            hostile[name] = value;
            team.is_refused(hostile, StatusCode::BAD_GATEWAY).await;
        }
        // Groups of another kind than texts give no role.
        for groups in [json!(true), json!({ "desk": true }), json!([["desk"]]), json!([1, null]), json!("DESK"), json!("desk ")] {
            let mut hostile = person("sue", &[], &["mfa"]);
            hostile["groups"] = groups;
            team.is_refused(hostile, StatusCode::FORBIDDEN).await;
        }
        // Nobody vouches for the address, or it is none.
        for (email, verified) in [
            (json!("sue@vendor.example"), json!(false)),
            (json!("sue@vendor.example"), json!(null)),
            (json!("sue"), json!(true)),
            (json!(null), json!(true)),
        ] {
            let mut unproven = person("sue", &["desk"], &["mfa"]);
            (unproven["email"], unproven["email_verified"]) = (email, verified);
            team.is_refused(unproven, StatusCode::FORBIDDEN).await;
        }
        assert!(team.connected().await.is_empty());
        // What is only odd is taken as far as it goes: one group as a text, a name that no line takes, a factor in no list.
        let mut odd = person("sue", &[], &[]);
        (odd["groups"], odd["name"], odd["amr"]) = (json!("desk"), json!("Sue\u{202e}\u{0}"), json!("pwd mfa"));
        (odd["sid"], odd["acr"]) = (json!(5), json!({ "x": 1 }));
        team.come(odd).await;
        assert_eq!(team.connected().await.len(), 1);
    }

    /// ALL-8
    async fn the_same_subject_of_another_issuer_is_another_person(team: Team) {
        member(&team.world, ADMIN, &[Role::Administrator]).await;
        team.come(person("sue", &["admins"], &["mfa"])).await;
        let sue = team.connected().await[0].0;
        let cx = team.world.cx();
        let taken = enter(&cx, &claims("https://evil.example", "sue", "sue@vendor.example", &["admins"]), None).await;
        assert_eq!(taken.unwrap_err().refusal(), Some(&SsoRefusal::AddressTaken));
        let came = enter(&cx, &claims("https://evil.example", "sue", "other@vendor.example", &["desk"]), None).await;
        let Ok(Entered::In { member, .. }) = came else { panic!("they are somebody new") };
        assert_ne!(member, sue);
        assert_eq!(team.row(sue).await.roles, "administrator");
        // Their provider ends no session of hers.
        let mut own = team.come(person("sue", &["admins"], &["mfa"])).await;
        let token = team.provider.logout_token("vendor", CLIENT, &json!({ "sub": "sue", "iss": "https://evil.example" }));
        assert_eq!(team.log_out(&token).await, StatusCode::BAD_REQUEST);
        assert!(is_in(&mut own).await);
    }

    /// ALL-8, PRI-13
    async fn a_look_up_that_is_pointed_at_somebody_else_lets_nobody_in_as_them(team: Team) {
        let ada: Uuid = member(&team.world, ADMIN, &[Role::Administrator]).await;
        team.come(person("eve", &["desk"], &["mfa"])).await;
        let eve = team.connected().await[0].0;
        run(&team, "update staff_identity set staff_id = $1 where staff_id = $2", vec![ada.into(), eve.into()]).await;
        team.is_refused(person("eve", &["desk"], &["mfa"]), StatusCode::CONFLICT).await;
        assert_eq!(lines(&team.world, "staff.signed_in").await, 1);
        // Nor with the sealed identity beside it: it is bound to its row, and part of the statement.
        let copy = "update staff set identity_sealed = (select s.identity_sealed from staff s where s.id = $1) where id = $2";
        run(&team, copy, vec![eve.into(), ada.into()]).await;
        team.is_refused(person("eve", &["desk"], &["mfa"]), StatusCode::CONFLICT).await;
        assert_eq!(lines(&team.world, "staff.signed_in").await, 1);
    }

    /// ALL-8
    async fn a_connection_ends_with_a_button_in_the_session_that_began_it(team: Team) {
        member(&team.world, ADMIN, &[Role::Administrator]).await;
        let mut browser = crate::signed_in(&team.world, ADMIN).await;
        team.provider.is(person("eve", &["desk"], &["mfa"]));
        let there = browser.post("/staff/profile/sso/begin", &[]).await.location();
        // Begun in one session, answered in another one of the same browser.
        let old = browser.cookie("gh_service").unwrap().to_owned();
        let mut second = crate::signed_in(&team.world, ADMIN).await;
        second.set_cookie("gh_service", &old);
        team.back(&mut second, &there).await.expect(StatusCode::CONFLICT);
        second.post("/staff/profile/sso", &[]).await.expect(StatusCode::CONFLICT);
        // What signs in connects nothing, and a link from elsewhere begins nothing.
        let there = team.world.browser().get(BEGIN).await.location();
        team.back(&mut browser, &there).await;
        browser.post("/staff/profile/sso", &[]).await.expect(StatusCode::CONFLICT);
        assert!(!browser.get("/staff/profile/sso/begin").await.location().contains("/vendor/"));
        assert!(team.connected().await.is_empty());
    }
}
