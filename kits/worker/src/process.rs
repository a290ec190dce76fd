//! One child process and the questions it is asked. Starting a child costs more than most parsers need, so one child may answer several questions
//! about the bytes it got. It never gets other bytes, so a malicious file can only falsify its own answers.

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

/// Read by jemalloc, the allocator of released programs: one arena, and no background thread. It is the child's only environment variable.
const ALLOCATOR: (&str, &str) = ("MALLOC_CONF", "background_thread:false,percpu_arena:disabled,narenas:1");

/// JSON and bytes of an answer.
type Answer = (Vec<u8>, Vec<u8>);

/// A child that answers several questions about the same bytes. If it ends on a later question, that question is asked once more of a new child.
/// Dropping this kills the child.
pub struct ParserProcess<P> {
    running: Option<Running>,
    parser: PhantomData<fn() -> P>,
}

impl<P> Default for ParserProcess<P> {
    fn default() -> Self {
        Self { running: None, parser: PhantomData }
    }
}

impl<P: Parser> ParserProcess<P> {
    /// The first question starts the child.
    pub fn new() -> Self {
        Self::default()
    }

    /// Kills the child and waits for its end.
    pub async fn end(self) -> Result<(), Fault> {
        match self.running {
            Some(running) => running.end().await,
            None => Ok(()),
        }
    }

    /// Asks within the time limit of the kind. A new child gets the bytes first.
    pub(crate) async fn ask(
        &mut self,
        program: &Path,
        asked: &[u8],
        bytes: &[u8],
    ) -> Result<Result<Answer, Unread<P::Refused>>, Fault> {
        let longest = P::LIMITS.time.saturating_mul(Limits::SHARED);
        // After the timeout the child is dropped, which kills it.
        timeout(longest, self.ask_or_restart(program, asked, bytes)).await.unwrap_or(Ok(Err(Unread::TooMuch)))
    }

    async fn ask_or_restart(
        &mut self,
        program: &Path,
        asked: &[u8],
        bytes: &[u8],
    ) -> Result<Result<Answer, Unread<P::Refused>>, Fault> {
        if let Some(running) = self.running.take()
            && let Ok(answer) = self.ask_child(running, asked, &[]).await?
        {
            return Ok(Ok(answer));
        }
        // Earlier questions may have used up the time or memory of the old child.
        let new = Running::start(program, P::KIND)?;
        self.ask_child(new, asked, bytes).await
    }

    /// Keeps the child if it answers.
    async fn ask_child(
        &mut self,
        mut running: Running,
        asked: &[u8],
        bytes: &[u8],
    ) -> Result<Result<Answer, Unread<P::Refused>>, Fault> {
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
    ) -> Result<Result<Answer, Unread<R>>, Fault> {
        let written = self.write(asked, bytes).await;
        match (written, self.read(limits).await) {
            (Ok(()), Ok(Some(answer))) => Ok(Ok(answer)),
            (_, Err(_too_long)) => Ok(Err(Unread::TooMuch)),
            // It answered without reading the question.
            (Err(_), Ok(Some(_))) => Ok(Err(Unread::Broken)),
            (_, Ok(None)) => self.failure(kind).await.map(Err),
        }
    }

    async fn write(&mut self, asked: &[u8], bytes: &[u8]) -> std::io::Result<()> {
        self.stdin.write_all(&frame::head(asked, bytes)).await?;
        self.stdin.write_all(asked).await?;
        self.stdin.write_all(bytes).await?;
        self.stdin.flush().await
    }

    /// The answer; `None` if the child ended first, an error if the answer is too long.
    async fn read(&mut self, limits: Limits) -> std::io::Result<Option<Answer>> {
        let mut head = [0; HEAD];
        if self.stdout.read_exact(&mut head).await.is_err() {
            return Ok(None);
        }
        let (json, bytes) = frame::lengths(head, limits.output.min(Limits::MOST_OUTPUT))?;
        let mut answer = (vec![0; json], vec![0; bytes]);
        if self.stdout.read_exact(&mut answer.0).await.is_err() || self.stdout.read_exact(&mut answer.1).await.is_err()
        {
            return Ok(None);
        }
        Ok(Some(answer))
    }

    /// Why the child ended without an answer, for the log and the caller.
    async fn failure<R>(&mut self, kind: &'static str) -> Result<Unread<R>, Fault> {
        let status = self.child.wait().await?;
        let mut said = Vec::new();
        if let Some(stderr) = self.child.stderr.take() {
            drop(stderr.take(500).read_to_end(&mut said).await);
        }
        let said = String::from_utf8_lossy(&said);
        tracing::warn!(kind, %status, said = %said.trim(), "a parser ended without an answer");
        Ok(if was_stopped(status) { Unread::TooMuch } else { Unread::Broken })
    }

    async fn end(mut self) -> Result<(), Fault> {
        // Fails if the child has ended already.
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
