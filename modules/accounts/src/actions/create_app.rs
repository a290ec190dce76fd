//! Gives an account an authenticator app whose secret is known already, for the demo content and measurements (ACC-9): proven without a
//! code. Nobody hears of it; whoever makes accounts this way tells their owners the secret.

use super::factors::app::Offer;
use super::factors::{has_room, recovery};
use super::locked;
use crate::events;
use crate::queries::factors;
use crate::refusals::{FactorRefusal, NotTheOwner};
use crate::rights::is_program;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid};

/// Connects it (`Actor::Program` only). The first factor brings recovery codes, which nobody sees. `secret`: at least 16 bytes.
pub async fn create_app(cx: &Cx, account: Uuid, secret: &[u8], name: &str) -> Outcome<(), FactorRefusal> {
    is_program(cx).map_err(|_| Fault::new("an app with a known secret is connected by programs alone"))?;
    let offer = Offer::known(cx, secret)?;
    let tx = cx.begin().await?;
    let row = locked(&tx, account).await?.ok_or(NotTheOwner).or_refuse()?;
    let before = factors::rows(&*tx, row.id).await?;
    has_room(&before).or_refuse()?;
    offer.store(cx, &tx, row.id, name, 0).await?;
    if before.is_empty() {
        recovery::make(cx, &tx, row.id).await?;
    }
    cx.audit(&tx, events::FACTOR_ADDED.about(row.id).of_account(row.id)).await?;
    tx.commit().await?;
    Ok(())
}
