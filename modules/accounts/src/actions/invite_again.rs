//! A member of the staff mails the link to set the first password once more (ACC-3).

use super::invite::invite;
use super::locked;
use crate::events;
use crate::model::State;
use crate::refusals::InviteRefusal;
use crate::rights::{LookAtAccounts, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_guard::limit::{self, Limit};

/// Three at once, then one an hour for an account: nobody's mailbox is flooded.
const PER_ACCOUNT: Limit = Limit { action: "accounts.invite_again", burst: 3, seconds_each: 3_600 };

/// Mails it.
pub async fn invite_again(cx: &Cx, account: Uuid) -> Outcome<(), InviteRefusal> {
    may::<LookAtAccounts>(cx).or_refuse()?;
    limit::check_key(cx, PER_ACCOUNT, &account.to_string())?.or_refuse()?;
    let tx = cx.begin().await?;
    let row = locked(&tx, account).await?.ok_or(InviteRefusal::Unknown).or_refuse()?;
    if row.state != State::PendingPassword {
        return Err(refuse(InviteRefusal::HasPassword));
    }
    invite(cx, &tx, account).await?;
    cx.audit(&tx, events::INVITED_AGAIN.about(account).of_account(account)).await?;
    tx.commit().await?;
    Ok(())
}
