//! A chat in which nobody has said anything for half an hour is over: whoever left their browser open keeps nobody waiting (SUP-20).

use super::end::ended;
use super::hold;
use crate::model::limits::QUIET;
use crate::model::state::{EndedBy, State};
use crate::queries::chats::goes_on;
use crate::tables::chat::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Chats of one look.
pub(crate) const PART: u64 = 100;

/// Those that are due, the quietest first.
pub(crate) async fn due(cx: &Cx) -> Result<Vec<Uuid>, Fault> {
    let quiet = Entity::find().select_only().column(Column::Id).filter(goes_on());
    let quiet = quiet.filter(Column::SaidAt.lte(cx.now().plus(-QUIET))).order_by_asc(Column::SaidAt);
    Ok(quiet.limit(PART).into_tuple().all(cx.read()).await?)
}

/// Ends one, judged again under its lock.
pub async fn end_quiet(cx: &Cx, chat: Uuid) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    let Some(mut row) = hold(cx, &tx, chat).await? else { return Ok(()) };
    if row.state == State::Ended || !row.said_at.plus(QUIET).has_come(cx.now()) {
        return Ok(());
    }
    ended(cx, &tx, &mut row, EndedBy::Silence).await?;
    tx.commit().await
}
