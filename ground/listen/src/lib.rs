//! The one listener: every port of the program is opened and served here, and no module opens a socket of its own
//! (`clippy.toml` bans it).
//!
//! A connection has an end in every state. Whatever a client does or leaves undone, it holds a file descriptor for a
//! bounded time only, and never so many that the database or the jobs could get none:
//!
//! | state | ends |
//! | --- | --- |
//! | nothing, or half a head, was sent | [`Limits::head`] after it was opened, or after the first byte of a further request |
//! | between two requests | after [`Limits::idle`] |
//! | a body comes slowly | when it comes slower than [`Limits::rate`] for longer than [`Limits::grace`] |
//! | the answer is read slowly | likewise |
//! | a request was refused before its body was read | the rest is read, up to [`Limits::rest`], or `Connection: close` is said |
//!
//! - [`connections`]: how many there may be, and who makes room for a newcomer.
//! - [`stream`]: the bytes, and how long they are waited for.
//! - [`bodies`]: what comes and what is answered.
//! - [`serve`]: accepts, and stops gracefully.
//! - [`raw`]: the same for ports that speak something else, such as mail.
//! - [`files`]: the limit of open files, from which the number of connections follows.
//!
//! It speaks HTTP/1.1 alone. TLS ends at a proxy, and proxies speak HTTP/1.1 to what is behind them; HTTP/2 without TLS
//! has no user, and each of its states would need an end of its own (hyperium/hyper#3756).

mod bodies;
pub mod connections;
pub mod files;
mod patience;
mod place;
pub mod raw;
pub mod serve;
mod stream;

pub use connections::Connections;
pub use serve::{Listener, Port};

use std::time::Duration;

/// How long a client is waited for, and for how much.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The whole head of a request must be there within this: of the first one since the connection was opened, of a
    /// further one since its first byte.
    pub head: Duration,
    /// A connection without a request may stay open so long. Longer than the pools of the usual proxies (60 seconds), so
    /// that it is the proxy who closes: a request that is sent while the server closes is lost.
    pub idle: Duration,
    /// A client that sends or reads too slowly is borne so long.
    pub grace: Duration,
    /// What is not too slow, in bytes a second.
    pub rate: u32,
    /// Of a body that nobody reads, so much is read and dropped, so that the next request of the connection can be read.
    pub rest: usize,
    /// So long, at most, what a client still sends after a last answer is read and dropped: were the connection closed at
    /// once, it could lose the answer.
    pub linger: Duration,
    /// A graceful stop waits so long for answers that are under way.
    pub stop: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(5),
            idle: Duration::from_secs(80),
            grace: Duration::from_secs(10),
            rate: 1024,
            rest: 64 << 10,
            linger: Duration::from_secs(2),
            stop: Duration::from_secs(10),
        }
    }
}
