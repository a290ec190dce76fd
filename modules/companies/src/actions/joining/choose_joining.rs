//! What becomes of people whose license the company holds (COM-2): they join, ask, or cannot. By the right to change settings.

use crate::actions::enter::enter;
use crate::events::JOINING_CHANGED;
use crate::model::states::JoinByLicense;
use crate::refusals::EnterRefusal;
use crate::rights::ChangeSettings;
use crate::tables::company::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Why it stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum JoiningRefusal {
    /// The actor does not get in.
    Enter(EnterRefusal),
    /// Nothing is chosen.
    #[refusal(422, "company.joining_missing", joining_missing, field = "joining")]
    Missing,
}

/// Chooses it; the same once more changes nothing.
pub async fn choose_joining(cx: &Cx, company: Uuid, word: &str) -> Outcome<(), JoiningRefusal> {
    let wanted = JoinByLicense::from_word(word).ok_or(JoiningRefusal::Missing).or_refuse()?;
    let tx = cx.begin().await?;
    let entered = enter::<ChangeSettings>(cx, &tx, company).await;
    let (_by, company) = entered.map_err(|stop| stop.map(JoiningRefusal::from))?;
    let before = company.row().join_by_license;
    if before == wanted {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::JoinByLicense, Expr::value(wanted))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(company.id()))
        .exec(&*tx)
        .await?;
    let details = json!({ "joining_before": before.word(), "joining": wanted.word() });
    cx.audit(&tx, JOINING_CHANGED.about(company.id()).with(details)).await?;
    tx.commit().await?;
    Ok(())
}
