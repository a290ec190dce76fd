//! What nodes tell each other at once: that something with an id is another one now, or a word about it that no table keeps.
//!
//! News are lost whenever a node or its connection is: whoever must miss nothing has a number in a row besides, and looks there
//! ([`Heard::All`], and by the clock). They are told behind a commit ([`crate::Tx::after_commit`]) and never within a transaction: PostgreSQL
//! lets the commits of transactions that notify wait for one another. What one node tells within 20 ms goes in one statement. On the embedded
//! engine there is one node, and nothing leaves the process. Through a pooler that gives connections away with every transaction no news come.

use gatehouse_core::Uuid;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};
use sqlx::postgres::PgListener;
use std::fmt;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, broadcast, watch};

/// The channel of PostgreSQL.
const CHANNEL: &str = "gatehouse_news";
/// For so long news are gathered.
const GATHERED: Duration = Duration::from_millis(20);
/// The pause before a lost connection is made anew, and before what could not be sent is dropped for what came since.
const PAUSE: Duration = Duration::from_secs(1);
/// Bytes of one notification; the server takes fewer than 8,000.
const MOST_BYTES: usize = 7_000;
/// News that wait to be sent. Beyond them none is kept: the clock finds what they told.
const MOST_WAITING: usize = 20_000;
/// News that somebody may be behind.
const MOST_BEHIND: usize = 4_096;
/// Bytes of a word.
const MOST_WORD: usize = 200;

/// What is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Of one thing.
    Of {
        /// What kind of thing it is.
        topic: Arc<str>,
        /// Which.
        id: Uuid,
        /// What is said of it; empty: it is another one now.
        word: Arc<str>,
    },
    /// Something may have been missed: of anything.
    All,
}

/// The news of one node.
#[derive(Clone)]
pub struct News(Arc<Inner>);

struct Inner {
    heard: broadcast::Sender<Heard>,
    waiting: Mutex<Vec<String>>,
    sends: Notify,
    ended: watch::Sender<bool>,
    /// How this process is called in what it sends.
    own: String,
    /// PostgreSQL only.
    server: Option<Server>,
}

struct Server {
    /// For one connection that listens.
    listens: DatabaseConnection,
    /// By which news go out.
    sends: DatabaseConnection,
    is_sending: AtomicBool,
    is_listening: AtomicBool,
}

impl fmt::Debug for News {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("News")
    }
}

/// Hears the news from now on.
pub struct Hearing {
    heard: broadcast::Receiver<Heard>,
    ended: watch::Receiver<bool>,
}

impl Hearing {
    /// The next of them; `None` once this node stops.
    pub async fn next(&mut self) -> Option<Heard> {
        if *self.ended.borrow() {
            return None;
        }
        tokio::select! {
            heard = self.heard.recv() => match heard {
                Ok(heard) => Some(heard),
                Err(broadcast::error::RecvError::Lagged(_)) => Some(Heard::All),
                Err(broadcast::error::RecvError::Closed) => None,
            },
            _ = self.ended.changed() => None,
        }
    }

    /// What has come already.
    pub fn more(&mut self) -> Option<Heard> {
        match self.heard.try_recv() {
            Ok(heard) => Some(heard),
            Err(broadcast::error::TryRecvError::Lagged(_)) => Some(Heard::All),
            Err(broadcast::error::TryRecvError::Empty | broadcast::error::TryRecvError::Closed) => None,
        }
    }
}

impl News {
    pub(crate) fn within() -> Self {
        Self::new(None)
    }

    pub(crate) fn among(listens: DatabaseConnection, sends: DatabaseConnection) -> Self {
        let (is_sending, is_listening) = (AtomicBool::new(false), AtomicBool::new(false));
        Self::new(Some(Server { listens, sends, is_sending, is_listening }))
    }

    fn new(server: Option<Server>) -> Self {
        // Not a secret: it tells a node's own news from those of others. The seed of a hash is the system's randomness.
        let own = RandomState::new().build_hasher().finish();
        Self(Arc::new(Inner {
            heard: broadcast::Sender::new(MOST_BEHIND),
            waiting: Mutex::default(),
            sends: Notify::new(),
            ended: watch::Sender::new(false),
            own: format!("{own:016x}"),
            server,
        }))
    }

    /// Tells this node at once, and the others soon. `topic` has no blanks; a word of more than 200 bytes is told to nobody.
    pub fn tell(&self, topic: &'static str, id: Uuid, word: &str) {
        if word.len() > MOST_WORD || word.contains('\n') {
            return;
        }
        // Nobody may hear it.
        drop(self.0.heard.send(Heard::Of { topic: topic.into(), id, word: word.into() }));
        let Some(server) = &self.0.server else { return };
        let mut waiting = self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < MOST_WAITING {
            waiting.push(format!("{topic} {id} {word}"));
        }
        drop(waiting);
        if !server.is_sending.swap(true, Ordering::AcqRel) {
            tokio::spawn(send(Arc::clone(&self.0)));
        }
        self.0.sends.notify_one();
    }

    /// Hears what is told from now on.
    pub fn hear(&self) -> Hearing {
        let hearing = Hearing { heard: self.0.heard.subscribe(), ended: self.0.ended.subscribe() };
        if let Some(server) = &self.0.server
            && !server.is_listening.swap(true, Ordering::AcqRel)
        {
            tokio::spawn(listen(Arc::clone(&self.0)));
        }
        hearing
    }

    /// This node stops: nobody hears anything more.
    pub fn end(&self) {
        self.0.ended.send_replace(true);
    }

    /// Whether it stops, for whoever waits.
    pub fn ended(&self) -> watch::Receiver<bool> {
        self.0.ended.subscribe()
    }

    pub(crate) async fn close(&self) -> Result<(), sea_orm::DbErr> {
        self.end();
        match &self.0.server {
            Some(server) => server.listens.clone().close().await,
            None => Ok(()),
        }
    }
}

impl Inner {
    fn came(&self, text: &str) {
        let mut lines = text.lines();
        if lines.next().is_none_or(|from| from == self.own) {
            return;
        }
        for line in lines {
            let mut parts = line.splitn(3, ' ');
            let (Some(topic), Some(id)) = (parts.next(), parts.next().and_then(|id| Uuid::parse_str(id).ok())) else {
                continue;
            };
            let word = parts.next().unwrap_or_default();
            drop(self.heard.send(Heard::Of { topic: topic.into(), id, word: word.into() }));
        }
    }

    /// What waits, in notifications of this node; each thing once.
    fn gathered(&self) -> Vec<String> {
        let mut waiting = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        let mut known = std::collections::HashSet::with_capacity(waiting.len());
        waiting.retain(|line| known.insert(line.clone()));
        let mut all: Vec<String> = Vec::new();
        for line in waiting {
            match all.last_mut().filter(|text| text.len() + line.len() < MOST_BYTES) {
                Some(text) => {
                    text.push('\n');
                    text.push_str(&line);
                }
                None => all.push(format!("{}\n{line}", self.own)),
            }
        }
        all
    }
}

async fn send(inner: Arc<Inner>) {
    let Some(server) = &inner.server else { return };
    let mut ended = inner.ended.subscribe();
    while !*ended.borrow() {
        tokio::select! {
            () = inner.sends.notified() => {}
            _ = ended.changed() => return,
        }
        tokio::time::sleep(GATHERED).await;
        for text in inner.gathered() {
            let notify = "select pg_notify($1, $2)";
            let notify = Statement::from_sql_and_values(DbBackend::Postgres, notify, [CHANNEL.into(), text.into()]);
            if let Err(error) = server.sends.execute_raw(notify).await {
                metrics::counter!("gatehouse_news_lost_total").increment(1);
                tracing::debug!(%error, "news for the other nodes could not be sent");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

async fn listen(inner: Arc<Inner>) {
    let Some(server) = &inner.server else { return };
    let mut ended = inner.ended.subscribe();
    while !*ended.borrow() {
        tokio::select! {
            failed = listened(&inner, &server.listens) => {
                if let Err(error) = failed {
                    tracing::debug!(%error, "the news of the other nodes are not heard");
                }
            }
            _ = ended.changed() => return,
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = ended.changed() => return,
        }
    }
}

async fn listened(inner: &Inner, listens: &DatabaseConnection) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(listens.get_postgres_connection_pool()).await?;
    listener.listen(CHANNEL).await?;
    loop {
        // What was told while nobody listened.
        drop(inner.heard.send(Heard::All));
        while let Some(told) = listener.try_recv().await? {
            inner.came(told.payload());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Heard, MOST_BYTES, News};
    use gatehouse_core::Uuid;

    fn of(topic: &str, id: Uuid, word: &str) -> Option<Heard> {
        Some(Heard::Of { topic: topic.into(), id, word: word.into() })
    }

    /// SUP-20
    #[tokio::test]
    async fn within_one_process_news_are_heard_at_once_and_end_with_it() {
        let news = News::within();
        let id = Uuid::from_u128(7);
        news.tell("chat", id, "nobody hears this");
        let mut hearing = news.hear();
        news.tell("chat", id, "");
        news.tell("chat", id, "typing 1");
        news.tell("chat", id, "two\nlines");
        assert_eq!(hearing.next().await, of("chat", id, ""));
        assert_eq!(hearing.more(), of("chat", id, "typing 1"));
        assert_eq!(hearing.more(), None);
        news.end();
        assert_eq!(hearing.next().await, None);
        assert_eq!(news.hear().next().await, None);
    }

    /// SUP-20
    #[test]
    fn whoever_is_far_behind_is_told_that_something_was_missed() {
        let news = News::within();
        let mut hearing = news.hear();
        for n in 0..5_000 {
            news.tell("chat", Uuid::from_u128(n), "");
        }
        assert_eq!(hearing.more(), Some(Heard::All));
    }

    /// SUP-20
    #[test]
    fn a_notification_has_a_bound_and_each_thing_once_and_a_node_does_not_hear_itself() {
        let (one, other) = (News::within(), News::within());
        let id = Uuid::from_u128(1);
        let lines = (0..500).map(|n| format!("chat {} ", Uuid::from_u128(n)));
        one.0.waiting.lock().unwrap().extend(lines.chain(["chat 00000000-0000-0000-0000-000000000001 ".to_owned()]));
        let all = one.0.gathered();
        assert!(all.len() > 1 && all.iter().all(|text| text.len() < MOST_BYTES + 100));
        assert_eq!(all.iter().map(|text| text.lines().count() - 1).sum::<usize>(), 500);
        let (mut own, mut others) = (one.hear(), other.hear());
        for text in &all {
            one.0.came(text);
            other.0.came(text);
        }
        assert_eq!(own.more(), None);
        assert_eq!(others.more(), of("chat", Uuid::nil(), ""));
        assert_eq!(others.more(), of("chat", id, ""));
        other.0.came("");
        other.0.came("x\nchat");
        other.0.came("x\nchat no-id word");
    }
}
