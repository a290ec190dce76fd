//! The table `webhook_endpoint`.

use gatehouse_core::Moment;
use gatehouse_core::personal::{Holds, PersonalData};
use gatehouse_db::stored_words;
use sea_orm::entity::prelude::*;

const TECHNICAL: Holds = Holds::NotPersonal("a technical value of an endpoint");

/// How an endpoint stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It was never switched on since it has its address: nothing is collected, nothing is sent.
    New,
    /// Messages are collected and sent.
    On,
    /// A member of the staff, or its own answer, switched it off: nothing is collected, nothing is sent.
    Off,
    /// It failed for too long. Messages are collected, and go out when it is switched on again.
    Broken,
}

stored_words!(State { New = "new", On = "on", Off = "off", Broken = "broken" });

/// Where one other system is told.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "webhook_endpoint")]
#[personal(purpose = "Telling the vendor's other systems what happens", basis = "f", subject = Staff("created_by"))]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// What it is called. Whoever names it may name a partner or a colleague.
    #[holds(Sealed(Name))]
    pub name_sealed: Vec<u8>,
    /// Its address, whose query may hold a token.
    #[holds(Sealed(Credential))]
    pub url_sealed: Vec<u8>,
    /// The secret that signs, `whsec_…`.
    #[holds(Sealed(Credential))]
    pub key_sealed: Vec<u8>,
    /// The secret before, which signs too until its time is over.
    #[holds(Sealed(Credential))]
    pub old_key_sealed: Option<Vec<u8>>,
    /// Until when.
    #[holds(TECHNICAL)]
    pub old_key_until: Option<Moment>,
    /// The types and areas that it is told of, separated by blanks; `*`: all.
    #[holds(TECHNICAL)]
    pub types: String,
    /// How it stands.
    #[holds(TECHNICAL)]
    pub state: State,
    /// Why it is off or broken, in a word; none where a member of the staff switched it off.
    #[holds(TECHNICAL)]
    pub why: Option<String>,
    /// The number of its newest message.
    #[holds(TECHNICAL)]
    pub last_sequence: i64,
    /// Tries that failed, one after the other.
    #[holds(TECHNICAL)]
    pub failures: i64,
    /// Since when.
    #[holds(TECHNICAL)]
    pub failing_since: Option<Moment>,
    /// Nothing is sent before.
    #[holds(TECHNICAL)]
    pub next_at: Moment,
    /// A node is sending until then.
    #[holds(TECHNICAL)]
    pub lease_until: Moment,
    /// By this claim.
    #[holds(TECHNICAL)]
    pub lease_by: Option<Uuid>,
    /// The member of the staff who made it.
    #[holds(Pseudonym)]
    pub created_by: Option<Uuid>,
    /// When.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// Goes up with each change that a person makes, and with its state.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
