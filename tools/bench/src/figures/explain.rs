//! Why an activation is refused (LIC-10), rule by rule: one connection among 20,000 licenses, each call another full license and device. The
//! baseline is the activation that it explains, with the same bodies: it is refused by the same rule.

use super::activation::request;
use crate::children::Served;
use crate::client::{Connection, post};
use crate::content::Content;
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::{paired, percentile};
use gatehouse_core::Fault;
use std::time::Instant;

const LICENSES: usize = 20_000;
/// Licenses whose only seat is taken before.
const FULL: usize = 500;
const ROUNDS: usize = 5;

/// Measures.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("explain")?;
    let codes = place.runtime.block_on(async {
        let content = Content::make(&data, None).await?;
        let codes = content.codes(LICENSES, 1).await?;
        content.close().await?;
        Ok::<_, Fault>(codes)
    })?;
    let full = codes.get(..FULL).unwrap_or_default();
    let server = Served::gatehouse(place, &data, &[])?;
    place.runtime.block_on(async {
        let mut connection = Connection::open(server.address).await?;
        for code in full {
            let answer = connection.ask(&request(code)).await?;
            if answer.status != 201 {
                return Err(answer.unexpected("an activation"));
            }
        }
        Ok::<_, Fault>(())
    })?;
    let activations: Vec<Vec<u8>> = full.iter().map(|code| request(code)).collect();
    let explanations: Vec<Vec<u8>> = activations.iter().map(|activation| explained(activation)).collect();
    let timed = |requests: &[Vec<u8>], status: u16| {
        place.runtime.block_on(async {
            let mut connection = Connection::open(server.address).await?;
            let mut micros = Vec::with_capacity(requests.len());
            for request in requests {
                let begun = Instant::now();
                let answer = connection.ask(request).await?;
                micros.push(u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX));
                if answer.status != status {
                    return Err(answer.unexpected("an explanation"));
                }
            }
            Ok::<_, Fault>(percentile(&micros, 0.99) / 1_000.0)
        })
    };
    timed(&explanations, 200)?;
    let rounds = paired(ROUNDS, || timed(&explanations, 200), || timed(&activations, 409))?;
    server.stop()?;
    let what = "p99 of 500 explanations of a full license, HTTP, one connection, SQLite, 20,000 licenses";
    let figure = Figure::of("explain", "ms", &rounds, what, "p99 of the refused activations themselves");
    Ok(vec![figure.goal(Goal::Below(25.0))])
}

/// The same body, posted to the explanation.
fn explained(activation: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(activation);
    let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    post("/api/v1/activations/explain", "application/json", "", body)
}
