//! A member changes their password (ALL-8): every other session and every mailed link ends, and a mail says so.

use super::proofs::is_password;
use super::{links, locked, numbered, save};
use crate::actions::browsers;
use crate::actions::passwords;
use crate::events;
use crate::mails;
use crate::queries::recipients::open;
use crate::refusals::{MemberError, MemberRefusal, SignInRefusal};
use crate::rights;
use crate::sessions::{self, ProvenBy, SESSIONS};
use crate::tables::staff;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Errors, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_guard::Asker;
use gatehouse_passwords::{HashPool, check_new};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Changes the password; returns the session's new token.
pub async fn change_password(
    cx: &Cx,
    session: Uuid,
    current: Secret<String>,
    password: Secret<String>,
) -> Outcome<Secret<String>, MemberRefusal> {
    let me = rights::member(cx).or_refuse()?;
    let member = staff::Entity::find_by_id(me).one(cx.read()).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    let key = subject::key(cx, cx.read(), me).await?;
    let person = open(&key, member)?;
    let (pool, asker) = (cx.service::<HashPool>()?, Asker::of(cx));
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
    // The estimate takes long: only for who has proved who they are.
    if errors.is_empty()
        && let Err(found) = check_new(cx, &asker, password.clone(), &person.email, &[person.name.as_str()]).await?
    {
        errors.add_all(found);
    }
    errors.done().or_refuse()?;
    let fresh = pool.hash_new(&asker, password, cx.app.random.as_ref()).await?;

    let tx = cx.begin().await?;
    let member = locked(&tx, me).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    let sealed = passwords::seal(cx, &key, me, &fresh)?;
    let change = staff::ActiveModel { password_sealed: Set(Some(sealed)), ..Default::default() };
    let number = save(cx, &tx, &member, change).await?;
    SESSIONS.end_all(cx, &tx, me, Some(session)).await?;
    // The page remembers this one anew.
    browsers::forget_all(&tx, me).await?;
    // Whoever reads the member's mail must not undo the change with a link of last week.
    links::end_all(&tx, me).await?;
    mails::password_changed(cx, &tx, &person).await?;
    let token = sessions::renew(cx, &tx, session, me, ProvenBy::Password)
        .await?
        .ok_or_else(|| refuse(MemberRefusal::SessionEnded))?;
    cx.audit(&tx, events::PASSWORD_CHANGED.about(me).with(numbered(number))).await?;
    tx.commit().await?;
    Ok(token)
}
