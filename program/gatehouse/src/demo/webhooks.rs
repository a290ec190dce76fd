//! The other systems of the demo's vendor: one that was told of everything in the last days, and one that has not been switched on yet. While the demo is
//! told, the first is a receiver on this machine, which takes everything but alarms; afterwards it is off, because nobody is there.

use super::done;
use super::teller::Teller;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_staff::actions::webhooks::{create_webhook, switch_webhook_off, switch_webhook_on, test_webhook};
use gatehouse_webhooks::tables::endpoint::State;
use gatehouse_webhooks::{Entry, opened_all};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The type that the receiver does not take.
const REFUSED: &str = "request.paged";
/// The longest message that it reads.
const LONGEST: usize = 16 << 10;

/// A receiver; it ends when it is dropped.
pub(super) struct Receiver {
    url: String,
    task: JoinHandle<()>,
}

impl Receiver {
    #[expect(clippy::disallowed_methods, reason = "it is the other end of what is told, on this machine alone")]
    pub(super) async fn start() -> Result<Self, Fault> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/reports/gatehouse", listener.local_addr()?);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(take(stream));
            }
        });
        Ok(Self { url, task })
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn take(mut stream: TcpStream) -> Option<()> {
    let message = read(&mut stream).await?;
    let answer = match message["data"]["challenge"].as_str() {
        Some(token) => format!("200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{token}", token.len()),
        None if message["type"] == REFUSED => {
            "422 Refused\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned()
        }
        None => "204 No Content\r\nconnection: close\r\n\r\n".to_owned(),
    };
    stream.write_all(format!("HTTP/1.1 {answer}").as_bytes()).await.ok()
}

async fn read(stream: &mut TcpStream) -> Option<Value> {
    let mut bytes = Vec::new();
    while bytes.len() < LONGEST {
        let mut part = [0; 2_048];
        let read = stream.read(&mut part).await.ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(part.get(..read)?);
        let text = std::str::from_utf8(&bytes).ok()?;
        if let Some((_, body)) = text.split_once("\r\n\r\n")
            && let Ok(message) = serde_json::from_str(body)
        {
            return Some(message);
        }
    }
    None
}

fn entry(name: &str, url: &str, types: &[&str]) -> Entry {
    Entry { name: name.into(), url: url.into(), types: types.iter().map(|word| (*word).into()).collect() }
}

/// An administrator adds both, and switches the one on that answers.
pub(super) async fn begin(teller: &Teller<'_>, cx: &Cx) -> Result<(), Fault> {
    let areas = ["order", "license", "account", "company", "request", "contract", "trial", "chat"];
    let reports = done(create_webhook(cx, &entry("Sales reports", &teller.receiver.url, &areas)).await)?.id;
    done(Box::pin(switch_webhook_on(cx, reports)).await)?;
    done(test_webhook(cx, reports).await)?;
    let accounting =
        entry("Accounting", "https://books.skerrylight.test/hooks/gatehouse", &["order", "license.issued"]);
    done(create_webhook(cx, &accounting).await).map(drop)
}

/// Nobody is there when the demo has been told.
pub(super) async fn end(cx: &Cx) -> Result<(), Fault> {
    for one in opened_all(cx).await?.into_iter().filter(|one| one.row.state == State::On) {
        done(switch_webhook_off(cx, one.row.id).await)?;
    }
    Ok(())
}
