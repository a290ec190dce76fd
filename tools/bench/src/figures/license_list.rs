//! What a page of 50 licenses costs the server (LIC-6), beside a page without content of its own.

use super::sign_in::sign_in;
use crate::children::Served;
use crate::client::{Connection, get};
use crate::content::Content;
use crate::load::{Load, drive};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::paired;
use gatehouse_core::Fault;
use std::time::Duration;

const EMAIL: &str = "reader@example.com";
const LICENSES: usize = 50;
const CONNECTIONS: usize = 4;
const WARM_UP: Duration = Duration::from_secs(2);
const ROUND: Duration = Duration::from_secs(3);
const ROUNDS: usize = 5;

/// Measures.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("license_list")?;
    place.runtime.block_on(async {
        let content = Content::make(&data, None).await?;
        content.account(EMAIL).await?;
        let order = content.order(EMAIL).await?;
        content.issue(order, LICENSES, 3).await?;
        content.close().await
    })?;
    let server = Served::gatehouse(place, &data, &[])?;
    let list = place.runtime.block_on(async {
        let session = sign_in(server.address, EMAIL).await?;
        let request = get("/licenses", &format!("cookie: {}\r\n", session.join("; ")));
        let mut connection = Connection::open(server.address).await?;
        let answer = connection.ask(&request).await?;
        // A redirect or an empty list would be quick and mean nothing.
        let rows = String::from_utf8_lossy(answer.body).matches("Lantern").count();
        if answer.status != 200 || rows < LICENSES {
            return Err(answer.unexpected(&format!("the list (with {rows} licenses)")));
        }
        Ok::<_, Fault>(vec![request])
    })?;
    let plain = vec![get("/sign-in", "")];
    let load =
        |requests| Load { address: server.address, connections: CONNECTIONS, status: 200, requests, again: true };
    let cost = |requests| {
        let before = server.cpu_seconds()?;
        let round = drive(load(requests), 0, ROUND)?;
        Ok((server.cpu_seconds()? - before) * 1000.0 / round.answers as f64)
    };
    drive(load(&list), 0, WARM_UP)?;
    drive(load(&plain), 0, WARM_UP)?;
    let rounds = paired(ROUNDS, || cost(&list), || cost(&plain))?;
    server.stop()?;
    Ok(vec![
        Figure::of(
            "license_list",
            "ms CPU a page",
            &rounds,
            "processor time of the server, 50 licenses",
            "GET /sign-in",
        )
        .goal(Goal::Below(5.0)),
    ])
}
