//! The threads that hash.

use crate::foreign;
use crate::hashing::{self, Cost, Verified};
use crate::leaks::LeakService;
use crate::policy::{LONGEST_BYTES, PasswordError, Policy};
use argon2::Block;
use gatehouse_core::{Fault, Random, Secret};
use gatehouse_guard::lanes::{Asker, FairQueue, Pressure};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use thread_priority::{ThreadPriority, set_current_thread_priority};
use tokio::sync::oneshot;

/// How long an idle thread keeps its 19 MiB before giving them back.
const KEEP_MEMORY: Duration = Duration::from_secs(2);

type Answer<T> = oneshot::Sender<Result<T, Fault>>;
/// What [`Policy::check`] says.
pub(crate) type Checked = Result<(), Vec<PasswordError>>;

enum Work {
    Hash { password: Secret<String>, salt: [u8; 16], answer: Answer<String> },
    Verify { password: Secret<String>, phc: Option<String>, answer: Answer<Verified> },
    Check { policy: Policy, password: Secret<String>, email: String, words: Vec<String>, answer: Answer<Checked> },
}

impl Work {
    /// Nobody waits for it any more: the browser went away.
    fn is_abandoned(&self) -> bool {
        match self {
            Self::Hash { answer, .. } => answer.is_closed(),
            Self::Verify { answer, .. } => answer.is_closed(),
            Self::Check { answer, .. } => answer.is_closed(),
        }
    }
}

#[derive(Default)]
struct Line {
    waiting: FairQueue<Work>,
    threads: usize,
    closed: bool,
}

struct Shared {
    line: Mutex<Line>,
    work_ready: Condvar,
    cost: Cost,
    dummy: String,
}

impl Shared {
    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next work; `None` when the pool closes. Gives `memory` back when nothing comes for a while.
    fn next(&self, memory: &mut Vec<Block>) -> Option<Work> {
        let mut line = self.line();
        loop {
            if line.closed {
                return None;
            }
            if let Some(work) = line.waiting.pop() {
                metrics::gauge!("gatehouse_password_queue").decrement(1.0);
                return Some(work);
            }
            if memory.is_empty() {
                line = self.work_ready.wait(line).unwrap_or_else(PoisonError::into_inner);
            } else {
                let (again, waited) =
                    self.work_ready.wait_timeout(line, KEEP_MEMORY).unwrap_or_else(PoisonError::into_inner);
                line = again;
                if waited.timed_out() {
                    *memory = Vec::new();
                }
            }
        }
    }

    fn work(&self) {
        if let Err(error) = set_current_thread_priority(ThreadPriority::Min) {
            tracing::warn!(?error, "the password threads run at ordinary priority");
        }
        let mut memory = Vec::new();
        while let Some(work) = self.next(&mut memory) {
            if work.is_abandoned() {
                continue;
            }
            // A closed answer means that the request went away meanwhile; there is nobody to tell.
            match work {
                Work::Hash { password, salt, answer } => {
                    drop(answer.send(hashing::hash(password.expose(), salt, self.cost, &mut memory)));
                }
                Work::Verify { password, phc, answer } => {
                    drop(answer.send(self.verify(&password, phc.as_deref(), &mut memory)));
                }
                Work::Check { policy, password, email, words, answer } => {
                    drop(answer.send(check(policy, &password, &email, &words)));
                }
            }
        }
    }

    /// The same work whether there is a hash to compare with or not (ACC-6).
    fn verify(&self, password: &Secret<String>, phc: Option<&str>, memory: &mut Vec<Block>) -> Result<Verified, Fault> {
        let text = password.expose();
        let known = phc.filter(|_| text.len() <= LONGEST_BYTES);
        let shown = if text.len() <= LONGEST_BYTES { text.as_str() } else { "" };
        let stored = known.unwrap_or(&self.dummy);
        let found = match foreign::verify(shown, stored, memory) {
            Some(found) => found?,
            None => hashing::verify(shown, stored, self.cost, memory)?,
        };
        Ok(if known.is_some() { found } else { Verified { matches: false, stale: false } })
    }
}

/// A panic in the estimate, which is not our code, must not cost a thread of the pool.
fn check(policy: Policy, password: &Secret<String>, email: &str, words: &[String]) -> Result<Checked, Fault> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    catch_unwind(AssertUnwindSafe(|| policy.check(password, email, &words)))
        .map_err(|_| Fault::new("the estimate of a password failed"))
}

/// Hashes and checks passwords on threads of its own. Put into the services by the program.
pub struct HashPool {
    shared: Arc<Shared>,
    policy: Policy,
    leaks: Option<LeakService>,
}

impl HashPool {
    /// A pool of `threads` threads (as many as cores is right) at lowered scheduling priority. A thread
    /// that cannot be started is logged; without any, every call is answered with overload.
    pub fn new(threads: usize, cost: Cost) -> Self {
        let dummy = hashing::hash("", *b"an unknown user.", cost, &mut Vec::new()).unwrap_or_default();
        let shared = Arc::new(Shared { line: Mutex::default(), work_ready: Condvar::new(), cost, dummy });
        for number in 0..threads.max(1) {
            let worker = Arc::clone(&shared);
            match std::thread::Builder::new().name(format!("password-{number}")).spawn(move || worker.work()) {
                Ok(_detached) => shared.line().threads += 1,
                Err(error) => tracing::error!(%error, "a password thread could not be started"),
            }
        }
        Self { shared, policy: Policy::default(), leaks: None }
    }

    /// How many strangers wait, for the human check.
    pub fn pressure(&self) -> Pressure {
        self.shared.line().waiting.pressure()
    }

    /// The same pool with another policy for new passwords.
    #[must_use]
    pub const fn with_policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// The same pool, which asks this service about new passwords that nothing else is wrong with.
    #[must_use]
    pub fn with_leak_service(mut self, service: LeakService) -> Self {
        self.leaks = Some(service);
        self
    }

    /// What a new password must be like.
    pub const fn policy(&self) -> Policy {
        self.policy
    }

    /// What is wrong with a new password, its estimate included ([`Policy::check`]), and what a service for leaked passwords says. Behind the limits of its action,
    /// because the estimate takes as long as a hash may. Overload is [`Fault::busy`].
    pub async fn check(
        &self,
        asker: &Asker,
        password: Secret<String>,
        email: &str,
        words: &[&str],
    ) -> Result<Checked, Fault> {
        let (answer, checked) = oneshot::channel();
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let (policy, asked) = (self.policy, password.clone());
        self.queue(asker, Work::Check { policy, password: asked, email: email.to_owned(), words, answer })?;
        let checked = checked.await.map_err(|_| Fault::busy("the password threads have ended"))??;
        // Last, so that a service is asked about few passwords, and about none that the shipped lists know.
        match &self.leaks {
            Some(service) if checked.is_ok() && service.knows(&password).await == Some(true) => {
                Ok(Err(vec![PasswordError::Leaked]))
            }
            _ => Ok(checked),
        }
    }

    /// Makes the PHC string of a password, to be stored. Overload is [`Fault::busy`].
    pub async fn hash(&self, asker: &Asker, password: Secret<String>, salt: [u8; 16]) -> Result<String, Fault> {
        let (answer, hashed) = oneshot::channel();
        self.queue(asker, Work::Hash { password, salt, answer })?;
        hashed.await.map_err(|_| Fault::busy("the password threads have ended"))?
    }

    /// The same with a fresh salt.
    pub async fn hash_new(
        &self,
        asker: &Asker,
        password: Secret<String>,
        random: &dyn Random,
    ) -> Result<String, Fault> {
        let mut salt = [0u8; 16];
        random.fill(&mut salt);
        self.hash(asker, password, salt).await
    }

    /// Compares a password with the stored PHC string, or with a marked hash of another program ([`foreign`]), which is always
    /// stale; `None` (no such user, or one without a password)
    /// does the same work and answers no (ACC-6). Overload is [`Fault::busy`].
    pub async fn verify(
        &self,
        asker: &Asker,
        password: Secret<String>,
        phc: Option<String>,
    ) -> Result<Verified, Fault> {
        let (answer, verified) = oneshot::channel();
        self.queue(asker, Work::Verify { password, phc, answer })?;
        verified.await.map_err(|_| Fault::busy("the password threads have ended"))?
    }

    fn queue(&self, asker: &Asker, work: Work) -> Result<(), Fault> {
        let mut line = self.shared.line();
        if line.threads == 0 || line.closed {
            return Err(Fault::busy("no password thread is running"));
        }
        if line.waiting.push(asker, work).is_err() {
            metrics::counter!("gatehouse_password_overload_total", "lane" => asker.lane().word()).increment(1);
            return Err(Fault::busy("too many passwords wait to be checked"));
        }
        metrics::gauge!("gatehouse_password_queue").increment(1.0);
        drop(line);
        self.shared.work_ready.notify_one();
        Ok(())
    }
}

impl Drop for HashPool {
    fn drop(&mut self) {
        let mut line = self.shared.line();
        line.closed = true;
        line.waiting.clear();
        drop(line);
        self.shared.work_ready.notify_all();
    }
}
