//! Sends the confirmation mail again (ACC-2), with a new link; the old one stops working. Takes only an address that
//! a registration on this browser's page sealed, so that it is no cannon for mails to strangers.

use super::steps;
use crate::config::EqualAnswers;
use crate::gate::{self, Mailing};
use crate::mails::{self, To};
use crate::model::{Email, State, TokenKind, sent_address};
use crate::passwords;
use crate::queries::contacts;
use crate::refusals::{BadLink, refusals};
use crate::tables::{account, one_time_token};
use gatehouse_core::{Fault, Moment, Outcome, refuse};
use gatehouse_db::{AuditEntry, Cx, Tx};
use gatehouse_guard::{Budget, Limit, TooOften};
use sea_orm::entity::prelude::*;

/// From one network: 5 at once, then one each 12 minutes.
const BUDGET: Budget = Budget::of_strangers(Limit { action: "accounts.send_again", burst: 5, seconds_each: 720 });

refusals! {
    /// Why nothing was sent. None of these says anything about the address.
    pub enum SendAgainRefusal {
        /// The page is too old.
        BadLink(BadLink),
        /// Too many from this network.
        TooOften(TooOften),
    }
}

/// Sends again; `sealed` is what [`sent_address::seal`] made. The answer is the same for every address.
pub async fn send_again(cx: &Cx, sealed: &str) -> Outcome<Email, SendAgainRefusal> {
    let email = sent_address::open(cx, sealed).ok_or_else(|| refuse(BadLink::Expired.into()))?;
    BUDGET.check(cx)?.map_err(|often| refuse(often.into()))?;
    let answer = cx.service::<EqualAnswers>()?.start();
    let lookup = contacts::lookup(cx, &email);
    let tx = cx.begin().await?;
    let mailing = gate::may_mail(cx, &tx, &lookup, Mailing::Confirm).await?;
    let found = account::Entity::find().filter(contacts::has_address(cx, &email)).one(&*tx).await?;
    if let Some(row) = found.filter(|_| mailing) {
        cx.audit(&tx, AuditEntry::new("account.link_sent_again", "account", Some(row.id)).of_account(row.id)).await?;
        let contact = steps::contact_of(cx, &tx, &row).await?;
        let to = To::account(row.id, &contact.email, contact.lang, contact.zone.as_deref());
        match State::from_word(&row.state) {
            State::Active => mails::already_registered::queue(cx, &tx, to).await?,
            State::PendingConfirmation => renew(cx, &tx, &row, to).await?,
        }
    }
    tx.commit().await?;
    answer.wait().await;
    Ok(email)
}

/// A new link with the same password and the same end: asking again does not prolong the five days.
async fn renew(cx: &Cx, tx: &Tx, row: &account::Model, to: To<'_>) -> Result<(), Fault> {
    use one_time_token::{Column, Entity};
    let kind = TokenKind::Confirm;
    let live =
        Entity::find().filter(Column::AccountId.eq(row.id)).filter(Column::Kind.eq(kind.word())).one(&**tx).await?;
    // A registration whose five days are over waits for the sweeper; it gets nothing any more.
    let Some(live) = live.filter(|live| Moment(live.expires_at) > cx.now()) else { return Ok(()) };
    let chosen = passwords::of_link(cx, &**tx, &live).await?;
    let token = steps::issue_link(cx, tx, row.id, kind, Moment(live.expires_at), chosen.as_deref()).await?;
    mails::confirm::queue(cx, tx, to, token.expose()).await
}
