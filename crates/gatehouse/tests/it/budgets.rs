//! What strangers can make a server store: a thousand tries at every door grow the tables by less than the doors' budgets.

use crate::modules;
use axum::http::Method;
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_guard::limit::Limits;
use gatehouse_testkit::{Browser, TestEngine, World};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};

const TRIES: usize = 1_000;

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

/// Posts a form a thousand times, each with an address of its own; `solved` of them with the human check solved.
async fn post(world: &World, many: bool, path: &str, fields: &[(&str, &str)], solved: usize) {
    for n in 0..TRIES {
        let mut browser = world.browser().from_address(address(many, n));
        let email = format!("stranger{n}@example.com");
        let mut form: Vec<(&str, &str)> = vec![("email", &email)];
        form.extend(fields);
        let answer =
            if n < solved { browser.post_as_human(path, &form).await } else { browser.post(path, &form).await };
        assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
    }
}

async fn send(world: &World, many: bool, path: &str, body: &serde_json::Value) {
    for n in 0..TRIES {
        let mut browser = world.browser().from_address(address(many, n));
        let answer = browser.json(Method::POST, path, body).await;
        assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
    }
}

/// What a door may leave behind for each try that it looks at: the most rows of all its tables together.
async fn holds(world: &World, before: &BTreeMap<String, i64>, door: &str, most: i64) {
    let grown = growth(world, before).await;
    let all: i64 = grown.values().sum();
    assert!(all <= most, "{door}: {all} rows came where {most} may: {grown:?}");
}

const PASSWORD: &str = "Rk7%wzq4-Lantern";

/// ACC-11, LIC-10
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_tries_at_every_door_grow_the_tables_by_less_than_its_budget() {
    for many in [false, true] {
        let share = if many { 16 } else { 1 };
        let world = World::with(TestEngine::Sqlite, modules(), |parts| parts.limits = true).await;
        let new = [("password", PASSWORD), ("again", PASSWORD)];
        // Registrations: 5 at once; each an account, its key, its link, its mail with its job, its audit line, its counter.
        let before = rows(&world).await;
        let solved = if many { 20 } else { 40 };
        post(&world, many, "/register", &new, solved).await;
        holds(&world, &before, "registration", 9 * 5 * share + 30 * share).await;
        // Wrong passwords: 10 at once; each its audit line and at most five counters.
        let before = rows(&world).await;
        post(&world, many, "/sign-in", &[("password", "wrong")], 0).await;
        holds(&world, &before, "sign-in", 6 * 10 * share + 3).await;
        let before = rows(&world).await;
        post(&world, many, "/staff/sign-in", &[("password", "wrong")], 0).await;
        holds(&world, &before, "staff sign-in", 6 * 10 * share + 3).await;
        // Recovery: 5 at once; each its answered check and its counter, and where the address is registered a link, a mail with
        // its job and an audit line.
        let before = rows(&world).await;
        post(&world, many, "/forgot-password", &[], solved).await;
        holds(&world, &before, "recovery", 6 * 5 * share + 30 * share).await;
        // Links and tokens that are none, pictures, and codes that no license has leave nothing.
        let before = rows(&world).await;
        for (path, fields) in [
            ("/register/again", [("to", "nonsense"), ("x", "")]),
            ("/confirm", [("token", "nonsense"), ("x", "")]),
            ("/set-password", [("token", "nonsense"), ("password", PASSWORD)]),
            ("/staff/set-password/nonsense", [("password", PASSWORD), ("x", "")]),
        ] {
            post(&world, many, path, &fields, 0).await;
        }
        pictures(&world, many).await;
        let activation = serde_json::json!({
            "product": "probe",
            "code": crate::sample::unknown_code(),
            "device": { "fingerprint": [format!("{:064x}", 1)] },
        });
        send(&world, many, "/api/v1/activations", &activation).await;
        let given_back = serde_json::json!({ "renew_token": "nonsense" });
        let path = format!("/api/v1/activations/{}/deactivate", gatehouse_core::Uuid::nil());
        send(&world, many, &path, &given_back).await;
        holds(&world, &before, "what opens nothing", 0).await;
        let limits = world.cx().service::<Limits>().unwrap().held();
        assert!(limits <= Limits::MOST, "{limits} keys");
    }
}

async fn pictures(world: &World, many: bool) {
    let mut first = world.browser().from_address(address(many, 0));
    let token = first.get("/register").await.input("human_token").unwrap();
    let mut drawn = 0;
    for n in 0..TRIES {
        let mut browser: Browser = world.browser().from_address(address(many, n));
        drawn += usize::from(browser.get(&format!("/human-check/{token}.png")).await.status.is_success());
    }
    assert!(drawn <= if many { 60 * 16 } else { 60 }, "{drawn} pictures");
}
