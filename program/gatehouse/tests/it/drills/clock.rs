//! `clock`: a server that starts 200 days ahead for a while, and then again with the right time.

use super::held;
use crate::product::hint;
use crate::server::{Place, client};
use gatehouse::config::Config;
use gatehouse::install::open_site;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Clock, DAY, Role, StaffActor, SystemClock, TestClock, Uuid};
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait};
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::tables::{activation, lease_stop};
use gatehouse_web::Site;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

const LIBRARY: &str = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
const AHEAD: i64 = 200;

async fn open(place: &Place, clock: Arc<dyn Clock>) -> Site {
    let text = format!("data_dir = '{}'", place.path().join("data").display());
    open_site(&Config::parse(&text, &BTreeMap::new()).unwrap(), clock).await.unwrap()
}

async fn close(site: Site) {
    for module in &site.modules {
        module.stopping(&site.app).await.unwrap();
    }
    site.app.db.clone().close().await.unwrap();
}

/// Stops and mails.
async fn stored(place: &Place) -> (u64, u64) {
    let site = open(place, Arc::new(SystemClock)).await;
    let reader = site.app.db.reader();
    let stops = lease_stop::Entity::find().count(reader).await.unwrap();
    let mails = gatehouse_mail::table::Entity::find().count(reader).await.unwrap();
    close(site).await;
    (stops, mails)
}

/// Runs the installation for some seconds with the clock ahead; returns how.
async fn run_ahead(place: &Place) -> &'static str {
    if !Path::new(LIBRARY).exists() {
        let clock = Arc::new(TestClock::at(SystemClock.now().plus(AHEAD * DAY)));
        let site = open(place, clock).await;
        site.runner.drain().await.unwrap();
        close(site).await;
        return "a test's clock (libfaketime is not installed)";
    }
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let log = std::fs::File::create(place.path().join("ahead.log")).unwrap();
    let mut child = place
        .command(&["serve"])
        .env("GATEHOUSE__LISTEN", format!("127.0.0.1:{port}"))
        .env("LD_PRELOAD", LIBRARY)
        .env("FAKETIME", format!("+{AHEAD}d"))
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap();
    // Jobs are looked for every two seconds.
    tokio::time::sleep(Duration::from_secs(12)).await;
    assert!(child.try_wait().unwrap().is_none(), "it serves with a clock that is ahead");
    let health = format!("http://127.0.0.1:{port}/health/ready");
    let ready = tokio::task::block_in_place(|| client().get(health).send().unwrap().status());
    assert_eq!(ready, 200, "it serves with a clock that is ahead");
    let pid = child.id();
    child.kill().unwrap();
    child.wait().unwrap();
    // The library leaves them behind when its process is killed.
    for name in ["faketime_shm_", "sem.faketime_sem_"] {
        drop(std::fs::remove_file(format!("/dev/shm/{name}{pid}")));
    }
    let log = std::fs::read_to_string(place.path().join("ahead.log")).unwrap();
    assert!(log.matches("clock.ahead").count() >= 2, "at the start, and by the sweep: {log}");
    "libfaketime"
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a drill"]
async fn a_blocked_license_stays_blocked_and_nothing_is_erased() {
    let place = Place::new();
    let fingerprint = json!({ "fingerprint": ["ab".repeat(32)] });
    let (hints, origin, server) = tokio::task::block_in_place(|| {
        let mut server = place.serve(&["--demo"]);
        (server.hints(), server.origin.clone(), server)
    });
    let send = |url: String, body: Value| {
        tokio::task::block_in_place(move || {
            let answer = client().post(url).json(&body).send().unwrap();
            (answer.status().as_u16(), answer.json::<Value>().unwrap())
        })
    };
    let code = hint(&hints, "Activation code");
    let body = json!({ "product": "lantern", "code": code, "device": fingerprint });
    let (status, first) = send(format!("{origin}/api/v1/activations"), body);
    assert_eq!(status, 201, "{first}");
    let (id, token) = (first["activation"].as_str().unwrap().to_owned(), first["renew_token"].clone());
    assert_eq!(tokio::task::block_in_place(|| server.stop()), Some(0));

    let site = open(&place, Arc::new(SystemClock)).await;
    let staff = Actor::Staff(StaffActor { id: Uuid::from_u128(7), roles: vec![Role::Licensing] });
    let cx = Cx::program(&site.app, "drill").acting_as(staff);
    let seat: Uuid = id.parse().unwrap();
    let license = activation::Entity::find_by_id(seat).one(cx.read()).await.unwrap().unwrap().license_id;
    block(&cx, &Block { license, reason: "compromised".into(), ..Block::default() }).await.unwrap();
    close(site).await;

    let before = stored(&place).await;
    assert!(before.0 > 0 && before.1 > 0, "nothing is there that a believed clock would erase");
    let how = run_ahead(&place).await;
    let after = stored(&place).await;
    assert!(after.0 >= before.0 && after.1 >= before.1, "{before:?} stops and mails before, {after:?} after");
    let server = tokio::task::block_in_place(|| place.serve(&[]));
    let url = format!("{}/api/v1/activations/{id}/renew", server.origin);
    let (status, refused) = send(url, json!({ "renew_token": token, "device": fingerprint }));
    assert_eq!((status, refused["code"].as_str()), (422, Some("license.blocked")), "{refused}");
    drop(server);
    held(&format!(
        "{AHEAD} days ahead with {how}: {} stops and {} mails before, {} and {} after; the blocked license is refused",
        before.0, before.1, after.0, after.1
    ));
}
