//! Mails an activation link again (COM-1, dead end 4): three times, also after the seven days of the one before. It takes an address that a
//! registration on this browser's page sealed, or the link that has ended; so it cannot be used to flood strangers with mail.

use super::{MAIL, renew};
use crate::mails;
use crate::queries::registrations::{self, DeadLink, SENDS};
use crate::tables::company_registration::{Entity, Model};
use gatehouse_accounts::contacts;
use gatehouse_accounts::model::Email;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, refuse};
use gatehouse_guard::{Budget, EqualAnswers, Limit, TooOften};
use gatehouse_mail::ledger::{self, Asker};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// From one network: 5 at once, then one each 12 minutes.
pub(crate) const BUDGET: Budget =
    Budget::of_strangers(Limit { action: "companies.send_again", burst: 5, seconds_each: 720 });

/// Why nothing was mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum SendAgainRefusal {
    /// Of a link: it cannot be sent again.
    Dead(DeadLink),
    /// Too many from this network.
    TooOften(TooOften),
}

/// By the address of the page "Check your email". The answer is the same for every address.
pub async fn send_again(cx: &Cx, email: &Email) -> Outcome<(), SendAgainRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let answer = cx.service::<EqualAnswers>()?.start();
    let row = registrations::of_address(cx, cx.read(), email.normalized()).await?;
    mail(cx, email.written(), row).await?;
    answer.wait().await;
    Ok(())
}

/// By the link that has ended; answers the address.
pub async fn send_again_by_link(cx: &Cx, token: &str) -> Outcome<String, SendAgainRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let row = registrations::stored(cx, cx.read(), token).await?.ok_or(DeadLink::Unknown).or_refuse()?;
    match registrations::dead(cx, cx.read(), &row).await? {
        None | Some(DeadLink::Ended) => {}
        Some(dead) => return Err(refuse(dead.into())),
    }
    let opened = registrations::open(cx, cx.read(), row).await?;
    mail(cx, &opened.email, Some(opened.row)).await?;
    Ok(opened.email)
}

async fn mail(cx: &Cx, email: &str, row: Option<Model>) -> Result<(), Fault> {
    let lookups = contacts::lookups(cx, email);
    let tx = cx.begin().await?;
    let held = ledger::hold(cx, &tx, MAIL, &lookups, Asker::Stranger).await?;
    let row = match row {
        Some(row) => Entity::find_by_id(row.id).lock_exclusive().one(&*tx).await?,
        None => None,
    };
    let dead = match &row {
        Some(row) => registrations::dead(cx, &*tx, row).await?,
        None => None,
    };
    let may = |row: &Model| row.sends < SENDS && matches!(dead, None | Some(DeadLink::Ended));
    let caused = held.caused(cx, &tx, &lookups, row.is_some() && dead.is_none()).await?;
    if let (Some(caused), Some(row)) = (caused, row.filter(may)) {
        let link = renew(cx, &tx, &row).await?;
        let to = super::store::recipient(cx, row.id, email, &row.lang);
        mails::activate::queue(cx, &tx, &to, &link, Some(&caused)).await?;
    }
    tx.commit().await
}
