//! Setting the password through a mailed link: an invitation, or one that an administrator sent anew.

use super::links::{BUDGET, LINKS, check_link};
use super::{as_member, locked, numbered, save};
use crate::actions::browsers;
use crate::actions::passwords;
use crate::events;
use crate::mails;
use crate::queries::recipients::open;
use crate::refusals::SignInRefusal;
use crate::sessions::SESSIONS;
use crate::tables::staff;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Errors, OrRefuse as _, Outcome, Secret, refuse};
use gatehouse_guard::{Asker, Lane};
use gatehouse_passwords::{HashPool, check_new};
use gatehouse_signin::chosen_with;
use sea_orm::Set;

/// Sets the password and uses the link up. Ends every session of the member.
pub async fn set_password(cx: &Cx, token: &str, password: Secret<String>) -> Outcome<(), SignInRefusal> {
    let member = check_link(cx, token).await?;
    let key = subject::key(cx, cx.read(), member.id).await?;
    let person = open(&key, member.clone())?;
    BUDGET.check_subject(cx, token)?.or_refuse()?;
    // The link was mailed: whoever has it is no stranger.
    let asker = Asker::in_lane(cx, Lane::Staff);
    let pool = cx.service::<HashPool>()?;
    let checked = check_new(cx, &asker, password.clone(), &person.email, &[person.name.as_str()]).await?;
    if let Err(found) = checked {
        Errors::from(found).done().or_refuse()?;
    }
    let fresh = pool.hash_new(&asker, password, cx.app.random.as_ref()).await?;

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
