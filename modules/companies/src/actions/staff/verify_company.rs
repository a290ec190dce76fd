//! A clerk confirms that a company is who it says (COM-2, LIC-23): from then on others join by its licenses. The owner is told.

use super::steps::{CompanyRefusal, held};
use crate::actions::confirm::confirmed;
use crate::mails::company_changed::{self, Told};
use crate::model::states::CompanyState;
use crate::rights::staff::{CompaniesVerify, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};

/// Confirms it.
pub async fn verify_company(cx: &Cx, id: Uuid) -> Outcome<Uuid, CompanyRefusal> {
    may::<CompaniesVerify>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let held = held(cx, &tx, id, None).await?;
    if held.row().state != CompanyState::Unverified {
        return Err(refuse(CompanyRefusal::NotUnverified));
    }
    confirmed(cx, &tx, &held).await?;
    company_changed::queue(cx, &tx, &held, &Told::Verified).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}
