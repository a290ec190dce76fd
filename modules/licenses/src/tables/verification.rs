//! Added licenses that wait for a clerk's word, or have it (LIC-23).

use crate::inventory::TECHNICAL;
use crate::model::holder::Holder;
use crate::model::verification::{DeclineReason, VerificationRule, VerificationState};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One verification.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "verification")]
#[personal(
    purpose = "A clerk looks at some licenses before they work",
    basis = "f",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// This license.
    #[holds(Personal(License))]
    pub license_id: Uuid,
    /// Who added it; null: a company.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// Which rule asked for it.
    #[holds(TECHNICAL)]
    pub kind: VerificationRule,
    /// When it was added.
    #[holds(Personal(Activity))]
    pub asked_at: Moment,
    /// Until when a clerk should decide.
    #[holds(TECHNICAL)]
    pub due_at: Moment,
    /// How far it is.
    #[holds(Personal(License))]
    pub state: VerificationState,
    /// Why it was declined.
    #[holds(Personal(License))]
    pub reason: Option<DeclineReason>,
    /// The clerk's words to the person, sealed under the order's key.
    #[holds(Sealed(Correspondence))]
    pub words_sealed: Option<Vec<u8>>,
    /// When it was decided.
    #[holds(Personal(Activity))]
    pub decided_at: Option<Moment>,
    /// By which member of the staff.
    #[holds(Pseudonym)]
    pub decided_by_id: Option<Uuid>,
    /// The company that added it; null: an account.
    #[holds(Personal(License))]
    pub company_id: Option<Uuid>,
}

gatehouse_db::no_relations!();

impl Model {
    /// Who added it. The database lets no row name none.
    #[must_use]
    pub const fn holder(&self) -> Option<Holder> {
        Holder::of_row(self.account_id, self.company_id)
    }
}

/// Those of one who added licenses.
#[must_use]
pub fn of(holder: Holder) -> sea_orm::sea_query::SimpleExpr {
    match holder {
        Holder::Account(account) => Column::AccountId.eq(account),
        Holder::Company(company) => Column::CompanyId.eq(company),
    }
}

/// Those of these.
pub(crate) fn of_any(holders: &[Holder]) -> sea_orm::Condition {
    sea_orm::Condition::any()
        .add(Column::AccountId.is_in(holders.iter().filter_map(|holder| holder.account())))
        .add(Column::CompanyId.is_in(holders.iter().filter_map(|holder| holder.company())))
}
