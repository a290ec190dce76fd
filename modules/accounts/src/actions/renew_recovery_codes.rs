//! Makes new recovery codes in place of the old ones (ACC-9); the owner is told.

use super::factors::{held_by_owner, recovery};
use crate::queries::{contacts, factors};
use crate::refusals::FactorRefusal;
use crate::rights::own_account;
use crate::{events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Secret, Uuid, refuse};

/// Makes them; they are shown this once.
pub async fn renew_recovery_codes(cx: &Cx, session: Uuid) -> Outcome<Vec<Secret<String>>, FactorRefusal> {
    let id = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let row = held_by_owner(cx, &tx, session, id).await?;
    if !factors::has_any(&*tx, id).await? {
        return Err(refuse(FactorRefusal::NotFound));
    }
    let codes = recovery::make(cx, &tx, id).await?;
    mails::recovery_codes_renewed::queue(cx, &tx, &contacts::recipient(cx, &tx, &row).await?).await?;
    cx.audit(&tx, events::RECOVERY_CODES_RENEWED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(codes)
}
