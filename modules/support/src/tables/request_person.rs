//! Who belongs to a request: its author, and those who read along.

use crate::model::request::Role;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "request_person")]
#[personal(
    purpose = "Who is told of answers to a request",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Detach
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// To this request.
    #[holds(Pseudonym)]
    pub request_id: Uuid,
    /// As what.
    #[holds(Personal(Activity))]
    pub part: Role,
    /// Their account.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// The same as a user of the company.
    #[holds(Pseudonym)]
    pub member_id: Option<Uuid>,
    /// Somebody without an account ([`crate::model::request::Person`]), under the request's key.
    #[holds(Sealed(Contact))]
    pub person_sealed: Option<Vec<u8>>,
    /// The keyed hash of their address, where they have no account.
    #[holds(Lookup(Oldest))]
    pub email_lookup: Option<Vec<u8>>,
    /// They want no mails of it.
    #[holds(Personal(Preference))]
    pub muted: bool,
    /// When their address last refused a mail for good.
    #[holds(Personal(Activity))]
    pub bounced_at: Option<Moment>,
    /// When they were added.
    #[holds(Personal(Activity))]
    pub added_at: Moment,
    /// When they left it.
    #[holds(Personal(Activity))]
    pub removed_at: Option<Moment>,
}

gatehouse_db::no_relations!();
