//! Every route of the program is tried by nobody, by a stranger and with nonsense. The list is read from the
//! source, so that a new route cannot be forgotten.

use crate::sample::sample_code;
use axum::http::{Method, StatusCode};
use gatehouse_accounts::actions::register::{CreateConfirmed, create_confirmed};
use gatehouse_core::{Lang, Personal, Role, Secret, Uuid};
use gatehouse_licenses::actions::activate::{Activate, activate};
use gatehouse_licenses::actions::add_code::{AddCode, add_code};
use gatehouse_staff::{NewMember, create_member};
use gatehouse_testkit::{Browser, World, both_engines};
use std::path::Path;

pub const PASSWORD: &str = "Harbor-Lamp-27";

/// The patterns of all HTML routes, from the sources of every crate.
pub fn patterns() -> Vec<String> {
    fn read(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for line in text.lines() {
                for start in [".route(\"", "const LIST: &str = \""] {
                    for rest in line.split(start).skip(1) {
                        found.push(rest.split('"').next().unwrap().to_owned());
                    }
                }
            }
        }
    }
    let mut found = Vec::new();
    for krate in std::fs::read_dir(gatehouse_testkit::checkout().join("crates")).unwrap() {
        let source = krate.unwrap().path().join("src");
        if source.is_dir() {
            read(&source, &mut found);
        }
    }
    found.retain(|p| p.starts_with('/') && !p.starts_with("/api") && !p.starts_with("/_") && p != "/metrics");
    found.sort();
    found.dedup();
    assert!(found.len() > 50, "{found:?}");
    found
}

/// Pages that anybody may see.
const PUBLIC: [&str; 19] = [
    "/",
    "/register",
    "/register/sent",
    "/register/again",
    "/confirm",
    "/sign-in",
    "/sign-out",
    "/forgot-password",
    "/forgot-password/sent",
    "/set-password",
    "/account-deleted",
    "/staff/sign-in",
    "/staff/sign-in/code",
    "/staff/setup",
    "/staff/setup/presence",
    "/staff/set-password",
    "/pause-emails",
    "/staff/sign-out",
    "/robots.txt",
];

fn is_public(pattern: &str) -> bool {
    PUBLIC.contains(&pattern)
        || ["/theme", "/language", "/human-check/{picture}", "/health/live", "/health/ready"].contains(&pattern)
}

/// Puts values into a pattern's places; what has none gets `other`.
pub fn fill(pattern: &str, values: &[(&str, String)], other: &str) -> String {
    let mut path = String::new();
    for (n, part) in pattern.split('/').enumerate() {
        if n > 0 {
            path.push('/');
        }
        match part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
            Some(name) => {
                path.push_str(values.iter().find(|(n, _)| *n == name).map_or(other, |(_, value)| value.as_str()));
            }
            None => path.push_str(part),
        }
    }
    path
}

pub async fn person(world: &World, email: &str) -> Uuid {
    let input = CreateConfirmed {
        email: email.into(),
        password: PASSWORD.to_owned().into(),
        name: "Test Person".into(),
        lang: Lang::En,
        country: "JP".into(),
        region: "Tokyo".into(),
        zone: "UTC".into(),
    };
    create_confirmed(&world.cx(), input).await.unwrap()
}

pub async fn signed_in(world: &World, email: &str) -> Browser {
    let mut browser = world.browser();
    let answer = browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    browser
}

struct Victim {
    license: Uuid,
    activation: Uuid,
    session: Uuid,
}

/// A customer with a license that is active on a device.
async fn victim(world: &World) -> Victim {
    let account = person(world, "victim@example.com").await;
    let code = sample_code(world, "victim").await;
    let license = add_code(&world.cx_of(account), AddCode { code: code.clone().into() }).await.unwrap().license;
    let input = Activate {
        product: "victim".into(),
        version: None,
        application: None,
        code: code.into(),
        fingerprint: vec!["ab".repeat(32)],
        device_name: None,
        platform: None,
        region: None,
        time: None,
    };
    let activation = activate(&world.cx(), input).await.unwrap().activation;
    signed_in(world, "victim@example.com").await;
    let filter = gatehouse_db::audit::AuditFilter { account: Some(account), ..Default::default() };
    let lines = gatehouse_db::audit::list(&world.cx(), &filter, &Default::default()).await.unwrap().items;
    let session = lines.iter().find(|l| l.subject_kind == "session").and_then(|l| l.subject_id).unwrap_or(account);
    Victim { license, activation, session }
}

both_engines! {
    /// ACC-6, ALL-8
    async fn nobody_sees_nothing_but_public_pages(world: World) {
        let id = Uuid::from_u128(7).to_string();
        for pattern in patterns() {
            let path = fill(&pattern, &[], &id);
            for method in [Method::GET, Method::POST] {
                let mut browser = world.browser();
                let form = Some("application/x-www-form-urlencoded");
                let answer = browser.send(method.clone(), &path, form.filter(|_| method == Method::POST), vec![]).await;
                assert!(!answer.status.is_server_error(), "{method} {path}: {} {}", answer.status, answer.body);
                if is_public(&pattern) || answer.status == StatusCode::METHOD_NOT_ALLOWED {
                    continue;
                }
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{method} {path}");
                assert!(answer.location().contains("/sign-in"), "{method} {path} leads to {}", answer.location());
            }
        }
    }

    /// ACC-10, LIC-6, LIC-7, LIC-13
    async fn a_stranger_finds_nothing_under_the_ids_of_another_customer(world: World) {
        let victim = victim(&world).await;
        person(&world, "stranger@example.com").await;
        let mut stranger = signed_in(&world, "stranger@example.com").await;
        let values = [
            ("license", victim.license.to_string()),
            ("activation", victim.activation.to_string()),
            ("id", victim.license.to_string()),
        ];
        let form: [(&str, &str); 4] = [("confirm", "true"), ("agree", "true"), ("reason", "x"), ("session", "x")];
        let mut tried = 0;
        for pattern in patterns().into_iter().filter(|p| p.contains('{') && !is_public(p)) {
            let path = fill(&pattern, &values, &victim.license.to_string());
            for answer in [stranger.get(&path).await, stranger.post(&path, &form).await] {
                if answer.status == StatusCode::METHOD_NOT_ALLOWED {
                    continue;
                }
                let staff = pattern.starts_with("/staff");
                let expected = if staff { StatusCode::SEE_OTHER } else { StatusCode::NOT_FOUND };
                assert_eq!(answer.status, expected, "{path}");
                assert!(!staff || answer.location().starts_with("/staff/sign-in"), "{path}");
                tried += 1;
            }
        }
        assert!(tried > 20, "{tried}");
        let session = victim.session.to_string();
        let answer = stranger.post("/account/sessions/end", &[("session", &session), ("id", &session)]).await;
        assert!(answer.status != StatusCode::OK && !answer.status.is_server_error());
        let mut owner = signed_in(&world, "victim@example.com").await;
        owner.get(&format!("/licenses/{}", victim.license)).await.expect(StatusCode::OK);
    }

    /// ALL-9
    async fn nonsense_in_place_of_an_id_is_never_a_fault(world: World) {
        person(&world, "curious@example.com").await;
        let mut customer = signed_in(&world, "curious@example.com").await;
        let mut staff = clerk(&world).await;
        let long = "a".repeat(3000);
        for pattern in patterns() {
            for nonsense in ["not-an-id", "%00", "%F0%9F%92%A3", "..%2F..", "'%22%3E%3Cscript%3E", long.as_str()] {
                let path = fill(&pattern, &[], nonsense);
                let browser = if pattern.starts_with("/staff") { &mut staff } else { &mut customer };
                if ["/sign-out", "/staff/sign-out"].contains(&pattern.as_str()) {
                    continue;
                }
                for method in [Method::GET, Method::POST] {
                    let query = format!("{path}?after={nonsense}&before=&size=-1&q={nonsense}&status={nonsense}&sort={nonsense}&lang={nonsense}&account={nonsense}&token={nonsense}");
                    let form = b"a=%FF&b=%00&email=%F0&size=999999999999999999999".to_vec();
                    let answer = browser.send(method.clone(), &query, Some("application/x-www-form-urlencoded"), form).await;
                    assert!(!answer.status.is_server_error(), "{method} {query}: {}", answer.status);
                    assert!(!answer.body.contains("<script>"), "{method} {query}");
                }
            }
        }
    }
}

/// A clerk's browser, both factors passed.
pub async fn clerk(world: &World) -> Browser {
    clerk_in(world, world.browser()).await
}

/// The same in this browser.
pub async fn clerk_in(world: &World, mut browser: Browser) -> Browser {
    let member = NewMember {
        email: Personal("clerk@example.com".into()),
        name: Personal("Clara".into()),
        roles: vec![Role::Administrator],
        lang: Lang::En,
        password: Some(PASSWORD.to_owned().into()),
        totp_secret: Some(Secret::new(b"gatehouse-demo-totp!".to_vec())),
    };
    create_member(&world.cx(), member).await.unwrap();
    let answer = browser.post("/staff/sign-in", &[("email", "clerk@example.com"), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let code = totp(b"gatehouse-demo-totp!", world.app.clock.now().seconds());
    let answer = browser.post("/staff/sign-in/code", &[("code", &code)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    browser
}

/// The code of an authenticator app at a moment (RFC 6238).
fn totp(secret: &[u8], seconds: i64) -> String {
    let totp = totp_rs::Builder::new().with_secret(secret.to_vec()).build().unwrap();
    totp.generate(u64::try_from(seconds).unwrap()).to_string()
}
