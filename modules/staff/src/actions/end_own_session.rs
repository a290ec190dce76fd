//! A member ends one session of their own (ALL-3).

use crate::events;
use crate::refusals::MemberRefusal;
use crate::rights;
use crate::tables::staff_session::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;

/// Ends it; the page asks for a fresh proof before. Another's, or one that is over, is not found.
pub async fn end_own_session(cx: &Cx, session: Uuid) -> Outcome<(), MemberRefusal> {
    let me = rights::member(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let own = Entity::delete_many().filter(Column::Id.eq(session)).filter(Column::StaffId.eq(me));
    if own.exec(&*tx).await?.rows_affected == 0 {
        return Err(refuse(MemberRefusal::NotFound));
    }
    cx.audit(&tx, events::SESSION_ENDED.about(me)).await?;
    tx.commit().await?;
    Ok(())
}
