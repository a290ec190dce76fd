//! Takes over accounts of another portal (ACC-18), many in one transaction: people keep their address, and their password until their
//! first sign-in puts a hash of ours in the place of the old one.
//!
//! An address that has an account already, confirmed or not, is refused, and its account is not touched; so the same file twice makes
//! nothing double, and an import that was killed is run again. With `confirmed` the other portal has proven the addresses, and the
//! accounts can be used at once. Without it they wait for the first proof of the address, without end: a sign-in with the old password
//! mails a link for that, and so does "forgot password". For the command line only.

use super::passwords;
use super::register::EMAIL_INDEX;
use crate::events;
use crate::model::State;
use crate::model::import::{ImportError, ImportRow};
use crate::queries::addresses::former_lookups;
use crate::queries::contacts::EMAIL;
use crate::queries::sealed::Place;
use crate::refusals::AccountRefusal;
use crate::rights::is_program;
use crate::signals::AccountsImported;
use crate::tables::account;
use account::Column;
use gatehouse_context::{Cx, peppers, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid};
use gatehouse_db::Tx;
use gatehouse_seal::SubjectKey;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::collections::{HashMap, HashSet};

/// Rows of one call, at the most: they share a transaction.
pub const BATCH: usize = 1_000;
/// Values of one look-up.
const PART: usize = 500;
/// Others may make accounts with the same addresses at this moment: the batch is then done once more.
const TRIES: usize = 5;

/// How accounts are taken over.
#[derive(Clone, Copy, Debug)]
pub struct HowToImport {
    /// The other portal has proven the addresses.
    pub confirmed: bool,
    /// Everything is looked at, and nothing written.
    pub dry_run: bool,
}

/// What became of a batch.
#[derive(Debug, Default)]
pub struct Imported {
    /// Accounts that were made, or would be.
    pub made: u64,
    /// Lines that were refused, with the reason.
    pub refused: Vec<(u32, ImportError)>,
}

/// Makes the accounts of a batch, of which no address may come twice (`Actor::Program` only).
pub async fn import_accounts(cx: &Cx, rows: &[ImportRow], how: HowToImport) -> Outcome<Imported, AccountRefusal> {
    is_program(cx).or_refuse()?;
    for _ in 0..TRIES {
        if let Some(imported) = attempt(cx, rows, how).await? {
            return Ok(imported);
        }
    }
    Err(Fault::busy("others make accounts with the addresses of this file").into())
}

/// `None`: another transaction made one of the accounts first, and this one was rolled back.
async fn attempt(cx: &Cx, rows: &[ImportRow], how: HowToImport) -> Result<Option<Imported>, Fault> {
    let tx = cx.begin().await?;
    let known = known(cx, &tx, rows).await?;
    let mut imported = Imported::default();
    let (old, new): (Vec<&ImportRow>, Vec<&ImportRow>) =
        rows.iter().partition(|row| known.contains(row.email.normalized()));
    imported.refused.extend(old.iter().map(|row| (row.line, ImportError::Exists)));
    imported.made = new.len() as u64;
    if how.dry_run || new.is_empty() {
        tx.rollback().await?;
        return Ok(Some(imported));
    }
    let people = Person::of_rows(cx, &tx, new).await?;
    if !store(cx, &tx, &people, how).await? {
        tx.rollback().await?;
        return Ok(None);
    }
    let lines = people.iter().map(|person| (cx, events::IMPORTED.about(person.id).of_account(person.id)));
    Cx::audit_each(&tx, lines.collect()).await?;
    if how.confirmed {
        let people = people.iter().map(|person| (person.id, person.row.email.normalized().to_owned())).collect();
        cx.raise(&tx, AccountsImported { people }).await?;
    }
    tx.commit().await?;
    Ok(Some(imported))
}

/// Which of the addresses have an account, or are kept for one that had them until lately, under whichever pepper they lie: two statements
/// for each 500 values.
async fn known(cx: &Cx, tx: &Tx, rows: &[ImportRow]) -> Result<HashSet<String>, Fault> {
    let mut addresses = HashMap::new();
    for row in rows {
        let address = row.email.normalized();
        addresses.extend(cx.app.keys.accepted(EMAIL, address.as_bytes()).into_iter().map(|value| (value, address)));
    }
    let values: Vec<&Vec<u8>> = addresses.keys().collect();
    let mut known = HashSet::new();
    for part in values.chunks(PART) {
        let found: Vec<Vec<u8>> = account::Entity::find()
            .select_only()
            .column(Column::EmailLookup)
            .filter(Column::EmailLookup.is_in(part.iter().map(|value| (*value).clone())))
            .into_tuple()
            .all(&**tx)
            .await?;
        let kept = former_lookups(cx, tx, part).await?;
        let found = found.iter().chain(&kept).filter_map(|value| addresses.get(value));
        known.extend(found.map(|address| (*address).to_owned()));
    }
    Ok(known)
}

/// A row on its way into the table.
struct Person<'a> {
    id: Uuid,
    row: &'a ImportRow,
    lookup: Vec<u8>,
    pepper: i64,
    key: SubjectKey,
}

impl<'a> Person<'a> {
    /// In the order of their look-ups: two imports at once wait for each other, and not in a circle.
    async fn of_rows(cx: &Cx, tx: &Tx, rows: Vec<&'a ImportRow>) -> Result<Vec<Self>, Fault> {
        let pepper = peppers::writing(cx, tx, EMAIL).await?;
        let ids: Vec<Uuid> = rows.iter().map(|_| cx.id()).collect();
        let keys = subject::create_each(cx, tx, &ids).await?;
        let mut people = Vec::with_capacity(rows.len());
        for ((row, id), key) in rows.into_iter().zip(ids).zip(keys) {
            let lookup = cx.app.keys.lookup_under(pepper, EMAIL, row.email.normalized().as_bytes())?.to_vec();
            people.push(Self { id, row, lookup, pepper, key });
        }
        people.sort_by(|one, other| one.lookup.cmp(&other.lookup));
        Ok(people)
    }

    fn model(&self, cx: &Cx, confirmed: bool) -> Result<account::Model, Fault> {
        let (row, now) = (self.row, cx.now());
        let (about, name) = (&row.about, &row.about.name);
        let seal = |place: Place, text: &Option<String>| place.seal_some(cx, &self.key, self.id, text.as_deref());
        let password = row.hash.as_ref().map(|hash| passwords::OF_ACCOUNT.seal(cx, &self.key, self.id, &hash.marked()));
        Ok(account::Model {
            id: self.id,
            state: if confirmed { State::Active } else { State::PendingConfirmation },
            email_lookup: self.lookup.clone(),
            pepper_version: self.pepper,
            email_sealed: Place::EMAIL.seal(cx, &self.key, self.id, row.email.written())?,
            name_sealed: None,
            first_name_sealed: seal(Place::FIRST_NAME, &name.first)?,
            last_name_sealed: seal(Place::LAST_NAME, &name.last)?,
            first_reading_sealed: seal(Place::FIRST_READING, &name.first_reading)?,
            last_reading_sealed: seal(Place::LAST_READING, &name.last_reading)?,
            company_sealed: seal(Place::COMPANY, &about.company)?,
            phone_sealed: seal(Place::PHONE, &about.phone)?,
            address_sealed: seal(Place::ADDRESS, &about.address)?,
            password_sealed: password.transpose()?,
            password_foreign: row.hash.as_ref().map(|hash| hash.kind().to_owned()),
            password_changed_at: None,
            country: row.country.map(str::to_owned),
            region: row.region.clone(),
            lang: row.lang.tag().to_owned(),
            zone: row.zone.clone(),
            created_at: now,
            confirmed_at: confirmed.then_some(now),
            // No registration: it is not erased after five days.
            invited_at: None,
            pending_since: None,
            version: 1,
        })
    }
}

/// One statement for all; `false`: an address has an account since a moment ago.
async fn store(cx: &Cx, tx: &Tx, people: &[Person<'_>], how: HowToImport) -> Result<bool, Fault> {
    let rows = people.iter().map(|person| person.model(cx, how.confirmed)).collect::<Result<Vec<_>, Fault>>()?;
    let rows = rows.into_iter().map(|row| account::ActiveModel::from(row).reset_all());
    match account::Entity::insert_many(rows).exec_without_returning(&**tx).await {
        Err(error) if EMAIL_INDEX.violated_by(&error) => Ok(false),
        Err(error) => Err(error.into()),
        Ok(_) => Ok(true),
    }
}
