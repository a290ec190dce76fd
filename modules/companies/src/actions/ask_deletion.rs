//! The owner of a company asks to delete it (COM-11): a ticked box, and a mailed link that opens for seven days. The request is bound to what
//! the page said would go; asking again replaces the link.

use super::enter::enter;
use crate::events::DELETION_ASKED;
use crate::mails;
use crate::model::states::LINK as LIFE;
use crate::queries::deletions::{DELETE, LINK};
use crate::queries::goes::{Shown, lines};
use crate::refusals::EnterRefusal;
use crate::rights::Owner;
use crate::tables::company_deletion::{ActiveModel, Column, Entity};
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Stop, Uuid, refuse};
use gatehouse_guard::{Budget, Limit, TooOften};
use gatehouse_signin::{bound_token, token};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde::Deserialize;

/// Mails to one owner: a few at once, then one every ten minutes.
pub(crate) const BUDGET: Budget = Budget::of_bearer(
    Limit { action: "companies.ask_deletion", burst: 20, seconds_each: 60 },
    Limit { action: "companies.ask_deletion.of_one", burst: 5, seconds_each: 600 },
);

/// The form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskDeletion {
    /// `true`: "I understand …" is ticked.
    pub confirm: String,
    /// What was shown.
    pub shown: String,
}

/// Why no link was sent.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AskDeletionRefusal {
    /// They are no member, or not the owner.
    Enter(EnterRefusal),
    /// Too many mails.
    TooOften(TooOften),
    /// The box is not ticked.
    #[refusal(422, "company.not_ticked", company_not_ticked, field = "confirm")]
    NotTicked,
    /// Other things would go than were shown.
    #[refusal(409, "company.goes_changed", company_goes_changed)]
    Changed,
}

/// What its page says of what would go, as the form sends it back.
pub async fn shown(cx: &Cx, company: Uuid) -> Result<String, Fault> {
    Ok(Shown::of(cx, company).await?.word(cx))
}

/// Sends the link. `company`: of the page's scope.
pub async fn ask_deletion(cx: &Cx, company: Uuid, asked: &AskDeletion) -> Outcome<(), AskDeletionRefusal> {
    if asked.confirm != "true" {
        return Err(refuse(AskDeletionRefusal::NotTicked));
    }
    BUDGET.check(cx)?.or_refuse()?;
    let shown = Shown::of(cx, company).await?;
    let tx = cx.begin().await?;
    let entered = enter::<Owner>(cx, &tx, company).await;
    let (by, locked) = entered.map_err(|stop: Stop<EnterRefusal>| stop.map(AskDeletionRefusal::Enter))?;
    BUDGET.check_subject(cx, &company.to_string())?.or_refuse()?;
    if !shown.is_word(cx, &asked.shown) {
        return Err(refuse(AskDeletionRefusal::Changed));
    }
    Entity::delete_many().filter(Column::CompanyId.eq(company)).exec(&*tx).await?;
    let link = bound_token::make(cx, LINK, company, DELETE);
    let ends_at = cx.now().plus(LIFE);
    let row = ActiveModel {
        id: Set(cx.id()),
        company_id: Set(company),
        asked_by: Set(by.member()),
        token_hash: Set(token::hash(cx, LINK, link.expose())),
        shown_hash: Set(shown.hash(cx)),
        ends_at: Set(ends_at),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    if let Some(contact) = contacts::contact(cx, &*tx, by.account()).await? {
        let goes = lines(&Cx { lang: contact.to.lang, ..cx.clone() }, company).await?;
        mails::confirm_deletion::queue(cx, &tx, &contact.to, locked.row(), &link, ends_at, goes).await?;
    }
    cx.audit(&tx, DELETION_ASKED.about(company).of_account(by.account())).await?;
    tx.commit().await?;
    Ok(())
}
