//! What it costs to know who is signed in (ACC-10), on the path of a page: the door reads the session and answers by a redirect, so
//! that no page of its own is in the figure.

use super::sign_in::sign_in;
use crate::children::Served;
use crate::client::get;
use crate::content::Content;
use crate::load::{Load, drive};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::paired;
use gatehouse_core::Fault;
use std::time::Duration;

const PERSONS: usize = 32;
const CONNECTIONS: usize = 16;
const WARM_UP: Duration = Duration::from_secs(2);
const ROUND: Duration = Duration::from_secs(2);
const ROUNDS: usize = 5;

/// Measures.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("session_check")?;
    let emails: Vec<String> = (0..PERSONS).map(|number| format!("session-{number}@example.com")).collect();
    place.runtime.block_on(async {
        let content = Content::open(&data, None).await?;
        for email in &emails {
            content.account(email).await?;
        }
        content.close().await
    })?;
    let server = Served::gatehouse(place, &data, &[])?;
    let bare = Served::bare(place)?;
    let mut requests = Vec::new();
    for email in &emails {
        let session = place.runtime.block_on(sign_in(server.address, email))?;
        requests.push(get("/", &format!("cookie: {}\r\n", session.join("; "))));
    }
    let nothing = vec![get("/health/ready", "")];
    // To a visitor it answers with the front page, and 200: a session that is not known would end the measurement.
    let ours =
        Load { address: server.address, connections: CONNECTIONS, status: 303, requests: &requests, again: true };
    let theirs = Load { address: bare.address, status: 200, requests: &nothing, ..ours };
    drive(ours, 0, WARM_UP)?;
    drive(theirs, 0, WARM_UP)?;
    let rounds = paired(ROUNDS, || Ok(drive(ours, 0, ROUND)?.rate()), || Ok(drive(theirs, 0, ROUND)?.rate()))?;
    server.stop()?;
    let what =
        format!("HTTP, {CONNECTIONS} connections, {PERSONS} persons: GET / is answered with the way to their home");
    let figure = Figure::of("session_check", "per second", &rounds, what, "a bare handler that answers a word");
    Ok(vec![figure.goal(Goal::AtLeast(5_000.0))])
}
