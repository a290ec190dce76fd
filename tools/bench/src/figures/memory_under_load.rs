//! The memory of a server under a mixed load of five minutes, and whether it goes on growing.
//!
//! Pages and the API are read, devices renew and activate, people sign in, each over a connection of its own and at a steady
//! pace that two cores bear: so a fast machine stores no more than a slow one. More devices renew than a node keeps answers
//! for, so that memory for them is full within the first minute. Resident memory is read every second.

use super::{activation, lease_renewal, sign_in, start};
use crate::children::Served;
use crate::client::get;
use crate::content::{Content, done, may};
use crate::load::{Paced, pace};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::Paired;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::{Direction, PageRequest};
use gatehouse_licenses::queries::Sorting;
use gatehouse_licenses::queries::licenses::{LicenseColumn, LicenseFilter, licenses};
use gatehouse_staff::actions::{NewApiKey, create_api_key};
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

const MINUTE: Duration = Duration::from_secs(60);
const LOAD: Duration = Duration::from_secs(300);
const READ_EVERY: Duration = Duration::from_secs(1);

/// 500 a second.
const PAGE_EVERY: Duration = Duration::from_millis(2);
/// 500 a second.
const RENEWAL_EVERY: Duration = Duration::from_millis(2);
/// 20 a second: two cores hash about a hundred.
const SIGN_IN_EVERY: Duration = Duration::from_millis(50);
/// 100 a second.
const ACTIVATION_EVERY: Duration = Duration::from_millis(10);

/// Devices that renew, again and again; a node keeps the answers of a minute for 2,048.
const DEVICES: usize = 20_000;
/// Codes, one an activation: as many as are asked for in [`LOAD`].
const CODES: usize = 30_000;
const ACCOUNTS: usize = 16;
const READER: &str = "reader@example.com";
/// Licenses of the reader.
const LICENSES: usize = 50;

/// Measures both.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("memory_under_load")?;
    let emails: Vec<String> = (0..ACCOUNTS).map(|number| format!("bench-{number}@example.com")).collect();
    let made = place.runtime.block_on(make(&data, &emails))?;
    let server = Served::gatehouse(place, &data, &[])?;
    start::one_page(place, &server, "/sign-in")?;
    std::thread::sleep(start::SETTLE);
    let idle = server.resident_mib()?;
    let mix = mix(place, server.address, &made, &emails)?;
    let (readings, amounts) = under_load(&server, &made, &mix)?;
    let peak = server.peak_mib()?;
    server.stop()?;

    let last = most(&readings, LOAD - MINUTE, Duration::MAX);
    let before = most(&readings, MINUTE, LOAD - MINUTE);
    let what = format!(
        "the most that was resident in the last minute of five, {CODES} licenses in SQLite; answered: {amounts}; \
         the most of the whole process: {peak:.0} MiB"
    );
    let growth = "the same: the most of the last minute";
    Ok(vec![
        figure("memory_under_load", last, idle, what, "the same process, idle 2 s after its start and one page")
            .goal(Goal::AtMost(120.0)),
        figure("memory_growth", last, before, growth, "the most of the second to the fourth minute")
            .goal(Goal::RatioAtMost(1.05)),
    ])
}

/// From one run: another would need five minutes more.
fn figure(name: &'static str, value: f64, baseline: f64, what: impl Into<String>, beside: &str) -> Figure {
    let run = Paired { values: vec![value], baselines: vec![baseline] };
    Figure { noise: "one run, read every second".to_owned(), ..Figure::of(name, "MiB", &run, what, beside) }
}

/// What the server finds.
struct Made {
    /// An API key that reads.
    key: String,
    /// The reader's order, and a license of it.
    order: Uuid,
    license: Uuid,
    renewals: Vec<Vec<u8>>,
    activations: Vec<Vec<u8>>,
}

async fn make(data: &Path, emails: &[String]) -> Result<Made, Fault> {
    let content = Content::make(data, None).await?;
    for email in emails {
        content.account(email).await?;
    }
    content.account(READER).await?;
    let order = content.order(READER).await?;
    content.issue(order, LICENSES, 3).await?;
    let license = license_of(&content.cx, order).await?;
    let codes = content.codes(CODES, 1).await?;
    let wanted = NewApiKey {
        name: "Bench".to_owned(),
        scopes: ["orders:read", "licenses:read"].map(str::to_owned).to_vec(),
        expires: String::new(),
    };
    let key = done(create_api_key(&content.cx, wanted).await)?.key.expose().clone();
    let renewals = lease_renewal::requests(&content.cx, DEVICES)?;
    content.close().await?;
    let activations = codes.iter().map(|code| activation::request(code)).collect();
    Ok(Made { key, order, license, renewals, activations })
}

async fn license_of(cx: &Cx, order: Uuid) -> Result<Uuid, Fault> {
    let filter = LicenseFilter { order: Some(order), ..LicenseFilter::default() };
    let sorting = Sorting { column: LicenseColumn::Created, direction: Direction::Descending };
    let asked = Seen::of(&may(cx)?, filter).await?;
    let found = licenses(cx, &asked, sorting, &PageRequest::default()).await?;
    let first = found.page.items.first().map(|license| license.id);
    first.ok_or_else(|| Fault::new("the reader has no license"))
}

/// What needs a running server to be made.
struct Mix {
    pages: Vec<Vec<u8>>,
    sign_ins: Vec<Vec<u8>>,
}

fn mix(place: &Place, address: SocketAddr, made: &Made, emails: &[String]) -> Result<Mix, Fault> {
    let session = place.runtime.block_on(sign_in::sign_in(address, READER))?.join("; ");
    let sign_ins = emails
        .iter()
        .map(|email| sign_in::from_known_browser(place, address, email))
        .collect::<Result<Vec<Vec<u8>>, Fault>>()?;
    Ok(Mix { pages: pages(made, &session), sign_ins })
}

/// What visitors, a signed-in customer and a program with an API key read.
fn pages(made: &Made, session: &str) -> Vec<Vec<u8>> {
    let (order, license) = (made.order, made.license);
    let cookie = format!("cookie: {session}\r\n");
    let key = format!("authorization: Bearer {}\r\n", made.key);
    let visitors = ["/sign-in", "/register", "/forgot-password"].map(|path| get(path, ""));
    let own = ["/licenses", &format!("/licenses/{license}"), "/account", "/account/activity", "/account/sessions"]
        .map(|path| get(path, &cookie));
    let api = [
        "/api/v1/orders",
        &format!("/api/v1/orders/{order}"),
        "/api/v1/licenses",
        "/api/v1/licenses?status=active",
        &format!("/api/v1/licenses/{license}"),
    ]
    .map(|path| get(path, &key));
    [visitors.to_vec(), own.to_vec(), api.to_vec()].concat()
}

/// When a reading was taken, counted from the start of the load, and how much was resident then, in MiB.
type Reading = (Duration, f64);

/// The readings, and in words how much was answered.
fn under_load(server: &Served, made: &Made, mix: &Mix) -> Result<(Vec<Reading>, String), Fault> {
    let address = server.address;
    let parts = [
        ("pages and API reads", Paced { address, status: 200, requests: &mix.pages, every: PAGE_EVERY }),
        ("renewals", Paced { address, status: 200, requests: &made.renewals, every: RENEWAL_EVERY }),
        ("sign-ins", Paced { address, status: 303, requests: &mix.sign_ins, every: SIGN_IN_EVERY }),
        ("activations", Paced { address, status: 201, requests: &made.activations, every: ACTIVATION_EVERY }),
    ];
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let running = parts.map(|(name, part)| (name, scope.spawn(move || pace(part, LOAD))));
        let readings = readings(server, begun, || running.iter().any(|(_, thread)| thread.is_finished()))?;
        let mut amounts = Vec::new();
        for (name, thread) in running {
            let answers = thread.join().map_err(|_| Fault::new("a thread of the load broke off"))??;
            amounts.push(format!("{answers} {name}"));
        }
        Ok((readings, amounts.join(", ")))
    })
}

/// Until the load is over, or a part of it has broken off.
fn readings(server: &Served, begun: Instant, is_over: impl Fn() -> bool) -> Result<Vec<Reading>, Fault> {
    let mut all = Vec::new();
    while begun.elapsed() < LOAD && !is_over() {
        std::thread::sleep(READ_EVERY);
        all.push((begun.elapsed(), server.resident_mib()?));
    }
    Ok(all)
}

/// The most that was resident between two moments.
fn most(readings: &[Reading], from: Duration, to: Duration) -> f64 {
    readings.iter().filter(|(at, _)| (from..to).contains(at)).map(|(_, mib)| *mib).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::{LOAD, MINUTE, most};
    use std::time::Duration;

    #[test]
    fn the_last_minute_stands_beside_the_three_before_it() {
        let second = Duration::from_secs;
        let readings =
            [(second(10), 99.0), (second(70), 50.0), (second(239), 60.0), (second(240), 61.0), (second(301), 62.0)];
        assert!((most(&readings, MINUTE, LOAD - MINUTE) - 60.0).abs() < 1e-9);
        assert!((most(&readings, LOAD - MINUTE, Duration::MAX) - 62.0).abs() < 1e-9);
        assert!(most(&[], MINUTE, LOAD).abs() < 1e-9);
    }
}
