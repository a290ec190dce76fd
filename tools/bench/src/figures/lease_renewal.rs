//! Lease renewals (LIC-16) beside a handler that only reads and writes JSON.
//!
//! The renew tokens are made here with the installation's own key, as an activation would have made them, so that
//! each call can come from another device: then every lease is signed. In the first figure 1,000 devices ask again
//! and again, as they do behind a network that loses answers.

use crate::children::Served;
use crate::client::{Connection, post};
use crate::content::{Content, EDITION, FEATURES, PRODUCT};
use crate::load::{Load, drive};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::{median, paired, percentile};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Random, SystemRandom};
use gatehouse_formats::DeviceFingerprint;
use gatehouse_licenses::actions::leases::LeaseFacts;
use gatehouse_licenses::actions::leases::token::TokenMaker;
use std::time::Duration;

const CONNECTIONS: usize = 32;
const WARM_UP: Duration = Duration::from_secs(3);
const ROUND: Duration = Duration::from_secs(2);
const ROUNDS: usize = 5;
/// Devices that ask again and again.
const FEW: usize = 1_000;
/// Devices that ask once each: more than one server answers in all rounds.
const MANY: usize = 250_000;
/// Parts of a fingerprint.
const PARTS: usize = 5;

/// Measures both.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("lease_renewal")?;
    let requests = place.runtime.block_on(async {
        let content = Content::make(&data, None).await?;
        let requests = requests(&content.cx, MANY)?;
        content.close().await?;
        Ok::<_, Fault>(requests)
    })?;
    let server = Served::gatehouse(place, &data, &[])?;
    let bare = Served::bare(place)?;
    same_size(place, &server, &bare, &requests[0])?;

    let few = |served: &Served| Load {
        address: served.address,
        connections: CONNECTIONS,
        status: 200,
        requests: &requests[..FEW],
        again: true,
    };
    drive(few(&bare), 0, WARM_UP)?;
    drive(few(&server), 0, WARM_UP)?;
    let (mut ours, mut theirs) = (Cost::default(), Cost::default());
    let again = paired(ROUNDS, || ours.add(&server, few(&server), 0), || theirs.add(&bare, few(&bare), 0))?;

    let mut signed = Cost { next: FEW, ..Cost::default() };
    let once = paired(
        ROUNDS,
        || {
            let load = Load { requests: &requests, again: false, ..few(&server) };
            signed.add(&server, load, signed.next)
        },
        || theirs.add(&bare, few(&bare), 0),
    )?;
    server.stop()?;
    let what = |who: &str, cost: &Cost| format!("HTTP, 32 connections, {who}; {}", cost.text());
    let beside = format!("an axum handler that reads and writes JSON of the same size; {}", theirs.text());
    let few = what("1,000 devices again and again", &ours);
    let many = what("every call another device, so every lease is signed", &signed);
    Ok(vec![
        Figure::of("lease_renewal", "per second", &again, few, beside.clone())
            .goal(Goal::AtLeast(10_000.0))
            .goal(Goal::RatioAtLeast(0.6)),
        Figure::of("lease_renewal_unique", "per second", &once, many, beside),
    ])
}

/// What calls cost a server.
#[derive(Default)]
struct Cost {
    seconds: f64,
    calls: u64,
    p99_ms: Vec<f64>,
    next: usize,
}

impl Cost {
    /// One round; returns its rate.
    fn add(&mut self, served: &Served, load: Load<'_>, first: usize) -> Result<f64, Fault> {
        let before = served.cpu_seconds()?;
        let round = drive(load, first, ROUND)?;
        self.seconds += served.cpu_seconds()? - before;
        self.calls += round.answers;
        self.next = round.next;
        self.p99_ms.push(percentile(&round.latencies, 0.99) / 1000.0);
        if round.answers == 0 { Err(Fault::new("the devices were used up: make more")) } else { Ok(round.rate()) }
    }

    /// Processor time of a call, and how long all but one of a hundred take.
    fn text(&self) -> String {
        let cpu = self.seconds * 1e6 / self.calls as f64;
        format!("{cpu:.0} µs CPU a call, p99 {:.1} ms", median(&self.p99_ms))
    }
}

/// Renewals of devices that no database knows: none is asked.
pub(super) fn requests(cx: &Cx, count: usize) -> Result<Vec<Vec<u8>>, Fault> {
    let maker = TokenMaker::new(&cx.app.keys)?;
    let now = cx.now();
    (0..count).map(|number| request(&maker, now, number)).collect()
}

fn request(maker: &TokenMaker, now: Moment, number: usize) -> Result<Vec<u8>, Fault> {
    let random = SystemRandom;
    let fingerprint = DeviceFingerprint::new((0..PARTS).map(|_| random.token()).collect())?;
    let facts = LeaseFacts {
        activation: random.id(now),
        license: random.id(now),
        as_of: now,
        lease_days: 14,
        until: None,
        block_from: None,
        grace_from: None,
        limited_from: None,
        seats: 3,
        product: PRODUCT.to_owned(),
        number: format!("{number:010}"),
        edition: EDITION.to_owned(),
        features: FEATURES.map(str::to_owned).to_vec(),
        account: None,
        fingerprint: fingerprint.clone(),
    };
    let body = serde_json::json!({
        "renew_token": maker.write(&facts)?,
        "device": { "fingerprint": fingerprint },
        "time": now.seconds(),
    });
    let path = format!("/api/v1/activations/{}/renew", facts.activation);
    Ok(post(&path, "application/json", "", &body.to_string()))
}

/// The baseline is one only while both answers are about equally long.
fn same_size(place: &Place, server: &Served, bare: &Served, request: &[u8]) -> Result<(), Fault> {
    let ask = |served: &Served| {
        let address = served.address;
        place.runtime.block_on(async move {
            let mut connection = Connection::open(address).await?;
            let answer = connection.ask(request).await?;
            if answer.status == 200 { Ok(answer.body.len()) } else { Err(answer.unexpected("a renewal")) }
        })
    };
    let (ours, theirs) = (ask(server)?, ask(bare)?);
    if ours.abs_diff(theirs) * 5 > ours {
        return Err(Fault::new(format!(
            "a renewal is {ours} bytes long, the baseline's answer {theirs}: change bare.rs"
        )));
    }
    Ok(())
}
