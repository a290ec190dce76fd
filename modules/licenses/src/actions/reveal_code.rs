//! Showing the whole code to its owner (LIC-4, LIC-12). The page asks for a fresh proof first; every look is in the log.

use crate::events;
use crate::model::code;
use crate::queries::customer_license;
use crate::tables::license_code::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Outcome, Refusal, Uuid, refuse};
use gatehouse_formats::ActivationCode;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

/// Why it is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum RevealCodeRefusal {
    /// The license is not in this account, or has no code of its own.
    #[refusal(404, "license.not_found", customer_not_here)]
    NotHere,
}

/// The whole code of a license in the acting account.
pub async fn reveal_code(cx: &Cx, license: Uuid) -> Outcome<ActivationCode, RevealCodeRefusal> {
    let account = cx.actor.account().ok_or(refuse(RevealCodeRefusal::NotHere))?;
    let held = customer_license::held(cx, account, license).await?.ok_or(refuse(RevealCodeRefusal::NotHere))?;
    let row = Entity::find()
        .filter(Column::LicenseId.eq(license))
        .filter(Column::ReplacedAt.is_null())
        .order_by_desc(Column::Id)
        .one(cx.read())
        .await?
        .ok_or(refuse(RevealCodeRefusal::NotHere))?;
    let key = subject::key(cx, cx.read(), held.purchase_id).await?;
    let whole = code::open(&key, row.id, &row.code_sealed)?;
    let tx = cx.begin().await?;
    cx.audit(&tx, events::CODE_SHOWN.about(license).of_account(account)).await?;
    tx.commit().await?;
    Ok(whole)
}
