//! Pages that stay up to date: server-sent events (WHATWG HTML §9.2), on any number of nodes.
//!
//! What is told has a number: 1, 2, 3 … of one thing (a chat), given in the transaction that adds it under the lock of the thing's row, so the
//! order of numbers is that of commits and none is left out. A browser that comes back says the last number that it has (`Last-Event-ID`), and
//! is told everything behind it from the rows, whichever node answers.
//!
//! - [`Feed`]: how a module reads what is told; [`Hub`]: on each node, reads what is new once for all who listen there. It learns of it by the
//!   news of the nodes ([`gatehouse_db::News`]), and by a look each second at what somebody listens to, because news can be lost.
//! - A word that no table keeps (somebody is typing) is told to whoever listens at that moment.
//! - [`stream`]: the answer. Every 15 seconds it says that it lives, every 30 it is asked whether its reader may still hear; it ends after ten
//!   minutes, and the browser comes back.

mod hub;
mod stream;

pub use hub::{Feed, Full, Hub, Item, Listening, Told};
pub use stream::{Event, Shows, after, stream, wanted};
