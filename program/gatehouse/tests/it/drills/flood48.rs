//! `flood48`: wrong passwords from all 65,536 networks of one /48, as fast as the program takes them, and honest sign-ins amid.

use super::held;
use crate::server::{Place, client};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

const FLOODERS: u32 = 40;
const FOR: Duration = Duration::from_secs(20);
const PASSWORD: &str = "Harbor-Lamp-27";

/// Posts a form as if it came from this address, through a trusted proxy.
fn post(
    client: &reqwest::blocking::Client,
    url: &str,
    from: &str,
    cookie: &str,
    form: &[(&str, &str)],
) -> (u16, String) {
    let request = client.post(url).header("x-forwarded-for", from);
    let request = request.header("sec-fetch-site", "same-origin").header("cookie", cookie).form(form);
    let answer = request.send().unwrap();
    let cookies = answer.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let cookies: Vec<_> = cookies.filter_map(|value| value.split(';').next()).map(str::to_owned).collect();
    (answer.status().as_u16(), cookies.join("; "))
}

#[test]
#[ignore = "a drill"]
fn embedded() {
    let place = Place::new();
    let mut demo = place.serve(&["--demo"]);
    let hints = demo.hints();
    assert!(hints.contains(PASSWORD), "the demo's people have another password: {hints}");
    assert_eq!(demo.stop(), Some(0));
    // As in production: with a proxy that is believed, and mails that go nowhere.
    let place = place.set("TRUSTED_PROXIES", "127.0.0.1").set("MAIL", "smtp://127.0.0.1:1");
    let server = place.serve(&[]);
    let (customers, staff) = (format!("{}/sign-in", server.origin), format!("{}/staff/sign-in", server.origin));
    let aiko = [("email", "aiko@example.com"), ("password", PASSWORD)];
    let clerk = [("email", "clerk@example.com"), ("password", PASSWORD)];
    let (status, known) = post(&client(), &customers, "198.51.100.1", "", &aiko);
    assert_eq!(status, 303, "the quiet sign-in");
    let known = known.split("; ").find(|cookie| cookie.contains("gh_device")).unwrap_or_default().to_owned();
    assert!(!known.is_empty(), "no cookie of a known browser");
    let (stop, next) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let flood: Vec<_> = (0..FLOODERS)
        .map(|_| {
            let (stop, next, url) = (Arc::clone(&stop), Arc::clone(&next), customers.clone());
            std::thread::spawn(move || {
                let client = client();
                let mut counted = [0_u32; 3];
                while !stop.load(Ordering::Relaxed) {
                    let n = next.fetch_add(1, Ordering::Relaxed) % 65_536;
                    let email = format!("victim{n}@example.com");
                    let form = [("email", email.as_str()), ("password", "wrong")];
                    match post(&client, &url, &format!("2001:db8:48:{n:x}::1"), "", &form).0 {
                        429 => counted[0] += 1,
                        503 => counted[1] += 1,
                        _ => counted[2] += 1,
                    }
                }
                counted
            })
        })
        .collect();
    let (begun, mut slowest, mut tries) = (Instant::now(), Duration::ZERO, 0_u8);
    while begun.elapsed() < FOR {
        tries = tries.wrapping_add(1);
        let client = client();
        for (who, url, from, cookie, form) in [
            ("a known browser", &customers, format!("198.51.101.{tries}"), known.as_str(), &aiko),
            ("a member of the staff", &staff, format!("198.51.102.{tries}"), "", &clerk),
            ("a stranger from elsewhere", &customers, format!("198.51.103.{tries}"), "", &aiko),
        ] {
            let asked = Instant::now();
            let (status, _) = post(&client, url, &from, cookie, form);
            assert_eq!(status, 303, "{who}, try {tries}");
            slowest = slowest.max(asked.elapsed());
        }
    }
    stop.store(true, Ordering::Relaxed);
    let mut counted = [0_u32; 3];
    for one in flood {
        for (sum, part) in counted.iter_mut().zip(one.join().unwrap()) {
            *sum += part;
        }
    }
    let [limited, busy, looked_at] = counted;
    assert!(limited > 0, "nothing was limited");
    held(&format!(
        "{tries} × (known browser, staff, stranger from elsewhere) signed in, the slowest in {} ms, while {} tries from one \
         /48 were answered: {limited} × 429, {busy} × 503, {looked_at} looked at",
        slowest.as_millis(),
        limited + busy + looked_at
    ));
}
