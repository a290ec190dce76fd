//! Showing the whole code of a company's license to somebody who manages its licenses (LIC-24). The page asks for a fresh proof first; every
//! look is in the log. What was added by a key file shows no code: whoever had the file alone did not have the code.

use crate::events;
use crate::model::code;
use crate::model::holder::Holder;
use crate::tables::license_code::{Column, Entity};
use crate::tables::{license, license_holder};
use gatehouse_companies::enter;
use gatehouse_companies::refusals::EnterRefusal;
use gatehouse_companies::rights::ManageLicenses;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Outcome, Refusal, Uuid, refuse};
use gatehouse_formats::ActivationCode;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Why it is not shown.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RevealToCompanyRefusal {
    /// Not their company, or not their right.
    Enter(EnterRefusal),
    /// The company does not have the license, or has it by a key file.
    #[refusal(404, "license.not_found", company_license_not_here)]
    NotHere,
}

/// The whole code.
pub async fn reveal_to_company(
    cx: &Cx,
    company: Uuid,
    license: Uuid,
) -> Outcome<ActivationCode, RevealToCompanyRefusal> {
    let not_here = || refuse(RevealToCompanyRefusal::NotHere);
    let tx = cx.begin().await?;
    let entered = enter::<ManageLicenses>(cx, &tx, company).await;
    let (by, _company) = entered.map_err(|stop| stop.map(RevealToCompanyRefusal::Enter))?;
    let held = license_holder::Entity::find()
        .filter(license_holder::Column::LicenseId.eq(license))
        .filter(license_holder::of(Holder::Company(company)))
        .filter(license_holder::Column::KeyFileNameSealed.is_null());
    held.one(&*tx).await?.ok_or_else(not_here)?;
    let row = license::Entity::find_by_id(license).one(&*tx).await?.ok_or_else(not_here)?;
    let codes = Entity::find().filter(Column::LicenseId.eq(license)).filter(Column::ReplacedAt.is_null());
    let code = codes.order_by_desc(Column::Id).one(&*tx).await?.ok_or_else(not_here)?;
    let key = subject::key(cx, &*tx, row.purchase_id).await?;
    let whole = code::open(&key, code.id, &code.code_sealed)?;
    cx.audit(&tx, events::CODE_SHOWN.about(license)).await?;
    let details = json!({ "number": row.number, "member": by.member() });
    cx.audit(&tx, events::COMPANY_CODE_SHOWN.about(company).with(details)).await?;
    tx.commit().await?;
    Ok(whole)
}
