//! Signing in, second half: a code of the authenticator app, or a recovery code (ALL-8).

use super::as_member;
use super::new_network::tell_of_new_network;
use super::second_factor::{BUDGET, Key, check, count_code, failed, hold_half, use_up};
use crate::actions::limits::codes;
use crate::events;
use crate::refusals::SignInRefusal;
use crate::sessions::vouched::vouched;
use crate::sessions::{self, Stage};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_guard::counters;

/// Finishes the half-finished session with a code: the new token is for the cookie. Five wrong codes end the
/// session, twenty in a day pause the second factor for a day and tell the member by mail.
pub async fn confirm_code(cx: &Cx, session: Uuid, typed: &str) -> Outcome<Secret<String>, SignInRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let tx = cx.begin().await?;
    let (half, member, _) = hold_half(cx, &tx, session).await?;
    let cx = &as_member(cx, &member);
    let count = count_code(cx, &tx, &member).await?;
    let factor = match check(cx, &tx, &member, Key::of(&member), typed).await? {
        Ok(factor) => factor,
        Err(refusal) => {
            let refusal = failed(cx, &tx, &half, &member, count, refusal).await?;
            tx.commit().await?;
            return Err(refuse(refusal));
        }
    };
    counters::give_back(&tx, &codes(cx, member.id)).await?;
    use_up(cx, &tx, &member, factor).await?;
    let by = vouched(cx, &*tx, &half).await?;
    sessions::end(&tx, half.id).await?;
    let token = sessions::start(cx, &tx, member.id, Stage::Full, None, by.as_ref()).await?;
    tell_of_new_network(cx, &tx, &member, by.is_some()).await?;
    let details = serde_json::json!({ "factor": factor.word() });
    cx.audit(&tx, events::SIGNED_IN.about(member.id).with(details)).await?;
    tx.commit().await?;
    Ok(token)
}
