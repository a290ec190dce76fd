//! Hostile and wrong input to every form: a clear refusal in three languages, nothing stored, never a 500.

use super::*;
use axum::http::{Method, StatusCode};
use gatehouse_accounts::tables::account;
use gatehouse_testkit::both_engines;

/// Every form with its fields; the second part asks for a signed-in customer.
const PUBLIC: [(&str, &[&str]); 22] = [
    ("/register", &["email", "password", "again", "zone", "human_token", "human_nonce", "human_picture"]),
    ("/register/again", &["to"]),
    ("/confirm", &["token", "country", "region", "lang", "zone"]),
    ("/sign-in", &["email", "password", "kept", "zone", "next", "human_token", "human_nonce", "human_picture"]),
    ("/forgot-password", &["email", "human_token", "human_nonce", "human_picture"]),
    ("/forgot-password/again", &["to"]),
    ("/forgot-password/question", &["to", "answer", "password", "again", "code"]),
    ("/set-password", &["token", "password", "again"]),
    ("/pause-emails", &["token", "on"]),
    ("/stop-emails", &["token"]),
    ("/stop-emails/now", &["token", "List-Unsubscribe"]),
    ("/sign-in/code", &["code", "trust", "next", "passkey_challenge", "passkey_answer"]),
    ("/sign-in/passkey", &["passkey_challenge", "passkey_answer", "kept", "next"]),
    ("/confirm-email", &["token"]),
    ("/undo-email", &["token"]),
    ("/undo-two-step", &["token"]),
    ("/sign-in/service", &["by", "password", "zone", "human_token", "human_nonce", "human_picture"]),
    ("/sign-in/with/google/answer", &["code", "state", "iss", "error", "user"]),
    ("/attach-service", &["token"]),
    ("/sign-in/lost", &["x"]),
    ("/keep-two-step", &["token"]),
    ("/sign-out", &["x"]),
];
const OWN: [(&str, &[&str]); 25] = [
    ("/account/notifications", &["notify"]),
    ("/welcome", &["country", "region", "lang", "zone", "first_name", "last_reading", "phone", "next"]),
    ("/account", &["first_name", "last_name", "first_reading", "last_reading", "company", "phone", "address"]),
    ("/account/place", &["country", "region", "lang", "zone"]),
    ("/account/email", &["email"]),
    ("/account/email/again", &["x"]),
    ("/account/email/cancel", &["x"]),
    ("/account/login", &["login", "question", "answer", "confirm"]),
    ("/account/security/stop-password", &["x"]),
    ("/account/password", &["current", "password", "again"]),
    ("/account/sessions/end", &["session"]),
    ("/account/browsers/forget", &["browser"]),
    ("/account/sign-in-services/attach", &["x"]),
    ("/account/sign-in-services/detach", &["identity"]),
    ("/account/export", &["x"]),
    ("/account/delete", &["email", "current", "confirm"]),
    ("/step-up", &["current", "code", "factor", "next", "passkey_challenge", "passkey_answer"]),
    ("/account/security/passkey", &["name", "passkey_challenge", "passkey_answer"]),
    ("/account/security/rename-factor", &["factor", "name"]),
    ("/account/security/authenticator", &["offer", "name", "code"]),
    ("/account/security/recovery-codes", &["x"]),
    ("/account/security/remove-factor", &["factor"]),
    ("/account/security/keep-two-step", &["x"]),
    ("/account/security/lost", &["x"]),
    ("/account/browsers/distrust", &["browser"]),
];

fn values() -> Vec<String> {
    [
        "",
        " ",
        "\u{0}",
        "a\u{0}b@example.com",
        "line\r\nBcc: victim@example.com",
        "<script>alert(1)</script>",
        "' or 1=1 --",
        "{{ 7*7 }} ${7*7} %s %n",
        "../../etc/passwd",
        "аdmin@example.com",
        "a\u{202e}moc.elpmaxe@b",
        "e\u{301}\u{200b}\u{feff}",
        "😀@😀.😀",
        "𝕒𝕚𝕜𝕠@example.com",
        "-1",
        "99999999999999999999999999",
        "00000000-0000-0000-0000-000000000000",
        "null",
        "true",
    ]
    .into_iter()
    .map(str::to_owned)
    .chain([
        "a".repeat(300),
        "あ".repeat(5_000),
        format!("{}@example.com", "a".repeat(100_000)),
        "A1!a".repeat(25_000),
        "x".repeat(43),
    ])
    .collect()
}

fn is_clear(answer: &Answer) -> bool {
    answer.status.is_success() || answer.status.is_redirection() || answer.status.is_client_error()
}

both_engines! {
    /// ALL-9, ACC-1, ACC-7, ACC-13
    async fn no_form_of_a_visitor_breaks_or_stores_anything(world: World) {
        for (number, value) in values().iter().enumerate() {
            let lang = ["en", "ja", "ru"][number % 3];
            let mut browser = world.browser().header("accept-language", lang);
            for (path, fields) in PUBLIC {
                let form: Vec<(&str, &str)> = fields.iter().map(|field| (*field, value.as_str())).collect();
                let answer = browser.post(path, &form).await;
                assert!(is_clear(&answer), "{path} {:?}: {} {}", value.get(..20), answer.status, answer.body);
                assert!(!answer.body.contains("<script>alert(1)</script>"), "{path} echoes a script");
            }
        }
        assert_eq!(rows::<account::Entity>(&world).await, 0);
        assert!(world.mails().await.is_empty());
    }

    /// ALL-9, ACC-15, ACC-17
    async fn no_form_of_a_customer_breaks_or_changes_anything(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        for (number, value) in values().iter().enumerate() {
            let mut browser = browser.clone().header("accept-language", ["en", "ja", "ru"][number % 3]);
            for (path, fields) in OWN {
                let form: Vec<(&str, &str)> = fields.iter().map(|field| (*field, value.as_str())).collect();
                let answer = browser.post(path, &form).await;
                assert!(is_clear(&answer), "{path} {:?}: {} {}", value.get(..20), answer.status, answer.body);
                assert!(!answer.body.contains("<script>alert(1)</script>"), "{path} echoes a script");
            }
        }
        browser.get("/account").await.expect(StatusCode::OK);
        let contact = gatehouse_accounts::contacts::contact(&world.cx(), world.app.db.reader(), id).await.unwrap();
        assert_eq!(contact.unwrap().label, "aiko@example.com");
    }

    /// ALL-9
    async fn damaged_requests_are_refused_before_anything_happens(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let form = Some("application/x-www-form-urlencoded");
        for (path, _) in PUBLIC.into_iter().chain(OWN) {
            for body in [&b"email=%ff%fe&password=%00%80"[..], b"\xff\xfe\x00", b"email", b"%%%=&&&==", b"email[]=1&email=2&email=3"] {
                let answer = browser.clone().send(Method::POST, path, form, body.to_vec()).await;
                assert!(is_clear(&answer), "{path} {body:?}: {} {}", answer.status, answer.body);
            }
            let json = browser.clone().send(Method::POST, path, Some("application/json"), b"{}".to_vec()).await;
            assert!(json.status.is_client_error() || json.status.is_redirection(), "{path}: {}", json.status);
            let long = vec![b'a'; 12 << 20];
            let answer = browser.clone().send(Method::POST, path, form, long).await;
            assert!(answer.status.is_client_error() || answer.status.is_redirection(), "{path}: {}", answer.status);
        }
        for query in ["token=%ff", "token=a&token=b", "next=%00", "to=%F0%9F", "group=%00&after=%ff", "after=AAAA&before=BBBB"] {
            for path in ["/confirm", "/set-password", "/pause-emails", "/sign-in", "/register/sent", "/account/activity", "/welcome", "/step-up"] {
                let answer = browser.get(&format!("{path}?{query}")).await;
                assert!(is_clear(&answer), "{path}?{query}: {}", answer.status);
            }
        }
        for path in ["/staff/accounts/x", "/staff/accounts/%ff", "/account/nothing", "/account/sessions/end"] {
            assert!(is_clear(&browser.get(path).await), "{path}");
        }
    }

    /// ALL-9, ACC-7
    async fn another_site_cannot_post_a_form_for_the_customer(world: World) {
        customer(&world, "aiko@example.com").await;
        let browser = signed_in(&world, "aiko@example.com").await;
        for (path, _) in OWN {
            let mut attacked = browser.clone().header("sec-fetch-site", "cross-site").header("origin", "https://evil.example");
            let answer = attacked.post(path, &[("country", "JP")]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
}
