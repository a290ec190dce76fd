//! An upload (tus) of a large file over loopback, in requests of 64 MiB, stored sealed and synced in a folder; and how much memory the server takes
//! for it. Beside it the same bytes in the same requests to a bare handler that writes them to one file and syncs it each 8 MiB.

use super::start::{SETTLE, one_page};
use crate::children::Served;
use crate::client::Connection;
use crate::content::{Content, done};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::{Paired, paired};
use gatehouse_context::subject;
use gatehouse_core::Fault;
use gatehouse_files::links::{self, LIFE, MOST_BYTES, MOST_FILES, NewLink};
use gatehouse_files::{Kept, Purpose, Who};
use std::cell::Cell;
use std::path::Path;
use std::time::{Duration, Instant};

const MIB: usize = 1 << 20;
/// Bytes of a request.
const REQUEST: usize = 64 * MIB;
/// Requests of a round.
const REQUESTS: usize = 16;
const ROUNDS: usize = 5;
const READ_EVERY: Duration = Duration::from_millis(50);

const SENT: Purpose =
    Purpose { word: "licenses.document", most_bytes: 1, media: &[], kept: Kept::UntilRemoved, who: Who::Module };

/// Measures both.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("upload")?;
    let token = place.runtime.block_on(link(&data))?;
    let bare = Served::bare_in(place, &place.new_folder("upload_bare")?)?;
    let server = Served::gatehouse(place, &data, &[])?;
    one_page(place, &server, "/sign-in")?;
    std::thread::sleep(SETTLE);
    let idle = server.resident_mib()?;
    let peak = Cell::new(idle);
    // It begins as what the purpose takes.
    let mut part: Vec<u8> = b"%PDF-1.7\n".to_vec();
    part.extend((part.len()..REQUEST).map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes()[2]));
    let rounds = paired(
        ROUNDS,
        || {
            let (rate, most) = send(place, &server, &token, &part)?;
            peak.set(peak.get().max(most));
            Ok(rate)
        },
        || place.runtime.block_on(write(&bare, &part)),
    )?;
    server.stop()?;
    bare.stop()?;
    let length = REQUEST * REQUESTS / MIB;
    let what = format!("{length} MiB in requests of 64 MiB: hashed, sealed, synced each 8 MiB with their rows");
    let memory = Paired { values: vec![peak.get() - idle], baselines: vec![idle] };
    Ok(vec![
        Figure::of("upload", "MiB/s", &rounds, what, "a bare handler that writes them to a file, synced each 8 MiB")
            .goal(Goal::AtLeast(270.0)),
        Figure {
            noise: "the most of all rounds, read every 50 ms".to_owned(),
            ..Figure::of("upload_memory", "MiB", &memory, "resident memory beyond idle while it comes", "idle")
        }
        .goal(Goal::AtMost(30.0)),
    ])
}

async fn link(data: &Path) -> Result<String, Fault> {
    let content = Content::open(data, None).await?;
    let cx = content.cx.clone();
    let (owner, target) = (cx.id(), cx.id());
    let tx = cx.begin().await?;
    subject::create(&cx, &tx, owner).await?;
    let new = NewLink {
        purpose: SENT,
        owner,
        payer: owner,
        target,
        most_bytes: MOST_BYTES,
        most_files: MOST_FILES,
        life: LIFE,
        pin: None,
    };
    let (_, token) = done(links::make(&cx, &tx, &new).await)?;
    tx.commit().await?;
    drop(cx);
    content.close().await?;
    Ok(token.expose().clone())
}

fn head(method: &str, path: &str, headers: &str, length: usize) -> Vec<u8> {
    format!(
        "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ntus-resumable: 1.0.0\r\ncontent-length: {length}\r\n{headers}\r\n"
    )
    .into_bytes()
}

/// Sends one file; MiB a second, and the most that was resident meanwhile.
fn send(place: &Place, server: &Served, token: &str, part: &[u8]) -> Result<(f64, f64), Fault> {
    let length = REQUEST * REQUESTS;
    let sending = place.runtime.spawn({
        let (address, token, part) = (server.address, token.to_owned(), part.to_vec());
        async move {
            let mut connection = Connection::open(address).await?;
            let begun = format!("upload-length: {length}\r\n");
            let request = head("POST", &format!("/uploads/by/{token}"), &begun, 0);
            let answer = connection.ask(&request).await?;
            let at = answer.headers("location").next().map(str::to_owned);
            let at = at.filter(|_| answer.status == 201).ok_or_else(|| answer.unexpected("a creation"))?;
            let begun = Instant::now();
            for n in 0..REQUESTS {
                let offset = n * REQUEST;
                let headers = format!("upload-offset: {offset}\r\ncontent-type: application/offset+octet-stream\r\n");
                connection.send(&head("PATCH", &at, &headers, part.len())).await?;
                let answer = connection.ask(&part).await?;
                if answer.status != 204 {
                    return Err(answer.unexpected("a part"));
                }
            }
            let rate = (length / MIB) as f64 / begun.elapsed().as_secs_f64();
            let answer = connection.ask(&head("DELETE", &at, "", 0)).await?;
            if answer.status == 204 { Ok(rate) } else { Err(answer.unexpected("the end")) }
        }
    });
    let mut most: f64 = 0.0;
    while !sending.is_finished() {
        most = most.max(server.resident_mib()?);
        std::thread::sleep(READ_EVERY);
    }
    Ok((place.runtime.block_on(sending)??, most))
}

/// MiB a second of the baseline.
async fn write(server: &Served, part: &[u8]) -> Result<f64, Fault> {
    let mut connection = Connection::open(server.address).await?;
    let answer = connection.ask(&head("POST", "/write/file", "", 0)).await?;
    if answer.status != 204 {
        return Err(answer.unexpected("a beginning"));
    }
    let begun = Instant::now();
    for _ in 0..REQUESTS {
        connection.send(&head("PATCH", "/write/file", "", part.len())).await?;
        let answer = connection.ask(part).await?;
        if answer.status != 204 {
            return Err(answer.unexpected("a part"));
        }
    }
    Ok((REQUEST * REQUESTS / MIB) as f64 / begun.elapsed().as_secs_f64())
}
