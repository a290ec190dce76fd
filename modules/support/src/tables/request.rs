//! Requests (SUP).

use crate::inventory::TECHNICAL;
use crate::model::category::{Category, Critical, Level};
use crate::model::request::Channel;
use crate::model::status::Status;
use crate::model::transition::By;
use crate::model::work::Work;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "request")]
#[personal(
    purpose = "Answering what people ask support",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Detach
)]
pub struct Model {
    /// UUID v7; also of the key that seals its texts and files.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// What people call it ([`crate::model::number`]).
    #[holds(Pseudonym)]
    pub number: String,
    /// In the name of this company; null: in their own.
    #[holds(TECHNICAL)]
    pub company_id: Option<Uuid>,
    /// Who asked; null: somebody without an account, or one that is gone.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// The same as a user of the company, living or former.
    #[holds(Pseudonym)]
    pub member_id: Option<Uuid>,
    /// What it is about.
    #[holds(Personal(Activity))]
    pub category: Category,
    /// The version of the form that was filled in.
    #[holds(TECHNICAL)]
    pub form_version: i64,
    /// The fields of the form; null once erased.
    #[holds(Sealed(Correspondence))]
    pub form_sealed: Option<Vec<u8>>,
    /// The subject; null once erased.
    #[holds(Sealed(Correspondence))]
    pub subject_sealed: Option<Vec<u8>>,
    /// The language of its pages and mails for its author.
    #[holds(Personal(Preference))]
    pub lang: String,
    /// The country of its author (ISO 3166-1 alpha-2).
    #[holds(Personal(Preference))]
    pub country: Option<String>,
    /// About this product.
    #[holds(Personal(License))]
    pub product_id: Option<Uuid>,
    /// In this version.
    #[holds(Personal(License))]
    pub product_version_id: Option<Uuid>,
    /// With this license.
    #[holds(Personal(License))]
    pub license_id: Option<Uuid>,
    /// At this level.
    #[holds(Personal(License))]
    pub level: Level,
    /// By this contract.
    #[holds(Personal(License))]
    pub contract_id: Option<Uuid>,
    /// Whether it is a critical incident.
    #[holds(Personal(Activity))]
    pub critical: Option<Critical>,
    /// The type within its category.
    #[holds(Personal(Activity))]
    pub kind: Option<String>,
    /// How it came.
    #[holds(Personal(Activity))]
    pub channel: Channel,
    /// Only its own people and support see it, whatever rights others have.
    #[holds(Personal(Preference))]
    pub confidential: bool,
    /// One of nine.
    #[holds(Personal(Activity))]
    pub status: Status,
    /// Who brought it there.
    #[holds(Personal(Activity))]
    pub status_by: By,
    /// When.
    #[holds(Personal(Activity))]
    pub status_at: Moment,
    /// Whether the status is one of the active ones.
    #[holds(Personal(Activity))]
    pub active: bool,
    /// How far support is with it.
    #[holds(TECHNICAL)]
    pub work: Work,
    /// Its place among active ones ([`crate::model::category::urgency`]).
    #[holds(TECHNICAL)]
    pub urgency: i64,
    /// In this queue.
    #[holds(TECHNICAL)]
    pub queue_id: Option<Uuid>,
    /// The member of the staff who has it.
    #[holds(Pseudonym)]
    pub assignee_id: Option<Uuid>,
    /// It was opened after this one had ended.
    #[holds(TECHNICAL)]
    pub follows_id: Option<Uuid>,
    /// It goes on in this one.
    #[holds(TECHNICAL)]
    pub merged_into: Option<Uuid>,
    /// When it was asked.
    #[holds(Personal(Activity))]
    pub opened_at: Moment,
    /// When its customer was last told or said something, or its status changed.
    #[holds(Personal(Activity))]
    pub updated_at: Moment,
    /// When a human answered first.
    #[holds(TECHNICAL)]
    pub first_answer_at: Option<Moment>,
    /// When the next answer is due.
    #[holds(TECHNICAL)]
    pub due_at: Option<Moment>,
    /// When the first answer was due.
    #[holds(TECHNICAL)]
    pub first_due_at: Option<Moment>,
    /// When the solution is due.
    #[holds(TECHNICAL)]
    pub solution_due_at: Option<Moment>,
    /// Reminders in this status.
    #[holds(TECHNICAL)]
    pub reminded: i64,
    /// When time does the next thing to it ([`crate::model::timer`]).
    #[holds(TECHNICAL)]
    pub step_at: Option<Moment>,
    /// Its people were told that its license or contract ends.
    #[holds(TECHNICAL)]
    pub end_told: bool,
    /// When it ended for good.
    #[holds(Personal(Activity))]
    pub closed_at: Option<Moment>,
    /// When its texts are erased; from then on nobody sees it.
    #[holds(TECHNICAL)]
    pub erase_at: Option<Moment>,
    /// When they were.
    #[holds(TECHNICAL)]
    pub erased_at: Option<Moment>,
    /// Messages so far.
    #[holds(TECHNICAL)]
    pub messages: i64,
    /// Events so far.
    #[holds(TECHNICAL)]
    pub last_event: i64,
    /// The link of the last one in their chain.
    #[holds(TECHNICAL)]
    pub last_link: Vec<u8>,
    /// Goes up with every change; the ETag.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
