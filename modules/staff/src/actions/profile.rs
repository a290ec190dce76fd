//! What a member changes about himself: password, language, time zone, recovery codes.

use super::second_factor::make_recovery_codes;
use super::step_up::is_password;
use super::{hash, locked, numbered, save, set_password};
use crate::browsers;
use crate::contacts::open;
use crate::events;
use crate::mails;
use crate::passwords;
use crate::refusals::{MemberError, MemberRefusal, SignInRefusal};
use crate::rights;
use crate::sessions::{self, SESSIONS};
use crate::tables::staff;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Errors, Lang, OrRefuse as _, Outcome, Secret, Uuid, refuse, zone};
use gatehouse_guard::Asker;
use gatehouse_passwords::HashPool;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

fn me(cx: &Cx) -> Outcome<Uuid, MemberRefusal> {
    Ok(rights::member(cx).or_refuse()?)
}

/// Language and time zone as they were chosen: a tag, an IANA name; an empty zone is the vendor's.
#[derive(Clone, Debug)]
pub struct Preferences {
    /// `en`, `ja`, `ru`.
    pub lang: String,
    /// Such as `Asia/Tokyo`.
    pub zone: String,
}

/// Changes language and time zone.
pub async fn change_preferences(cx: &Cx, chosen: &Preferences) -> Outcome<(), MemberRefusal> {
    let me = me(cx)?;
    let mut errors = Errors::<MemberError>::default();
    let lang = Lang::ALL.into_iter().find(|lang| lang.tag() == chosen.lang);
    if lang.is_none() {
        errors.add(MemberError::LangUnknown);
    }
    let zone = zone::known(chosen.zone.trim());
    if zone.is_none() && !chosen.zone.trim().is_empty() {
        errors.add(MemberError::ZoneUnknown);
    }
    errors.done().or_refuse()?;
    let tx = cx.begin().await?;
    let member = locked(&tx, me).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    let row =
        staff::ActiveModel { lang: Set(lang.map(|lang| lang.tag().to_owned())), zone: Set(zone), ..Default::default() };
    save(cx, &tx, &member, row).await?;
    cx.audit(&tx, events::PREFERENCES_CHANGED.about(me)).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes the password, which ends every other session and every mailed link, and says so by mail; returns the session's
/// new token.
pub async fn change_password(
    cx: &Cx,
    session: Uuid,
    current: Secret<String>,
    password: Secret<String>,
) -> Outcome<Secret<String>, MemberRefusal> {
    let me = me(cx)?;
    let member = staff::Entity::find_by_id(me).one(cx.read()).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    let key = subject::key(cx, cx.read(), me).await?;
    let person = open(&key, member)?;
    let (pool, asker) = (cx.service::<HashPool>()?, Asker::of(cx));
    let words = [person.name.as_str(), cx.app.settings.brand.as_str()];
    let plain = pool.policy().plain(&password, &person.email);
    let is_right = is_password(cx, session, me, current).await.map_err(|stop| {
        stop.map(|refusal| match refusal {
            SignInRefusal::Throttled(seconds) => MemberRefusal::Throttled(seconds),
            SignInRefusal::SessionEnded => MemberRefusal::SessionEnded,
            _ => MemberRefusal::NotFound,
        })
    })?;
    let mut errors = Errors::<MemberError>::default();
    if !is_right {
        errors.add(MemberError::CurrentWrong);
    }
    if let Err(found) = plain {
        errors.add_all(found);
    }
    // The estimate takes long: only for who has proved himself.
    if errors.is_empty()
        && let Err(found) = pool.check(&asker, password.clone(), &person.email, &words).await?
    {
        errors.add_all(found);
    }
    errors.done().or_refuse()?;
    let fresh = hash(cx, &asker, password).await?;

    let tx = cx.begin().await?;
    let member = locked(&tx, me).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    let sealed = passwords::seal(cx, &key, me, &fresh)?;
    let change = staff::ActiveModel { password_sealed: Set(Some(sealed)), ..Default::default() };
    let number = save(cx, &tx, &member, change).await?;
    SESSIONS.end_all(cx, &tx, me, Some(session)).await?;
    // The page remembers this one anew.
    browsers::forget_all(&tx, me).await?;
    // Whoever reads the member's mail must not undo the change with a link of last week.
    set_password::end_links(&tx, me).await?;
    mails::password_changed(cx, &tx, &person).await?;
    let token = sessions::renew(cx, &tx, session, me).await?.ok_or_else(|| refuse(MemberRefusal::SessionEnded))?;
    let line = events::PASSWORD_CHANGED.about(me);
    cx.audit(&tx, line.with(numbered(number))).await?;
    tx.commit().await?;
    Ok(token)
}

/// Makes new recovery codes in place of the old ones, and says so by mail. The page asks for a fresh proof before.
pub async fn renew_recovery_codes(cx: &Cx) -> Outcome<Vec<Secret<String>>, MemberRefusal> {
    let me = me(cx)?;
    let tx = cx.begin().await?;
    let member = locked(&tx, me).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    let codes = make_recovery_codes(cx, &tx, me).await?;
    let key = subject::key(cx, &*tx, me).await?;
    mails::recovery_codes_renewed(cx, &tx, &open(&key, member)?).await?;
    cx.audit(&tx, events::RECOVERY_CODES_RENEWED.about(me)).await?;
    tx.commit().await?;
    Ok(codes)
}
