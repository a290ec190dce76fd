//! The server's side: starts children, a few at a time, and reads what they say.

use crate::child::{TOO_LONG, most_in};
use crate::frame::{self, HEAD};
use crate::kind::{Limits, Parsed, Parser};
use gatehouse_core::Fault;
use gatehouse_guard::lanes::{Asker, FairQueue};
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use tokio::sync::oneshot;
use tokio::time::timeout;

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
        if bytes.len() > P::LIMITS.input {
            return Ok(Err(Unread::TooLarge));
        }
        let asked = serde_json::to_vec(asked)?;
        if asked.len().saturating_add(bytes.len()) > most_in(P::LIMITS) {
            return Ok(Err(Unread::TooLarge));
        }
        let _place = self.place(asker).await?;
        let answer = match timeout(P::LIMITS.time, self.child(P::KIND, P::LIMITS, &asked, bytes)).await {
            Ok(answer) => answer?,
            Err(_late) => Err(Unread::TooMuch),
        };
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

    async fn child<R>(
        &self,
        kind: &'static str,
        limits: Limits,
        asked: &[u8],
        bytes: &[u8],
    ) -> Result<Result<(Vec<u8>, Vec<u8>), Unread<R>>, Fault> {
        let mut child = self.start(kind)?;
        let told = tell(&mut child, asked, bytes).await;
        let answer = answer(&mut child, limits).await;
        if matches!(answer, Ok(Some(_)) | Err(_)) {
            // It has said what it had to say, or too much: nothing more is waited for.
            child.start_kill().ok();
        }
        let status = child.wait().await?;
        match (told, answer) {
            (Ok(()), Ok(Some(answer))) => Ok(Ok(answer)),
            (_, Err(_too_long)) => Ok(Err(Unread::TooMuch)),
            _ => Ok(Err(self.why(kind, status, &mut child).await)),
        }
    }

    fn start(&self, kind: &str) -> Result<Child, Fault> {
        Command::new(&self.program)
            .args(["parse", kind])
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| Fault::from(error).into_busy())
    }

    /// Why a child ended without an answer, for the log and for the caller.
    async fn why<R>(&self, kind: &'static str, status: ExitStatus, child: &mut Child) -> Unread<R> {
        let mut said = Vec::new();
        if let Some(stderr) = child.stderr.take() {
            drop(stderr.take(500).read_to_end(&mut said).await);
        }
        let said = String::from_utf8_lossy(&said);
        tracing::warn!(kind, %status, said = %said.trim(), "a parser ended without an answer");
        if was_stopped(status) { Unread::TooMuch } else { Unread::Broken }
    }
}

/// Whether a limit ended it: no memory (the allocator aborts), or no time on its core.
fn was_stopped(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    let ended_by = |signal: rustix::process::Signal| status.signal() == Some(signal.as_raw());
    use rustix::process::Signal;
    let too_long = status.code() == Some(i32::from(TOO_LONG));
    too_long || ended_by(Signal::ABORT) || ended_by(Signal::XCPU) || ended_by(Signal::KILL)
}

async fn tell(child: &mut Child, asked: &[u8], bytes: &[u8]) -> std::io::Result<()> {
    let Some(mut stdin) = child.stdin.take() else { return Ok(()) };
    stdin.write_all(&frame::head(asked, bytes)).await?;
    stdin.write_all(asked).await?;
    stdin.write_all(bytes).await?;
    stdin.flush().await
}

/// The answer; `None` when the child ended before, an error when it is longer than it may be.
async fn answer(child: &mut Child, limits: Limits) -> std::io::Result<Option<(Vec<u8>, Vec<u8>)>> {
    let Some(mut stdout) = child.stdout.take() else { return Ok(None) };
    let mut head = [0; HEAD];
    if stdout.read_exact(&mut head).await.is_err() {
        return Ok(None);
    }
    let (json, bytes) = frame::lengths(head, limits.output.min(Limits::MOST_OUTPUT))?;
    let mut found = (vec![0; json], vec![0; bytes]);
    if stdout.read_exact(&mut found.0).await.is_err() || stdout.read_exact(&mut found.1).await.is_err() {
        return Ok(None);
    }
    Ok(Some(found))
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
