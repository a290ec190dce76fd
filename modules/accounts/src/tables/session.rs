//! The table `session`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One session.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "session")]
#[personal(
    purpose = "Staying signed in, and seeing where",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7; shown in the list of sessions, opens nothing.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// SHA-256 under the pepper of the cookie's token.
    #[holds(Lookup(Short))]
    pub token_hash: Vec<u8>,
    /// Whose.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// When the person signed in.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// Last use, to the minute.
    #[holds(Personal(Activity))]
    pub seen_at: Moment,
    /// Without use it ends then.
    #[holds(Personal(Activity))]
    pub expires_at: Moment,
    /// At the latest it ends then.
    #[holds(Personal(Activity))]
    pub ends_at: Moment,
    /// "Keep me signed in".
    #[holds(Personal(Preference))]
    pub kept: bool,
    /// Sensitive changes are open until then.
    #[holds(Personal(Activity))]
    pub elevated_until: Moment,
    /// Changes of factors are open until then: a factor was given.
    #[holds(Personal(Activity))]
    pub factor_until: Moment,
    /// From where.
    #[holds(Personal(Activity))]
    pub network: Option<String>,
    /// The browser's name of itself.
    #[holds(Personal(Device))]
    pub agent: Option<String>,
    /// The known device.
    #[holds(Pseudonym)]
    pub device_id: Option<Uuid>,
}

/// What a session belongs to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Its account.
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::AccountId", to = "super::account::Column::Id")]
    Account,
}

impl ActiveModelBehavior for ActiveModel {}
