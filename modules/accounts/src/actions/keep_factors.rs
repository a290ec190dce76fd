//! Stops the removal of factors: by the link of a notice, or by who is signed in (ACC-9).

use super::locked;
use super::removals::{self, KEEP};
use crate::queries::factors;
use crate::refusals::{BadLink, NotTheOwner};
use crate::rights::own_account;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome};

/// Whether a link of a notice can be read; what a look may ask.
pub fn is_readable(cx: &Cx, link: &str) -> bool {
    KEEP.open(cx, link).is_some()
}

/// Stops the removal that the link names. One that is over, or was stopped before, stays so: that is told with `false`.
pub async fn keep_factors(cx: &Cx, link: &str) -> Outcome<bool, BadLink> {
    let named = KEEP.open(cx, link).ok_or(BadLink::Expired).or_refuse()?;
    let tx = cx.begin().await?;
    let row = locked(&tx, named.account).await?.ok_or(BadLink::Unknown).or_refuse()?;
    let waiting = factors::removal(&*tx, row.id).await?;
    if waiting.is_none_or(|waiting| waiting.id != named.row) {
        return Ok(false);
    }
    let stopped = removals::stop(cx, &tx, &row).await?;
    tx.commit().await?;
    Ok(stopped)
}

/// The same for who is signed in.
pub async fn keep_own_factors(cx: &Cx) -> Outcome<bool, NotTheOwner> {
    let id = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let row = locked(&tx, id).await?.ok_or(NotTheOwner).or_refuse()?;
    let stopped = removals::stop(cx, &tx, &row).await?;
    tx.commit().await?;
    Ok(stopped)
}
