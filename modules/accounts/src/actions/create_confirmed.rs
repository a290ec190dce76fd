//! Makes an account for the command line, the demo content and tests: proven without a mail (ACC-2).

use super::delete_account::delete;
use super::register::{EMAIL_INDEX, pending};
use super::{locked, passwords};
use crate::events;
use crate::model::{Country, Email, FormError, PersonName, State, profile};
use crate::queries::sealed::Place;
use crate::queries::{addresses, contacts};
use crate::refusals::AccountRefusal;
use crate::rights::is_program;
use crate::signals::AccountConfirmed;
use crate::tables::account;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Errors, Invalid, Lang, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_guard::Asker;
use gatehouse_l10n::zones;
use gatehouse_signin::passwords::hash;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// An account to be made.
pub struct CreateConfirmed {
    /// The address.
    pub email: String,
    /// The password.
    pub password: Secret<String>,
    /// First and last name as one text, in the order that the name has; may be empty.
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

/// Makes a confirmed account (`Actor::Program` only); returns its id.
pub async fn create_confirmed(cx: &Cx, input: CreateConfirmed) -> Outcome<Uuid, AccountRefusal> {
    is_program(cx).or_refuse()?;
    let mut errors = Errors::<FormError>::default();
    let email = errors.take(Email::parse(&input.email));
    let name = errors.take(profile::line(&input.name, "name", profile::LONGEST_LINE));
    let name = name.map(|name| PersonName::split(name.as_deref().unwrap_or_default()));
    let country = errors.take(match input.country.as_str() {
        "" => Ok(None),
        code => Country::from_code(code).map(Some).ok_or(FormError::CountryUnknown),
    });
    let region = errors.take(profile::line(&input.region, "region", profile::LONGEST_LINE));
    let written = email.as_ref().map_or("", Email::written);
    let judged = passwords::judge(cx, &Asker::of(cx), &input.password, written, &[]).await?;
    errors.add_all(judged.err().iter().flat_map(Invalid::iter).copied());
    let (email, name, country, region) = errors.finish(|| Ok((email?, name?, country?, region?))).or_refuse()?;
    let hash = hash(cx, &Asker::of(cx), input.password).await?;
    let zone = zones::settled(&input.zone);
    let checked = Checked { email, name, country, region, hash, zone, lang: input.lang };
    // A purchase makes one at this very moment: the second try finds it.
    let made = match store(cx, &checked).await? {
        None => store(cx, &checked).await?,
        made => made,
    };
    made.ok_or_else(|| refuse(Invalid::one(FormError::EmailTaken).into()))
}

/// What passed the rules.
struct Checked {
    email: Email,
    name: PersonName,
    country: Option<Country>,
    region: Option<String>,
    hash: String,
    zone: Option<String>,
    lang: Lang,
}

/// Stores it; `None` when another account with this address came between.
async fn store(cx: &Cx, new: &Checked) -> Outcome<Option<Uuid>, AccountRefusal> {
    let tx = cx.begin().await?;
    let written = contacts::written(cx, &tx, &new.email).await?;
    if addresses::former(cx, &*tx, &new.email).await?.is_some() {
        return Err(refuse(Invalid::one(FormError::EmailTaken).into()));
    }
    if let Some(row) = contacts::by_address(cx, &*tx, &new.email).await? {
        // One that a purchase made holds nothing yet; what was bought comes into this one.
        let waits = locked(&tx, row.id).await?.is_some_and(|row| row.state == State::PendingPassword);
        if !waits {
            return Err(refuse(Invalid::one(FormError::EmailTaken).into()));
        }
        delete(cx, &tx, row.id, events::INVITED_ERASED).await?;
    }
    let (id, now) = (cx.id(), cx.now());
    let key = subject::create(cx, &tx, id).await?;
    let sealed = Place::EMAIL.seal(cx, &key, id, new.email.written())?;
    let row = account::ActiveModel {
        state: Set(State::Active),
        first_name_sealed: Set(Place::FIRST_NAME.seal_some(cx, &key, id, new.name.first.as_deref())?),
        last_name_sealed: Set(Place::LAST_NAME.seal_some(cx, &key, id, new.name.last.as_deref())?),
        password_sealed: Set(Some(passwords::OF_ACCOUNT.seal(cx, &key, id, &new.hash)?)),
        password_changed_at: Set(Some(now)),
        country: Set(new.country.as_ref().map(|c| c.code.to_owned())),
        region: Set(new.region.clone()),
        lang: Set(new.lang.tag().to_owned()),
        confirmed_at: Set(Some(now)),
        zone: Set(new.zone.clone()),
        pending_since: Set(None),
        ..pending(cx, id, written, sealed)
    };
    match account::Entity::insert(row).exec_without_returning(&*tx).await {
        Err(error) if EMAIL_INDEX.violated_by(&error) => {
            tx.rollback().await?;
            return Ok(None);
        }
        stored => stored?,
    };
    cx.audit(&tx, events::CREATED.about(id).of_account(id)).await?;
    cx.raise(&tx, AccountConfirmed::of(id)).await?;
    tx.commit().await?;
    Ok(Some(id))
}
