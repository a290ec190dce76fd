//! Setting the password through a mailed link: an invitation, or one that an administrator sent anew.

use super::{as_member, hash, locked, numbered, save};
use crate::browsers;
use crate::contacts::open;
use crate::events;
use crate::grant;
use crate::mails;
use crate::passwords;
use crate::refusals::SignInRefusal;
use crate::sessions::SESSIONS;
use crate::tables::{staff, staff_token};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Errors, Fault, HOUR, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::{Asker, Budget, Lane, Limit};
use gatehouse_passwords::HashPool;
use gatehouse_signin::{Links, bound_token, chosen_with};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use staff_token::{ActiveModel, Column, Entity};

/// How long a link opens.
pub const LINK_LIFE: i64 = 7 * DAY;
const KIND: &str = "set_password";
pub(crate) const BUDGET: Budget =
    Budget::of_bearer(Limit { action: "staff.set_password", burst: 10, seconds_each: 10 }, LINK);
/// With one link: 20 at once, then one each minute.
const LINK: Limit = Limit { action: "staff.set_password_link", burst: 20, seconds_each: 60 };

/// How long after following the link its browser may connect an authenticator app.
pub const CONNECT_WITHIN: i64 = HOUR;
/// The links of staff.
pub(super) const LINKS: Links = Links { table: "staff_token", owner: "staff_id", domain: "staff.set_password" };

/// Makes the member's one live link, in place of an earlier one. Returns the whole address.
pub(super) async fn make_link(cx: &Cx, tx: &Tx, member: Uuid) -> Result<Secret<String>, Fault> {
    LINKS.take_back(cx, tx, member, Some(KIND)).await?;
    let token = LINKS.make(cx, member, KIND);
    let row = ActiveModel {
        id: Set(cx.id()),
        kind: Set(KIND.to_owned()),
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
pub(super) async fn end_links(tx: &Tx, member: Uuid) -> Result<(), Fault> {
    Entity::delete_many().filter(Column::StaffId.eq(member)).exec(&**tx).await?;
    Ok(())
}

/// Whose link this is, while it opens. Looking at it uses nothing up.
pub async fn check_link(cx: &Cx, token: &str) -> Outcome<staff::Model, SignInRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    if !bound_token::is_plausible(token) {
        return Err(refuse(SignInRefusal::LinkExpired));
    }
    let row = Entity::find()
        .filter(Column::TokenHash.is_in(LINKS.hashes(cx, token)))
        .filter(Column::Kind.eq(KIND))
        .filter(Column::ExpiresAt.gt(cx.now().0))
        .filter(Column::CreatedAt.lte(cx.now().latest_believed()))
        .one(cx.read())
        .await?;
    if row.as_ref().is_some_and(|row| row.used_at.is_some()) {
        return Err(refuse(SignInRefusal::LinkUsed));
    }
    let member = match row {
        Some(row) if LINKS.is_for(cx, token, row.staff_id, KIND) => {
            staff::Entity::find_by_id(row.staff_id).one(cx.read()).await?
        }
        Some(_) | None => None,
    };
    let Some(member) = member.filter(|m| m.disabled_at.is_none()) else {
        return Err(refuse(SignInRefusal::LinkExpired));
    };
    match grant::at_sign_in(cx, &member).await? {
        Some(_) => Ok(member),
        None => Err(refuse(SignInRefusal::LinkExpired)),
    }
}

/// Sets the password and uses the link up. Ends every session of the member.
pub async fn set_password(cx: &Cx, token: &str, password: Secret<String>) -> Outcome<(), SignInRefusal> {
    let member = check_link(cx, token).await?;
    let key = subject::key(cx, cx.read(), member.id).await?;
    let person = open(&key, member.clone())?;
    BUDGET.check_subject(cx, token)?.or_refuse()?;
    // The link was mailed: whoever has it is no stranger.
    let asker = Asker::in_lane(cx, Lane::Staff);
    let pool = cx.service::<HashPool>()?;
    let words = [person.name.as_str(), cx.app.settings.brand.as_str()];
    if let Err(found) = pool.check(&asker, password.clone(), &person.email, &words).await? {
        Errors::from(found).done().or_refuse()?;
    }
    let fresh = hash(cx, &asker, password).await?;

    let tx = cx.begin().await?;
    let member = locked(&tx, member.id).await?.filter(|m| m.disabled_at.is_none());
    let Some(member) = member else { return Err(refuse(SignInRefusal::LinkExpired)) };
    // Another request with the same link was faster.
    let used = LINKS.use_up(cx, &tx, token).await?.ok_or_else(|| refuse(SignInRefusal::LinkUsed))?;
    let fresh = chosen_with(&used, fresh).into_inner();
    let had_password = member.password_sealed.is_some();
    let sealed = passwords::seal(cx, &key, member.id, &fresh)?;
    let change = staff::ActiveModel { password_sealed: Set(Some(sealed)), ..Default::default() };
    let number = save(cx, &tx, &member, change).await?;
    SESSIONS.end_all(cx, &tx, member.id, None).await?;
    browsers::forget_all(&tx, member.id).await?;
    as_member(cx, &member).audit(&tx, events::PASSWORD_SET.about(member.id).with(numbered(number))).await?;
    if had_password {
        mails::password_changed(cx, &tx, &person).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Whether this link set the member's password within the hour.
pub(super) async fn followed(cx: &Cx, tx: &Tx, member: Uuid, token: &Secret<String>) -> Result<bool, Fault> {
    if !LINKS.is_for(cx, token.expose(), member, KIND) {
        return Ok(false);
    }
    let row = Entity::find()
        .filter(Column::TokenHash.is_in(LINKS.hashes(cx, token.expose())))
        .filter(Column::StaffId.eq(member))
        .filter(Column::Kind.eq(KIND))
        .filter(Column::UsedAt.gt(cx.now().0 - CONNECT_WITHIN))
        .filter(Column::UsedAt.lte(cx.now().latest_believed()))
        .one(&**tx)
        .await?;
    Ok(row.is_some())
}
