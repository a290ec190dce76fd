//! Stops a new password that waits, for who is signed in (ACC-13).

use super::{locked, waiting_passwords};
use crate::refusals::NotTheOwner;
use crate::rights::own_account;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome};

/// Stops it; asked once more, nothing is left to do.
pub async fn stop_waiting_password(cx: &Cx) -> Outcome<(), NotTheOwner> {
    let id = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    locked(&tx, id).await?.ok_or(NotTheOwner).or_refuse()?;
    waiting_passwords::stop(cx, &tx, id).await?;
    tx.commit().await?;
    Ok(())
}
