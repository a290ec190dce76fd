//! A code that an administrator hands over (ALL-8): it lets a member connect an authenticator app.
//!
//! A password alone must not connect one: whoever saw the password for a moment would own both factors. So it takes the
//! invitation's own link, within the hour and in the browser that followed it, or this code; after a reset the code alone.

use super::change_member::{allowed, hold};
use super::second_factor::{BUDGET, count_code, failed, hold_half};
use super::{as_member, set_password};
use crate::events;
use crate::gate::codes;
use crate::model::recovery_code;
use crate::refusals::{MemberRefusal, SignInRefusal};
use crate::sessions;
use crate::tables::staff_token;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, HOUR, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::counters;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// How long the code can be given.
pub const LIFE: i64 = HOUR;
/// The kind of its row.
const KIND: &str = "presence";

const DOMAIN: &str = "staff.presence";

fn value(member: Uuid, code: &str) -> Vec<u8> {
    [member.as_bytes(), code.as_bytes()].concat()
}

/// Makes a member's one living code, in place of an earlier one; returns it as it is shown, which is this once.
pub(super) async fn make_code(cx: &Cx, tx: &Tx, member: Uuid) -> Result<Secret<String>, Fault> {
    set_password::LINKS.take_back(cx, tx, member, Some(KIND)).await?;
    let code = Secret::new(recovery_code::random(cx.app.random.as_ref()));
    let row = staff_token::ActiveModel {
        id: Set(cx.id()),
        kind: Set(KIND.to_owned()),
        token_hash: Set(cx.app.keys.lookup(DOMAIN, &value(member, code.expose())).to_vec()),
        staff_id: Set(member),
        created_at: Set(cx.now()),
        expires_at: Set(cx.now().plus(LIFE)),
        used_at: Set(None),
    };
    staff_token::Entity::insert(row).exec_without_returning(&**tx).await?;
    cx.audit(tx, events::PRESENCE_CODE_MADE.about(member)).await?;
    Ok(Secret::new(recovery_code::shown(code.expose())))
}

/// A new code for a member without an authenticator app. The page asks the administrator for a fresh proof before.
pub async fn make_presence_code(cx: &Cx, id: Uuid) -> Outcome<Secret<String>, MemberRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    let (member, _) = hold(cx, &tx, id).await?;
    if member.disabled_at.is_some() || member.totp_secret_sealed.is_some() {
        return Err(refuse(MemberRefusal::NotWaiting));
    }
    let code = make_code(cx, &tx, id).await?;
    tx.commit().await?;
    Ok(code)
}

/// Takes the code in a half-finished session, which may connect an authenticator from then on. Wrong codes count as wrong
/// second factors do.
pub async fn give_presence_code(cx: &Cx, session: Uuid, typed: &str) -> Outcome<(), SignInRefusal> {
    use staff_token::{Column, Entity};
    BUDGET.check(cx)?.or_refuse()?;
    let tx = cx.begin().await?;
    let Some((half, member, _)) = hold_half(cx, &tx, session).await? else {
        return Err(refuse(SignInRefusal::Expired));
    };
    let cx = &as_member(cx, &member);
    let count = match count_code(cx, &tx, &member).await? {
        Ok(count) => count,
        Err(seconds) => return Err(refuse(SignInRefusal::Paused(seconds))),
    };
    let code = recovery_code::normalized(typed).unwrap_or_default();
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(cx.now().0))
        .filter(Column::StaffId.eq(member.id))
        .filter(Column::Kind.eq(KIND))
        .filter(Column::TokenHash.is_in(cx.app.keys.accepted(DOMAIN, &value(member.id, &code))))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(cx.now().0))
        .filter(Column::CreatedAt.lte(cx.now().latest_believed()))
        .exec(&*tx)
        .await?
        .rows_affected;
    if used == 0 {
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
