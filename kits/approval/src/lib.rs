//! What takes two people: one proposes, another one decides.
//!
//! A module that finds a change too large for one person stores it as a [`proposal`](table) instead ([`propose`]), in the transaction in
//! which it would have made the change. Another member of the staff approves it ([`approve`]), and the module makes the change in that same
//! transaction; or declines it with a reason ([`decline`]); or it ends by itself ([`LIFE`]).
//!
//! The rules, in one place: only a member of the staff decides, never a program; never the one who proposed, nor the one who made the API key
//! by which a program proposed ([`MadeKey`]), who may take it back; of two who decide at once one does, and the other one is told. What a
//! proposal says is the module's: its kind, what it is about, and its contents as JSON without anything that names a person. Words to people
//! are sealed by the module, under a key of its own choice.

mod decide;
mod forget;
pub mod inventory;
mod made_key;
mod propose;
pub mod table;
mod texts;

pub use decide::{ApprovalRefusal, ProposedBy, approve, decline, proposed_by, withdraw};
pub use forget::forget_words;
pub use made_key::MadeKey;
pub use propose::{LIFE, NewProposal, propose};
pub use table::State;

pub use texts::TEXTS;
pub(crate) use texts::texts;

use gatehouse_db::Migration;

/// The migrations of this crate.
pub fn migrations() -> Vec<Migration> {
    vec![gatehouse_db::migration!(20261223000300, "proposals")]
}
