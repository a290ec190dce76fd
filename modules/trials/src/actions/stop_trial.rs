//! The link of a trial's mails (RFC 8058): everything of the trial is erased, in any state, unless the product was bought, and no mail
//! follows. Whoever reads the mail may: no session is asked for. Once more is no mistake. What says that there was a trial stays, as a keyed
//! hash for 24 months; the product runs to the trial's end.

use super::erase::erase;
use super::locked;
use crate::model::stop_link;
use gatehouse_accounts::refusals::BadLink;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// It is erased, now or before.
    Erased,
    /// The product was bought: reminders have ended, and the request is kept with the purchase for a year.
    Bought,
}

/// Erases the trial of a link.
pub async fn stop_trial(cx: &Cx, token: &str) -> Outcome<Stopped, BadLink> {
    let id = stop_link::opened(cx, token).ok_or(BadLink::Expired).or_refuse()?;
    let tx = cx.begin().await?;
    let Some(trial) = locked(&tx, id).await? else { return Ok(Stopped::Erased) };
    if !trial.state.ends_by_link() {
        return Ok(Stopped::Bought);
    }
    erase(cx, &tx, &trial).await?;
    tx.commit().await?;
    Ok(Stopped::Erased)
}
