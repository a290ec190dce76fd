//! The table `incoming_mail`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use gatehouse_db::stored_words;
use sea_orm::entity::prelude::*;

/// By which door a mail came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Door {
    /// From a mail server beside this program.
    Lmtp,
    /// From any mail server.
    Smtp,
    /// Fetched from a mailbox.
    Imap,
}

stored_words!(Door { Lmtp = "lmtp", Smtp = "smtp", Imap = "imap" });

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Its bytes come. Nobody was told that it was taken.
    Receiving,
    /// It is whole, and a job will read it.
    Waiting,
    /// It went where it belongs.
    Read,
    /// It could not be read: staff look at it.
    Failed,
}

stored_words!(State { Receiving = "receiving", Waiting = "waiting", Read = "read", Failed = "failed" });

/// One mail.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "incoming_mail")]
#[personal(
    purpose = "Mails that people write to the vendor, as they came",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7; also the subject whose key seals it.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// By which door it came.
    #[holds(NotPersonal("a way in"))]
    pub door: Door,
    /// Keyed hash of mailbox, validity and number, where it was fetched.
    #[holds(NotPersonal("a keyed hash of a place in a mailbox of the vendor"))]
    pub source: Option<Vec<u8>>,
    /// How far it is.
    #[holds(NotPersonal("a state"))]
    pub state: State,
    /// The file with its bytes.
    #[holds(NotPersonal("a random id"))]
    pub file_id: Option<Uuid>,
    /// Its bytes.
    #[holds(NotPersonal("a number"))]
    pub size: i64,
    /// Who sent it to whom, by which machine.
    #[holds(Sealed(Contact))]
    pub envelope_sealed: Vec<u8>,
    /// When it came.
    #[holds(Personal(Activity))]
    pub came_at: Moment,
    /// When it went where it belongs.
    #[holds(Personal(Activity))]
    pub read_at: Option<Moment>,
    /// When it was given up.
    #[holds(NotPersonal("a technical time"))]
    pub failed_at: Option<Moment>,
    /// Why: a word.
    #[holds(NotPersonal("a kind of failure"))]
    pub failure: Option<String>,
    /// Why it went there: rule, proof, class.
    #[holds(Sealed(Correspondence))]
    pub why_sealed: Option<Vec<u8>>,
    /// The request that it belongs to.
    #[holds(Pseudonym)]
    pub request_id: Option<Uuid>,
    /// Whose it is, where they have an account.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// When it ends.
    #[holds(NotPersonal("a technical time"))]
    pub ends_at: Moment,
}

gatehouse_db::no_relations!();
