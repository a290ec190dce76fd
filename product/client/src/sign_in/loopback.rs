//! The listener that the browser comes back to: on the loopback address alone, for one request, until its time is over.
//!
//! One thread holds a few connections and reads each as far as it has sent, so one that says nothing stops nobody. Of more than it holds, the
//! oldest silent one goes.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::arrival::{Arrival, Back};
use super::trouble::SignInTrouble;
use super::way_back::{LONGEST_HEAD, Page, WayBack, answer, is_whole};

/// So many connections are held at once.
const MOST_HELD: usize = 32;
/// So many are taken before it is read again.
const MOST_AT_ONCE: usize = 64;
/// How long a connection may take to send its request.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long an answer may take to be taken.
const TO_ANSWER: Duration = Duration::from_secs(1);
/// Between two looks, where there is nothing to do.
const PAUSE: Duration = Duration::from_millis(10);

/// A port of this device that nobody else can reach.
pub(super) struct Loopback {
    listener: TcpListener,
    port: u16,
}

/// A connection whose request is not whole yet.
struct Held {
    stream: TcpStream,
    head: Vec<u8>,
    since: Instant,
}

/// Hands over silence where the thread ends without a word of its own.
struct Told(Arc<Arrival>);

impl Drop for Told {
    fn drop(&mut self) {
        self.0.hand_over(Back::Silent);
    }
}

impl Loopback {
    /// Opens any free port.
    #[expect(
        clippy::disallowed_methods,
        reason = "the SDK runs in products; what listens here has its own limits, below"
    )]
    pub(super) fn open() -> Result<Self, SignInTrouble> {
        let no_listener = |error: std::io::Error| SignInTrouble::NoListener(error.to_string());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(no_listener)?;
        listener.set_nonblocking(true).map_err(no_listener)?;
        let port = listener.local_addr().map_err(no_listener)?.port();
        Ok(Self { listener, port })
    }

    /// The host that a browser names.
    pub(super) fn host(&self) -> String {
        format!("{}:{}", Ipv4Addr::LOCALHOST, self.port)
    }

    /// Listens on a thread of its own until the browser came back, the time is over, or nobody waits any more.
    pub(super) fn listen(
        self,
        way_back: WayBack,
        language: Option<String>,
        limit: Duration,
        arrival: &Arc<Arrival>,
        is_over: &Arc<AtomicBool>,
    ) -> Result<(), SignInTrouble> {
        let (told, is_over) = (Told(Arc::clone(arrival)), Arc::clone(is_over));
        let listening = move || {
            let end = Instant::now().checked_add(limit);
            let goes_on = || !is_over.load(Ordering::Relaxed) && end.is_none_or(|end| Instant::now() < end);
            let back = self.wait(&way_back, language.as_deref(), goes_on);
            // Nothing listens any more when the product goes on.
            drop(self);
            let Told(arrival) = &told;
            arrival.hand_over(back.unwrap_or(Back::Silent));
        };
        let thread = std::thread::Builder::new().name("gatehouse-sign-in".to_owned()).spawn(listening);
        thread.map(drop).map_err(|error| SignInTrouble::NoListener(error.to_string()))
    }

    fn wait(&self, way_back: &WayBack, language: Option<&str>, goes_on: impl Fn() -> bool) -> Option<Back> {
        let mut held: Vec<Held> = Vec::new();
        while goes_on() {
            let mut is_idle = true;
            for _ in 0..MOST_AT_ONCE {
                // An error is of one connection, or passes: the time limit ends it all the same.
                let Ok((stream, peer)) = self.listener.accept() else { break };
                is_idle = false;
                if !peer.ip().is_loopback() || stream.set_nonblocking(true).is_err() {
                    continue;
                }
                let mut newcomer = Held { stream, head: Vec::new(), since: Instant::now() };
                match newcomer.step(way_back, language) {
                    Step::Back(back) => return Some(back),
                    Step::Done => {}
                    Step::Waits => {
                        if held.len() == MOST_HELD {
                            held.remove(0);
                        }
                        held.push(newcomer);
                    }
                }
            }
            let mut index = 0;
            while let Some(connection) = held.get_mut(index) {
                match connection.step(way_back, language) {
                    Step::Back(back) => return Some(back),
                    Step::Done => drop(held.remove(index)),
                    Step::Waits => index += 1,
                }
            }
            if is_idle {
                std::thread::sleep(PAUSE);
            }
        }
        None
    }
}

/// How it stands with a connection.
enum Step {
    /// It was the one.
    Back(Back),
    /// It is answered, or gone.
    Done,
    /// It has not sent all yet.
    Waits,
}

impl Held {
    fn step(&mut self, way_back: &WayBack, language: Option<&str>) -> Step {
        let mut part = [0; 2048];
        loop {
            match self.stream.read(&mut part) {
                Ok(0) => return Step::Done,
                Ok(length) => self.head.extend_from_slice(part.get(..length).unwrap_or_default()),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    return if self.since.elapsed() < PATIENCE { Step::Waits } else { Step::Done };
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Step::Done,
            }
            if self.head.len() > LONGEST_HEAD {
                self.answer(Page::Ignored("431 Request Header Fields Too Large"), language);
                return Step::Done;
            }
            if is_whole(&self.head) {
                let (page, back) = way_back.judge(&self.head);
                self.answer(page, language);
                return back.map_or(Step::Done, Step::Back);
            }
        }
    }

    /// Whoever does not take the answer goes without.
    fn answer(&mut self, page: Page, language: Option<&str>) {
        let is_told = self
            .stream
            .set_nonblocking(false)
            .and_then(|()| self.stream.set_write_timeout(Some(TO_ANSWER)))
            .and_then(|()| self.stream.write_all(&answer(page, language)))
            .and_then(|()| self.stream.shutdown(std::net::Shutdown::Write));
        drop(is_told);
    }
}
