//! Which account or company has which license (LIC-5, LIC-24).

use crate::model::holder::Holder;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One account or company that added the license.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "license_holder")]
#[personal(
    purpose = "Which account or company has which license",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Personal(License))]
    pub id: Uuid,
    /// This license.
    #[holds(Personal(License))]
    pub license_id: Uuid,
    /// This account; null: a company has it.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// When it was added.
    #[holds(Personal(Activity))]
    pub added_at: Moment,
    /// This company; null: an account has it.
    #[holds(Personal(License))]
    pub company_id: Option<Uuid>,
    /// What the key file was called that it was added by, sealed under the company's key.
    #[holds(Sealed(License))]
    pub key_file_name_sealed: Option<Vec<u8>>,
}

gatehouse_db::no_relations!();

impl Model {
    /// Who has it. The database lets no row name none.
    #[must_use]
    pub const fn holder(&self) -> Option<Holder> {
        Holder::of_row(self.account_id, self.company_id)
    }
}

/// The rows of one who has licenses.
#[must_use]
pub fn of(holder: Holder) -> sea_orm::sea_query::SimpleExpr {
    match holder {
        Holder::Account(account) => Column::AccountId.eq(account),
        Holder::Company(company) => Column::CompanyId.eq(company),
    }
}

/// The rows of these.
pub(crate) fn of_any(holders: &[Holder]) -> sea_orm::Condition {
    sea_orm::Condition::any()
        .add(Column::AccountId.is_in(holders.iter().filter_map(|holder| holder.account())))
        .add(Column::CompanyId.is_in(holders.iter().filter_map(|holder| holder.company())))
}
