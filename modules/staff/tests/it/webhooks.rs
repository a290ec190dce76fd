//! Webhooks in the console and by the API: who may look after them, what is shown once, and what is told by mail.

use crate::{ADMIN, administrator, lines, member, rows, signed_in};
use axum::http::{Method, StatusCode};
use gatehouse_core::{Actor, DAY, HOUR, Role, SECOND, Uuid};
use gatehouse_staff::actions::webhooks::{
    SendRefusal, SwitchOnRefusal, TypedSpan, WebhookRefusal, create_webhook, replay_message, replay_messages,
    rotate_webhook_secret, switch_webhook_on, test_webhook,
};
use gatehouse_staff::rights::NotAllowed;
use gatehouse_testkit::{Browser, World, both_engines};
use gatehouse_webhooks::tables::endpoint::{Entity, State};
use gatehouse_webhooks::{Entry, ReplayRefusal};
use sea_orm::EntityTrait as _;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A receiver on this machine: answers challenges, and the rest with this status.
struct Receiver {
    url: String,
    status: Arc<AtomicU16>,
}

impl Receiver {
    #[allow(clippy::disallowed_methods, reason = "the tests are the other end of the connections")]
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hooks", listener.local_addr().unwrap());
        let status = Arc::new(AtomicU16::new(204));
        let told = Arc::clone(&status);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&told)));
            }
        });
        Self { url, status }
    }
}

async fn answer(mut stream: TcpStream, status: Arc<AtomicU16>) {
    let mut text = String::new();
    let message: serde_json::Value = loop {
        let mut part = [0; 4096];
        let read = stream.read(&mut part).await.unwrap_or(0);
        if read == 0 {
            return;
        }
        text.push_str(std::str::from_utf8(&part[..read]).unwrap());
        if let Some(Ok(message)) = text.split_once("\r\n\r\n").map(|(_, body)| serde_json::from_str(body)) {
            break message;
        }
    };
    let (status, body) = match (status.load(Ordering::SeqCst), message["data"]["challenge"].as_str()) {
        (204, Some(token)) => (200, token),
        (status, _) => (status, ""),
    };
    let text = format!("HTTP/1.1 {status} x\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
    drop(stream.write_all(text.as_bytes()).await);
}

fn entry(receiver: &Receiver) -> Entry {
    Entry {
        name: "Accounting".into(),
        url: receiver.url.clone(),
        types: vec!["staff".into(), "api_key.created".into()],
    }
}

async fn stored(world: &World) -> gatehouse_webhooks::tables::endpoint::Model {
    Entity::find().one(world.cx().read()).await.unwrap().unwrap()
}

/// A new webhook by the page; its secret, and its page.
async fn added(admin: &mut Browser, receiver: &Receiver) -> (String, String) {
    let form =
        [("name", "Accounting"), ("url", receiver.url.as_str()), ("types", "staff"), ("types", "api_key.created")];
    let answer = admin.post("/staff/webhooks/new", &form).await.expect(StatusCode::SEE_OTHER);
    let (at, note) = (answer.location(), admin.cookie("gh_shown").unwrap().to_owned());
    let page = admin.get(&at).await.expect(StatusCode::OK).body;
    let start = page.find("whsec_").expect("the secret is shown");
    let secret = page[start..start + 50].to_owned();
    assert_eq!(admin.get(&at).await.location(), at.trim_end_matches("/secret"), "a reload shows nothing");
    admin.set_cookie("gh_shown", &note);
    (secret, at.trim_end_matches("/secret").to_owned())
}

both_engines! {
    /// ALL-7, PRI-13
    async fn a_webhook_is_added_proven_and_told(world: World) {
        let receiver = Receiver::start().await;
        let mut admin = administrator(&world).await;
        let empty = admin.get("/staff/webhooks").await.expect(StatusCode::OK).body;
        assert!(empty.contains("No webhooks yet"), "{empty}");
        let form = admin.get("/staff/webhooks/new").await.expect(StatusCode::OK).body;
        assert!(form.contains("All events") && form.contains("staff.invited") && !form.contains("staff.signed_in"));
        let (secret, at) = added(&mut admin, &receiver).await;
        assert_eq!(secret.len(), 50);
        assert!(!world.dump().await.contains(&secret["whsec_".len()..]));
        let page = admin.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("Not confirmed yet") && !page.contains(&secret) && page.contains(&receiver.url));
        receiver.status.store(500, Ordering::SeqCst);
        let refused = admin.post(&format!("{at}/on"), &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(refused.contains("answered with status 500"), "{refused}");
        receiver.status.store(204, Ordering::SeqCst);
        assert_eq!(admin.post(&format!("{at}/on"), &[]).await.location(), at);
        member(&world, "sue@vendor.example", &[Role::Support]).await;
        admin.post(&format!("{at}/test"), &[]).await.expect(StatusCode::SEE_OTHER);
        world.run_jobs().await;
        let told = rows(&admin.get(&format!("{at}/deliveries")).await.expect(StatusCode::OK).body);
        assert!(told.contains("staff.invited") && told.contains("webhook.test") && told.contains("Delivered"), "{told}");
        let only = rows(&admin.get(&format!("{at}/deliveries?type=webhook.test")).await.body);
        assert!(only.contains("webhook.test") && !only.contains("staff.invited"), "{only}");
        let file = admin.get(&format!("{at}/deliveries.csv")).await.expect(StatusCode::OK).body;
        assert_eq!(file.lines().count(), 3, "{file}");
        let list = admin.get("/staff/webhooks").await.body;
        assert!(list.contains("Accounting") && !list.contains(&secret));
        assert_eq!([lines(&world, "webhook.created").await, lines(&world, "webhook.switched_on").await], [1, 1]);
        let log = admin.get("/staff/audit?kind=webhook.created").await.expect(StatusCode::OK).body;
        assert!(log.contains("Accounting") && log.contains("staff, api_key.created"), "{log}");
    }

    /// ALL-7, PRI-13
    async fn a_new_secret_is_shown_once_and_to_nobody_else(world: World) {
        let receiver = Receiver::start().await;
        let mut admin = administrator(&world).await;
        let (first, at) = added(&mut admin, &receiver).await;
        world.advance(61 * SECOND);
        assert_eq!(admin.get(&format!("{at}/secret")).await.location(), at, "a minute later the note opens nothing");
        let answer = admin.post(&format!("{at}/rotate"), &[]).await.expect(StatusCode::SEE_OTHER);
        let (shown, note) = (answer.location(), admin.cookie("gh_shown").unwrap().to_owned());
        member(&world, "eve@vendor.example", &[Role::Administrator]).await;
        let mut eve = signed_in(&world, "eve@vendor.example").await;
        eve.set_cookie("gh_shown", &note);
        assert_eq!(eve.get(&shown).await.location(), at, "another's note opens nothing");
        let page = admin.get(&shown).await.expect(StatusCode::OK).body;
        assert!(page.contains("whsec_") && !page.contains(&first));
        assert!(admin.get(&at).await.body.contains("Previous secret works until"));
    }

    /// ALL-8
    async fn only_administrators_look_after_webhooks_and_with_a_fresh_proof(world: World) {
        let receiver = Receiver::start().await;
        let mut admin = administrator(&world).await;
        let (_, at) = added(&mut admin, &receiver).await;
        member(&world, "sue@vendor.example", &[Role::Support, Role::Licensing]).await;
        let mut sue = signed_in(&world, "sue@vendor.example").await;
        for path in ["/staff/webhooks", "/staff/webhooks/new", &at, &format!("{at}/deliveries")] {
            sue.get(path).await.expect(StatusCode::FORBIDDEN);
        }
        let as_sue = world.cx_staff(&[Role::Support, Role::Licensing]);
        let refused = create_webhook(&as_sue, &entry(&receiver)).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&WebhookRefusal::NotAllowed(NotAllowed)));
        let refused = switch_webhook_on(&as_sue, Uuid::nil()).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&SwitchOnRefusal::NotAllowed(NotAllowed)));
        world.advance(11 * 60 * SECOND);
        for action in ["on", "rotate", "remove"] {
            let answer = admin.post(&format!("{at}/{action}"), &[("confirm", "true")]).await;
            assert!(answer.location().starts_with("/staff/step-up"), "{action}: {}", answer.location());
        }
        assert_eq!(stored(&world).await.state, State::New);
    }

    /// ALL-7, ALL-8
    async fn a_key_may_not_have_things_told_again(world: World) {
        let receiver = Receiver::start().await;
        let id = create_webhook(&world.cx(), &entry(&receiver)).await.unwrap().id;
        switch_webhook_on(&world.cx(), id).await.unwrap();
        let key = world.cx_as(Actor::ApiKey { id: world.cx().id(), scopes: vec!["webhooks:write".into()] });
        let message = test_webhook(&key, id).await.unwrap();
        world.run_jobs().await;
        let not_allowed = Some(&SendRefusal::NotAllowed(NotAllowed));
        assert_eq!(replay_message(&key, id, message).await.unwrap_err().refusal(), not_allowed);
        assert_eq!(replay_messages(&key, id, &TypedSpan::default()).await.unwrap_err().refusal(), not_allowed);
        let reads = world.cx_as(Actor::ApiKey { id: world.cx().id(), scopes: vec!["webhooks:read".into()] });
        assert_eq!(rotate_webhook_secret(&reads, id).await.unwrap_err().refusal(), Some(&WebhookRefusal::NotAllowed(NotAllowed)));
        let admin = world.cx_staff(&[Role::Administrator]);
        replay_message(&admin, id, message).await.unwrap();
        for (from, until, expected) in [
            ("2026-11-21", "2026-11-21", Ok(1)),
            ("2026-11-22", "2026-11-21", Err(ReplayRefusal::SpanInvalid)),
            ("yesterday", "", Err(ReplayRefusal::SpanInvalid)),
            ("2026-11-20", "2026-11-20", Err(ReplayRefusal::Nothing)),
        ] {
            world.run_jobs().await;
            let typed = TypedSpan { from: from.into(), until: until.into(), failed_only: false };
            let sent = replay_messages(&admin, id, &typed).await;
            let sent = sent.map_err(|stop| stop.refusal().copied());
            assert_eq!(sent, expected.map_err(|why| Some(SendRefusal::Replay(why))), "{from}");
        }
    }

    /// ALL-4, ALL-7
    async fn administrators_are_told_once_of_a_webhook_that_broke(world: World) {
        let receiver = Receiver::start().await;
        let mut admin = administrator(&world).await;
        let (_, at) = added(&mut admin, &receiver).await;
        admin.post(&format!("{at}/on"), &[]).await.expect(StatusCode::SEE_OTHER);
        receiver.status.store(503, Ordering::SeqCst);
        admin.post(&format!("{at}/test"), &[]).await.expect(StatusCode::SEE_OTHER);
        for _ in 0..60 {
            world.advance(HOUR);
            world.run_jobs().await;
        }
        assert_eq!(stored(&world).await.state, State::Broken);
        let mails = world.mails().await;
        let told: Vec<_> = mails.iter().filter(|mail| mail.kind == "webhooks.stopped").collect();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].to, ADMIN);
        assert!(told[0].text.contains("“Accounting”") && told[0].text.contains(&at), "{}", told[0].text);
        assert_eq!(lines(&world, "webhook.broke").await, 1);
        let mut admin = signed_in(&world, ADMIN).await;
        let page = admin.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("Paused") && page.contains("30 days"), "{page}");
        receiver.status.store(204, Ordering::SeqCst);
        assert_eq!(admin.post(&format!("{at}/on"), &[]).await.location(), at);
        world.run_jobs().await;
        assert!(rows(&admin.get(&format!("{at}/deliveries")).await.body).contains("Delivered"));
        world.advance(DAY);
    }

    /// ALL-7
    async fn a_program_looks_after_webhooks_by_the_api(world: World) {
        let receiver = Receiver::start().await;
        let mut admin = administrator(&world).await;
        let form = [("name", "Deploy"), ("scopes", "webhooks:read"), ("scopes", "webhooks:write")];
        let answer = admin.post("/staff/api-keys/new", &form).await.expect(StatusCode::SEE_OTHER);
        let page = admin.follow(answer).await.expect(StatusCode::OK).body;
        let start = page.find("ghk_").unwrap();
        let mut program = world.browser().header("authorization", &format!("Bearer {}", &page[start..start + 53]));
        let new = json!({ "name": "Accounting", "url": receiver.url, "types": ["staff"] });
        program = program.header("idempotency-key", "one");
        let made = program.json(Method::POST, "/api/v1/webhooks", &new).await.expect(StatusCode::CREATED);
        let first = made.json();
        assert!(first["secret"].as_str().unwrap().starts_with("whsec_"));
        let again = program.json(Method::POST, "/api/v1/webhooks", &new).await.expect(StatusCode::CREATED).json();
        assert_eq!((&again["id"], &again["secret"]), (&first["id"], &serde_json::Value::Null), "the same one, and its secret no more");
        let at = format!("/api/v1/webhooks/{}", first["id"].as_str().unwrap());
        let on = program.json(Method::POST, &format!("{at}/on"), &json!({})).await.expect(StatusCode::OK).json();
        assert_eq!(on["state"], "on");
        let sent = program.json(Method::POST, &format!("{at}/test"), &json!({})).await.expect(StatusCode::ACCEPTED).json();
        world.run_jobs().await;
        let told = program.get(&format!("{at}/deliveries?state=delivered")).await.expect(StatusCode::OK).json();
        assert_eq!((told["items"].as_array().unwrap().len(), &told["items"][0]["message"]), (1, &sent["message"]));
        assert_eq!(told["items"][0]["status"], 204);
        program.get(&format!("{at}/deliveries?state=lost")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let patch = json!({ "types": ["staff", "nonsense"] });
        let wrong = program.json(Method::PATCH, &at, &patch).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(wrong["code"], "webhook.type_unknown");
        let changed = program.json(Method::PATCH, &at, &json!({ "types": ["*"] })).await.expect(StatusCode::OK).json();
        assert_eq!((&changed["types"], &changed["state"]), (&json!(["*"]), &json!("on")));
        let rotated = program.json(Method::POST, &format!("{at}/secret"), &json!({})).await.expect(StatusCode::OK).json();
        assert!(rotated["secret"] != first["secret"] && rotated["old_secret_until"].is_string());
        program.json(Method::POST, &format!("{at}/off"), &json!({})).await.expect(StatusCode::OK);
        let listed = program.get("/api/v1/webhooks?state=off").await.expect(StatusCode::OK).json();
        assert_eq!(listed["items"][0]["id"], first["id"]);
        assert!(listed["items"][0].get("secret").is_none());
        program.json(Method::DELETE, &at, &json!({})).await.expect(StatusCode::NO_CONTENT);
        program.get(&at).await.expect(StatusCode::NOT_FOUND);
    }
}
