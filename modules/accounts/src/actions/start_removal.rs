//! Support begins the removal of a customer's factors, who has lost them and the password (ACC-9). It is the same one that customers ask for
//! themselves, with the same 72 hours and notices: nobody at the vendor's takes a factor away at once.

use super::{locked, removals};
use crate::queries::factors;
use crate::refusals::RemovalRefusal;
use crate::rights::{HelpToSignIn, may};
use gatehouse_context::Cx;
use gatehouse_core::{Moment, OrRefuse as _, Outcome, Uuid, refuse};

/// Begins it; returns when the factors will be removed.
pub async fn start_removal(cx: &Cx, account: Uuid) -> Outcome<Moment, RemovalRefusal> {
    may::<HelpToSignIn>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let row = locked(&tx, account).await?.ok_or(RemovalRefusal::NotFound).or_refuse()?;
    if !factors::has_any(&*tx, account).await? {
        return Err(refuse(RemovalRefusal::Off));
    }
    let due = removals::begin(cx, &tx, &row, true).await?;
    tx.commit().await?;
    Ok(due)
}
