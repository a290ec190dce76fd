//! The table `webhook_delivery`.

use gatehouse_core::Moment;
use gatehouse_core::personal::{Holds, PersonalData};
use gatehouse_db::stored_words;
use sea_orm::entity::prelude::*;

const TECHNICAL: Holds = Holds::NotPersonal("a technical value of a delivery");

/// How a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It is sent, or tried again.
    Waiting,
    /// The endpoint took it.
    Delivered,
    /// It was tried for three days and is tried no more.
    Failed,
}

stored_words!(State { Waiting = "waiting", Delivered = "delivered", Failed = "failed" });

/// One message for one endpoint.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "webhook_delivery")]
#[personal(
    purpose = "Telling the vendor's other systems what happens",
    basis = "f",
    recipients = ["the vendor's other systems, by the addresses that administrators set"],
    subject = Account("account_id"),
    on_erase = Detach
)]
pub struct Model {
    /// A number that the database gives.
    #[sea_orm(primary_key)]
    #[holds(TECHNICAL)]
    pub id: i64,
    /// To which endpoint.
    #[holds(TECHNICAL)]
    pub endpoint_id: Uuid,
    /// The line of the audit log that it tells of; the same for every endpoint and every try.
    #[holds(NotPersonal("a random id"))]
    pub message_id: Uuid,
    /// Its number among the messages of its endpoint, without gaps; none until it is taken up.
    #[holds(TECHNICAL)]
    pub sequence: Option<i64>,
    /// What happened: the word of the event.
    #[holds(Personal(Activity))]
    pub kind: String,
    /// When.
    #[holds(Personal(Activity))]
    pub at: Moment,
    /// The kind of record that it happened to.
    #[holds(NotPersonal("a kind of record"))]
    pub subject_kind: String,
    /// Its id.
    #[holds(Pseudonym)]
    pub subject_id: Option<Uuid>,
    /// The account that it belongs to.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// How it stands.
    #[holds(TECHNICAL)]
    pub state: State,
    /// Tries.
    #[holds(TECHNICAL)]
    pub attempts: i64,
    /// When it was tried first.
    #[holds(TECHNICAL)]
    pub first_at: Option<Moment>,
    /// Not tried before.
    #[holds(TECHNICAL)]
    pub next_at: Moment,
    /// When it was tried last.
    #[holds(TECHNICAL)]
    pub last_at: Option<Moment>,
    /// The status that was answered.
    #[holds(TECHNICAL)]
    pub last_status: Option<i64>,
    /// Why there was no answer, in a word.
    #[holds(TECHNICAL)]
    pub last_trouble: Option<String>,
    /// Bytes of the answer that were read.
    #[holds(TECHNICAL)]
    pub last_bytes: Option<i64>,
    /// How long it took, in microseconds.
    #[holds(TECHNICAL)]
    pub last_took: Option<i64>,
    /// When it was delivered or given up.
    #[holds(TECHNICAL)]
    pub ended_at: Option<Moment>,
    /// Its person was erased then: the ids go when it ends, and it is never sent again.
    #[holds(TECHNICAL)]
    pub erased_at: Option<Moment>,
}

gatehouse_db::no_relations!();
