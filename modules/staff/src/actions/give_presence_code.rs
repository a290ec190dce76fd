//! Giving the code that an administrator handed over (ALL-8): the half-finished session may connect an authenticator app from
//! then on. Wrong codes count as wrong second factors do.

use super::second_factor::{BUDGET, count_code, failed, hold_half};
use super::{as_member, presence_code};
use crate::actions::limits::codes;
use crate::events;
use crate::refusals::SignInRefusal;
use crate::sessions;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_guard::counters;

/// Takes the code.
pub async fn give_presence_code(cx: &Cx, session: Uuid, typed: &str) -> Outcome<(), SignInRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let tx = cx.begin().await?;
    let (half, member, _) = hold_half(cx, &tx, session).await?;
    let cx = &as_member(cx, &member);
    let count = count_code(cx, &tx, &member).await?;
    if !presence_code::use_up(cx, &tx, member.id, typed).await? {
        let refusal = failed(cx, &tx, &half, &member, count, SignInRefusal::PresenceWrong).await?;
        tx.commit().await?;
        return Err(refuse(refusal));
    }
    counters::give_back(&tx, &codes(cx, member.id)).await?;
    sessions::allow_to_connect(cx, &tx, &half).await?;
    cx.audit(&tx, events::PRESENCE_CODE_GIVEN.about(member.id)).await?;
    tx.commit().await?;
    Ok(())
}
