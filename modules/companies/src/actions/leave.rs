//! Leaves the company (COM-8): by the mailed link, with the password. Name, country and branch go at once, with the key that seals them; the
//! requests stay the company's under "former user". The person decides whether their account goes too: then address and profile go with it,
//! and the address can register again. Neither brings the history back by itself ([`super::carry_over`]).

use super::ask_leaving::opened;
use super::end_membership::end_membership;
use super::enter::enter_to_leave;
use super::lock::see_all;
use super::target::recipient;
use crate::mails;
use crate::refusals::LeaveRefusal;
use crate::signals::Ended;
use gatehouse_accounts::actions::proven_password::prove_password;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Secret, Uuid, refuse};
use serde::Deserialize;

/// What the form says when the account goes too.
pub const ALL: &str = "all";

/// What was typed on the link's page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Leave {
    /// The link's token.
    pub token: String,
    /// The password.
    pub current: Secret<String>,
    /// [`ALL`]: the account goes too.
    pub what: String,
    /// `true`: the box is ticked.
    pub confirm: String,
}

/// Leaves; answers whether the account is gone too. `device`: the browser's device cookie.
pub async fn leave(cx: &Cx, company: Uuid, input: &Leave, device: Option<&str>) -> Outcome<bool, LeaveRefusal> {
    let member = opened(cx, &input.token).ok_or(LeaveRefusal::BadLink).or_refuse()?;
    if input.confirm != "true" {
        return Err(refuse(LeaveRefusal::NotTicked));
    }
    let proven = prove_password(cx, &input.current, device).await.map_err(|stop| stop.map(LeaveRefusal::from))?;
    let is_all = input.what == ALL;
    let tx = cx.begin().await?;
    // The account before the company, as where an account is deleted.
    let held = proven.hold(cx, &tx, is_all).await.map_err(|stop| stop.map(LeaveRefusal::from))?;
    let entered = enter_to_leave(cx, &tx, company).await;
    let (by, locked) = entered.map_err(|stop| stop.map(LeaveRefusal::from))?;
    if by.member() != member {
        return Err(refuse(LeaveRefusal::BadLink));
    }
    let to = recipient(cx, &tx, by.account()).await?;
    let ended = end_membership(cx, &tx, &locked, member, Ended::Left).await;
    ended.map_err(|stop| stop.map(LeaveRefusal::from))?;
    if is_all {
        // What they asked other companies goes with the account.
        see_all(cx, &tx).await?;
        held.delete(cx, &tx).await.map_err(|stop| stop.map(LeaveRefusal::from))?;
    } else if let Some(to) = to {
        mails::left::queue(cx, &tx, &to, locked.row()).await?;
    }
    tx.commit().await?;
    Ok(is_all)
}
