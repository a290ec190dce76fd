//! A start on an existing database, and the memory of a server that nobody asks; both beside the bare server.

use crate::children::Served;
use crate::client::{Connection, get};
use crate::content::Content;
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::Paired;
use gatehouse_core::Fault;
use std::time::Duration;

const LICENSES: usize = 10_000;
const ROUNDS: usize = 7;
/// What a start leaves behind is given back by then.
pub(super) const SETTLE: Duration = Duration::from_secs(2);

/// Measures both.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("start")?;
    place.runtime.block_on(async {
        let content = Content::make(&data, None).await?;
        content.codes(LICENSES, 3).await?;
        content.close().await
    })?;
    let empty = || Paired { values: Vec::new(), baselines: Vec::new() };
    let (mut starts, mut memory) = (empty(), empty());
    for round in 0..ROUNDS {
        let bare = Served::bare(place)?;
        let server = Served::gatehouse(place, &data, &[])?;
        starts.baselines.push(bare.start_ms);
        starts.values.push(server.start_ms);
        // Memory hardly differs between rounds; three are enough.
        if round < 3 {
            one_page(place, &server, "/sign-in")?;
            one_page(place, &bare, "/health/ready")?;
            std::thread::sleep(SETTLE);
            memory.baselines.push(bare.resident_mib()?);
            memory.values.push(server.resident_mib()?);
        }
        server.stop()?;
    }
    let idle = "resident 2 s after the start and one page, 10,000 licenses in SQLite";
    let start = "from the start of the process to the first 200 of /health/ready, 10,000 licenses in SQLite";
    Ok(vec![
        Figure::of("idle_memory", "MiB", &memory, idle, "the bare server").goal(Goal::AtMost(60.0)),
        Figure::of("start", "ms", &starts, start, "the bare server").goal(Goal::Below(300.0)),
    ])
}

/// Shows one page, so that what the first one needs is there.
pub(super) fn one_page(place: &Place, served: &Served, path: &str) -> Result<(), Fault> {
    place.runtime.block_on(async {
        let mut connection = Connection::open(served.address).await?;
        let answer = connection.ask(&get(path, "")).await?;
        if answer.status == 200 { Ok(()) } else { Err(answer.unexpected(path)) }
    })
}
