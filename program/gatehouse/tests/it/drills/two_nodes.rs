//! `two-nodes`: two real processes on PostgreSQL behind a real haproxy. One is cut off from the database, and a license is blocked
//! meanwhile: how long does the cut-off node go on renewing it?

use super::held;
use crate::product::hint;
use crate::server::{Place, client};
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement};
use gatehouse_db::{Db, DbConfig};
use gatehouse_testkit::postgres::empty_database;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The key `stop_grace` of both nodes, in seconds.
const GRACE: u64 = 15;
/// What a look and an answer may take on a busy machine.
const LATE: Duration = Duration::from_secs(6);

/// A wire that can be cut: connections through it are passed on, or ended and refused.
struct Relay {
    port: u16,
    is_cut: Arc<AtomicBool>,
    open: Arc<Mutex<Vec<TcpStream>>>,
}

impl Relay {
    fn to(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (is_cut, open) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
        let relay = Self { port, is_cut: Arc::clone(&is_cut), open: Arc::clone(&open) };
        std::thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                if is_cut.load(Ordering::SeqCst) {
                    drop(near.shutdown(Shutdown::Both));
                    continue;
                }
                #[expect(clippy::disallowed_methods, reason = "a relay of the test")]
                let far = TcpStream::connect(target).unwrap();
                open.lock().unwrap().extend([near.try_clone().unwrap(), far.try_clone().unwrap()]);
                if is_cut.load(Ordering::SeqCst) {
                    // It was cut between the two.
                    drop(near.shutdown(Shutdown::Both));
                    drop(far.shutdown(Shutdown::Both));
                    continue;
                }
                for (mut from, mut to) in [(near.try_clone().unwrap(), far.try_clone().unwrap()), (far, near)] {
                    std::thread::spawn(move || {
                        drop(std::io::copy(&mut from, &mut to));
                        drop(to.shutdown(Shutdown::Both));
                    });
                }
            }
        });
        relay
    }

    fn cut(&self) {
        self.is_cut.store(true, Ordering::SeqCst);
        for stream in self.open.lock().unwrap().drain(..) {
            drop(stream.shutdown(Shutdown::Both));
        }
    }

    fn restore(&self) {
        self.is_cut.store(false, Ordering::SeqCst);
    }
}

/// haproxy, which sends renewals to nodes that say at `/health/renewals` that they can do them.
struct Balancer(Child);

impl Balancer {
    fn start(folder: &Path, port: u16, nodes: [&str; 2]) -> Self {
        let server = |(name, origin): (&str, &str)| {
            format!("  server {name} {} check inter 300ms rise 1 fall 2\n", origin.trim_start_matches("http://"))
        };
        let servers: String = [("a", nodes[0]), ("b", nodes[1])].into_iter().map(server).collect();
        let text = format!(
            "defaults\n  mode http\n  timeout connect 2s\n  timeout client 10s\n  timeout server 10s\n\
             listen renewals\n  bind 127.0.0.1:{port}\n  balance roundrobin\n  option httpchk\n  \
             http-check send meth GET uri /health/renewals ver HTTP/1.1 hdr Host 127.0.0.1:{port}\n{servers}"
        );
        let file = folder.join("haproxy.cfg");
        std::fs::write(&file, text).unwrap();
        let mut command = Command::new("haproxy");
        command.arg("-f").arg(&file).stdout(Stdio::null()).stderr(Stdio::null());
        Self(command.spawn().expect("haproxy is installed"))
    }
}

impl Drop for Balancer {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A device with a lease.
struct Device {
    activation: String,
    token: String,
}

const FINGERPRINT: &str = "00000000000000000000000000000000000000000000000000000000000abc01";

impl Device {
    fn activated(origin: &str, code: &str) -> Self {
        let body =
            serde_json::json!({ "product": "lantern", "code": code, "device": { "fingerprint": [FINGERPRINT] } });
        let answer = client().post(format!("{origin}/api/v1/activations")).json(&body).send().unwrap();
        assert_eq!(answer.status(), 201);
        let value: serde_json::Value = answer.json().unwrap();
        let text = |name: &str| value[name].as_str().unwrap().to_owned();
        Self { activation: text("activation"), token: text("renew_token") }
    }

    /// The status of a renewal; 0 when nobody answered.
    fn renewal(&self, origin: &str) -> u16 {
        let body = serde_json::json!({ "renew_token": self.token, "device": { "fingerprint": [FINGERPRINT] } });
        let url = format!("{origin}/api/v1/activations/{}/renew", self.activation);
        client().post(url).json(&body).send().map_or(0, |answer| answer.status().as_u16())
    }
}

fn health(origin: &str) -> u16 {
    client().get(format!("{origin}/health/renewals")).send().map_or(0, |answer| answer.status().as_u16())
}

/// Blocks the device's license as another node would: the row, and the line that tells the others.
async fn block(database: &str, activation: &str) {
    let db = Db::open(&DbConfig::from_url(database).unwrap()).await.unwrap();
    let license = format!("(select license_id from activation where id = '{activation}')");
    let now = "(extract(epoch from clock_timestamp()) * 1000000)::bigint";
    for text in [
        format!(
            "update license set block_from = {now}, blocked_at = {now}, block_reason = 'compromised' where id = {license}"
        ),
        format!("insert into lease_stop (at, kind, license_id) values ({now}, 'license', {license})"),
    ] {
        db.writer().execute_raw(Statement::from_string(db.backend(), text)).await.unwrap();
    }
    db.close().await.unwrap();
}

/// Asks until the status is another one; how long that took, at most `most`.
fn until(most: Duration, ask: impl Fn() -> u16, expected: u16) -> Duration {
    let begun = Instant::now();
    loop {
        let status = ask();
        if status == expected {
            return begun.elapsed();
        }
        assert!(begun.elapsed() < most, "still {status} and not {expected} after {most:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
#[ignore = "a drill"]
fn a_node_without_its_database_stops_renewing_in_time() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let database = runtime.block_on(empty_database()).unwrap();
    let (head, rest) = database.url().split_once('@').unwrap();
    let (address, name) = rest.split_once('/').unwrap();
    let relay = Relay::to(address.parse().unwrap());
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let portal = format!("http://127.0.0.1:{port}");
    let node = |database: &str| {
        let place = Place::new().set("DATABASE", database).set("ORIGIN", &portal).set("RATE_LIMITS", "false");
        place.set("STOP_GRACE", &GRACE.to_string())
    };
    let near = node(database.url());
    let far = node(&format!("{head}@127.0.0.1:{}/{name}", relay.port));
    let mut a = near.serve(&["--demo"]);
    let code = hint(&a.hints(), "Site code");
    std::fs::create_dir_all(far.path().join("data")).unwrap();
    for file in ["gatehouse.keys", "root.key", "root.pub"] {
        std::fs::copy(near.path().join("data").join(file), far.path().join("data").join(file)).unwrap();
    }
    let b = far.serve(&[]);
    let _balancer = Balancer::start(near.path(), port, [&a.origin, &b.origin]);
    let device = Device::activated(&a.origin, &code);
    for origin in [&a.origin, &b.origin, &portal] {
        until(LATE, || device.renewal(origin), 200);
    }

    relay.cut();
    let cut = Instant::now();
    runtime.block_on(block(database.url(), &device.activation));
    let known = until(LATE, || device.renewal(&a.origin), 422);
    held(&format!("the node with its database refuses the blocked license after {known:.1?}"));
    assert_eq!((device.renewal(&b.origin), health(&b.origin)), (200, 204), "within the grace it goes on");
    until(Duration::from_secs(GRACE) + LATE, || device.renewal(&b.origin), 503);
    let ended = cut.elapsed();
    assert!(ended > Duration::from_secs(GRACE) - LATE, "it gave up early: {ended:?}");
    assert_eq!(health(&b.origin), 503);
    held(&format!(
        "the node without its database renews no more {ended:.1?} after the cut, with stop_grace = {GRACE} s"
    ));
    // Until the balancer has looked twice, the node says "try again"; it gives no lease.
    let mut in_turn = 0;
    let begun = Instant::now();
    while in_turn < 20 {
        match device.renewal(&portal) {
            422 => in_turn += 1,
            other => {
                assert!(other == 503 && begun.elapsed() < LATE, "{other} after {:?}", begun.elapsed());
                in_turn = 0;
            }
        }
    }
    held("behind haproxy, which asks /health/renewals, no renewal reaches the node that does not know");

    relay.restore();
    let back = until(Duration::from_secs(10), || device.renewal(&b.origin), 422);
    until(LATE, || health(&b.origin), 204);
    held(&format!("{back:.1?} after its database is back, the node refuses the blocked license itself"));
}
