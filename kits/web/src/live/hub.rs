//! What is told on one node, to all who listen there.

use gatehouse_context::App;
use gatehouse_core::{Fault, Lang, Refusal, Uuid, async_trait};
use gatehouse_db::{Heard, Hearing};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::broadcast;

/// How often it is looked for what no news told of.
const LOOK: Duration = Duration::from_secs(1);
/// What a listener may be behind; further behind it reads by itself.
const BEHIND: usize = 256;
/// Things of one look.
const PART: usize = 500;

/// How a module reads what is told.
#[async_trait]
pub trait Feed: Send + Sync + 'static {
    /// What is told.
    type Item: Send + Sync + 'static;

    /// The topic of the news; without blanks.
    fn topic(&self) -> &'static str;

    /// What one thing was told behind this number, in order; at most `most`.
    async fn read(&self, app: &Arc<App>, of: Uuid, after: i64, most: u64) -> Result<Vec<Item<Self::Item>>, Fault>;

    /// The last number of each of these.
    async fn last(&self, app: &Arc<App>, of: &[Uuid]) -> Result<Vec<(Uuid, i64)>, Fault>;
}

/// One of them.
#[derive(Debug)]
pub struct Item<T> {
    /// Its number.
    pub number: i64,
    /// It.
    pub item: Arc<T>,
}

impl<T> Clone for Item<T> {
    fn clone(&self) -> Self {
        Self { number: self.number, item: Arc::clone(&self.item) }
    }
}

/// What a listener is told.
#[derive(Debug)]
pub enum Told<T> {
    /// Something with a number.
    Item(Item<T>),
    /// A word that nobody keeps.
    Word(Arc<str>),
}

impl<T> Clone for Told<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Item(item) => Self::Item(item.clone()),
            Self::Word(word) => Self::Word(Arc::clone(word)),
        }
    }
}

/// Too many listen already, here or to this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl Refusal for Full {
    fn code(&self) -> &'static str {
        "live.full"
    }

    fn text(&self, lang: Lang) -> String {
        crate::texts(lang).msg_live_full()
    }

    fn status(&self) -> u16 {
        503
    }
}

/// What is listened to.
struct Channel<T> {
    tells: broadcast::Sender<Told<T>>,
    /// The last number that was told here.
    last: i64,
}

/// The hub of a feed. Lies in the services as `Arc<Hub<…>>`.
pub struct Hub<F: Feed> {
    feed: F,
    channels: Mutex<HashMap<Uuid, Channel<F::Item>>>,
    listening: AtomicUsize,
    most: usize,
    runs: AtomicBool,
}

/// Items that are read at a time.
const PIECE: u64 = 200;
/// The same of a listener who reads by themselves: thousands may, each as slowly as they like, and what they have not taken is in memory.
const OWN_PIECE: u64 = 25;

impl<F: Feed> Hub<F> {
    /// For this feed; `most`: who may listen on this node in all.
    pub fn new(feed: F, most: usize) -> Arc<Self> {
        Arc::new(Self {
            feed,
            channels: Mutex::default(),
            listening: AtomicUsize::new(0),
            most,
            runs: AtomicBool::new(false),
        })
    }

    /// Those who listen on this node.
    pub fn listeners(&self) -> usize {
        self.listening.load(Ordering::Relaxed)
    }

    /// Listens to one thing, from behind the number `after` on; `known`: a number that it has, as its row said just now; `most`: who may listen to
    /// it on this node.
    pub fn listen(
        self: &Arc<Self>,
        app: &Arc<App>,
        of: Uuid,
        (after, known): (i64, i64),
        most: usize,
    ) -> Result<Listening<F>, Full> {
        // A number that there never was, and nobody else would hear anything until it comes.
        let after = after.clamp(0, known.max(0));
        if !self.runs.swap(true, Ordering::AcqRel) {
            tokio::spawn(run(Arc::clone(self), Arc::downgrade(app), app.db.news().hear()));
        }
        if self.listening.fetch_add(1, Ordering::AcqRel) >= self.most {
            self.listening.fetch_sub(1, Ordering::AcqRel);
            return Err(Full);
        }
        let seat = Seat(Arc::clone(self));
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        let channel =
            channels.entry(of).or_insert_with(|| Channel { tells: broadcast::Sender::new(BEHIND), last: known });
        if channel.tells.receiver_count() >= most {
            return Err(Full);
        }
        let told = channel.tells.subscribe();
        drop(channels);
        Ok(Listening {
            app: Arc::clone(app),
            of,
            last: after,
            told,
            read: VecDeque::new(),
            is_behind: true,
            is_first: true,
            seat,
        })
    }

    fn is_listened_to(&self, of: Uuid) -> bool {
        self.channels.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&of)
    }

    fn say(&self, of: Uuid, told: Told<F::Item>) {
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(channel) = channels.get_mut(&of) else { return };
        if let Told::Item(item) = &told {
            channel.last = channel.last.max(item.number);
        }
        // Who listened may have gone.
        drop(channel.tells.send(told));
    }

    /// Tells what is new of these.
    async fn tell(&self, app: &Arc<App>, of: Vec<Uuid>) -> Result<(), Fault> {
        for id in of {
            loop {
                let last = {
                    let channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
                    channels.get(&id).map(|channel| channel.last)
                };
                let Some(last) = last else { break };
                let found = self.feed.read(app, id, last, PIECE).await?;
                let is_all = (found.len() as u64) < PIECE;
                for item in found {
                    self.say(id, Told::Item(item));
                }
                if is_all {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Looks at everything that somebody listens to, and tells what no news told of.
    pub async fn look(&self, app: &Arc<App>) -> Result<(), Fault> {
        let known: HashMap<Uuid, i64> = {
            let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
            channels.retain(|_, channel| channel.tells.receiver_count() > 0);
            channels.iter().map(|(id, channel)| (*id, channel.last)).collect()
        };
        let ids: Vec<Uuid> = known.keys().copied().collect();
        for part in ids.chunks(PART) {
            let found = self.feed.last(app, part).await?;
            let behind = found.into_iter().filter(|(id, last)| known.get(id).is_some_and(|known| known < last));
            let behind: Vec<Uuid> = behind.map(|(id, _)| id).collect();
            self.tell(app, behind).await?;
        }
        Ok(())
    }
}

/// Hears the news until the node stops.
async fn run<F: Feed>(hub: Arc<Hub<F>>, app: Weak<App>, mut hearing: Hearing) {
    let mut looks = tokio::time::interval(LOOK);
    looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let mut changed = HashSet::new();
        let mut looks_now = false;
        tokio::select! {
            heard = hearing.next() => {
                let Some(mut heard) = heard else { break };
                loop {
                    match heard {
                        Heard::All => looks_now = true,
                        Heard::Of { topic, id, word } if *topic == *hub.feed.topic() && hub.is_listened_to(id) => {
                            if word.is_empty() {
                                changed.insert(id);
                            } else {
                                hub.say(id, Told::Word(word));
                            }
                        }
                        Heard::Of { .. } => {}
                    }
                    match hearing.more() {
                        Some(more) => heard = more,
                        None => break,
                    }
                }
            }
            _ = looks.tick() => looks_now = true,
        }
        let Some(app) = app.upgrade() else { break };
        let told = async {
            hub.tell(&app, changed.into_iter().collect()).await?;
            if looks_now { hub.look(&app).await } else { Ok(()) }
        };
        if let Err(fault) = told.await {
            // The next look finds it.
            tracing::debug!(error = %fault, "what is new could not be read for open pages");
        }
    }
    // Another one may begin: in tests of one process several sites come and go.
    hub.runs.store(false, Ordering::Release);
    hub.channels.lock().unwrap_or_else(PoisonError::into_inner).clear();
}

/// A place among those who listen.
struct Seat<F: Feed>(Arc<Hub<F>>);

impl<F: Feed> Drop for Seat<F> {
    fn drop(&mut self) {
        self.0.listening.fetch_sub(1, Ordering::AcqRel);
    }
}

/// One who listens.
pub struct Listening<F: Feed> {
    app: Arc<App>,
    of: Uuid,
    last: i64,
    told: broadcast::Receiver<Told<F::Item>>,
    read: VecDeque<Item<F::Item>>,
    is_behind: bool,
    is_first: bool,
    seat: Seat<F>,
}

impl<F: Feed> Listening<F> {
    /// The last number that was told.
    pub const fn last(&self) -> i64 {
        self.last
    }

    /// What is told next: every item behind the last one, in order, each once. `None`: the node stops. Dropped while it waits it has lost nothing.
    pub async fn next(&mut self) -> Result<Option<Told<F::Item>>, Fault> {
        loop {
            if let Some(item) = self.read.pop_front() {
                self.last = item.number;
                return Ok(Some(Told::Item(item)));
            }
            if self.is_behind {
                let found = self.seat.0.feed.read(&self.app, self.of, self.last, OWN_PIECE).await?;
                self.is_behind = found.len() as u64 == OWN_PIECE;
                if !self.is_first {
                    metrics::counter!("gatehouse_live_read_again_total").increment(1);
                }
                self.is_first = self.is_first && self.is_behind;
                self.read.extend(found);
                continue;
            }
            match self.told.recv().await {
                Ok(Told::Item(item)) if item.number <= self.last => {}
                Ok(Told::Item(item)) if item.number == self.last + 1 => {
                    self.last = item.number;
                    return Ok(Some(Told::Item(item)));
                }
                Ok(Told::Item(_)) | Err(broadcast::error::RecvError::Lagged(_)) => self.is_behind = true,
                Ok(word @ Told::Word(_)) => return Ok(Some(word)),
                Err(broadcast::error::RecvError::Closed) => return Ok(None),
            }
        }
    }
}
