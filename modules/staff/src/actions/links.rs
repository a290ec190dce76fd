//! Links that are mailed to a member: each sets their password once, and lets its browser connect an authenticator app for an
//! hour.

use crate::actions::grant;
use crate::model::token::TokenKind;
use crate::refusals::SignInRefusal;
use crate::tables::{staff, staff_token};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, HOUR, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::{Links, bound_token};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use staff_token::{ActiveModel, Column, Entity};

/// How long a link opens.
const LINK_LIFE: i64 = 7 * DAY;
const KIND: TokenKind = TokenKind::SetPassword;
pub(crate) const BUDGET: Budget =
    Budget::of_bearer(Limit { action: "staff.set_password", burst: 10, seconds_each: 10 }, LINK);
/// With one link: 20 at once, then one each minute.
const LINK: Limit = Limit { action: "staff.set_password_link", burst: 20, seconds_each: 60 };

/// How long after following the link its browser may connect an authenticator app.
pub const CONNECT_WITHIN: i64 = HOUR;
/// The links of staff.
pub(super) const LINKS: Links = Links { table: "staff_token", owner: "staff_id", domain: "staff.set_password" };

/// Makes the member's one live link, in place of an earlier one. Returns the whole address.
pub(super) async fn make(cx: &Cx, tx: &Tx, member: Uuid) -> Result<Secret<String>, Fault> {
    LINKS.take_back(cx, tx, member, Some(KIND.word())).await?;
    let token = LINKS.make(cx, member, KIND.word());
    let row = ActiveModel {
        id: Set(cx.id()),
        kind: Set(KIND),
        token_hash: Set(LINKS.hash(cx, token.expose())),
        staff_id: Set(member),
        created_at: Set(cx.now()),
        expires_at: Set(cx.now().plus(LINK_LIFE)),
        used_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(Secret::new(format!("{}/staff/set-password?token={}", cx.app.settings.staff_origin(), token.expose())))
}

/// Ends a member's links and codes, and what was still open by used ones.
pub(super) async fn end_all(tx: &Tx, member: Uuid) -> Result<(), Fault> {
    Entity::delete_many().filter(Column::StaffId.eq(member)).exec(&**tx).await?;
    Ok(())
}

/// Whose link this is, while it opens. Looking at it uses nothing up.
pub async fn check_link(cx: &Cx, token: &str) -> Outcome<staff::Model, SignInRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let expired = || refuse(SignInRefusal::LinkExpired);
    if !bound_token::is_plausible(token) {
        return Err(expired());
    }
    let row = Entity::find()
        .filter(Column::TokenHash.is_in(LINKS.hashes(cx, token)))
        .filter(Column::Kind.eq(KIND))
        .filter(Column::ExpiresAt.gt(cx.now()))
        .filter(Column::CreatedAt.lte(cx.now().latest_believed()))
        .one(cx.read())
        .await?;
    if row.as_ref().is_some_and(|row| row.used_at.is_some()) {
        return Err(refuse(SignInRefusal::LinkUsed));
    }
    let row = row.filter(|row| LINKS.is_for(cx, token, row.staff_id, KIND.word())).ok_or_else(expired)?;
    let member = staff::Entity::find_by_id(row.staff_id).one(cx.read()).await?;
    let member = member.filter(|m| m.disabled_at.is_none()).ok_or_else(expired)?;
    grant::at_sign_in(cx, &member).await?.ok_or_else(expired)?;
    Ok(member)
}

/// Whether this link set the member's password within the hour.
pub(super) async fn followed(cx: &Cx, tx: &Tx, member: Uuid, token: &Secret<String>) -> Result<bool, Fault> {
    if !LINKS.is_for(cx, token.expose(), member, KIND.word()) {
        return Ok(false);
    }
    let row = Entity::find()
        .filter(Column::TokenHash.is_in(LINKS.hashes(cx, token.expose())))
        .filter(Column::StaffId.eq(member))
        .filter(Column::Kind.eq(KIND))
        .filter(Column::UsedAt.gt(cx.now().plus(-CONNECT_WITHIN)))
        .filter(Column::UsedAt.lte(cx.now().latest_believed()))
        .one(&**tx)
        .await?;
    Ok(row.is_some())
}
