//! The client's bytes, with an end to every wait.

use gatehouse_reach::Bytes;
use std::io;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::timeout;

/// A command is waited for so long (RFC 5321 §4.5.3.2.7).
const COMMAND: Duration = Duration::from_secs(300);
/// More of a mail is waited for so long.
const MORE: Duration = Duration::from_secs(60);
/// A reply is taken within this.
const REPLY: Duration = Duration::from_secs(60);
/// The longest command line (RFC 5321 §4.5.3.1.4, with room for extensions).
const LONGEST: usize = 2_048;
/// So many bytes have room at once.
const PIECE: usize = 16 << 10;

pub struct Lines {
    stream: Box<dyn Bytes>,
    held: Vec<u8>,
}

/// What came.
pub enum Line {
    Text(String),
    /// Longer than a command, or no text.
    Wrong,
    /// The client is gone, or too slow.
    Gone,
}

impl Lines {
    pub fn new(stream: Box<dyn Bytes>) -> Self {
        Self { stream, held: Vec::new() }
    }

    /// Gives the stream back for TLS. What was sent ahead of it is thrown away: it was not said under TLS.
    pub fn into_stream(self) -> Box<dyn Bytes> {
        self.stream
    }

    async fn fill(&mut self, longest: Duration) -> io::Result<bool> {
        self.held.reserve(PIECE);
        Ok(timeout(longest, self.stream.read_buf(&mut self.held)).await?? > 0)
    }

    /// The next command line.
    pub async fn next(&mut self) -> Line {
        let mut dropped = false;
        loop {
            if let Some(end) = self.held.iter().position(|byte| *byte == b'\n') {
                let rest = self.held.split_off(end + 1);
                let line = std::mem::replace(&mut self.held, rest);
                if dropped || line.len() > LONGEST {
                    return Line::Wrong;
                }
                let text = String::from_utf8(line).map(|text| text.trim_end_matches(['\r', '\n']).to_owned());
                return text.map_or(Line::Wrong, Line::Text);
            }
            if self.held.len() > LONGEST {
                self.held.clear();
                dropped = true;
            }
            match self.fill(COMMAND).await {
                Ok(true) => {}
                Ok(false) | Err(_) => return Line::Gone,
            }
        }
    }

    /// The next bytes of a mail; empty: the client is gone, or too slow.
    pub async fn piece(&mut self) -> Vec<u8> {
        if self.held.is_empty() && !matches!(self.fill(MORE).await, Ok(true)) {
            return Vec::new();
        }
        std::mem::take(&mut self.held)
    }

    /// What came behind the end of a mail.
    pub fn give_back(&mut self, rest: &[u8]) {
        self.held.splice(..0, rest.iter().copied());
    }

    pub async fn write(&mut self, text: &str) -> io::Result<()> {
        timeout(REPLY, async {
            self.stream.write_all(text.as_bytes()).await?;
            self.stream.flush().await
        })
        .await?
    }

    pub async fn close(&mut self) {
        // The client has its last reply; whether it hears the end is its own affair.
        timeout(REPLY, self.stream.shutdown()).await.ok();
    }
}
