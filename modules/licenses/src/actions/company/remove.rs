//! Removing a license from a company (LIC-24): a ticked box and a button, and for one that runs the warning that support for its product
//! ends with it. Afterwards a new owner can add it, unless it has ended. Its devices stay active, as with an account (LIC-7).

use crate::actions::connection::connection_changed;
use crate::actions::detach::detach;
use crate::actions::verify;
use crate::events;
use crate::mails::company_license::{self, News};
use crate::model::holder::Holder;
use crate::tables::license;
use gatehouse_companies::enter;
use gatehouse_companies::refusals::EnterRefusal;
use gatehouse_companies::rights::ManageLicenses;
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Refusal, Uuid, refuse};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// What is removed.
#[derive(Clone, Copy, Debug)]
pub struct RemoveFromCompany {
    /// From this company.
    pub company: Uuid,
    /// The license.
    pub license: Uuid,
    /// "I agree" was ticked.
    pub agreed: bool,
}

/// Why it was not removed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RemoveFromCompanyRefusal {
    /// Not their company, or not their right.
    Enter(EnterRefusal),
    /// The company does not have it.
    #[refusal(404, "license.not_found", company_license_not_here)]
    NotHere,
    /// "I agree" was not ticked.
    #[refusal(422, "license.removal_not_agreed", customer_remove_not_agreed, field = "confirm")]
    NotAgreed,
}

/// Removes it.
pub async fn remove_from_company(cx: &Cx, input: RemoveFromCompany) -> Outcome<(), RemoveFromCompanyRefusal> {
    let RemoveFromCompany { company, license, agreed } = input;
    let tx = cx.begin().await?;
    // The license first, as everywhere.
    let row = license::Entity::find_by_id(license).lock_exclusive().one(&*tx).await?;
    let entered = enter::<ManageLicenses>(cx, &tx, company).await;
    let (by, _company) = entered.map_err(|stop| stop.map(RemoveFromCompanyRefusal::Enter))?;
    if !agreed {
        return Err(refuse(RemoveFromCompanyRefusal::NotAgreed));
    }
    let holder = Holder::Company(company);
    let Some(row) = row else { return Err(refuse(RemoveFromCompanyRefusal::NotHere)) };
    if !detach(&tx, license, holder).await? {
        return Err(refuse(RemoveFromCompanyRefusal::NotHere));
    }
    verify::forget(&tx, holder, Some(license)).await?;
    connection_changed(cx, &tx, &[license]).await?;
    cx.audit(&tx, events::REMOVED.about(license)).await?;
    let details = json!({ "number": row.number, "member": by.member() });
    cx.audit(&tx, events::COMPANY_REMOVED.about(company).with(details)).await?;
    company_license::tell(cx, &tx, company, &row, News::Removed).await?;
    tx.commit().await?;
    Ok(())
}
