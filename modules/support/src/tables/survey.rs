//! Surveys (SUP-15): to whom, about what, and what they said.

use crate::inventory::TECHNICAL;
use crate::model::category::Level;
use crate::model::request::Channel;
use crate::model::survey::SurveyKind;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "survey")]
#[personal(
    purpose = "Asking those who agreed how good support was",
    basis = "a",
    subject = Account("account_id"),
    on_erase = Detach
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// After a request, or once a year.
    #[holds(TECHNICAL)]
    pub kind: SurveyKind,
    /// About this request.
    #[holds(Pseudonym)]
    pub request_id: Option<Uuid>,
    /// In this round.
    #[holds(TECHNICAL)]
    pub round_id: Option<Uuid>,
    /// Who is asked; null: an account that is gone.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// The member of the staff who had the request, or answered it last.
    #[holds(Pseudonym)]
    pub engineer_id: Option<Uuid>,
    /// The queue of the request.
    #[holds(TECHNICAL)]
    pub queue_id: Option<Uuid>,
    /// Its product.
    #[holds(Personal(License))]
    pub product_id: Option<Uuid>,
    /// Its level.
    #[holds(Personal(License))]
    pub level: Option<Level>,
    /// How it came.
    #[holds(Personal(Activity))]
    pub channel: Option<Channel>,
    /// The language of the mail.
    #[holds(Personal(Preference))]
    pub lang: String,
    /// The keyed hash of the link's token.
    #[holds(Lookup(Short))]
    pub token_hash: Option<Vec<u8>>,
    /// When the mail is due; null once it is sent.
    #[holds(TECHNICAL)]
    pub send_at: Option<Moment>,
    /// When it was sent.
    #[holds(Personal(Activity))]
    pub sent_at: Option<Moment>,
    /// Until then the link opens.
    #[holds(TECHNICAL)]
    pub dies_at: Option<Moment>,
    /// From 1, very bad, to 5, very good.
    #[holds(Personal(Activity))]
    pub mark: Option<i64>,
    /// How fast it was, the same.
    #[holds(Personal(Activity))]
    pub speed: Option<i64>,
    /// Whether the solution helped, the same.
    #[holds(Personal(Activity))]
    pub solution: Option<i64>,
    /// How they were spoken to, the same.
    #[holds(Personal(Activity))]
    pub manner: Option<i64>,
    /// What they wrote besides, under the account's key.
    #[holds(Sealed(Correspondence))]
    pub comment_sealed: Option<Vec<u8>>,
    /// When they answered first; it can be changed for a week.
    #[holds(Personal(Activity))]
    pub answered_at: Option<Moment>,
    /// The figures do not have it as it is now.
    #[holds(TECHNICAL)]
    pub count_at: Option<Moment>,
    /// What it has given to the figures ([`crate::model::figures::Given`]).
    #[holds(TECHNICAL)]
    pub counted: Option<String>,
    /// In this count of all.
    #[holds(TECHNICAL)]
    pub counted_in: i64,
    /// When the row is erased.
    #[holds(TECHNICAL)]
    pub erase_at: Option<Moment>,
}

gatehouse_db::no_relations!();
