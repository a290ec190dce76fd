//! Whoever holds the link of an invitation that has ended asks for another one (dead end 5): once a day. The inviter is told, or the owner
//! where the inviter has left.

use super::decline::{LinkRefusal, opened};
use crate::mails;
use crate::model::states::Invited;
use crate::queries::invitations::{DeadInvitation, account_of};
use crate::queries::recipients::owner;
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, refuse};
use gatehouse_guard::counters::{self, Counter, Rule};

/// Asks; answers the company's name.
pub async fn ask_again(cx: &Cx, token: &str) -> Outcome<String, LinkRefusal> {
    let found = opened(cx, token).await?;
    if !matches!(found.state, Invited::Expired | Invited::Withdrawn | Invited::Declined) {
        return Err(refuse(found.dead().unwrap_or(DeadInvitation::Unknown).into()));
    }
    if found.dead() == Some(DeadInvitation::CompanyGone) {
        return Err(refuse(DeadInvitation::CompanyGone.into()));
    }
    let tx = cx.begin().await?;
    let counter = Counter::new(cx, "companies.asked_again", found.row.id.as_bytes(), Rule::codes(1));
    if counters::take(cx, &tx, &counter).await?.is_err() {
        return Err(refuse(LinkRefusal::Today));
    }
    let inviter = match account_of(&*tx, found.company.id, found.row.invited_by).await? {
        Some(account) => contacts::contact(cx, &*tx, account).await?.map(|contact| contact.to),
        None => owner(cx, &*tx, &found.company).await?,
    };
    if let Some(to) = inviter {
        mails::invitation_wanted::queue(cx, &tx, &to, &found.company, &found.email).await?;
    }
    tx.commit().await?;
    Ok(found.company.name)
}
