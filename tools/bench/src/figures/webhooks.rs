//! Messages to other systems (ALL-7): taken up by the job, numbered, signed, posted to a sink on this machine, and marked, in eight lanes at a time. Beside
//! it the bare POSTs of the same bodies through the kit `reach`, as many at a time.

use crate::content::{Content, done};
use crate::place::Place;
use crate::report::Figure;
use crate::stats::Paired;
use gatehouse_context::{Cx, Event, Reader};
use gatehouse_core::{Fault, Tone};
use gatehouse_reach::{Reach, Request};
use gatehouse_staff::actions::webhooks::{create_webhook, switch_webhook_on};
use gatehouse_webhooks::Entry;
use std::time::Instant;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// The name of the figure.
pub const NAME: &str = "webhooks";
const ENDPOINTS: usize = 8;
const EVENTS: usize = 250;
const ROUNDS: usize = 3;
const ISSUED: Event = Event {
    word: "license.issued",
    record: "order",
    text: |_| String::new(),
    tone: Tone::Neutral,
    readers: &[Reader::Systems],
};

/// Measures.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder(NAME)?;
    place.runtime.block_on(async {
        let url = sink().await?;
        let content = Content::configured(&data, None, |config| config.reach_loopback = true).await?;
        for number in 0..ENDPOINTS {
            let name = format!("Sink {number}");
            let entry = Entry { name, url: url.clone(), types: vec!["license".to_owned()] };
            let made = done(create_webhook(&content.cx, &entry).await)?;
            done(Box::pin(switch_webhook_on(&content.cx, made.id)).await)?;
        }
        content.installed.site.runner.drain().await?;
        let mut rounds = Paired { values: Vec::new(), baselines: Vec::new() };
        // The first round warms statements up.
        for round in 0..=ROUNDS {
            let (baseline, value) = (bare(&content.cx, &url).await?, told(&content).await?);
            if round > 0 {
                rounds.baselines.push(baseline);
                rounds.values.push(value);
            }
        }
        content.close().await?;
        let what = "messages a second, numbered, signed, posted to a sink on this machine and marked, in 8 lanes";
        Ok(vec![Figure::of(NAME, "per second", &rounds, what, "the bare POSTs through the same client, 8 at a time")])
    })
}

/// Messages a second, from the first look of the job to the last mark.
async fn told(content: &Content) -> Result<f64, Fault> {
    let cx = &content.cx;
    let tx = cx.begin().await?;
    Cx::audit_each(&tx, (0..EVENTS).map(|_| (cx, ISSUED.about(cx.id()))).collect()).await?;
    tx.commit().await?;
    let begun = Instant::now();
    content.installed.site.runner.drain().await?;
    Ok((ENDPOINTS * EVENTS) as f64 / begun.elapsed().as_secs_f64())
}

/// POSTs a second.
async fn bare(cx: &Cx, url: &str) -> Result<f64, Fault> {
    let body = r#"{"type":"license.issued","timestamp":"2026-11-21T12:00:00Z","sequence":1042,"data":{"order":"0199a0c2-7d00-7000-8000-000000000001"}}"#;
    let mut tasks = JoinSet::new();
    let begun = Instant::now();
    for _ in 0..ENDPOINTS {
        let (cx, url) = (cx.clone(), url.to_owned());
        tasks.spawn(async move {
            for _ in 0..EVENTS {
                let request = Request::post(&url, "application/json", body.as_bytes().to_vec());
                let answer = Box::pin(cx.service::<Reach>()?.foreign(request)).await?;
                if !answer.is_success() {
                    return Err(Fault::new(format!("the sink answered {}", answer.status)));
                }
            }
            Ok::<_, Fault>(())
        });
    }
    while let Some(task) = tasks.join_next().await {
        task??;
    }
    Ok((ENDPOINTS * EVENTS) as f64 / begun.elapsed().as_secs_f64())
}

/// A receiver on this machine that takes everything and answers challenges.
#[expect(clippy::disallowed_methods, reason = "a sink is the other end of what is measured")]
async fn sink() -> Result<String, Fault> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(take(stream));
        }
    });
    Ok(url)
}

async fn take(mut stream: TcpStream) -> Option<()> {
    let mut bytes = Vec::with_capacity(2_048);
    let body = loop {
        let mut part = [0; 2_048];
        let read = stream.read(&mut part).await.ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&part[..read]);
        let text = std::str::from_utf8(&bytes).ok()?;
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = |line: &str| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok();
            if body.len() >= head.lines().find_map(length)? {
                break body.to_owned();
            }
        }
    };
    let message: serde_json::Value = serde_json::from_str(&body).ok()?;
    let answer = match message["data"]["challenge"].as_str() {
        Some(token) => {
            format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{token}", token.len())
        }
        None => "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".to_owned(),
    };
    stream.write_all(answer.as_bytes()).await.ok()
}
