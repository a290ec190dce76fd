//! Mails that could not be read are tried again or thrown away by staff (SUP-13).

use crate::refusals::RequestRefusal;
use crate::rights::{RequestsWrite, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};
use gatehouse_inbox::failed;

/// Lets it be read once more.
pub async fn retry_mail(cx: &Cx, mail: Uuid) -> Outcome<(), RequestRefusal> {
    let may = may::<RequestsWrite>(cx).or_refuse()?;
    let tx = may.begin().await?;
    failed::retry(cx, &tx, mail).await.map_err(|stop| stop.map(RequestRefusal::FailedMail))?;
    tx.commit().await?;
    Ok(())
}

/// Throws it away.
pub async fn discard_mail(cx: &Cx, mail: Uuid) -> Outcome<(), RequestRefusal> {
    let may = may::<RequestsWrite>(cx).or_refuse()?;
    let tx = may.begin().await?;
    failed::discard(cx, &tx, mail).await.map_err(|stop| stop.map(RequestRefusal::FailedMail))?;
    tx.commit().await?;
    Ok(())
}
