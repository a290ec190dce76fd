//! Every page of the program is tried by a stranger and with nonsense. The list is the running site's own, so that a new page
//! cannot be forgotten.

use crate::sample::sample_code;
use axum::http::{Method, StatusCode};
use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_core::{Lang, Personal, Role, Secret, Uuid};
use gatehouse_db::sea_orm::DbBackend;
use gatehouse_licenses::actions::activate::{Activate, activate};
use gatehouse_licenses::actions::add_code::{AddCode, add_code};
use gatehouse_staff::{NewMember, create_member};
use gatehouse_testkit::{Browser, World, both_engines};
use gatehouse_web::{Entry, Route};
use std::collections::BTreeSet;

pub const PASSWORD: &str = "Harbor-Lamp-27";

/// The patterns of all pages, each once; not those of a development server.
pub fn patterns(world: &World) -> BTreeSet<&str> {
    let found: BTreeSet<&str> = doors(world).map(|door| door.path.as_ref()).collect();
    assert!(found.len() > 50, "{found:?}");
    found
}

/// Every route of a page, but those of a development server.
pub fn doors(world: &World) -> impl Iterator<Item = &Route> {
    world
        .routes
        .iter()
        .filter(|door| !door.path.starts_with("/_dev/") && door.path != "/_ui" && !door.path.starts_with("/api/"))
        .filter(|door| door.entry != Entry::Tokens)
}

/// Every route of the API.
pub fn operations(world: &World) -> impl Iterator<Item = &Route> {
    world.routes.iter().filter(|door| door.path.starts_with("/api/"))
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
    let license =
        add_code(&world.cx_of(account), AddCode { code: code.clone().into(), ..AddCode::default() }).await.unwrap();
    let input = Activate {
        product: "victim".into(),
        code: code.into(),
        fingerprint: vec!["ab".repeat(32)],
        ..Activate::default()
    };
    let activation = activate(&world.cx(), input).await.unwrap().activation;
    signed_in(world, "victim@example.com").await;
    let filter = gatehouse_context::audit::AuditFilter { account: Some(account), ..Default::default() };
    let lines = gatehouse_context::audit::list(&world.cx(), &filter, &Default::default()).await.unwrap().items;
    let session = lines.iter().find(|l| l.subject_kind == "session").and_then(|l| l.subject_id).unwrap_or(account);
    Victim { license, activation, session }
}

both_engines! {
    /// ACC-10, LIC-6, LIC-7, LIC-13
    async fn a_stranger_finds_nothing_under_the_ids_of_another_customer(world: World) {
        let victim = victim(&world).await;
        person(&world, "stranger@example.com").await;
        // What a door of uploads looks at first is there.
        let stranger = signed_in(&world, "stranger@example.com").await;
        let mut stranger = stranger.header("tus-resumable", "1.0.0").header("upload-length", "1");
        let values = [
            ("license", victim.license.to_string()),
            ("activation", victim.activation.to_string()),
            ("id", victim.license.to_string()),
        ];
        let form: [(&str, &str); 4] = [("confirm", "true"), ("agree", "true"), ("reason", "x"), ("session", "x")];
        let mut tried = 0;
        for door in doors(&world).filter(|door| door.path.contains('{') && door.entry != Entry::Anyone) {
            let path = fill(&door.path, &values, &victim.license.to_string());
            let answer = match door.method {
                Method::GET => stranger.get(&path).await,
                _ => stranger.post(&path, &form).await,
            };
            let staff = door.entry != Entry::Customers;
            let expected = if staff { StatusCode::SEE_OTHER } else { StatusCode::NOT_FOUND };
            assert_eq!(answer.status, expected, "{path}");
            assert!(!staff || answer.location().starts_with("/staff/sign-in"), "{path}");
            tried += 1;
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
        let nonsenses = ["not-an-id", "%00", "%F0%9F%92%A3", "..%2F..", "'%22%3E%3Cscript%3E", long.as_str()];
        // Each address gets a third of them by turns, and the other engine another third.
        let turn = usize::from(world.app.db.backend() == DbBackend::Postgres);
        for (n, pattern) in patterns(&world).into_iter().enumerate() {
            for nonsense in [n + turn, n + turn + 3].map(|at| nonsenses[at % nonsenses.len()]) {
                let path = fill(pattern, &[], nonsense);
                let browser = if pattern.starts_with("/staff") { &mut staff } else { &mut customer };
                if ["/sign-out", "/staff/sign-out"].contains(&pattern) {
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
pub async fn clerk_in(world: &World, browser: Browser) -> Browser {
    member_in(world, browser, "clerk@example.com", Role::Administrator).await
}

/// A browser in which a new member with this role is signed in.
pub async fn member_in(world: &World, mut browser: Browser, email: &str, role: Role) -> Browser {
    let member = NewMember {
        email: Personal(email.into()),
        name: Personal("Clara".into()),
        roles: vec![role],
        lang: Lang::En,
        password: Some(PASSWORD.to_owned().into()),
        totp_secret: Some(Secret::new(b"gatehouse-demo-totp!".to_vec())),
    };
    create_member(&world.cx(), member).await.unwrap();
    let answer = browser.post("/staff/sign-in", &[("email", email), ("password", PASSWORD)]).await;
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
