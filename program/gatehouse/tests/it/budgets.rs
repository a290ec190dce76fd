//! What strangers can make a server store: hundreds of tries at every door grow the tables by what its budget lets through,
//! and by nothing more.

use crate::doors::open_to_strangers;
use crate::modules;
use crate::routes::fill;
use crate::sample::trial_of;
use axum::http::{Method, StatusCode};
use gatehouse_chat::actions::save_setting::{SaveSetting, save_setting};
use gatehouse_core::Role;
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_guard::limit::Limits;
use gatehouse_testkit::{Answer, Browser, TestEngine, World};
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv6Addr};

/// Enough at a door that is to store nothing at all.
const FEW: usize = 100;

/// More than the widest budget of a door, of 60 at once, lets through: that of a network, or 16 times as much of a /48.
const fn enough(many: bool) -> usize {
    if many { 1_000 } else { 150 }
}

async fn rows(world: &World) -> BTreeMap<String, i64> {
    let mut all = BTreeMap::new();
    for table in world.app.db.schema().await.unwrap().into_keys() {
        let text = format!("select count(*) as n from {table}");
        let statement = Statement::from_string(world.app.db.backend(), text);
        let row = world.app.db.reader().query_one_raw(statement).await.unwrap().unwrap();
        all.insert(table, row.try_get::<i64>("", "n").unwrap());
    }
    all
}

/// Rows that came, by table.
async fn growth(world: &World, before: &BTreeMap<String, i64>) -> BTreeMap<String, i64> {
    let now = rows(world).await;
    now.into_iter().map(|(table, n)| (table.clone(), n - before[&table])).filter(|(_, n)| *n > 0).collect()
}

/// The networks of the tries: one for all, or each its own /64 of one /48.
fn address(many: bool, n: usize) -> IpAddr {
    let network = if many { u16::try_from(n).unwrap() } else { 1 };
    Ipv6Addr::new(0x2001, 0xdb8, 0x48, network, 0, 0, 0, 1).into()
}

/// What an error says: the problem's code, or the page's title.
fn says(answer: &Answer) -> String {
    match answer.body.split_once("<title>") {
        Some((_, rest)) => rest.split("</title>").next().unwrap().to_owned(),
        None => answer.code(),
    }
}

/// What an address beside this one says that leads nowhere.
async fn nowhere(world: &World, path: &str) -> String {
    let beside = if path.starts_with("/api/") { "/api/v1/nowhere" } else { "/nowhere" };
    says(&world.browser().post(beside, &[]).await.expect(StatusCode::NOT_FOUND))
}

/// A door that was moved takes any number of tries and stores nothing, which would look like a good one. A link or a seat
/// that is none may be 404 too, but not in the words for an address that leads nowhere.
fn is_there(path: &str, nowhere: &str, answer: &Answer) {
    assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
    assert_ne!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    if answer.status == StatusCode::NOT_FOUND {
        assert_ne!(says(answer), nowhere, "{path} is gone");
    }
}

/// Who tries the doors of a site.
struct Strangers<'a> {
    world: &'a World,
    many: bool,
    /// The doors that were tried.
    doors: BTreeSet<(String, String)>,
}

impl Strangers<'_> {
    /// Posts a form, each time with an address of its own; `solved` of them with the human check solved.
    async fn post(&mut self, path: &str, fields: &[(&str, &str)], tries: usize, solved: usize) {
        self.post_at(path.split('?').next().unwrap(), path, fields, tries, solved).await;
    }

    /// The same at one address of a door that has many.
    async fn post_at(&mut self, door: &str, path: &str, fields: &[(&str, &str)], tries: usize, solved: usize) {
        self.doors.insert(("POST".to_owned(), door.to_owned()));
        let nowhere = nowhere(self.world, path).await;
        for n in 0..tries {
            let mut browser = self.world.browser().from_address(address(self.many, n));
            let email = format!("stranger{n}@example.com");
            let mut form: Vec<(&str, &str)> = vec![("email", &email)];
            form.extend(fields);
            let answer =
                if n < solved { browser.post_as_human(path, &form).await } else { browser.post(path, &form).await };
            is_there(path, &nowhere, &answer);
        }
    }

    /// Posts to a door with ids in its address, of which there are none.
    async fn post_filled(&mut self, pattern: &str) {
        self.doors.insert(("POST".to_owned(), pattern.to_owned()));
        let path = &fill(pattern, &[], &gatehouse_core::Uuid::nil().to_string());
        let nowhere = nowhere(self.world, path).await;
        for n in 0..FEW {
            let mut browser = self.world.browser().from_address(address(self.many, n));
            is_there(path, &nowhere, &browser.post(path, &[("text", "x")]).await);
        }
    }

    /// Sends JSON to an operation of the API without a key.
    async fn send(&mut self, pattern: &str, body: &serde_json::Value) {
        self.doors.insert(("POST".to_owned(), pattern.to_owned()));
        let path = &fill(pattern, &[], &gatehouse_core::Uuid::nil().to_string());
        let nowhere = nowhere(self.world, path).await;
        for n in 0..enough(self.many) {
            let mut browser = self.world.browser().from_address(address(self.many, n));
            let answer = browser.json(Method::POST, path, body).await;
            is_there(path, &nowhere, &answer);
        }
    }
}

/// What a door leaves behind: at most `most` rows of all its tables together, and at least half as many. A bound far
/// above the truth would let a door grow unseen, and a door that nobody gets through leaves nothing to count.
async fn holds(world: &World, before: &BTreeMap<String, i64>, door: &str, most: i64) {
    let grown = growth(world, before).await;
    let all: i64 = grown.values().sum();
    assert!(all <= most, "{door}: {all} rows came where {most} may: {grown:?}");
    assert!(2 * all >= most, "{door}: {all} rows came, which says nothing about a bound of {most}: {grown:?}");
}

async fn accounts(world: &World) -> i64 {
    rows(world).await["account"]
}

const PASSWORD: &str = "Rk7%wzq4-Lantern";

/// ACC-11, LIC-10
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tries_of_one_network_at_every_door_grow_the_tables_by_what_its_budget_lets_through() {
    every_door_holds(false).await;
}

/// ACC-11, LIC-10
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tries_of_many_networks_at_every_door_grow_the_tables_by_what_its_budget_lets_through() {
    every_door_holds(true).await;
}

async fn every_door_holds(many: bool) {
    let world = World::with(TestEngine::Sqlite, modules(), |parts| parts.limits = true).await;
    let mut strangers = Strangers { world: &world, many, doors: BTreeSet::new() };
    let new = [("password", PASSWORD), ("again", PASSWORD)];
    // Of one network 30 forms are looked at and 5 are taken. Of 20 networks in one /56 each form is looked at, and as
    // many are taken as the /56 may: 4 times 5.
    let (solved, looked_at, taken) = if many { (20, 20, 20) } else { (40, 30, 5) };
    // Registrations: each an account, its key, its link, its mail with its job, its audit line, its count in the
    // ledger; and each form that was looked at its answered check.
    let before = rows(&world).await;
    strangers.post("/register", &new, enough(many), solved).await;
    assert_eq!(accounts(&world).await - before["account"], taken, "registrations taken");
    holds(&world, &before, "registration", 8 * taken + looked_at).await;
    // Wrong passwords: 10 at once from a network, and 16 times as many from a /48. Each is counted by address, from
    // there and from everywhere, and has its line; each network has its counter, and so have the wider ones.
    let (tries, networks) = if many { (160, 160) } else { (10, 1) };
    let counted = 3 * tries + networks + 8;
    let before = rows(&world).await;
    strangers.post("/sign-in", &[("password", "wrong")], enough(many), 0).await;
    holds(&world, &before, "sign-in", counted).await;
    let before = rows(&world).await;
    strangers.post("/staff/sign-in", &[("password", "wrong")], enough(many), 0).await;
    holds(&world, &before, "staff sign-in", counted).await;
    // Recovery: as many as registrations; each its count in the ledger, and where the address is registered a link, a
    // mail with its job and an audit line; and each form that was looked at its answered check.
    let before = rows(&world).await;
    strangers.post("/forgot-password", &[], enough(many), solved).await;
    holds(&world, &before, "recovery", 6 * taken + looked_at).await;
    // Who sold an order: as many mails may be asked for, and each is counted in the ledger, whether or not there is such an order.
    let before = rows(&world).await;
    strangers.post("/seller/order", &[("order", "SHOP-1")], enough(many), solved).await;
    holds(&world, &before, "the seller of an order", taken + looked_at).await;
    // Trials: each its row, its key, its job and its audit line, and one number for all; and each form that was looked at its answered check.
    let trials = if many { 12 } else { 3 };
    trial_of(&world, "beacon").await;
    let before = rows(&world).await;
    strangers.post("/trial", &[("product", "beacon"), ("name", "Stranger")], enough(many), solved).await;
    assert_eq!(rows(&world).await["trial"], trials, "trials taken");
    holds(&world, &before, "a trial", 4 * trials + 1 + looked_at).await;
    // Requests of people who cannot sign in (SUP-16): each its row, key, person, event, message, search row, job, link for files
    // and two audit lines; one number, one count and one key of the search for all; and each form that was looked at its answered check.
    let before = rows(&world).await;
    let form = [
        ("category", "access"),
        ("name", "Stranger"),
        ("subject", "Lost mailbox"),
        ("description", "I cannot sign in"),
        ("fields.kind", "lost_mailbox"),
    ];
    strangers.post("/support?category=access", &form, enough(many), solved).await;
    assert_eq!(rows(&world).await["request"], trials, "requests taken");
    holds(&world, &before, "requests of strangers", 10 * trials + 3 + looked_at).await;
    // Chats (SUP-20): each its row, key, notice, question and audit line; and each form that was looked at its answered check.
    let on = SaveSetting { is_on: true, ..SaveSetting::default() };
    save_setting(&world.cx_staff(&[Role::Support]), &on).await.unwrap();
    let before = rows(&world).await;
    strangers.post("/chat", &[("name", "Stranger"), ("question", "Anybody there?")], enough(many), solved).await;
    assert_eq!(rows(&world).await["chat"], taken, "chats taken");
    holds(&world, &before, "chats of strangers", 5 * taken + looked_at).await;
    // Key files by mail: each a row and its job, whether or not a license has the code.
    let code = crate::sample::unknown_code();
    let before = rows(&world).await;
    strangers.post("/key-file", &[("code", code.as_str())], enough(many), solved).await;
    assert_eq!(rows(&world).await["key_file_ask"], taken, "key files asked for");
    holds(&world, &before, "key files", 2 * taken + looked_at).await;
    // Whether an article helped: each visitor once a day, who is known by network and browser, and one number for all.
    gatehouse_help::actions::bring_in::bring_in(&world.cx()).await.unwrap();
    let before = rows(&world).await;
    let answer = [("lang", "en"), ("helped", "yes")];
    strangers.post_at("/help/{article}/helped", "/help/add-a-license/helped", &answer, enough(many), 0).await;
    holds(&world, &before, "answers whether an article helped", if many { 16 * 20 + 1 } else { 2 }).await;
    // Comments need the human check; without it nothing is kept.
    let before = rows(&world).await;
    let said = [("lang", "en"), ("comment", "Nothing in it")];
    strangers.post_at("/help/{article}/comment", "/help/add-a-license/comment", &said, FEW, 0).await;
    holds(&world, &before, "comments without the human check", 0).await;
    // Links and tokens that are none, pictures, and codes that no license has leave nothing.
    let unknown = crate::sample::unknown_code();
    let before = rows(&world).await;
    for (path, fields) in [
        ("/register/again", [("to", "nonsense"), ("x", "")]),
        ("/forgot-password/again", [("to", "nonsense"), ("x", "")]),
        ("/confirm", [("token", "nonsense"), ("x", "")]),
        ("/seller", [("code", &unknown), ("x", "")]),
        ("/certificate", [("number", "0000000000"), ("code", "000000000000000000000000")]),
        ("/contract-certificate", [("number", "C-1"), ("code", "000000000000000000000000")]),
        ("/set-password", [("token", "nonsense"), ("password", PASSWORD)]),
        ("/staff/set-password", [("token", "nonsense"), ("password", PASSWORD)]),
    ] {
        strangers.post(path, &fields, enough(many), 0).await;
    }
    // Neither do second factors of sign-ins that nobody began, nor the doors that are free.
    for path in [
        "/pause-emails",
        "/stop-emails",
        "/stop-emails/now",
        "/trial/stop",
        "/trial/stop/now",
        "/company-notices/stop",
        "/company-notices/stop/now",
        "/request-files",
        "/request-mails/stop",
        "/request-mails/stop/now",
        "/survey",
        "/keep-two-step",
        "/keep-owner",
        "/key-file/download",
        "/key-file/request",
        "/forgot-password/question",
        "/forgot-password/text",
        "/forgot-password/text/send",
        "/confirm-email",
        "/undo-email",
        "/undo-two-step",
        "/attach-service",
        "/sign-in/code",
        "/sign-in/link",
        "/sign-in/lost",
        "/sign-in/text",
        "/sign-in/passkey",
        "/staff/sign-in/passkey",
        "/staff/sign-in/sso/logout",
        "/sign-in/service",
        "/sign-in/with/{service}/answer",
        "/sign-in/company/{provider}/connect",
        "/staff/sign-in/code",
        "/staff/setup",
        "/staff/setup/presence",
        "/companies/activate",
        "/companies/activate/again",
        "/companies/invitation",
        "/companies/invitation/ask",
        "/companies/invitation/decline",
        "/companies/register",
        "/companies/register/again",
        "/sign-in/company",
        "/send/{link}",
        "/device",
    ] {
        strangers.post(path, &[("token", "nonsense"), ("code", "123456"), ("presence", "nonsense")], FEW, 0).await;
    }
    for below in ["messages", "typing", "end", "transcript", "files", "send", "files/{message}"] {
        strangers.post_filled(&format!("/chat/{{chat}}/{below}")).await;
    }
    let free = [
        "/theme",
        "/language",
        "/sign-in/passkey/question",
        "/sign-out",
        "/staff/sign-in/passkey/question",
        "/staff/sign-out",
        "/companies/activate/switch",
        "/companies/invitation/switch",
        "/oauth/authorize",
        "/oauth/logout",
        "/oauth/logout/now",
    ];
    for path in free {
        strangers.post(path, &[("theme", "dark"), ("lang", "ja")], FEW, 0).await;
    }
    pictures(&world, many).await;
    let activation = serde_json::json!({
        "product": "probe",
        "code": crate::sample::unknown_code(),
        "device": { "fingerprint": [format!("{:064x}", 1)] },
    });
    strangers.send("/api/v1/activations", &activation).await;
    strangers.send("/api/v1/key-files", &activation).await;
    strangers.send("/api/v1/activations/explain", &activation).await;
    let shown = serde_json::json!({ "renew_token": "nonsense", "device": activation["device"] });
    for what in ["renew", "deactivate"] {
        strangers.send(&format!("/api/v1/activations/{{activation}}/{what}"), &shown).await;
    }
    holds(&world, &before, "what opens nothing", 0).await;
    let (free, counted) = open_to_strangers(&world);
    let mut open = free.union(&counted).cloned().collect::<BTreeSet<_>>();
    open.retain(|(method, _)| method != "GET");
    assert_eq!(strangers.doors, open, "doors that strangers may send to, and were not tried");
    let limits = world.cx().service::<Limits>().unwrap().held();
    assert!(limits <= Limits::MOST, "{limits} keys");
}

async fn pictures(world: &World, many: bool) {
    let mut first = world.browser().from_address(address(many, 0));
    let token = first.get("/register").await.input("human_token").unwrap();
    let mut drawn = 0;
    for n in 0..enough(many) {
        let mut browser: Browser = world.browser().from_address(address(many, n));
        drawn += usize::from(browser.get(&format!("/human-check/{token}.png")).await.status.is_success());
    }
    let most = if many { 60 * 16 } else { 60 };
    assert!((most / 2..=most).contains(&drawn), "{drawn} pictures where {most} may be drawn");
}
