//! Taking a member's access away. What they did stays in the log under their name.

use super::revoke_api_key::revoke_keys_of;
use super::{administrators, links, save};
use crate::actions::browsers;
use crate::actions::grant;
use crate::events;
use crate::refusals::MemberRefusal;
use crate::rights::{Administer, may};
use crate::sessions::SESSIONS;
use crate::tables::staff;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::Set;

/// What becomes of the API keys that a disabled member made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeysMade {
    /// They open nothing any more: they may have kept a copy.
    Revoke,
    /// They go on working: the programs that use them are the vendor's.
    Keep,
}

/// Takes the access away: sessions end at once, links open nothing, and the API keys that they made are revoked unless they
/// shall be kept.
pub async fn disable_member(cx: &Cx, id: Uuid, keys: KeysMade) -> Outcome<(), MemberRefusal> {
    let cx = &may::<Administer>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let (member, administrators) = administrators::hold(cx, &tx, id).await?;
    if cx.actor.id() == Some(id) {
        return Err(refuse(MemberRefusal::Yourself));
    }
    administrators::keep_one(cx, &member, &administrators)?;
    if member.disabled_at.is_none() {
        let change = staff::ActiveModel { disabled_at: Set(Some(cx.now())), ..Default::default() };
        let number = save(cx, &tx, &member, change).await?;
        SESSIONS.end_all(cx, &tx, id, None).await?;
        links::end_all(&tx, id).await?;
        browsers::forget_all(&tx, id).await?;
        let revoked = if keys == KeysMade::Revoke { revoke_keys_of(cx, &tx, id).await? } else { 0 };
        let details = serde_json::json!({ "keys_revoked": revoked, grant::NUMBER: number });
        cx.audit(&tx, events::DISABLED.about(id).with(details)).await?;
    }
    tx.commit().await?;
    Ok(())
}
