//! A member ends sessions of his own (ALL-3).

use crate::events;
use crate::refusals::MemberRefusal;
use crate::rights;
use crate::sessions::SESSIONS;
use crate::tables::staff_session::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;

/// Ends one session of the member; the page asks for a fresh proof before. Another's, or one that is over, is not found.
pub async fn end_own_session(cx: &Cx, session: Uuid) -> Outcome<(), MemberRefusal> {
    let me = rights::member(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let ended = Entity::delete_many()
        .filter(Column::Id.eq(session))
        .filter(Column::StaffId.eq(me))
        .exec(&*tx)
        .await?
        .rows_affected;
    if ended == 0 {
        return Err(refuse(MemberRefusal::NotFound));
    }
    cx.audit(&tx, events::SESSION_ENDED.about(me)).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends every session of the member except `keep`. Returns how many there were.
pub async fn end_other_sessions(cx: &Cx, keep: Uuid) -> Outcome<u64, MemberRefusal> {
    let me = rights::member(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let ended = SESSIONS.end_all(cx, &tx, me, Some(keep)).await?;
    if ended > 0 {
        let details = serde_json::json!({ "ended": ended });
        cx.audit(&tx, events::SESSIONS_ENDED.about(me).with(details)).await?;
    }
    tx.commit().await?;
    Ok(ended)
}
