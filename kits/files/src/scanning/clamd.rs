//! clamd, the daemon of ClamAV: the bytes go to it as they are read (`INSTREAM`), and one line comes back.

use super::{Scanner, Verdict};
use crate::read::Content;
use futures::StreamExt as _;
use gatehouse_core::{Fault, async_trait};
use gatehouse_reach::{Connection, Local};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::timeout;

/// A piece is taken, and an answer given, within this.
const PATIENCE: Duration = Duration::from_secs(300);
/// The most bytes of an answer.
const LONGEST: u64 = 4_096;

/// A clamd of this machine.
#[derive(Clone, Debug)]
pub struct Clamd(Local);

impl Clamd {
    /// The one there.
    pub const fn at(place: Local) -> Self {
        Self(place)
    }

    fn fault(&self, what: impl std::fmt::Display) -> Fault {
        Fault::busy(format!("clamd at {}: {what}", self.0))
    }

    /// Whether it answers: for `doctor`.
    pub async fn ping(&self) -> Result<(), Fault> {
        let mut connection = self.0.connect().await?;
        self.say(&mut connection, b"zPING\0").await?;
        let answer = self.answer(&mut connection).await?;
        if answer == "PONG" { Ok(()) } else { Err(self.fault(format!("answered {answer:?}"))) }
    }

    async fn say(&self, connection: &mut Box<dyn Connection>, bytes: &[u8]) -> Result<(), Fault> {
        match timeout(PATIENCE, connection.write_all(bytes)).await {
            Ok(said) => said.map_err(|error| self.fault(error)),
            Err(_) => Err(self.fault("takes nothing")),
        }
    }

    async fn answer(&self, connection: &mut Box<dyn Connection>) -> Result<String, Fault> {
        let mut answer = Vec::new();
        let mut bounded = connection.take(LONGEST);
        match timeout(PATIENCE, bounded.read_to_end(&mut answer)).await {
            Ok(read) => read.map_err(|error| self.fault(error))?,
            Err(_) => return Err(self.fault("does not answer")),
        };
        Ok(String::from_utf8_lossy(&answer).trim_end_matches('\0').trim().to_owned())
    }
}

#[async_trait]
impl Scanner for Clamd {
    async fn scan(&self, mut content: Content) -> Result<Verdict, Fault> {
        let mut connection = self.0.connect().await?;
        self.say(&mut connection, b"zINSTREAM\0").await?;
        while let Some(piece) = content.next().await {
            let piece = piece?;
            let length = u32::try_from(piece.len())?.to_be_bytes();
            let said = async {
                self.say(&mut connection, &length).await?;
                self.say(&mut connection, &piece).await
            };
            // Whoever has heard enough says why, and closes.
            if let Err(fault) = said.await {
                let answer = self.answer(&mut connection).await.unwrap_or_default();
                return if answer.is_empty() { Err(fault) } else { self.verdict(&answer) };
            }
        }
        self.say(&mut connection, &[0; 4]).await?;
        let answer = self.answer(&mut connection).await?;
        self.verdict(&answer)
    }

    async fn is_there(&self) -> Result<(), Fault> {
        self.ping().await
    }

    fn place(&self) -> String {
        format!("clamd at {}", self.0)
    }
}

impl Clamd {
    fn verdict(&self, answer: &str) -> Result<Verdict, Fault> {
        verdict(answer).ok_or_else(|| self.fault(format!("answered {answer:?}")))
    }
}

/// What a line says; `None`: nothing that is a verdict.
fn verdict(answer: &str) -> Option<Verdict> {
    let said = answer.strip_prefix("stream: ").unwrap_or(answer);
    if said == "OK" {
        return Some(Verdict::Clean);
    }
    if said.contains("size limit exceeded") {
        return Some(Verdict::NotScannable("too long".to_owned()));
    }
    let found = said.strip_suffix(" FOUND")?;
    let is_closed = ["Heuristics.Encrypted", "Heuristics.Limits"].iter().any(|kind| found.starts_with(kind));
    Some(if is_closed { Verdict::NotScannable(found.to_owned()) } else { Verdict::Infected(found.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::{Verdict, verdict};

    /// SUP-5
    #[test]
    fn what_clamd_says_is_a_verdict_or_a_fault() {
        assert_eq!(verdict("stream: OK"), Some(Verdict::Clean));
        assert_eq!(verdict("stream: Eicar-Test FOUND"), Some(Verdict::Infected("Eicar-Test".to_owned())));
        for closed in ["Heuristics.Encrypted.Zip", "Heuristics.Limits.Exceeded.MaxFileSize"] {
            assert_eq!(verdict(&format!("stream: {closed} FOUND")), Some(Verdict::NotScannable(closed.to_owned())));
        }
        let long = verdict("INSTREAM size limit exceeded. ERROR");
        assert_eq!(long, Some(Verdict::NotScannable("too long".to_owned())));
        for said in ["", "stream: Can't allocate memory ERROR", "UNKNOWN COMMAND", "OK FOUND me"] {
            assert_eq!(verdict(said), None, "{said}");
        }
    }
}
