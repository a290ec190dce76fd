//! An administrator admits who asks to join, or declines (COM-2): by the right to manage or to invite users. Who comes in so has no rights.

use crate::actions::add_member::{AddRefusal, NewMember, add_member};
use crate::actions::enter::enter;
use crate::events::{ADMITTED, JOIN_DECLINED};
use crate::mails;
use crate::model::rights::Rights;
use crate::model::states::{JoinState, JoinedBy};
use crate::queries::requests::{Deciders, name_of};
use crate::refusals::EnterRefusal;
use crate::tables::join_request::{Column, Entity};
use gatehouse_accounts::actions::hold_account::hold_account;
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Why a request stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AnswerRefusal {
    /// The actor does not get in.
    Enter(EnterRefusal),
    /// They belong to a company by now.
    Add(AddRefusal),
    /// It is answered, or has expired.
    #[refusal(409, "company.request_over", request_over)]
    Over,
}

/// Answers it.
pub async fn answer_request(cx: &Cx, company: Uuid, request: Uuid, is_admitted: bool) -> Outcome<(), AnswerRefusal> {
    let tx = cx.begin().await?;
    if is_admitted {
        // The account before the company, as where it is deleted: with it what it asked is gone.
        let asked = Entity::find_by_id(request).filter(Column::CompanyId.eq(company)).one(&*tx).await?;
        if let Some(asked) = asked {
            hold_account(cx, &tx, asked.account_id).await?;
        }
    }
    let entered = enter::<Deciders>(cx, &tx, company).await;
    let (by, company) = entered.map_err(|stop| stop.map(AnswerRefusal::from))?;
    let row = Entity::find_by_id(request).filter(Column::CompanyId.eq(company.id())).lock_exclusive().one(&*tx).await?;
    let row = row.filter(|row| row.state.at(row.ends_at, cx.now()) == JoinState::Pending);
    let row = row.ok_or(AnswerRefusal::Over).or_refuse()?;
    let name = name_of(Some(&subject::key(cx, &*tx, row.id).await?), &row)?;
    let contact = contacts::contact(cx, &*tx, row.account_id).await?.ok_or(AnswerRefusal::Over).or_refuse()?;
    let state = if is_admitted { JoinState::Admitted } else { JoinState::Declined };
    if is_admitted {
        let new = NewMember {
            account: row.account_id,
            name,
            country: row.country.clone(),
            branch: None,
            rights: Rights::NONE,
            joined_by: JoinedBy::Approval,
        };
        add_member(cx, &tx, &company, &new).await.map_err(|stop| stop.map(AnswerRefusal::from))?;
    }
    let event = if is_admitted { ADMITTED } else { JOIN_DECLINED };
    cx.audit(&tx, event.about(company.id()).of_account(row.account_id)).await?;
    Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::DecidedBy, Expr::value(Some(by.member())))
        .col_expr(Column::DecidedAt, Expr::value(Some(cx.now())))
        .col_expr(Column::EndsAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(row.id))
        .exec(&*tx)
        .await?;
    mails::join_answered::queue(cx, &tx, &contact.to, company.row(), is_admitted).await?;
    tx.commit().await?;
    Ok(())
}

/// What a button of the page says.
pub fn answer_of(word: &str) -> Outcome<bool, AnswerRefusal> {
    match word {
        "admit" => Ok(true),
        "decline" => Ok(false),
        _ => Err(refuse(AnswerRefusal::Over)),
    }
}
