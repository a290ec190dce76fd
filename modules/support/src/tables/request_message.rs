//! The correspondence of a request, notes of the staff among it.

use crate::inventory::TECHNICAL;
use crate::model::message::{Audience, Author, MessageChannel};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "request_message")]
#[personal(
    purpose = "Answering what people ask support",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Detach
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// In this request.
    #[holds(Pseudonym)]
    pub request_id: Uuid,
    /// 1, 2, 3 …
    #[holds(TECHNICAL)]
    pub seq: i64,
    /// How it came or was sent.
    #[holds(Personal(Activity))]
    pub channel: MessageChannel,
    /// Who sees it.
    #[holds(TECHNICAL)]
    pub audience: Audience,
    /// Who wrote it.
    #[holds(Personal(Activity))]
    pub author: Author,
    /// Their account.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// The same as a user of the company.
    #[holds(Pseudonym)]
    pub member_id: Option<Uuid>,
    /// The same as a person of the request.
    #[holds(Pseudonym)]
    pub person_id: Option<Uuid>,
    /// The member of the staff.
    #[holds(Pseudonym)]
    pub staff_id: Option<Uuid>,
    /// The text, under the request's key; null once erased.
    #[holds(Sealed(Correspondence))]
    pub body_sealed: Option<Vec<u8>>,
    /// The HTML, cleaned.
    #[holds(Sealed(Correspondence))]
    pub html_sealed: Option<Vec<u8>>,
    /// The mail as it came in, while the kit `inbox` keeps it.
    #[holds(TECHNICAL)]
    pub raw_mail: Option<Uuid>,
    /// It came from an address that nobody has confirmed: only staff see it.
    #[holds(Personal(Activity))]
    pub unconfirmed: bool,
    /// It is the solution.
    #[holds(Personal(Activity))]
    pub is_solution: bool,
    /// When.
    #[holds(Personal(Activity))]
    pub at: Moment,
}

gatehouse_db::no_relations!();
