//! Signs a customer in with address and password (ACC-6, ACC-7, ACC-10, ACC-11).
//!
//! An unknown address, a wrong password, an unconfirmed account: one answer, after the same work. Wrong passwords are
//! counted before the address is looked at; an address with very many of them asks for the human check. Nothing but
//! hashing runs on the pool of hashers.
//!
//! Every way in ends in [`let_in`]: an account with two-step verification (ACC-9) gets a sign-in that owes the second step
//! ([`super::second_step`]), unless its owner trusts the browser.
//!
//! A hash that came from another portal (ACC-18) ends with the first sign-in: one of ours is written in the same transaction. As long
//! as any is left, wrong passwords are answered after the least time that checking the dearest of them may take. An account that came
//! without its address proven gets a mail to set a password instead ([`super::first_use`]).

use super::first_use::first_use;
use super::identities::{attach, without_two_step};
use super::known_browsers::{self, Met, as_now, is_trusted};
use super::limits::CUSTOMERS;
use super::{passwords, waiting_passwords};
use crate::model::config::EqualAnswers;
use crate::model::identity::Identity;
use crate::model::{Email, EmailError, FormError, PlainLogin, State};
use crate::queries::{browsers, contacts, factors, imported};
use crate::refusals::VisitorRefusal;
use crate::sessions::{Proof, half};
use crate::tables::{account, known_device, session};
use crate::{events, sessions};
use gatehouse_context::{Cx, audit_count};
use gatehouse_core::agent::device_label;
use gatehouse_core::{Actor, Errors, Fault, Invalid, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::attempts::{self, Admitted};
use gatehouse_guard::human::{self, HumanAnswer};
use gatehouse_guard::{Asker, Budget, Lane, Limit, lanes};
use gatehouse_l10n::zones;
use gatehouse_passwords::{HashPool, PasswordError};
use gatehouse_signin::passwords::hash;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QuerySelect as _};

/// Tries from one network: 10 at once, then one each 10 seconds.
pub(crate) const BUDGET: Budget =
    Budget::of_strangers(Limit { action: "accounts.sign_in", burst: 10, seconds_each: 10 });
/// The form, for its human check.
pub const FORM: &str = "accounts.sign_in";

/// The browser that somebody signs in with.
#[derive(Clone, Debug, Default)]
pub struct Here {
    /// Its device cookie.
    pub device: Option<String>,
    /// The session that it had; it ends.
    pub previous: Option<Uuid>,
    /// The account that is signed in there.
    pub account: Option<Uuid>,
    /// "Keep me signed in".
    pub kept: bool,
    /// What the service is called by which somebody comes in, if one vouches for them.
    pub service: Option<String>,
}

/// What a visitor typed, and the browser.
pub struct SignIn {
    /// The address, or the plain login.
    pub email: String,
    /// The password.
    pub password: Secret<String>,
    /// The browser's time zone; used when the account has none.
    pub zone: String,
    /// The browser.
    pub here: Here,
    /// The answer to the human check; looked at only when it is asked.
    pub human: HumanAnswer,
    /// An account elsewhere that the password attaches (ACC-8): only where its service vouches for this very address.
    pub attaching: Option<Identity>,
}

/// What came of a way in.
#[derive(Debug)]
pub enum Entered {
    /// A session is open.
    SignedIn(SignedIn),
    /// The account has two-step verification. The token is for the cookie of a sign-in that owes the second step.
    SecondStep(Secret<String>),
}

/// A session is open.
#[derive(Debug)]
pub struct SignedIn {
    /// The account.
    pub account: Uuid,
    /// For the session cookie.
    pub session: Secret<String>,
    /// For the device cookie.
    pub device: Secret<String>,
    /// The known browser.
    pub(super) browser: Uuid,
}

/// Opens a session, or half of one.
pub async fn sign_in(cx: &Cx, input: SignIn) -> Outcome<Entered, VisitorRefusal> {
    let email = check(&input).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    let Some(email) = email else { return Err(refuse(VisitorRefusal::WrongCredentials)) };
    let vouched = input.attaching.as_ref().map(Identity::proven_address);
    if vouched.is_some_and(|vouched| vouched.is_none_or(|vouched| vouched.normalized() != email)) {
        return Err(refuse(VisitorRefusal::WrongCredentials));
    }
    let answer = cx.service::<EqualAnswers>()?.start_sign_in();
    let lookups = contacts::lookups(cx, &email);
    let row = contacts::by_normalized(cx, cx.read(), &email).await?;
    // For an unknown address the same statement is asked with an id that nothing has.
    let device = browsers::known(cx, row.as_ref().map_or(Uuid::nil(), |r| r.id), input.here.device.as_deref()).await?;
    let browser = device.as_ref().map(|device| device.device_hash.as_slice());
    let entered = attempts::admit(cx, CUSTOMERS.sign_in(cx, &lookups, browser)).await?;
    let entered = entered.map_err(|wait| VisitorRefusal::Slowed(wait.after)).or_refuse()?;
    if entered.asks_human || (device.is_none() && lanes::is_crowded(cx)) {
        let passed = human::check_when_asked(cx, FORM, &input.human).await?;
        passed.map_err(|no| Invalid::one(FormError::Human(no))).or_refuse()?;
    }
    let asker = match device {
        Some(_) => Asker::in_lane(cx, Lane::Known),
        None => BUDGET.asker(cx),
    };
    let usable = row.filter(|row| row.state == State::Active || imported::waits_for_first_use(row));
    let stored = passwords::of_account(cx, usable.as_ref()).await?;
    let verified = cx.service::<HashPool>()?.verify(&asker, input.password.clone(), stored).await?;
    let (Some(row), true) = (usable, verified.matches) else {
        fail(cx, &entered, &email).await?;
        if imported::are_hashes_left(cx).await? {
            answer.wait().await;
        }
        return Err(refuse(VisitorRefusal::WrongCredentials));
    };
    if row.state != State::Active {
        let Ok(email) = Email::parse(&input.email) else { return Err(refuse(VisitorRefusal::WrongCredentials)) };
        return Err(first_use(cx, &row, &email, input.here.device.as_deref(), &entered).await?);
    }
    let fresh = if verified.stale { Some(hash(cx, &asker, input.password.clone()).await?) } else { None };
    let (id, had_fresh) = (row.id, fresh.is_some());
    let mut opened = open(cx, &input, row, device.clone(), &entered, fresh).await?;
    if opened.is_none() && had_fresh {
        // Another sign-in of this moment has put the new hash in its place.
        if let Some(row) = still_right(cx, &asker, &input, id).await? {
            opened = Box::pin(open(cx, &input, row, device, &entered, None)).await?;
        }
    }
    opened.ok_or_else(|| refuse(VisitorRefusal::WrongCredentials))
}

/// The account as it is now, where the password is right for that too.
async fn still_right(cx: &Cx, asker: &Asker, input: &SignIn, id: Uuid) -> Result<Option<account::Model>, Fault> {
    let row = account::Entity::find_by_id(id).one(cx.read()).await?.filter(|row| row.state == State::Active);
    let stored = passwords::of_account(cx, row.as_ref()).await?;
    let verified = cx.service::<HashPool>()?.verify(asker, input.password.clone(), stored).await?;
    Ok(row.filter(|_| verified.matches))
}

/// Empty fields are named; what can be no address and no login belongs to nobody.
fn check(input: &SignIn) -> Result<Option<String>, Invalid<FormError>> {
    let mut errors = Errors::<FormError>::default();
    let email = errors.take(match Email::parse(&input.email) {
        Err(EmailError::Missing) => Err(EmailError::Missing),
        Ok(email) => Ok(Some(email.normalized().to_owned())),
        Err(_) => Ok(PlainLogin::parse(&input.email).map(|login| login.normalized().to_owned())),
    });
    if input.password.expose().is_empty() {
        errors.add(PasswordError::Missing);
    }
    errors.finish(|| email)
}

/// Counts the failure; the owner sees it on their activity page.
async fn fail(cx: &Cx, entered: &Admitted, email: &str) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    entered.failed(cx, &tx).await?;
    let known = contacts::by_normalized(cx, &*tx, email).await?;
    match known {
        Some(row) => {
            // Before the address is confirmed no password is the right one, and none is a wrong one.
            let is_wrong = row.state == State::Active;
            let event = if is_wrong { events::SIGN_IN_FAILED } else { events::SIGN_IN_UNCONFIRMED };
            cx.audit(&tx, event.about(row.id).of_account(row.id)).await?;
        }
        // Nobody's failures are counted: a stranger cannot fill the log.
        None => audit_count::count(cx, &tx, &events::SIGN_INS_UNKNOWN).await?,
    }
    tx.commit().await
}

/// Opens the session; `None`: the password is another one by now, or the account is gone.
async fn open(
    cx: &Cx,
    input: &SignIn,
    row: account::Model,
    device: Option<known_device::Model>,
    entered: &Admitted,
    fresh: Option<String>,
) -> Outcome<Option<Entered>, VisitorRefusal> {
    let id = row.id;
    let cx = &cx.acting_as(Actor::Account { id });
    let tx = cx.begin().await?;
    // Counters before the account's row, as everywhere: two transactions never wait for each other.
    entered.succeeded(&tx).await?;
    let fresh = match fresh {
        Some(phc) => Some(passwords::OF_ACCOUNT.seal_for(cx, &*tx, id, &phc).await?),
        None => None,
    };
    if !still_holds(&tx, &row, fresh, zones::settled(&input.zone).as_deref()).await? {
        return Ok(None);
    }
    if let Some(identity) = &input.attaching {
        without_two_step(&tx, id).await.map_err(|stop| stop.map(VisitorRefusal::from))?;
        attach(cx, &tx, &row, identity, true).await.map_err(|stop| stop.map(VisitorRefusal::from))?;
    }
    let entered = let_in(cx, &tx, &row, device.map_or(Met::New, Met::Before), &input.here).await?;
    tx.commit().await?;
    Ok(Some(entered))
}

/// Lets somebody in who has just given the password, followed a mailed link or come by a service: the only place that decides whether more is asked. The
/// account's row is held, so no factor comes or goes meanwhile.
pub(super) async fn let_in(cx: &Cx, tx: &Tx, row: &account::Model, met: Met, here: &Here) -> Result<Entered, Fault> {
    let cx = &cx.acting_as(Actor::Account { id: row.id });
    let met = as_now(tx, met).await?;
    if !is_trusted(cx, &met) && factors::has_any(&**tx, row.id).await? {
        let token = half::begin(cx, tx, row.id, here.kept).await?;
        let passed = match &here.service {
            None => events::PASSWORD_PASSED.about(row.id),
            Some(service) => events::SERVICE_PASSED.about(row.id).with(serde_json::json!({ "service": service })),
        };
        cx.audit(tx, passed.of_account(row.id)).await?;
        return Ok(Entered::SecondStep(token));
    }
    open_session(cx, tx, row, met, here, Proof::Password, None).await.map(Entered::SignedIn)
}

/// Opens a session in this transaction. `factor`: what stood beside the password.
pub(super) async fn open_session(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    met: Met,
    here: &Here,
    proof: Proof,
    factor: Option<&str>,
) -> Result<SignedIn, Fault> {
    let (device_id, cookie) = known_browsers::note(cx, tx, row, met, here.device.as_deref()).await?;
    if let Some(previous) = here.previous {
        session::Entity::delete_by_id(previous).exec(&**tx).await?;
    }
    // Who gets in needs no new password: one that somebody asked for by the secret question does not come.
    waiting_passwords::stop(cx, tx, row.id).await?;
    let session = sessions::open(cx, tx, row.id, here.kept, device_id, proof).await?;
    let mut details = serde_json::json!({ "device": cx.agent.as_deref().and_then(device_label) });
    if let Some(factor) = factor {
        details["factor"] = factor.into();
    }
    if let Some(service) = &here.service {
        details["service"] = service.as_str().into();
    }
    cx.audit(tx, events::SIGNED_IN.about(row.id).of_account(row.id).with(details)).await?;
    Ok(SignedIn { account: row.id, session, device: cookie, browser: device_id })
}

/// The same after a mailed link; `None`: somebody else is signed in there, and stays, so that no link changes whose account a person
/// works in.
pub(super) async fn let_in_by_link(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    met: Met,
    here: &Here,
) -> Result<Option<Entered>, Fault> {
    if here.account.is_some_and(|account| account != row.id) {
        return Ok(None);
    }
    let_in(cx, tx, row, met, here).await.map(Some)
}

/// Whether the password is still the one that was checked: it may have been changed, or the account deleted, meanwhile.
async fn still_holds(tx: &Tx, row: &account::Model, fresh: Option<Vec<u8>>, zone: Option<&str>) -> Result<bool, Fault> {
    use account::{Column, Entity};
    let zone = zone.filter(|_| row.zone.is_none());
    let unchanged = Condition::all()
        .add(Column::Id.eq(row.id))
        .add(Column::State.eq(State::Active))
        .add(Column::PasswordSealed.eq(row.password_sealed.clone()));
    if fresh.is_none() && zone.is_none() {
        // Nothing to write: the row is only held, so that nobody changes the password before the session stands.
        return Ok(Entity::find().filter(unchanged).lock_exclusive().one(&**tx).await?.is_some());
    }
    let foreign = row.password_foreign.clone().filter(|_| fresh.is_none());
    let mut update = Entity::update_many()
        .col_expr(Column::PasswordForeign, Expr::value(foreign))
        .col_expr(Column::PasswordSealed, Expr::value(fresh.or_else(|| row.password_sealed.clone())));
    if let Some(zone) = zone {
        update = update.col_expr(Column::Zone, Expr::value(zone));
    }
    Ok(update.filter(unchanged).exec(&**tx).await?.rows_affected == 1)
}
