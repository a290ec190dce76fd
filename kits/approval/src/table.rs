//! The table of proposals.

use gatehouse_core::personal::{Holds, PersonalData};
use gatehouse_core::{Lang, Moment};
use gatehouse_db::stored_words;
use sea_orm::entity::prelude::*;

/// What the columns about the change itself hold.
const CHANGE: Holds = Holds::NotPersonal("describes a change, without saying for whom");

/// How far a proposal is. One that nobody decided in time stays `waiting` with its end behind it: no job has to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has decided.
    Waiting,
    /// A second person approved it, and it was done.
    Approved,
    /// A second person declined it.
    Declined,
    /// Who proposed it took it back.
    Withdrawn,
}

stored_words!(State {
    Waiting = "waiting",
    Approved = "approved",
    Declined = "declined",
    Withdrawn = "withdrawn",
});

/// One proposal.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "proposal")]
#[personal(purpose = "Large changes are made by two members of the staff", basis = "f")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// Which change, such as `licenses.block`.
    #[holds(CHANGE)]
    pub kind: String,
    /// What it is about, or the first of several.
    #[holds(Pseudonym)]
    pub about_id: Uuid,
    /// How many things it changes.
    #[holds(CHANGE)]
    pub things: i64,
    /// How large they are together, in the module's measure.
    #[holds(CHANGE)]
    pub weight: i64,
    /// The change as JSON: ids, words and numbers.
    #[holds(Pseudonym)]
    pub contents: String,
    /// Words to people that belong to it, sealed by the module.
    #[holds(Sealed(Correspondence))]
    pub words_sealed: Option<Vec<u8>>,
    /// How far it is; see [`Model::is_waiting`].
    #[holds(CHANGE)]
    pub state: State,
    /// When it was proposed.
    #[holds(CHANGE)]
    pub proposed_at: Moment,
    /// By which kind of actor.
    #[holds(CHANGE)]
    pub proposed_by_kind: String,
    /// By whom.
    #[holds(Pseudonym)]
    pub proposed_by_id: Option<Uuid>,
    /// Nobody can approve it from then on.
    #[holds(CHANGE)]
    pub expires_at: Moment,
    /// When it was decided.
    #[holds(CHANGE)]
    pub decided_at: Option<Moment>,
    /// By which member of the staff.
    #[holds(Pseudonym)]
    pub decided_by_id: Option<Uuid>,
    /// Why it was declined, sealed by the module.
    #[holds(Sealed(Correspondence))]
    pub reason_sealed: Option<Vec<u8>>,
}

gatehouse_db::no_relations!();

impl Model {
    /// Whether it can still be decided.
    pub fn is_waiting(&self, now: Moment) -> bool {
        self.state == State::Waiting && self.expires_at > now
    }

    /// How far it is, in words.
    pub fn state_name(&self, now: Moment, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self.state {
            State::Waiting if self.expires_at <= now => t.msg_proposal_expired(),
            State::Waiting => t.msg_proposal_waiting(),
            State::Approved => t.msg_proposal_approved(),
            State::Declined => t.msg_proposal_declined(),
            // One that made room for the next after its end was decided by nobody.
            State::Withdrawn if self.decided_at.is_none() => t.msg_proposal_expired(),
            State::Withdrawn => t.msg_proposal_withdrawn(),
        }
    }
}
