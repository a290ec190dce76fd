//! A code that an administrator hands over (ALL-8): it lets a member connect an authenticator app.
//!
//! A password alone must not connect one: whoever saw the password for a moment would own both factors. So it takes the
//! invitation's own link, within the hour and in the browser that followed it, or this code; after a reset the code alone.

use super::links::LINKS;
use crate::events;
use crate::model::recovery_code;
use crate::model::token::TokenKind;
use crate::tables::staff_token::{ActiveModel, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, HOUR, Secret, Uuid};
use gatehouse_db::Tx;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// How long the code can be given.
const LIFE: i64 = HOUR;
const KIND: TokenKind = TokenKind::Presence;
const DOMAIN: &str = "staff.presence";

fn value(member: Uuid, code: &str) -> Vec<u8> {
    [member.as_bytes(), code.as_bytes()].concat()
}

/// Makes a member's one living code, in place of an earlier one; returns it as it is shown, which is this once.
pub(super) async fn make(cx: &Cx, tx: &Tx, member: Uuid) -> Result<Secret<String>, Fault> {
    LINKS.take_back(cx, tx, member, Some(KIND.word())).await?;
    let code = Secret::new(recovery_code::random(cx.app.random.as_ref()));
    let row = ActiveModel {
        id: Set(cx.id()),
        kind: Set(KIND),
        token_hash: Set(cx.app.keys.lookup(DOMAIN, &value(member, code.expose())).to_vec()),
        staff_id: Set(member),
        created_at: Set(cx.now()),
        expires_at: Set(cx.now().plus(LIFE)),
        used_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    cx.audit(tx, events::PRESENCE_CODE_MADE.about(member)).await?;
    Ok(Secret::new(recovery_code::shown(code.expose())))
}

/// Uses the member's living code up; `false` where this is not it.
pub(super) async fn use_up(cx: &Cx, tx: &Tx, member: Uuid, typed: &str) -> Result<bool, Fault> {
    let (now, code) = (cx.now(), recovery_code::normalized(typed).unwrap_or_default());
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::StaffId.eq(member))
        .filter(Column::Kind.eq(KIND))
        .filter(Column::TokenHash.is_in(cx.app.keys.accepted(DOMAIN, &value(member, &code))))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .filter(Column::CreatedAt.lte(now.latest_believed()))
        .exec(&**tx)
        .await?
        .rows_affected;
    Ok(used > 0)
}
