//! Registers an account (ACC-1, ACC-2, ACC-5, ACC-6).
//!
//! The answer is the same whatever is known of the address: "we sent a mail". An address without an account gets a
//! link that proves it. The owner of an account gets a mail that says so. A pending registration is replaced; because
//! then two people may have chosen a password for one address, the link of a replaced registration does not
//! take over either: whoever proves the address chooses the password then.

use super::steps;
use crate::config::EqualAnswers;
use crate::gate::{self, Mailing};
use crate::mails::{self, To};
use crate::model::{Country, Email, FormFault, Invalid, State, TokenKind, profile, term, zone};
use crate::passwords;
use crate::queries::contacts;
use crate::queries::sealed::Place;
use crate::refusals::{NotAllowed, refusals};
use crate::rights::is_program;
use crate::tables::{account, one_time_token};
use gatehouse_core::{Event, Fault, Lang, Outcome, Secret, Uuid, refuse};
use gatehouse_db::{AuditEntry, Cx, Tx, Unique, subject};
use gatehouse_guard::human::{self, HumanAnswer};
use gatehouse_guard::{Asker, Budget, Limit, TooOften};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Forms from one network, taken or not: 30 at once, then one each 10 seconds. Looser than [`TAKEN`], because people
/// mistype.
const FORMS: Budget = Budget::of_strangers(Limit { action: "accounts.register_form", burst: 30, seconds_each: 10 });
/// The form, for its human check.
pub const FORM: &str = "accounts.register";
/// Registrations from one network: 5 at once, then one each 12 minutes.
const TAKEN: Budget = Budget::of_strangers(Limit { action: "accounts.register", burst: 5, seconds_each: 720 });

pub(crate) const EMAIL_INDEX: Unique = Unique { name: "account_email", columns: "account.email_lookup" };

/// What a visitor typed.
pub struct Register {
    /// The address.
    pub email: String,
    /// The password.
    pub password: Secret<String>,
    /// The password again.
    pub again: Secret<String>,
    /// The answer to the human check.
    pub human: HumanAnswer,
    /// The browser's time zone; ignored when unknown.
    pub zone: String,
}

refusals! {
    /// Why a registration was not taken. None of these says anything about the address.
    pub enum RegisterRefusal {
        /// Something is wrong with the form.
        Invalid(Invalid),
        /// Too many from this network.
        TooOften(TooOften),
    }
}

/// Takes the registration; returns the address that a mail went to.
pub async fn register(cx: &Cx, input: Register) -> Outcome<Email, RegisterRefusal> {
    FORMS.check(cx)?.map_err(|often| refuse(often.into()))?;
    let email = check(cx, &input).await?;
    let asker = FORMS.asker(cx);
    let mut invalid = Invalid::default();
    let judged = steps::judge(cx, &asker, &input.password, email.written(), &[&cx.app.settings.brand]).await?;
    invalid.password(judged, true);
    invalid.done().map_err(|invalid| refuse(invalid.into()))?;
    TAKEN.check(cx)?.map_err(|often| refuse(often.into()))?;
    let answer = cx.service::<EqualAnswers>()?.start();
    let hash = steps::hash(cx, &asker, input.password).await?;
    let zone = zone::known(&input.zone).map(str::to_owned);
    // Two registrations of one address at one moment: the second one finds the first one's row on its second try.
    if !store(cx, &email, hash.clone(), zone.clone()).await? {
        store(cx, &email, hash, zone).await?;
    }
    answer.wait().await;
    Ok(email)
}

/// The plain rules, then the human check: what costs more comes behind both.
async fn check(cx: &Cx, input: &Register) -> Outcome<Email, RegisterRefusal> {
    let mut invalid = Invalid::default();
    let email = invalid.take(Email::parse(&input.email));
    let written = email.as_ref().map_or("", Email::written);
    let checked = steps::policy(cx)?.plain(&input.password, written);
    invalid.password(checked, input.password.expose() == input.again.expose());
    match (email, invalid.done()) {
        (Some(email), Ok(())) => match human::check(cx, FORM, &input.human).await? {
            Ok(()) => Ok(email),
            Err(refusal) => Err(refuse(Invalid::from(FormFault::Human(refusal)).into())),
        },
        (_, Err(invalid)) => Err(refuse(invalid.into())),
        (None, Ok(())) => Err(Fault::new("an address was neither taken nor refused").into()),
    }
}

/// Stores the registration and queues its mail; `false` when another registration of the address came between.
async fn store(cx: &Cx, email: &Email, hash: String, zone: Option<String>) -> Result<bool, Fault> {
    let lookup = contacts::lookup(cx, email);
    let tx = cx.begin().await?;
    let mailing = gate::may_mail(cx, &tx, &lookup, Mailing::Confirm).await?;
    let found = account::Entity::find().filter(account::Column::EmailLookup.eq(lookup.clone())).one(&*tx).await?;
    match found {
        None => {
            let id = cx.id();
            let key = subject::create(cx, &tx, id).await?;
            let row =
                pending(cx, id, lookup, Place::Email.seal(cx.app.random.as_ref(), &key, id, email.written())?, zone);
            match account::Entity::insert(row).exec_without_returning(&*tx).await {
                Err(error) if EMAIL_INDEX.violated_by(&error) => {
                    tx.rollback().await?;
                    return Ok(false);
                }
                stored => stored?,
            };
            cx.audit(&tx, AuditEntry::new("account.registered", "account", Some(id)).of_account(id)).await?;
            send_link(cx, &tx, id, email, Some(hash), mailing).await?;
        }
        Some(row) if State::from_word(&row.state) == State::Active => {
            cx.audit(&tx, AuditEntry::new("account.registered_again", "account", Some(row.id)).of_account(row.id))
                .await?;
            if mailing {
                let contact = steps::contact_of(cx, &tx, &row).await?;
                let to = To::account(row.id, &contact.email, contact.lang, contact.zone.as_deref());
                mails::already_registered::queue(cx, &tx, to).await?;
            }
        }
        Some(row) => {
            let Some(row) = steps::locked(&tx, row.id).await? else { return Ok(false) };
            replace(cx, &tx, &row, email, hash, mailing).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// A second registration of a pending address: the newer link counts, and no password but the one chosen after it.
async fn replace(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    email: &Email,
    hash: String,
    mailing: bool,
) -> Result<(), Fault> {
    use one_time_token::{Column, Entity};
    if !mailing {
        // Without a mail the earlier link must stay alive: strangers must not be able to take it away.
        return Ok(());
    }
    let earlier = Entity::find()
        .filter(Column::AccountId.eq(row.id))
        .filter(Column::Kind.eq(TokenKind::Confirm.word()))
        .one(&**tx)
        .await?;
    let hash = if earlier.is_some() { None } else { Some(hash) };
    account::Entity::update_many()
        .col_expr(account::Column::PendingSince, Expr::value(cx.now().0))
        .col_expr(account::Column::Lang, Expr::value(cx.lang.tag()))
        .filter(account::Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    cx.audit(tx, AuditEntry::new("account.registered", "account", Some(row.id)).of_account(row.id)).await?;
    send_link(cx, tx, row.id, email, hash, true).await
}

async fn send_link(
    cx: &Cx,
    tx: &Tx,
    id: Uuid,
    email: &Email,
    hash: Option<String>,
    mailing: bool,
) -> Result<(), Fault> {
    let token =
        steps::issue_link(cx, tx, id, TokenKind::Confirm, cx.now().plus(term::CONFIRM), hash.as_deref()).await?;
    if mailing {
        mails::confirm::queue(cx, tx, To::account(id, email.written(), cx.lang, None), token.expose()).await?;
    }
    Ok(())
}

fn pending(cx: &Cx, id: Uuid, lookup: Vec<u8>, sealed: Vec<u8>, zone: Option<String>) -> account::ActiveModel {
    account::ActiveModel {
        id: Set(id),
        state: Set(State::PendingConfirmation.word().to_owned()),
        email_lookup: Set(lookup),
        email_sealed: Set(sealed),
        name_sealed: Set(None),
        company_sealed: Set(None),
        phone_sealed: Set(None),
        address_sealed: Set(None),
        password_sealed: Set(None),
        password_changed_at: Set(None),
        country: Set(None),
        region: Set(None),
        lang: Set(cx.lang.tag().to_owned()),
        zone: Set(zone),
        created_at: Set(cx.now().0),
        confirmed_at: Set(None),
        pending_since: Set(Some(cx.now().0)),
        version: Set(1),
    }
}

/// An account for the command line, the demo content and tests: proven without a mail.
pub struct CreateConfirmed {
    /// The address.
    pub email: String,
    /// The password.
    pub password: Secret<String>,
    /// The name; may be empty.
    pub name: String,
    /// The language.
    pub lang: Lang,
    /// ISO 3166-1 alpha-2; empty: asked on the first entry.
    pub country: String,
    /// The region; empty: asked on the first entry.
    pub region: String,
    /// IANA time zone; empty: the vendor's.
    pub zone: String,
}

refusals! {
    /// Why it was not made.
    pub enum CreateRefusal {
        /// Something is wrong with the values, or the address is taken.
        Invalid(Invalid),
        /// Only programs of the installation may.
        NotAllowed(NotAllowed),
    }
}

/// Makes a confirmed account (`Actor::Program` only); returns its id.
pub async fn create_confirmed(cx: &Cx, input: CreateConfirmed) -> Outcome<Uuid, CreateRefusal> {
    is_program(cx).map_err(|no| refuse(no.into()))?;
    let mut invalid = Invalid::default();
    let email = invalid.take(Email::parse(&input.email));
    let name = invalid.take(profile::line(&input.name, "name", profile::LONGEST_LINE)).flatten();
    let country = (!input.country.is_empty())
        .then(|| invalid.take(Country::from_code(&input.country).ok_or(FormFault::CountryUnknown)))
        .flatten();
    let region = invalid.take(profile::line(&input.region, "region", profile::LONGEST_LINE)).flatten();
    let written = email.as_ref().map_or("", Email::written);
    invalid.password(steps::judge(cx, &Asker::of(cx), &input.password, written, &[]).await?, true);
    invalid.done().map_err(|invalid| refuse(invalid.into()))?;
    let Some(email) = email else { return Err(Fault::new("an address was neither taken nor refused").into()) };
    let hash = steps::hash(cx, &Asker::of(cx), input.password).await?;
    let tx = cx.begin().await?;
    let (id, random, now) = (cx.id(), cx.app.random.as_ref(), cx.now().0);
    let key = subject::create(cx, &tx, id).await?;
    let zone = zone::known(&input.zone).map(str::to_owned);
    let sealed = Place::Email.seal(random, &key, id, email.written())?;
    let row = account::ActiveModel {
        state: Set(State::Active.word().to_owned()),
        name_sealed: Set(Place::Name.seal_some(random, &key, id, name.as_deref())?),
        password_sealed: Set(Some(passwords::seal(cx, &key, passwords::Place::Account, id, &hash)?)),
        password_changed_at: Set(Some(now)),
        country: Set(country.map(|c| c.code.to_owned())),
        region: Set(region),
        lang: Set(input.lang.tag().to_owned()),
        confirmed_at: Set(Some(now)),
        pending_since: Set(None),
        ..pending(cx, id, contacts::lookup(cx, &email), sealed, zone)
    };
    match account::Entity::insert(row).exec_without_returning(&*tx).await {
        Err(error) if EMAIL_INDEX.violated_by(&error) => {
            return Err(refuse(Invalid::from(FormFault::EmailTaken).into()));
        }
        stored => stored?,
    };
    cx.audit(&tx, AuditEntry::new("account.created", "account", Some(id)).of_account(id)).await?;
    cx.raise(&tx, Event::AccountConfirmed { account: id }).await?;
    tx.commit().await?;
    Ok(id)
}
