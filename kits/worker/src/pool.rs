//! The server's side: starts children, a few at a time, and reads what they say.

use crate::child::most_in;
use crate::kind::{Parsed, Parser};
use crate::process::ParserProcess;
use gatehouse_core::Fault;
use gatehouse_guard::lanes::{Asker, FairQueue};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// Why nothing was read from bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread<R> {
    /// The parser's own reason.
    Refused(R),
    /// There are more bytes than the kind takes.
    TooLarge,
    /// Time, memory or the size of the answer was not enough.
    TooMuch,
    /// The parser broke off.
    Broken,
}

/// Children at a time, and who waits for one.
struct Line {
    free: usize,
    waiting: FairQueue<oneshot::Sender<Place>>,
}

/// The right to run one child; the next one waiting gets it.
struct Place(Option<Arc<Mutex<Line>>>);

impl Drop for Place {
    fn drop(&mut self) {
        let Some(line) = self.0.take() else { return };
        loop {
            // Under one lock: whoever comes between would wait beside a free place.
            let next = {
                let mut held = lock(&line);
                let Some(next) = held.waiting.pop() else {
                    held.free += 1;
                    return;
                };
                next
            };
            match next.send(Self(Some(Arc::clone(&line)))) {
                Ok(()) => return,
                // Its request went away: the place goes on, and not through this function once more.
                Err(mut gone) => gone.0 = None,
            }
        }
    }
}

fn lock(line: &Mutex<Line>) -> MutexGuard<'_, Line> {
    line.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs parsers in children. Put into the services by the program.
pub struct Workers {
    program: PathBuf,
    line: Arc<Mutex<Line>>,
}

impl Workers {
    /// Starts `program parse KIND`, `at_once` at a time.
    pub fn new(program: PathBuf, at_once: usize) -> Self {
        let line = Line { free: at_once.max(1), waiting: FairQueue::default() };
        Self { program, line: Arc::new(Mutex::new(line)) }
    }

    /// This program, also after its file was replaced by a newer one.
    pub fn own_program() -> Result<PathBuf, Fault> {
        if cfg!(target_os = "linux") {
            return Ok(PathBuf::from("/proc/self/exe"));
        }
        Ok(std::env::current_exe()?)
    }

    /// Parses `bytes`. Overload is [`Fault::busy`]: each lane and network has few places, as before the pool of hashers.
    pub async fn parse<P: Parser>(
        &self,
        asker: &Asker,
        asked: &P::Asked,
        bytes: &[u8],
    ) -> Result<Result<Parsed<P::Found>, Unread<P::Refused>>, Fault> {
        let Some(asked) = written::<P>(asked, bytes)? else { return Ok(Err(Unread::TooLarge)) };
        let _place = self.place(asker).await?;
        let mut process = ParserProcess::<P>::new();
        let read = self.answer(&mut process, &asked, bytes).await;
        process.end().await?;
        read
    }

    /// Parses `bytes` in a child that is kept for further questions about the same bytes; they are sent to it once. A place in the line is held
    /// for each question only, not between them.
    pub async fn ask<P: Parser>(
        &self,
        process: &mut ParserProcess<P>,
        asker: &Asker,
        asked: &P::Asked,
        bytes: &[u8],
    ) -> Result<Result<Parsed<P::Found>, Unread<P::Refused>>, Fault> {
        let Some(asked) = written::<P>(asked, bytes)? else { return Ok(Err(Unread::TooLarge)) };
        let _place = self.place(asker).await?;
        self.answer(process, &asked, bytes).await
    }

    async fn answer<P: Parser>(
        &self,
        process: &mut ParserProcess<P>,
        asked: &[u8],
        bytes: &[u8],
    ) -> Result<Result<Parsed<P::Found>, Unread<P::Refused>>, Fault> {
        let answer = process.ask(&self.program, asked, bytes).await?;
        let read = answer.and_then(|(json, bytes)| read::<P>(&json, bytes));
        let outcome = match &read {
            Ok(_) => "read",
            Err(Unread::Refused(_)) => "refused",
            Err(Unread::TooLarge | Unread::TooMuch) => "too_much",
            Err(Unread::Broken) => "broken",
        };
        metrics::counter!("gatehouse_parsed_total", "kind" => P::KIND, "outcome" => outcome).increment(1);
        Ok(read)
    }

    async fn place(&self, asker: &Asker) -> Result<Place, Fault> {
        let place = {
            let mut line = lock(&self.line);
            if line.free > 0 {
                line.free -= 1;
                return Ok(Place(Some(Arc::clone(&self.line))));
            }
            let (sender, place) = oneshot::channel();
            line.waiting.push(asker, sender).map_err(|_full| Fault::busy("too many files wait to be read"))?;
            place
        };
        place.await.map_err(|_| Fault::busy("the parsers have ended"))
    }
}

/// What is sent beside the bytes; `None` if both are more than the kind takes.
fn written<P: Parser>(asked: &P::Asked, bytes: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    if bytes.len() > P::LIMITS.input {
        return Ok(None);
    }
    let asked = serde_json::to_vec(asked)?;
    let fits = asked.len().saturating_add(bytes.len()) <= most_in(P::LIMITS);
    Ok(Some(asked).filter(|_| fits))
}

/// The answer is data from outside: what does not fit its type is as good as none.
fn read<P: Parser>(json: &[u8], bytes: Vec<u8>) -> Result<Parsed<P::Found>, Unread<P::Refused>> {
    match serde_json::from_slice::<Result<P::Found, P::Refused>>(json) {
        Ok(Ok(found)) => Ok(Parsed { found, bytes }),
        Ok(Err(refused)) => Err(Unread::Refused(refused)),
        Err(error) => {
            // Its message would quote the answer, which is made of the foreign file.
            tracing::warn!(kind = P::KIND, class = ?error.classify(), length = json.len(), "a parser's answer cannot be read");
            Err(Unread::Broken)
        }
    }
}
