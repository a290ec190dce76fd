//! Mail that comes in (SUP-13): taken, kept, read, and brought to its request.
//!
//! ```text
//! a mail server ── LMTP or SMTP ─┐
//!                                ├─ keep ── 250 ── job inbox.read ── worker ── class, match ── Receives::receive
//! a mailbox ────────── IMAP ─────┘                      └── fails: kept, told to staff, tried again when they say so
//! ```
//!
//! - [`smtp`], [`imap`](jobs::FETCH): how mails come. Both are off until the operator names an address ([`Inbox`]).
//! - [`keep`]: the raw mail is a sealed file with a key of its own before anybody is told that it was taken. It is kept for 180 days, and
//!   ends earlier with its author or its request ([`erase`]).
//! - [`parser`]: the worker's kinds. What a mail says is [`mail::Mail`]: bounded, clean, its quotes and signature folded.
//! - [`loops`]: whether a person wrote it. [`limits`]: how much it may cause.
//! - [`marks`], [`number`]: how answers find back. [`matching`]: the rules by which they do.
//! - [`failed`]: what could not be read.
//!
//! # For the module that keeps requests
//!
//! 1. Implement [`LookUp`] (one call a mail: requests, messages, stored message ids, numbers, and what the sender is to each request) and
//!    [`Receives`]; put [`Receiver`] into the services.
//! 2. In [`Receives::receive`], go by [`Arrived::class`] and [`Arrived::decision`]:
//!    - `Goes::Request(id)` and a person: a message of that request. `standing` says whether it is shown to all ([`Standing::Participant`])
//!      or to staff alone, as from an unconfirmed address. `has_second` and `related` are notes for staff.
//!    - a [`Class::Bounce`]: [`loops::delivery`] of its report is the delivery state of the message
//!      ([`Clues::bounced`](matching::Clues::bounced)); never a message, a reopening or an answer.
//!    - [`Class::Automatic`]: kept as an internal "automatic mail", without a change of status, without an answer.
//!    - `Goes::New`: a new request, where [`limits::open_by_mail`] lets it; `related`: a link to the one that it has to do with.
//!    - `Goes::Triage`: nobody knows the sender. Confirm it only if `may_acknowledge` and [`limits::acknowledge_stranger`] let you.
//!    - Before a reopening: [`limits::may_reopen`]. Before each mail that goes out: [`limits::may_notify`], [`limits::is_broken`].
//!
//!    Attachments are files of strangers, to be scanned. Before the transaction: `Files::put_each` of what came along
//!    ([`Arrived::whole_attachment`]), or else `Files::put(cx, &PURPOSE, owner, arrived.attachment(cx, n))` of each. In the transaction:
//!    `files::attach_sent_each` and [`Arrived::done`], with the request and the author's account, so that the mail ends with either.
//! 3. In what goes out: `Reply-To` is [`marks::reply_address`], `Message-ID` [`marks::message_id`], the envelope's sender
//!    [`marks::bounce_address`], the head line [`marks::INSTANCE_HEADER`] has [`marks::instance`], and [`marks::body_mark`] may stand in the
//!    body. Store the `Message-ID` of what comes and goes, and the relay's own, so that [`matching::Known::by_message_id`] has them. A message
//!    id that is stored already is the same mail once more (a mailbox whose UIDVALIDITY changed).
//! 4. For staff: [`failed::failed`], [`failed::retry`], [`failed::discard`], [`failed::raw`], and [`because`]: why a mail is where it is.
//!    [`moved`] when they move it, with what [`kept`] reads of it once more.

mod base32;
mod bounded;
mod data_set;
pub mod erase;
mod events;
pub mod failed;
mod imap;
pub mod inventory;
pub mod jobs;
pub mod keep;
pub mod limits;
pub mod loops;
pub mod mail;
pub mod marks;
pub mod matching;
pub mod number;
pub mod parser;
pub mod read;
mod receive;
mod refusal;
mod settings;
pub mod smtp;
mod stuck;
pub mod tables;
mod texts;

pub use data_set::ReceivedMails;
pub use loops::Class;
pub use matching::{Decision, Goes, Known, KnownRequest, LookUp, Rule, Standing};
pub use parser::{MailParser, PartParser};
pub use receive::{Arrived, Because, Kept, Receiver, Receives, because, kept, moved};
pub use refusal::FailedMailRefusal;
pub use settings::{Inbox, Mailbox};

pub use texts::TEXTS;
pub(crate) use texts::texts;

use gatehouse_context::Event;
use gatehouse_core::Words;
use gatehouse_db::Migration;

/// The migrations of this crate.
pub fn migrations() -> Vec<Migration> {
    vec![gatehouse_db::migration!(20261227000300, "inbox"), gatehouse_db::migration!(20261228000300, "mailbox_stuck")]
}

/// What this kit tells the audit log.
pub const EVENTS: &[Event] = events::EVENTS;

/// What its lines are about, in words.
pub const RECORDS: Words = &[("incoming_mail", |lang| crate::texts(lang).msg_record_mail())];
