//! Giving a disabled member the access back.

use super::{administrators, numbered, save};
use crate::events;
use crate::refusals::MemberRefusal;
use crate::rights::{Administer, may};
use crate::tables::staff;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};
use sea_orm::Set;

/// Gives the access back.
pub async fn enable_member(cx: &Cx, id: Uuid) -> Outcome<(), MemberRefusal> {
    let cx = &may::<Administer>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let (member, _) = administrators::hold(cx, &tx, id).await?;
    if member.disabled_at.is_some() {
        let change = staff::ActiveModel { disabled_at: Set(None), ..Default::default() };
        let number = save(cx, &tx, &member, change).await?;
        cx.audit(&tx, events::ENABLED.about(id).with(numbered(number))).await?;
    }
    tx.commit().await?;
    Ok(())
}
