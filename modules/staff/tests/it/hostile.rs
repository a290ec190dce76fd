use crate::{ADMIN, administrator, member};
use axum::http::{Method, StatusCode};
use gatehouse_core::Role;
use gatehouse_testkit::both_engines;

/// What nobody types by accident.
fn hostile() -> Vec<String> {
    let mut list: Vec<String> = [
        "",
        " ",
        "'",
        "\"",
        "' or 1=1 --",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "%00",
        "\u{0}",
        "\u{202e}gnp",
        "../../etc/passwd",
        "https://evil.example/",
        "//evil.example",
        "\r\nSet-Cookie: x=1",
        "𝕬𝖉𝖆",
        "é\u{301}\u{301}",
        "-1",
        "1e309",
        "9223372036854775808",
        "NaN",
        "null",
        "true",
        "00000000-0000-0000-0000-000000000000",
        "2026-02-30",
        "日本語",
        "👩‍👩‍👧‍👦",
    ]
    .map(str::to_owned)
    .into();
    list.push("a".repeat(100_000));
    list.push("é".repeat(20_000));
    list
}

/// Every form of the console with its fields.
const FORMS: &[(&str, &[&str])] = &[
    ("/staff/sign-in", &["email", "password", "next"]),
    ("/staff/sign-in/code", &["code", "next", "passkey_challenge", "passkey_answer"]),
    ("/staff/sign-in/passkey", &["next", "passkey_challenge", "passkey_answer"]),
    ("/staff/setup", &["code", "next"]),
    ("/staff/step-up", &["code", "password", "next", "factor", "passkey_challenge", "passkey_answer"]),
    ("/staff/profile/passkey", &["name", "passkey_challenge", "passkey_answer"]),
    ("/staff/profile/passkey/remove", &["passkey"]),
    ("/staff/setup/presence", &["presence", "next"]),
    ("/staff/set-password", &["token", "password"]),
    ("/staff/members/new", &["name", "email", "lang", "roles"]),
    ("/staff/profile/preferences", &["lang", "zone"]),
    ("/staff/profile/password", &["current", "password"]),
    ("/staff/api-keys/new", &["name", "scopes", "expires"]),
    ("/staff/webhooks/new", &["name", "url", "types", "version"]),
    ("/staff/webhooks/00000000-0000-7000-8000-000000000000/edit", &["name", "url", "types", "version"]),
    ("/staff/webhooks/00000000-0000-7000-8000-000000000000/remove", &["confirm"]),
    ("/staff/webhooks/00000000-0000-7000-8000-000000000000/deliveries/replay", &["from", "until", "failed_only"]),
    ("/staff/members/00000000-0000-7000-8000-000000000000", &["name", "roles"]),
    ("/staff/api-keys/00000000-0000-7000-8000-000000000000/revoke", &["confirm"]),
    ("/staff/dead-letters/00000000-0000-7000-8000-000000000000/discard", &["confirm"]),
    ("/staff/members/x/disable", &["keep_keys"]),
    ("/staff/members/00000000-0000-7000-8000-000000000000/sso", &["subject"]),
    ("/staff/sign-in/sso/logout", &["logout_token"]),
    ("/staff/profile/sso", &["x"]),
    ("/staff/profile/sessions/x/end", &[]),
    ("/staff/dead-letters/run-all", &["kind", "confirm"]),
    ("/staff/dead-letters/%F0%9F%98%80/run", &[]),
];

const LISTS: &[(&str, &[&str])] = &[
    ("/staff/members", &["role", "state", "sort", "after", "before"]),
    ("/staff/api-keys", &["state", "sort", "after", "before"]),
    ("/staff/webhooks", &["state", "sort", "after", "before"]),
    ("/staff/audit", &["q", "show", "kind", "actor", "subject", "from", "until", "sort", "after", "before"]),
    ("/staff/jobs", &["kind", "sort", "after", "before"]),
    ("/staff/dead-letters", &["kind", "sort", "after", "before"]),
    ("/staff/sign-in", &["next", "lang"]),
    ("/staff/sign-in/sso", &["next"]),
    ("/staff/sign-in/sso/answer", &["code", "state", "iss", "error"]),
];

fn encoded(value: &str) -> String {
    value.bytes().map(|b| format!("%{b:02X}")).collect()
}

both_engines! {
    /// ALL-9
    async fn hostile_values_in_every_form_are_refused_and_store_nothing(world: World) {
        let admin = administrator(&world).await;
        let before = world.app.db.schema().await.unwrap().len();
        for (path, fields) in FORMS {
            for value in hostile() {
                let form: Vec<(&str, &str)> = fields.iter().map(|field| (*field, value.as_str())).collect();
                for browser in [admin.clone(), world.browser()] {
                    let answer = browser.clone().post(path, &form).await;
                    let shown: String = value.chars().take(30).collect();
                    assert!(!answer.status.is_server_error(), "{path} {shown:?}: {}", answer.status);
                    assert!(!answer.status.is_success() || answer.body.contains("name=\""), "{path} {shown:?}");
                    assert!(!answer.body.contains("<script>alert"), "{path} {shown:?}");
                    assert!(!answer.location().contains("evil"), "{path} {shown:?}");
                    assert!(answer.headers.get("set-cookie").is_none_or(|c| !c.to_str().unwrap().starts_with("x=")));
                }
            }
        }
        assert_eq!(crate::lines(&world, "staff.invited").await, 1);
        assert_eq!(crate::lines(&world, "api_key").await, 0);
        assert_eq!(world.app.db.schema().await.unwrap().len(), before);
    }

    /// ALL-9
    async fn hostile_values_in_every_list_are_harmless(world: World) {
        let mut admin = administrator(&world).await;
        for (path, fields) in LISTS {
            for value in hostile().iter().filter(|v| v.len() < 1000) {
                let query: Vec<String> = fields.iter().map(|field| format!("{field}={}", encoded(value))).collect();
                let answer = admin.get(&format!("{path}?{}", query.join("&"))).await;
                assert!(!answer.status.is_server_error(), "{path} {value:?}: {} {}", answer.status, answer.body);
                assert!(!answer.body.contains("<script>alert"), "{path} {value:?}");
                // What is carried on stands in a member of the same list's address.
                let stays = answer.location().starts_with(&format!("{path}?"));
                assert!(stays || !answer.location().contains("evil"), "{path} {value:?}: {}", answer.location());
            }
        }
    }

    /// ALL-9
    async fn bodies_that_are_no_forms_are_refused_calmly(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        let mut browser = world.browser();
        let form = "application/x-www-form-urlencoded";
        for (kind, body) in [
            (Some("application/json"), b"{\"email\":1}".to_vec()),
            (Some(form), b"%ff%fe=%ff&email=%ff".to_vec()),
            (Some(form), b"email=a&email=b&email=c".to_vec()),
            (None, b"email=a".to_vec()),
            (Some("multipart/form-data"), vec![0; 100]),
            (Some(form), vec![b'a'; 5 << 20]),
        ] {
            let answer = browser.send(Method::POST, "/staff/sign-in", kind, body).await;
            assert!(answer.status.is_client_error(), "{kind:?}: {}", answer.status);
            assert!(answer.body.contains("<h1>"), "{kind:?}: {}", answer.body);
        }
        assert_eq!(browser.send(Method::DELETE, "/staff/sign-in", None, Vec::new()).await.status, StatusCode::METHOD_NOT_ALLOWED);
        for path in ["/staff/members/x", "/staff/api-keys/x", "/staff/dead-letters/x", "/staff/nothing"] {
            let mut admin = crate::signed_in(&world, ADMIN).await;
            assert_eq!(admin.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}
