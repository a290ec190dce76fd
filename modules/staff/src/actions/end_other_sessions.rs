//! A member signs out everywhere else (ALL-3).

use crate::events;
use crate::refusals::MemberRefusal;
use crate::rights;
use crate::sessions::SESSIONS;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};

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
