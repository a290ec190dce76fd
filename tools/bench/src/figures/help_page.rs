//! The first page of the help center with 10,000 articles in three languages (ALL-10), as a visitor gets it from the program over one connection.

use crate::children::Served;
use crate::client::{Connection, get};
use crate::load::{Load, drive};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::{paired, percentile};
use gatehouse_core::Fault;
use std::path::Path;
use std::time::Duration;

const WARM_UP: Duration = Duration::from_secs(2);
const ROUND: Duration = Duration::from_secs(3);
const ROUNDS: usize = 5;
/// Articles on the page at the least: the first of each category.
const SHOWN: usize = 20;
/// In milliseconds.
const GOAL: f64 = 50.0;

/// Measures on an installation whose help center is filled; `article` is the address of one of them.
pub fn measure(
    place: &Place,
    data: &Path,
    database: Option<&str>,
    article: &str,
    name: &'static str,
) -> Result<Figure, Fault> {
    let settings: Vec<(&str, &str)> = database.map(|url| ("DATABASE", url)).into_iter().collect();
    let server = Served::gatehouse(place, data, &settings)?;
    let (first, one) = ([get("/help", "")], [get(article, "")]);
    place.runtime.block_on(async {
        let mut connection = Connection::open(server.address).await?;
        for (request, least) in [(&first[0], SHOWN), (&one[0], 1)] {
            let answer = connection.ask(request).await?;
            // A redirect or an empty page would be quick and mean nothing.
            let links = String::from_utf8_lossy(answer.body).matches("/help/").count();
            if answer.status != 200 || links < least {
                return Err(answer.unexpected(&format!("a page of the help center (with {links} articles)")));
            }
        }
        Ok::<_, Fault>(())
    })?;
    let time = |requests: &[Vec<u8>], length: Duration| {
        let load = Load { address: server.address, connections: 1, status: 200, requests, again: true };
        let round = drive(load, 0, length)?;
        Ok::<_, Fault>(percentile(&round.latencies, 0.99) / 1000.0)
    };
    time(&first, WARM_UP)?;
    time(&one, WARM_UP)?;
    let rounds = paired(ROUNDS, || time(&first, ROUND), || time(&one, ROUND))?;
    server.stop()?;
    let what = "p99 of one connection: the first page of the help center, with 10,000 articles in three languages";
    Ok(Figure::of(name, "ms", &rounds, what, "the page of one article, by its number").goal(Goal::Below(GOAL)))
}
