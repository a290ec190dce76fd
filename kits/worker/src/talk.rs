//! One child, and what is said to it. To start it costs more than most parsers take, so it is asked as often as there is something to know of the bytes
//! that it has. It never gets other bytes: what a poisoned file makes of it, it makes of itself.

use crate::child::TOO_LONG;
use crate::frame::{self, HEAD};
use crate::kind::{Limits, Parser};
use crate::pool::Unread;
use gatehouse_core::Fault;
use std::marker::PhantomData;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

/// What the allocator of released programs reads (jemalloc): the child needs no arena for each core and no thread that tidies up. Nothing else is in
/// the child's environment.
const ALLOCATOR: (&str, &str) = ("MALLOC_CONF", "background_thread:false,percpu_arena:disabled,narenas:1");

/// JSON and bytes, as a child said them.
type Said = (Vec<u8>, Vec<u8>);

/// Questions to a parser about the same bytes, which one child answers. Where it ends at one of them, a fresh child is asked that once more, unless it
/// was fresh itself. The child ends with this.
pub struct Talk<P> {
    running: Option<Running>,
    parser: PhantomData<fn() -> P>,
}

impl<P> Default for Talk<P> {
    fn default() -> Self {
        Self { running: None, parser: PhantomData }
    }
}

impl<P: Parser> Talk<P> {
    /// Without a child: the first question starts it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the child and waits until it is gone; what is only dropped ends too, a little later.
    pub async fn end(self) -> Result<(), Fault> {
        match self.running {
            Some(running) => running.end().await,
            None => Ok(()),
        }
    }

    /// What the child says within the time of its kind; a fresh one gets the bytes first.
    pub(crate) async fn answer(
        &mut self,
        program: &Path,
        asked: &[u8],
        bytes: &[u8],
    ) -> Result<Result<Said, Unread<P::Refused>>, Fault> {
        // What is asked when the time is over ends as it is dropped.
        timeout(P::LIMITS.time, self.tries(program, asked, bytes)).await.unwrap_or(Ok(Err(Unread::TooMuch)))
    }

    async fn tries(
        &mut self,
        program: &Path,
        asked: &[u8],
        bytes: &[u8],
    ) -> Result<Result<Said, Unread<P::Refused>>, Fault> {
        if let Some(running) = self.running.take()
            && let Ok(said) = self.once(running, asked, &[]).await?
        {
            return Ok(Ok(said));
        }
        // The questions before may have used up its seconds or its memory: a fresh one has all of both.
        let fresh = Running::start(program, P::KIND)?;
        self.once(fresh, asked, bytes).await
    }

    /// Asks a child, and keeps it where it answers.
    async fn once(
        &mut self,
        mut running: Running,
        asked: &[u8],
        bytes: &[u8],
    ) -> Result<Result<Said, Unread<P::Refused>>, Fault> {
        let answer = running.ask(P::KIND, P::LIMITS, asked, bytes).await?;
        match answer {
            Ok(_) => self.running = Some(running),
            Err(_) => running.end().await?,
        }
        Ok(answer)
    }
}

/// A child and its pipes.
struct Running {
    child: Child,
    stdin: ChildStdin,
    stdout: ChildStdout,
}

impl Running {
    fn start(program: &Path, kind: &str) -> Result<Self, Fault> {
        let (name, value) = ALLOCATOR;
        let mut child = Command::new(program)
            .args(["parse", kind])
            .env_clear()
            .env(name, value)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| Fault::from(error).into_busy())?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (stdin, stdout) = pipes.ok_or_else(|| Fault::new("a parser was started without pipes"))?;
        Ok(Self { child, stdin, stdout })
    }

    async fn ask<R>(
        &mut self,
        kind: &'static str,
        limits: Limits,
        asked: &[u8],
        bytes: &[u8],
    ) -> Result<Result<Said, Unread<R>>, Fault> {
        let told = self.tell(asked, bytes).await;
        match (told, self.hear(limits).await) {
            (Ok(()), Ok(Some(said))) => Ok(Ok(said)),
            (_, Err(_too_long)) => Ok(Err(Unread::TooMuch)),
            // It answers what it was not asked.
            (Err(_), Ok(Some(_))) => Ok(Err(Unread::Broken)),
            (_, Ok(None)) => self.why(kind).await.map(Err),
        }
    }

    async fn tell(&mut self, asked: &[u8], bytes: &[u8]) -> std::io::Result<()> {
        self.stdin.write_all(&frame::head(asked, bytes)).await?;
        self.stdin.write_all(asked).await?;
        self.stdin.write_all(bytes).await?;
        self.stdin.flush().await
    }

    /// The answer; `None` when the child ended before, an error when it is longer than it may be.
    async fn hear(&mut self, limits: Limits) -> std::io::Result<Option<Said>> {
        let mut head = [0; HEAD];
        if self.stdout.read_exact(&mut head).await.is_err() {
            return Ok(None);
        }
        let (json, bytes) = frame::lengths(head, limits.output.min(Limits::MOST_OUTPUT))?;
        let mut said = (vec![0; json], vec![0; bytes]);
        if self.stdout.read_exact(&mut said.0).await.is_err() || self.stdout.read_exact(&mut said.1).await.is_err() {
            return Ok(None);
        }
        Ok(Some(said))
    }

    /// Why it ended without an answer, for the log and for the caller.
    async fn why<R>(&mut self, kind: &'static str) -> Result<Unread<R>, Fault> {
        let status = self.child.wait().await?;
        let mut said = Vec::new();
        if let Some(stderr) = self.child.stderr.take() {
            drop(stderr.take(500).read_to_end(&mut said).await);
        }
        let said = String::from_utf8_lossy(&said);
        tracing::warn!(kind, %status, said = %said.trim(), "a parser ended without an answer");
        Ok(if was_stopped(status) { Unread::TooMuch } else { Unread::Broken })
    }

    /// It has said what it had to say, or too much: nothing more is waited for.
    async fn end(mut self) -> Result<(), Fault> {
        // One that is gone already cannot be ended.
        self.child.start_kill().ok();
        self.child.wait().await?;
        Ok(())
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
