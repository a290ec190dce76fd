//! Mails: queued with the change that causes them, sent at least once (ALL-4).
//!
//! A module writes a [`Letter`] to a [`Recipient`] (text and HTML, the recipient's language, the reason why it came) and
//! queues it in its transaction. The job `mail.send` hands it to the SMTP server; when the server is
//! down, the outbox tries again with backoff for about two days before staff see a dead letter. The
//! `Message-ID` is the mail's id, so that a repeated delivery can be recognized. How many mails anybody can cause to an
//! address is the [`ledger`]'s. What a mail brings along is made when it is sent ([`attached`]).

pub mod attached;
mod data_set;
pub mod inventory;
pub mod ledger;
mod ledger_table;
mod letter;
mod look;
mod page;
pub mod queue;
mod recipient;
pub mod send;
pub mod sender;
pub mod server;
pub mod staff;
pub mod switch;
pub mod table;
mod texts;
pub mod transport;
pub mod trial;
pub mod trouble;

pub use attached::{Attached, Attachers, Attaches, Attachment};
pub use data_set::SentMails;
pub use letter::{Letter, Reasoned};
pub use page::MailPage;
pub use queue::{Mail, Thread, forget_account, forget_discarded, forget_subject, queue, queue_all};
pub use recipient::Recipient;
pub use send::MailSender;
pub use sender::Sender;
pub use transport::Transport;
pub use trial::{Trial, Tried};
pub use trouble::Trouble;

pub use texts::TEXTS;
pub(crate) use texts::texts;

use gatehouse_db::Migration;

/// The migrations of this crate.
pub fn migrations() -> Vec<Migration> {
    vec![
        gatehouse_db::migration!(20261121000300, "mail"),
        gatehouse_db::migration!(20261128410720, "mails_by_strangers"),
        gatehouse_db::migration!(20261222000300, "mails_without_account"),
    ]
}
