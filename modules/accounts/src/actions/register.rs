//! Registers an account (ACC-1, ACC-2, ACC-5, ACC-6).
//!
//! The answer is the same whatever is known of the address: "we sent a mail". An address without an account gets a
//! link that proves it. The owner of an account gets a mail that says so. Several people may register one address before it
//! is proven: each link knows what was chosen with it and in which browser, and only a proof in that browser takes it over
//! ([`super::confirm`]). How many mails come of it is the ledger's to say.

use super::steps::{self, Chosen};
use crate::actions::passwords;
use crate::events;
use crate::mails;
use crate::model::config::EqualAnswers;
use crate::model::{Country, Email, FormError, State, TokenKind, note_password, profile, term};
use crate::queries::contacts;
use crate::queries::sealed::Place;
use crate::rights::{NotAllowed, is_program};
use crate::signals::AccountConfirmed;
use crate::tables::account;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Errors, Fault, Invalid, Lang, OrRefuse as _, Outcome, Refusal, Secret, Uuid, refuse, zone};
use gatehouse_db::{Tx, Unique};
use gatehouse_guard::human::{self, HumanAnswer};
use gatehouse_guard::{Asker, Budget, Limit, TooOften};
use gatehouse_mail::Recipient;
use gatehouse_mail::ledger::{self, Caused, Held};
use gatehouse_seal::Lookups;
use gatehouse_signin::Browser;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Forms from one network, taken or not: 30 at once, then one each 10 seconds. Looser than [`TAKEN`], because people
/// mistype.
pub(crate) const FORMS: Budget =
    Budget::of_strangers(Limit { action: "accounts.register_form", burst: 30, seconds_each: 10 });
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
    /// The browser: it takes the password over when it proves the address.
    pub browser: Browser,
    /// Its device cookie.
    pub device: Option<String>,
}

/// Why a registration was not taken. None of these says anything about the address.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RegisterRefusal {
    /// Something is wrong with the form.
    Invalid(Invalid<FormError>),
    /// Too many from this network.
    TooOften(TooOften),
}

/// Takes the registration; returns the address that a mail went to.
pub async fn register(cx: &Cx, input: Register) -> Outcome<Email, RegisterRefusal> {
    FORMS.check(cx)?.or_refuse()?;
    let email = check(cx, &input).await?;
    let asker = FORMS.asker(cx);
    let mut errors = Errors::<FormError>::default();
    let judged = steps::judge(cx, &asker, &input.password, email.written(), &[&cx.app.settings.brand]).await?;
    note_password(&mut errors, judged, true);
    errors.done().or_refuse()?;
    TAKEN.check(cx)?.or_refuse()?;
    let answer = cx.service::<EqualAnswers>()?.start();
    let hash = steps::hash(cx, &asker, input.password).await?;
    let zone = zone::known(&input.zone);
    let asked = Asked { email, phc: hash, zone, browser: input.browser, device: input.device };
    // Two registrations of one address at one moment, or one and its confirmation: the second try finds what came between.
    if !store(cx, &asked).await? {
        store(cx, &asked).await?;
    }
    answer.wait().await;
    Ok(asked.email)
}

/// A registration that passed the rules.
struct Asked {
    email: Email,
    phc: String,
    zone: Option<String>,
    browser: Browser,
    device: Option<String>,
}

impl Asked {
    fn chosen(&self, cx: &Cx, account: Uuid) -> Chosen {
        Chosen { phc: self.phc.clone(), mark: self.browser.mark(cx, account) }
    }
}

/// The plain rules, then the human check: what costs more comes behind both.
async fn check(cx: &Cx, input: &Register) -> Outcome<Email, RegisterRefusal> {
    let mut errors = Errors::<FormError>::default();
    let email = errors.take(Email::parse(&input.email));
    let written = email.as_ref().map_or("", Email::written);
    let checked = steps::policy(cx)?.plain(&input.password, written);
    note_password(&mut errors, checked, input.password.expose() == input.again.expose());
    let email = errors.finish(|| email).or_refuse()?;
    let passed = human::check_about(cx, FORM, &input.human, &contacts::settled_lookup(cx, &email)).await?;
    passed.map_err(|no| Invalid::one(FormError::Human(no))).or_refuse()?;
    Ok(email)
}

/// Stores the registration and queues its mail; `false` when another registration or a confirmation came between.
async fn store(cx: &Cx, asked: &Asked) -> Result<bool, Fault> {
    let lookups = contacts::lookups(cx, asked.email.normalized());
    let source = steps::own_source(cx, &asked.email, asked.device.as_deref()).await?;
    let tx = cx.begin().await?;
    let held = ledger::hold(cx, &tx, steps::CONFIRM_MAIL, &lookups, steps::asker(source.as_deref())).await?;
    let written = contacts::written(cx, &tx, &asked.email).await?;
    let found = account::Entity::find().filter(contacts::has_address(cx, &asked.email)).one(&*tx).await?;
    match found {
        None => {
            let id = cx.id();
            let key = subject::create(cx, &tx, id).await?;
            let sealed = Place::Email.seal(cx.app.random.as_ref(), &key, id, asked.email.written())?;
            let row = pending(cx, id, written, sealed, asked.zone.clone());
            match account::Entity::insert(row).exec_without_returning(&*tx).await {
                Err(error) if EMAIL_INDEX.violated_by(&error) => {
                    tx.rollback().await?;
                    return Ok(false);
                }
                stored => stored?,
            };
            cx.audit(&tx, events::REGISTERED.about(id).of_account(id)).await?;
            let caused = caused(cx, &tx, held, &lookups, false).await?;
            send_link(cx, &tx, id, asked, caused.as_ref()).await?;
        }
        Some(row) if row.state == State::Active => {
            cx.audit(&tx, events::REGISTERED_AGAIN.about(row.id).of_account(row.id)).await?;
            // This mail has no link; the one before still says the same.
            if let Some(caused) = caused(cx, &tx, held, &lookups, true).await? {
                let contact = steps::contact_of(cx, &tx, &row).await?;
                mails::already_registered::queue(cx, &tx, &contact.to, &caused).await?;
            }
        }
        Some(row) => {
            // Confirmed or erased in this very moment: the second try finds it so.
            let pending = steps::locked(&tx, row.id).await?.filter(|row| row.state != State::Active);
            let Some(row) = pending else {
                tx.rollback().await?;
                return Ok(false);
            };
            register_again(cx, &tx, &row, asked, held, &lookups).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// Counts the mail where one may go out.
async fn caused(cx: &Cx, tx: &Tx, held: Held, lookups: &Lookups, link_lives: bool) -> Result<Option<Caused>, Fault> {
    if !held.admits(cx.now(), link_lives) {
        return Ok(None);
    }
    held.count(cx, tx, lookups).await.map(Some)
}

/// A further registration of a pending address. Where it comes without a mail, the link that lies in the mailbox stays
/// alive, and leads whoever opens it in another browser to choosing a password.
async fn register_again(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    asked: &Asked,
    held: Held,
    lookups: &Lookups,
) -> Result<(), Fault> {
    let chosen = asked.chosen(cx, row.id);
    steps::choose_anew(cx, tx, row.id, &chosen).await?;
    let kind = TokenKind::Confirm.word();
    let link_lives = steps::LINKS.lives(cx, tx, row.id, kind, held.last()).await?;
    let Some(caused) = caused(cx, tx, held, lookups, link_lives).await? else { return Ok(()) };
    account::Entity::update_many()
        .col_expr(account::Column::PendingSince, Expr::value(cx.now()))
        .col_expr(account::Column::Lang, Expr::value(cx.lang.tag()))
        .filter(account::Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    cx.audit(tx, events::REGISTERED.about(row.id).of_account(row.id)).await?;
    send_link(cx, tx, row.id, asked, Some(&caused)).await
}

async fn send_link(cx: &Cx, tx: &Tx, id: Uuid, asked: &Asked, caused: Option<&Caused>) -> Result<(), Fault> {
    let (chosen, expires) = (asked.chosen(cx, id), cx.now().plus(term::CONFIRM));
    let token = steps::issue_link(cx, tx, id, TokenKind::Confirm, expires, Some(chosen)).await?;
    if let Some(caused) = caused {
        let to = Recipient::of_account(id, asked.email.written().to_owned(), cx.lang, None);
        mails::confirm::queue(cx, tx, &to, token.expose(), caused).await?;
    }
    Ok(())
}

fn pending(
    cx: &Cx,
    id: Uuid,
    (lookup, pepper): (Vec<u8>, i64),
    sealed: Vec<u8>,
    zone: Option<String>,
) -> account::ActiveModel {
    account::ActiveModel {
        id: Set(id),
        state: Set(State::PendingConfirmation),
        email_lookup: Set(lookup),
        pepper_version: Set(pepper),
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
        created_at: Set(cx.now()),
        confirmed_at: Set(None),
        pending_since: Set(Some(cx.now())),
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

/// Why it was not made.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum CreateRefusal {
    /// Something is wrong with the values, or the address is taken.
    Invalid(Invalid<FormError>),
    /// Only programs of the installation may.
    NotAllowed(NotAllowed),
}

/// Makes a confirmed account (`Actor::Program` only); returns its id.
pub async fn create_confirmed(cx: &Cx, input: CreateConfirmed) -> Outcome<Uuid, CreateRefusal> {
    is_program(cx).or_refuse()?;
    let mut errors = Errors::<FormError>::default();
    let email = errors.take(Email::parse(&input.email));
    let name = errors.take(profile::line(&input.name, "name", profile::LONGEST_LINE));
    let country = errors.take(match input.country.as_str() {
        "" => Ok(None),
        code => Country::from_code(code).map(Some).ok_or(FormError::CountryUnknown),
    });
    let region = errors.take(profile::line(&input.region, "region", profile::LONGEST_LINE));
    let written = email.as_ref().map_or("", Email::written);
    note_password(&mut errors, steps::judge(cx, &Asker::of(cx), &input.password, written, &[]).await?, true);
    let (email, name, country, region) = errors.finish(|| Ok((email?, name?, country?, region?))).or_refuse()?;
    let hash = steps::hash(cx, &Asker::of(cx), input.password).await?;
    let tx = cx.begin().await?;
    let written = contacts::written(cx, &tx, &email).await?;
    if account::Entity::find().filter(contacts::has_address(cx, &email)).one(&*tx).await?.is_some() {
        return Err(refuse(Invalid::one(FormError::EmailTaken).into()));
    }
    let (id, random, now) = (cx.id(), cx.app.random.as_ref(), cx.now());
    let key = subject::create(cx, &tx, id).await?;
    let zone = zone::known(&input.zone);
    let sealed = Place::Email.seal(random, &key, id, email.written())?;
    let row = account::ActiveModel {
        state: Set(State::Active),
        name_sealed: Set(Place::Name.seal_some(random, &key, id, name.as_deref())?),
        password_sealed: Set(Some(passwords::seal(cx, &key, passwords::Place::Account, id, &hash)?)),
        password_changed_at: Set(Some(now)),
        country: Set(country.map(|c| c.code.to_owned())),
        region: Set(region),
        lang: Set(input.lang.tag().to_owned()),
        confirmed_at: Set(Some(now)),
        pending_since: Set(None),
        ..pending(cx, id, written, sealed, zone)
    };
    match account::Entity::insert(row).exec_without_returning(&*tx).await {
        Err(error) if EMAIL_INDEX.violated_by(&error) => {
            return Err(refuse(Invalid::one(FormError::EmailTaken).into()));
        }
        stored => stored?,
    };
    cx.audit(&tx, events::CREATED.about(id).of_account(id)).await?;
    cx.raise(&tx, AccountConfirmed { account: id }).await?;
    tx.commit().await?;
    Ok(id)
}
