//! Sends the confirmation mail again (ACC-2), with a new link beside the earlier ones. Takes only an address that
//! a registration on this browser's page sealed, so it cannot be used to flood strangers with mail.

use super::links::{CONFIRM_MAIL, Chosen, LINKS, asker, issue_link};
use super::{locked, passwords};
use crate::model::config::EqualAnswers;
use crate::model::{Email, State, TokenKind, sent_address, term};
use crate::queries::{browsers, contacts};
use crate::refusals::{BadLink, VisitorRefusal};
use crate::tables::{account, one_time_token};
use crate::{events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::{Budget, Limit};
use gatehouse_mail::Recipient;
use gatehouse_mail::ledger::{self, Caused};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// From one network: 5 at once, then one each 12 minutes.
pub(crate) const BUDGET: Budget =
    Budget::of_strangers(Limit { action: "accounts.send_again", burst: 5, seconds_each: 720 });

/// Sends again; `sealed` is what [`sent_address::seal`] made. The answer is the same for every address.
pub async fn send_again(cx: &Cx, sealed: &str, device: Option<&str>) -> Outcome<Email, VisitorRefusal> {
    let email = sent_address::open(cx, sealed).ok_or(BadLink::Expired).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    let answer = cx.service::<EqualAnswers>()?.start();
    let lookups = contacts::lookups(cx, email.normalized());
    let source = browsers::own_source(cx, &email, device).await?;
    let tx = cx.begin().await?;
    let held = ledger::hold(cx, &tx, CONFIRM_MAIL, &lookups, asker(source.as_deref())).await?;
    let found = contacts::by_address(cx, &*tx, &email).await?;
    let id = found.as_ref().map_or(Uuid::nil(), |row| row.id);
    let is_active = found.as_ref().is_some_and(|row| row.state == State::Active);
    let link_lives = LINKS.lives(cx, &tx, id, TokenKind::Confirm.word(), held.last()).await?;
    let caused = held.caused(cx, &tx, &lookups, link_lives || is_active).await?;
    if let (Some(row), Some(caused)) = (found, caused) {
        cx.audit(&tx, events::LINK_SENT_AGAIN.about(row.id).of_account(row.id)).await?;
        let to = contacts::recipient(cx, &tx, &row).await?;
        match row.state {
            State::Active => mails::already_registered::queue(cx, &tx, &to, &caused).await?,
            State::PendingConfirmation | State::PendingPassword => renew(cx, &tx, &row, &to, &caused).await?,
        }
    }
    tx.commit().await?;
    answer.wait().await;
    Ok(email)
}

/// A new link with the same password, of the same browser, and the same end: asking again does not prolong the five days.
async fn renew(cx: &Cx, tx: &Tx, row: &account::Model, to: &Recipient, caused: &Caused) -> Result<(), Fault> {
    use one_time_token::{Column, Entity};
    // Held before the link is read: a registration of this moment may put a newer password to it.
    if locked(tx, row.id).await?.is_none() {
        return Ok(());
    }
    let kind = TokenKind::Confirm;
    let live = Entity::find()
        .filter(Column::AccountId.eq(row.id))
        .filter(Column::Kind.eq(kind))
        .filter(Column::UsedAt.is_null())
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .one(&**tx)
        .await?;
    // A registration whose five days are over waits for the sweeper; it gets nothing any more.
    let Some(live) = live.filter(|live| live.expires_at > cx.now()) else { return Ok(()) };
    let chosen = passwords::of_link(cx, &**tx, &live).await?.map(|phc| Chosen { phc, mark: live.browser_hash });
    // One of a clock that was ahead would live too long.
    let expires = live.expires_at.min(cx.now().plus(term::CONFIRM));
    let token = issue_link(cx, tx, row.id, kind, expires, chosen).await?;
    mails::confirm::queue(cx, tx, to, token.expose(), caused).await
}
