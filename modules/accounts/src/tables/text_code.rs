//! The table `text_code`.

use crate::model::text_code::TextCodeKind;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// A code by text message that waits to be typed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "text_code")]
#[personal(
    purpose = "Proving by a text message who somebody is",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7; of a phone that is being added, also the id of the factor that it becomes.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// Whose.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// What it is for.
    #[holds(NotPersonal("a kind of code"))]
    pub kind: TextCodeKind,
    /// The sign-in that asked for it.
    #[holds(Pseudonym)]
    pub half_id: Option<Uuid>,
    /// The session that asked for it.
    #[holds(Pseudonym)]
    pub session_id: Option<Uuid>,
    /// The new password that it brings into force.
    #[holds(Pseudonym)]
    pub waiting_id: Option<Uuid>,
    /// The phone; null while it is being added.
    #[holds(Pseudonym)]
    pub factor_id: Option<Uuid>,
    /// Keyed hash of the code, with this row's id.
    #[holds(Lookup(Short))]
    pub code_hash: Vec<u8>,
    /// Letters that stand in the message and on the page.
    #[holds(NotPersonal("random letters"))]
    pub reference: String,
    /// The number that is being added.
    #[holds(Sealed(Contact))]
    pub number_sealed: Option<Vec<u8>>,
    /// Wrong tries so far.
    #[holds(NotPersonal("a counter"))]
    pub failures: i64,
    /// When the message was queued.
    #[holds(Personal(Activity))]
    pub sent_at: Moment,
    /// Until when it opens.
    #[holds(Personal(Activity))]
    pub expires_at: Moment,
}

gatehouse_db::no_relations!();
