//! What the modules above may know of an account.

use crate::model::{Email, PersonName, State};
use crate::queries::sealed;
use crate::tables::{account, notification_choice};
use gatehouse_context::peppers::{self, Lasting};
use gatehouse_context::{App, Cx, subject};
use gatehouse_core::{Fault, Lang, Notification, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Recipient;
use gatehouse_seal::{Lookups, SubjectKey};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// How to reach a person, and how to speak to them.
#[derive(Clone)]
pub struct Contact {
    /// For letters: account, address, language, zone.
    pub to: Recipient,
    /// The name, else the address.
    pub label: String,
    /// Their country (ISO 3166-1), once told.
    pub country: Option<String>,
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contact({})", self.to.sealed_by)
    }
}

/// The domain of address look-ups.
pub const EMAIL: &str = "accounts.email";

/// The keyed hash of an address by which one answer to the human check is known again, also after a rotation of the pepper.
pub(crate) fn settled_lookup(cx: &Cx, email: &Email) -> Vec<u8> {
    cx.app.keys.settled(EMAIL, email.normalized().as_bytes()).to_vec()
}

/// The keyed hashes of an address, however it is written, for what is counted of it: under whichever pepper that was.
pub fn lookups(cx: &Cx, email: &str) -> Lookups {
    cx.app.keys.lookups(EMAIL, crate::model::email::normalized(email).as_bytes())
}

/// The same of an account's own address. Where that does not open any more, the one hash that stands in the row.
pub(crate) fn lookups_of_row(cx: &Cx, key: Option<&SubjectKey>, row: &account::Model) -> Lookups {
    let email = key.and_then(|key| sealed::email(key, row).ok());
    email.map_or_else(|| Lookups::only(row.email_lookup.clone()), |email| lookups(cx, &email))
}

/// The account with this address, under whichever pepper it lies.
pub(crate) async fn by_address<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    email: &Email,
) -> Result<Option<account::Model>, Fault> {
    by_normalized(cx, conn, email.normalized()).await
}

/// The account that signs in with this: an address or a plain login, in the form for look-ups.
pub(crate) async fn by_normalized<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    login: &str,
) -> Result<Option<account::Model>, Fault> {
    let lookups = cx.app.keys.accepted(EMAIL, login.as_bytes());
    Ok(account::Entity::find().filter(account::Column::EmailLookup.is_in(lookups)).one(conn).await?)
}

/// The look-up value for a row that is written in this transaction, with its pepper's version, which stays so until the transaction ends.
/// Whoever writes one looks by [`by_address`] after this: the unique index tells nothing of a row that lies under another pepper.
pub(crate) async fn written(cx: &Cx, tx: &Tx, email: &Email) -> Result<(Vec<u8>, i64), Fault> {
    written_of(cx, tx, email.normalized()).await
}

/// The same of whatever signs in, in the form for look-ups.
pub(crate) async fn written_of(cx: &Cx, tx: &Tx, login: &str) -> Result<(Vec<u8>, i64), Fault> {
    let version = peppers::writing(cx, tx, EMAIL).await?;
    Ok((cx.app.keys.lookup_under(version, EMAIL, login.as_bytes())?.to_vec(), version))
}

const LASTING: Lasting = Lasting { name: EMAIL, table: "account", subject: "id", sealed: "email_sealed" };

const LASTING_FORMER: Lasting =
    Lasting { name: EMAIL, table: "former_address", subject: "account_id", sealed: "email_sealed" };

/// Moves the look-ups of all addresses to another pepper.
pub async fn move_lookups(app: &Arc<App>, to: i64) -> Result<u64, Fault> {
    let mut moved = 0;
    for lasting in [LASTING, LASTING_FORMER] {
        moved += peppers::move_all(app, to, lasting, |keys, email| {
            let normalized = crate::model::email::normalized(email);
            Ok(vec![("email_lookup", keys.lookup_under(to, EMAIL, normalized.as_bytes())?)])
        })
        .await?;
    }
    Ok(moved)
}

/// The contacts of these accounts, in one query for each 500; accounts that do not exist are missing from the answer.
pub async fn contacts<C: ConnectionTrait>(cx: &Cx, conn: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, Contact>, Fault> {
    let mut wanted = ids.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let keys = subject::keys(cx, conn, &wanted).await?;
    let mut found = HashMap::with_capacity(wanted.len());
    for part in wanted.chunks(500) {
        let rows = account::Entity::find().filter(account::Column::Id.is_in(part.iter().copied())).all(conn).await?;
        for row in rows {
            if let Some(key) = keys.get(&row.id) {
                found.insert(row.id, of_row(key, &row)?);
            }
        }
    }
    Ok(found)
}

/// One contact.
pub async fn contact<C: ConnectionTrait>(cx: &Cx, conn: &C, id: Uuid) -> Result<Option<Contact>, Fault> {
    Ok(contacts(cx, conn, &[id]).await?.remove(&id))
}

/// Whom of these accounts one can write to, in the order asked for, so that pages and mails are the same every time; erased
/// ones are missing.
pub async fn recipients<C: ConnectionTrait>(cx: &Cx, conn: &C, ids: &[Uuid]) -> Result<Vec<Recipient>, Fault> {
    let mut found = contacts(cx, conn, ids).await?;
    Ok(ids.iter().filter_map(|id| found.remove(id)).map(|contact| contact.to).collect())
}

/// The address of an account, where it is proven: who only typed an address has no say over what waits for it.
pub async fn proven<C: ConnectionTrait>(cx: &Cx, conn: &C, account: Uuid) -> Result<Option<String>, Fault> {
    let own = account::Entity::find_by_id(account).filter(account::Column::State.eq(State::Active));
    let Some(row) = own.one(conn).await? else { return Ok(None) };
    let key = subject::keys(cx, conn, &[account]).await?.remove(&account);
    let Some(email) = key.map(|key| sealed::email(&key, &row)).transpose()? else { return Ok(None) };
    Ok(Email::parse(&email).is_ok().then_some(email))
}

async fn active<C: ConnectionTrait>(cx: &Cx, conn: &C, email: &str) -> Result<Option<account::Model>, Fault> {
    let Ok(email) = Email::parse(email) else { return Ok(None) };
    Ok(by_address(cx, conn, &email).await?.filter(|row| row.state == State::Active))
}

/// The active account with this address, however it is written; `None` also for what is no address.
pub async fn find_by_email<C: ConnectionTrait>(cx: &Cx, conn: &C, email: &str) -> Result<Option<Uuid>, Fault> {
    use account::{Column, Entity};
    let Ok(email) = Email::parse(email) else { return Ok(None) };
    let lookups = cx.app.keys.accepted(EMAIL, email.normalized().as_bytes());
    let own = Entity::find().select_only().columns([Column::Id, Column::State]);
    let own = own.filter(Column::EmailLookup.is_in(lookups));
    let found: Option<(Uuid, State)> = own.into_tuple().one(conn).await?;
    Ok(found.filter(|(_, state)| *state == State::Active).map(|(id, _)| id))
}

/// The active accounts with these addresses, by the address in its form for look-ups, in one query; what is no address is missing from the
/// answer. Some dozens at the most.
pub async fn accounts_at<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    addresses: &[&str],
) -> Result<HashMap<String, Uuid>, Fault> {
    let mut wanted: HashMap<Vec<u8>, String> = HashMap::new();
    for email in addresses.iter().filter_map(|address| Email::parse(address).ok()) {
        for lookup in cx.app.keys.accepted(EMAIL, email.normalized().as_bytes()) {
            wanted.insert(lookup, email.normalized().to_owned());
        }
    }
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let lookups = account::Column::EmailLookup.is_in(wanted.keys().cloned());
    let rows = account::Entity::find().filter(lookups).all(conn).await?.into_iter();
    let active = rows.filter(|row| row.state == State::Active);
    Ok(active.filter_map(|row| Some((wanted.remove(&row.email_lookup)?, row.id))).collect())
}

/// The active account with this address, to be written to.
pub async fn recipient_at<C: ConnectionTrait>(cx: &Cx, conn: &C, email: &str) -> Result<Option<Recipient>, Fault> {
    let Some(row) = active(cx, conn, email).await? else { return Ok(None) };
    let keys = subject::keys(cx, conn, &[row.id]).await?;
    keys.get(&row.id).map(|key| of_row(key, &row).map(|contact| contact.to)).transpose()
}

/// What a page in this language greets the owner of an account by; `None` without a name.
pub(crate) async fn greeted<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    id: Uuid,
    lang: Lang,
) -> Result<Option<String>, Fault> {
    let Some(row) = account::Entity::find_by_id(id).one(conn).await? else { return Ok(None) };
    Ok(sealed::name(&subject::key(cx, conn, id).await?, &row)?.greeted(lang))
}

/// The name of an account's owner, which a form of a module above is filled in with; `None` for one that is gone.
pub async fn name<C: ConnectionTrait>(cx: &Cx, conn: &C, id: Uuid) -> Result<Option<PersonName>, Fault> {
    let Some(row) = account::Entity::find_by_id(id).one(conn).await? else { return Ok(None) };
    Ok(Some(sealed::name(&subject::key(cx, conn, id).await?, &row)?))
}

/// Whom to write to about an account that a transaction has read.
pub(crate) async fn recipient(cx: &Cx, tx: &Tx, row: &account::Model) -> Result<Recipient, Fault> {
    Ok(of_row(&subject::key(cx, &**tx, row.id).await?, row)?.to)
}

fn of_row(key: &SubjectKey, row: &account::Model) -> Result<Contact, Fault> {
    let lang = Lang::from_tag(&row.lang).unwrap_or_default();
    let name = sealed::name(key, row)?;
    let to = Recipient::of_account(row.id, sealed::email(key, row)?, lang, row.zone.clone());
    let to = Recipient { greeted: name.greeted(lang), ..to };
    let label = name.whole().unwrap_or_else(|| gatehouse_address::shown(&to.email));
    Ok(Contact { to, label, country: row.country.clone() })
}

/// Whether the account has two-step verification: what may demand it of its users (COM-14).
pub async fn has_second_step<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<bool, Fault> {
    super::factors::has_any(conn, account).await
}

/// Accounts that switched this kind of notification on, by their ids; `after`: behind this one (ACC-16).
pub async fn wanting<C: ConnectionTrait>(
    conn: &C,
    kind: Notification,
    after: Uuid,
    most: u64,
) -> Result<Vec<Uuid>, Fault> {
    use notification_choice::{Column, Entity};
    let wanting = Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(Column::Kind.eq(kind.word))
        .filter(Column::AccountId.gt(after))
        .order_by_asc(Column::AccountId)
        .limit(most)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(wanting)
}

/// Those of these accounts that switched this kind of notification on (ACC-16).
pub async fn who_wants<C: ConnectionTrait>(
    conn: &C,
    accounts: &[Uuid],
    kind: Notification,
) -> Result<Vec<Uuid>, Fault> {
    use notification_choice::{Column, Entity};
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let wanting = Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(Column::AccountId.is_in(accounts.iter().copied()))
        .filter(Column::Kind.eq(kind.word))
        .order_by_asc(Column::AccountId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(wanting)
}
