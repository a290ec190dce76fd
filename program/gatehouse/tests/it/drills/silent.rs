//! `silent`: strangers hold as many connections as they can and say nothing, while the process may have 256 files.

use super::held;
use crate::edges::silent;
use crate::server::{Place, client};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const FOR: Duration = Duration::from_secs(60);

#[test]
#[ignore = "a drill"]
fn honest_people_and_jobs_do_not_notice_silent_connections() {
    let place = Place::new().files(256);
    let server = place.serve(&[]);
    let target: SocketAddr = server.origin.trim_start_matches("http://").parse().unwrap();
    let (stop, opened) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let flood = {
        let (stop, opened) = (Arc::clone(&stop), Arc::clone(&opened));
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let addresses: Vec<String> = (1..=20).map(|host| format!("127.0.9.{host}")).collect();
            let from: Vec<&str> = addresses.iter().map(String::as_str).collect();
            let said: [&[u8]; 4] = [b"", b"P", b"PRI * HTTP/2.0\r\n\r\n", b"GET / HTTP/1.1\r\nhost:"];
            let mut kept = Vec::new();
            while !stop.load(Ordering::SeqCst) {
                for said in said {
                    let open = runtime.block_on(silent(target, &from, 10, said));
                    opened.fetch_add(open.len(), Ordering::SeqCst);
                    std::thread::sleep(Duration::from_millis(200));
                    kept.push(open);
                    // The newest thousand: the server has long ended the others.
                    if kept.len() > 5 {
                        kept.remove(0);
                    }
                }
            }
        })
    };
    let (begun, mut times) = (Instant::now(), Vec::new());
    while begun.elapsed() < FOR {
        let asked = Instant::now();
        let answer = client().get(format!("{}/sign-in", server.origin)).send();
        assert!(answer.is_ok_and(|answer| answer.status() == 200), "request {} was not answered", times.len());
        times.push(asked.elapsed());
        std::thread::sleep(Duration::from_millis(50));
    }
    stop.store(true, Ordering::SeqCst);
    flood.join().unwrap();
    times.sort_unstable();
    let log = server.log();
    assert!(opened.load(Ordering::SeqCst) > 1_000, "only {} silent connections", opened.load(Ordering::SeqCst));
    assert!(!log.contains("unable to open") && !log.contains("tries again"), "{log}");
    held(&format!(
        "{} silent connections in {} s with a limit of 256 files: {} of {} requests were answered, the median after {:.1?}, the \
         slowest after {:.1?}; jobs and database always had files",
        opened.load(Ordering::SeqCst),
        FOR.as_secs(),
        times.len(),
        times.len(),
        times[times.len() / 2],
        times[times.len() - 1]
    ));
    assert_eq!(server.stop(), Some(0));
}
