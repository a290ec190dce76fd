//! Signing in, first half: address and password (ACC-6, ALL-8).

use super::links::followed;
use super::{as_member, locked, save};
use crate::actions::browsers;
use crate::actions::grant::{self, Grant};
use crate::actions::limits::STAFF;
use crate::actions::passwords;
use crate::events;
use crate::model::single_sign_on::SingleSignOn;
use crate::model::totp::TotpSecret;
use crate::queries::recipients::{email_lookups, has_address};
use crate::refusals::SignInRefusal;
use crate::sessions::{self, Offer, Stage};
use crate::tables::{staff, staff_session};
use gatehouse_context::{Cx, audit_count};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Personal, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::attempts::{self, Admitted};
use gatehouse_guard::human::{self, HumanAnswer};
use gatehouse_guard::{Asker, Budget, Lane, Limit, lanes};
use gatehouse_passwords::HashPool;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Tries from one network.
pub(crate) const BUDGET: Budget = Budget::of_strangers(Limit { action: "staff.sign_in", burst: 10, seconds_each: 10 });
/// The form, for its human check.
pub const SIGN_IN_FORM: &str = "staff.sign_in";

/// What was typed, and what came along.
pub struct SignIn {
    /// The address.
    pub email: Personal<String>,
    /// The password.
    pub password: Secret<String>,
    /// The browser's cookie.
    pub browser: Option<String>,
    /// The answer to the human check; looked at only when it is asked.
    pub human: HumanAnswer,
    /// The link that this browser followed a while ago, if it did.
    pub invitation: Option<Secret<String>>,
    /// The session that is open in this browser: it ends (ASVS 7.2.4).
    pub previous: Option<Uuid>,
}

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

/// Checks address and password. Wrong ones make who gave them wait, never the member who comes from elsewhere: when there
/// are very many, and when the pool is crowded, all but known browsers pass the human check first. Unknown address, wrong
/// password, disabled member and unused invitation get the same answer after the same work.
pub async fn sign_in(cx: &Cx, input: SignIn) -> Outcome<PasswordPassed, SignInRefusal> {
    let SignIn { email, password, browser, human, invitation, previous } = input;
    BUDGET.check(cx)?.or_refuse()?;
    let lookups = email_lookups(cx, &email.0);
    let member = staff::Entity::find().filter(has_address(cx, &email.0)).one(cx.read()).await?;
    let known = browsers::known(cx, member.as_ref().map(|m| m.id), browser.as_deref()).await?;
    let guards = STAFF.sign_in(cx, &lookups, known.as_ref().map(|row| row.browser_hash.as_slice()));
    let entered = attempts::admit(cx, guards).await?;
    let entered = entered.map_err(|wait| refuse(SignInRefusal::Throttled(wait.after)))?;
    if entered.asks_human || (known.is_none() && lanes::is_crowded(cx)) {
        human::check_when_asked(cx, SIGN_IN_FORM, &human).await?.or_refuse()?;
    }
    let asker = match known {
        Some(_) => Asker::in_lane(cx, Lane::Staff),
        None => BUDGET.asker(cx),
    };
    let usable = member.as_ref().filter(|m| m.disabled_at.is_none());
    let stored = passwords::of_member(cx, cx.read(), usable).await?;
    let pool = cx.service::<HashPool>()?;
    let verified = pool.verify(&asker, password.clone(), stored).await?;
    let Some(member) = member.clone().filter(|_| verified.matches) else {
        fail(cx, &entered, member).await?;
        return Err(refuse(SignInRefusal::Wrong));
    };
    let fresh_hash =
        if verified.stale { Some(pool.hash_new(&asker, password, cx.app.random.as_ref()).await?) } else { None };

    if grant::at_sign_in(cx, &member).await?.is_none() {
        return Err(refuse(SignInRefusal::Wrong));
    }
    if !SingleSignOn::opens_by_own_means(cx, &member) {
        return Err(refuse(SignInRefusal::OwnMeansOff));
    }

    let tx = cx.begin().await?;
    // Changed since it was checked: then the old one opens nothing.
    let still_holds = |now: &staff::Model| now.disabled_at.is_none() && now.password_sealed == member.password_sealed;
    let member = locked(&tx, member.id).await?.filter(still_holds);
    let Some(member) = member else { return Err(refuse(SignInRefusal::Wrong)) };
    let Some(grant) = grant::of_row(cx, &*tx, &member).await? else { return Err(refuse(SignInRefusal::Wrong)) };
    entered.succeeded(&tx).await?;
    if let Some(fresh) = fresh_hash {
        let sealed = passwords::seal_for(cx, &*tx, member.id, &fresh).await?;
        save(cx, &tx, &member, staff::ActiveModel { password_sealed: Set(Some(sealed)), ..Default::default() }).await?;
    }
    let offer = offer(cx, &tx, &member, &grant, invitation.as_ref()).await?;
    let next = if offer.is_some() { Next::SetUp } else { Next::Code };
    end_half_finished(&tx, &member).await?;
    end_previous(&tx, previous).await?;
    let token = sessions::start(cx, &tx, member.id, Stage::PasswordPassed, offer, None).await?;
    as_member(cx, &member).audit(&tx, events::PASSWORD_PASSED.about(member.id)).await?;
    tx.commit().await?;
    Ok(PasswordPassed { token, next })
}

async fn fail(cx: &Cx, entered: &Admitted, member: Option<staff::Model>) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    entered.failed(cx, &tx).await?;
    match member {
        Some(member) => cx.audit(&tx, events::SIGN_IN_FAILED.about(member.id)).await?,
        // Nobody's failures are counted: a stranger cannot fill the log.
        None => audit_count::count(cx, &tx, &events::SIGN_INS_UNKNOWN).await?,
    }
    tx.commit().await
}

/// What a member who may connect an authenticator app is offered; that they have none is no reason. The secret is fresh for
/// each sign-in: one that somebody else has seen is never the one that is connected. After a reset only an administrator's
/// code lets connect one.
async fn offer(
    cx: &Cx,
    tx: &Tx,
    member: &staff::Model,
    grant: &Grant,
    invitation: Option<&Secret<String>>,
) -> Result<Option<Offer>, Fault> {
    if !grant.may_set_up() {
        return Ok(None);
    }
    let may_connect = match invitation {
        Some(token) if !grant.was_reset() => followed(cx, tx, member.id, token).await?,
        _ => false,
    };
    Ok(Some(Offer { secret: TotpSecret::random(cx.app.random.as_ref())?, may_connect }))
}

/// Ends what was open in the browser that signs in.
pub(super) async fn end_previous(tx: &Tx, previous: Option<Uuid>) -> Result<(), Fault> {
    if let Some(session) = previous {
        staff_session::Entity::delete_by_id(session).exec(&**tx).await?;
    }
    Ok(())
}

pub(super) async fn end_half_finished(tx: &Tx, member: &staff::Model) -> Result<(), Fault> {
    use staff_session::{Column, Entity};
    Entity::delete_many()
        .filter(Column::StaffId.eq(member.id))
        .filter(Column::Stage.eq(Stage::PasswordPassed))
        .exec(&**tx)
        .await?;
    Ok(())
}
