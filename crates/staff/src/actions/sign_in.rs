//! Signing in, first half: address and password (ACC-6, ALL-8).

use super::{as_member, hash, locked, save};
use crate::attempts::{self, Ladder};
use crate::contacts::{PENDING, email_lookup, email_lookups};
use crate::grant::{self, Grant};
use crate::model::totp::TotpSecret;
use crate::passwords;
use crate::refusals::SignInRefusal;
use crate::sessions::{self, Stage};
use crate::tables::{staff, staff_session};
use gatehouse_core::{Fault, Outcome, Personal, Secret, refuse};
use gatehouse_db::{AuditEntry, Cx, Tx, subject};
use gatehouse_passwords::HashPool;
use gatehouse_web::limit::{self, Limit};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Tries from one network.
const LIMIT: Limit = Limit { action: "staff.sign_in", burst: 10, seconds_each: 10 };

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// A code of the authenticator app.
    Code,
    /// Setting the authenticator app up: the first sign-in, or the first after an administrator reset it.
    SetUp,
}

/// The password was right.
#[derive(Debug)]
pub struct PasswordPassed {
    /// For the cookie: a half-finished session of ten minutes that opens nothing but the second factor's pages.
    pub token: Secret<String>,
    /// What comes next.
    pub next: Next,
}

/// Checks address and password. Unknown address, wrong password, disabled member and unused invitation get
/// the same answer after the same work.
pub async fn sign_in(
    cx: &Cx,
    email: &Personal<String>,
    password: Secret<String>,
) -> Outcome<PasswordPassed, SignInRefusal> {
    limit::check(cx, LIMIT)?.map_err(|refusal| refuse(refusal.into()))?;
    let lookup = email_lookup(cx, &email.0);
    let tx = cx.begin().await?;
    let counted = attempts::count(cx, &tx, Ladder::Password, &lookup).await?;
    tx.commit().await?;
    counted.map_err(|seconds| refuse(SignInRefusal::Throttled(seconds)))?;

    let kept_under = staff::Column::EmailLookup.is_in(email_lookups(cx, &email.0));
    let member = staff::Entity::find().filter(kept_under).one(cx.read()).await?;
    let usable = member.as_ref().filter(|m| m.disabled_at.is_none());
    let stored = passwords::of_member(cx, cx.read(), usable).await?;
    let verified = cx.service::<HashPool>()?.verify(password.clone(), stored).await?;
    let Some(member) = member.clone().filter(|_| verified.matches) else {
        let tx = cx.begin().await?;
        cx.audit(&tx, AuditEntry::new("staff.sign_in_failed", "staff", member.map(|m| m.id))).await?;
        tx.commit().await?;
        return Err(refuse(SignInRefusal::Wrong));
    };
    let fresh_hash = if verified.stale { Some(hash(cx, password).await?) } else { None };

    if grant::at_sign_in(cx, &member).await?.is_none() {
        return Err(refuse(SignInRefusal::Wrong));
    }

    let tx = cx.begin().await?;
    let member = locked(&tx, member.id).await?.filter(|m| m.disabled_at.is_none());
    let Some(member) = member else { return Err(refuse(SignInRefusal::Wrong)) };
    let Some(grant) = grant::of_row(cx, &*tx, &member).await? else { return Err(refuse(SignInRefusal::Wrong)) };
    attempts::succeeded(cx, &tx, Ladder::Password, &lookup).await?;
    let next = prepare(cx, &tx, &member, &grant, fresh_hash).await?;
    end_half_finished(&tx, &member).await?;
    let token = sessions::start(cx, &tx, member.id, Stage::PasswordPassed).await?;
    as_member(cx, &member).audit(&tx, AuditEntry::new("staff.password_passed", "staff", Some(member.id))).await?;
    tx.commit().await?;
    Ok(PasswordPassed { token, next })
}

/// Stores a fresher hash, and a secret to be set up where he may: that there is none is no reason.
async fn prepare(
    cx: &Cx,
    tx: &Tx,
    member: &staff::Model,
    grant: &Grant,
    fresh_hash: Option<String>,
) -> Result<Next, Fault> {
    let mut row = <staff::ActiveModel as Default>::default();
    if let Some(fresh) = fresh_hash {
        row.password_sealed = Set(Some(passwords::seal_for(cx, &**tx, member.id, &fresh).await?));
    }
    let next = if grant.may_set_up() { Next::SetUp } else { Next::Code };
    if next == Next::SetUp && member.totp_pending_sealed.is_none() {
        let key = subject::key(cx, &**tx, member.id).await?;
        let random = cx.app.random.as_ref();
        let secret = TotpSecret::random(random)?;
        row.totp_pending_sealed = Set(Some(key.seal(random, PENDING, member.id, secret.bytes())?));
    }
    if row.is_changed() {
        save(cx, tx, member, row).await?;
    }
    Ok(next)
}

async fn end_half_finished(tx: &Tx, member: &staff::Model) -> Result<(), Fault> {
    use staff_session::{Column, Entity};
    Entity::delete_many()
        .filter(Column::StaffId.eq(member.id))
        .filter(Column::Stage.eq("password_passed"))
        .exec(&**tx)
        .await?;
    Ok(())
}
