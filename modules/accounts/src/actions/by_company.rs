//! What the company of a person may do with their account (COM-14): make one for an address of a domain that it has proven, open a session by
//! its own provider, end such sessions, and take an account away again that nobody else could ever enter. Steps inside the transactions of
//! the module of companies, which judges who vouches for whom; a company reads and changes nothing else of an account.

use super::confirm::{activate, activate_at, forget_unproven};
use super::delete_account::delete;
use super::known_browsers::Met;
use super::locked;
use super::register::insert_written;
use super::sign_in::{Here, SignedIn, open_session};
use crate::events;
use crate::jobs::forget_key;
use crate::model::{Email, PersonName, State, token};
use crate::queries::sealed::Place;
use crate::queries::{addresses, browsers, contacts};
use crate::sessions::{self, Proof, renew};
use crate::signals::{HoldsOwnThings, IsAccountNeeded};
use crate::tables::account::{Column, Entity};
use crate::tables::{
    account, account_export, account_factor, account_identity, notification_choice, secret_question, session,
};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, Fault, Lang, Notification, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::{Budget, Limit};
use gatehouse_mail::Recipient;
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Set};

/// Whom an address belongs to, once the company has vouched for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vouched {
    /// To an account that is in use.
    Known(Uuid),
    /// To an account that was just made, or waited for its proof.
    Made(Uuid),
    /// Until lately it was somebody's, who may take it back.
    Reserved,
}

/// What a company's provider or directory calls somebody.
#[derive(Clone, Debug, Default)]
pub struct VouchedName {
    /// The first name.
    pub first: Option<String>,
    /// The last name.
    pub last: Option<String>,
}

impl VouchedName {
    /// What a letter in this language greets them by.
    #[must_use]
    pub fn greeted(&self, lang: Lang) -> Option<String> {
        PersonName { first: self.first.clone(), last: self.last.clone(), ..PersonName::default() }.greeted(lang)
    }
}

/// The account of an address that the company has proven to be its own. Made where there is none; what strangers set up before the proof
/// is forgotten, as with any first proof. It has no password: its owner comes in by the company's provider, or sets one by a mailed link.
pub async fn vouch(cx: &Cx, tx: &Tx, email: &Email, name: &VouchedName) -> Result<Vouched, Fault> {
    let written = contacts::written(cx, tx, email).await?;
    let id = match contacts::by_address(cx, &**tx, email).await? {
        Some(row) => row.id,
        None if addresses::former(cx, &**tx, email).await?.is_some() => return Ok(Vouched::Reserved),
        None => return make(cx, tx, (email, written), name).await.map(Vouched::Made),
    };
    let Some(row) = locked(tx, id).await? else { return Err(Fault::busy("an address ends at this moment")) };
    if row.state == State::Active {
        return Ok(Vouched::Known(id));
    }
    let cx = &cx.acting_as(Actor::Account { id });
    forget_unproven(cx, tx, id).await?;
    activate(cx, tx, id, None).await?;
    let key = subject::key(cx, &**tx, id).await?;
    let seal = |place: Place, text: &Option<String>| place.seal_some(cx, &key, id, text.as_deref());
    Entity::update_many()
        .col_expr(Column::FirstNameSealed, Expr::value(seal(Place::FIRST_NAME, &name.first)?))
        .col_expr(Column::LastNameSealed, Expr::value(seal(Place::LAST_NAME, &name.last)?))
        .filter(Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    Ok(Vouched::Made(id))
}

/// Makes an account that can be used at once: nobody set anything up before the proof.
async fn make(cx: &Cx, tx: &Tx, written: (&Email, (Vec<u8>, i64)), name: &VouchedName) -> Result<Uuid, Fault> {
    let email = written.0;
    let named = |(key, id): (&SubjectKey, Uuid), row| {
        Ok(account::ActiveModel {
            first_name_sealed: Set(Place::FIRST_NAME.seal_some(cx, key, id, name.first.as_deref())?),
            last_name_sealed: Set(Place::LAST_NAME.seal_some(cx, key, id, name.last.as_deref())?),
            ..row
        })
    };
    let made = insert_written(cx, tx, written, events::REGISTERED, named).await?;
    let id = made.ok_or_else(|| Fault::busy("an address begins at this moment"))?;
    activate_at(&cx.acting_as(Actor::Account { id }), tx, id, None, Some(email)).await?;
    Ok(id)
}

/// Whether the owner has a way in of their own: a password, a passkey or an account elsewhere. What has none was never anything but the
/// company's, unless it had a password that was taken away (an address that was brought back), or came from another portal without one: no
/// company writes those parts of a profile.
pub async fn has_own_way_in<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<bool, Fault> {
    let row = Entity::find_by_id(account).one(conn).await?;
    let is_persons = |row: account::Model| {
        let of_profile = [row.company_sealed, row.phone_sealed, row.address_sealed];
        row.password_sealed.is_some() || row.password_changed_at.is_some() || of_profile.iter().any(Option::is_some)
    };
    if row.is_some_and(is_persons) {
        return Ok(true);
    }
    let elsewhere = account_identity::Entity::find().filter(account_identity::Column::AccountId.eq(account));
    if elsewhere.one(conn).await?.is_some() {
        return Ok(true);
    }
    let factors = account_factor::Entity::find().filter(account_factor::Column::AccountId.eq(account));
    Ok(factors.one(conn).await?.is_some())
}

/// Whether the owner of an account that came about with a membership has used its personal side: told more of themselves than a name and a
/// place, connected an account elsewhere, chosen a login or mails, or taken their data out. The password, and what is given beside it, count for
/// nothing: the company's pages ask for them. `but`: the mails that were switched on with the membership.
async fn has_used_personal_side<C: ConnectionTrait>(
    conn: &C,
    account: Uuid,
    but: &[Notification],
) -> Result<bool, Fault> {
    let told = |row: account::Model| [row.company_sealed, row.phone_sealed, row.address_sealed];
    let row = Entity::find_by_id(account).one(conn).await?;
    if row.is_some_and(|row| told(row).iter().any(Option::is_some)) {
        return Ok(true);
    }
    let mails = notification_choice::Entity::find()
        .filter(notification_choice::Column::AccountId.eq(account))
        .filter(notification_choice::Column::Kind.is_not_in(but.iter().map(|kind| kind.word)));
    let elsewhere = account_identity::Entity::find().filter(account_identity::Column::AccountId.eq(account));
    let exports = account_export::Entity::find().filter(account_export::Column::AccountId.eq(account));
    Ok(mails.one(conn).await?.is_some()
        || elsewhere.one(conn).await?.is_some()
        || exports.one(conn).await?.is_some()
        || secret_question::Entity::find_by_id(account).one(conn).await?.is_some())
}

/// Opens a session for somebody whom their company's provider has sent; with its id. The second step is the provider's matter: the session
/// opens the company's pages alone. `None`: the account is gone.
pub async fn open(cx: &Cx, tx: &Tx, account: Uuid, here: &Here) -> Result<Option<(SignedIn, Uuid)>, Fault> {
    let cx = &cx.acting_as(Actor::Account { id: account });
    let known = browsers::known(cx, account, here.device.as_deref()).await?;
    let row = locked(tx, account).await?.filter(|row| row.state == State::Active);
    let Some(row) = row else { return Ok(None) };
    let met = known.map_or(Met::New, Met::Before);
    let signed_in = open_session(cx, tx, &row, met, here, Proof::Password, None).await?;
    let hash = token::hash(cx, token::SESSION, signed_in.session.expose());
    let own = session::Entity::find().filter(session::Column::TokenHash.eq(hash)).select_only();
    let id = own.column(session::Column::Id).into_tuple().one(&**tx).await?;
    Ok(id.map(|id| (signed_in, id)))
}

/// Gives a session that the company's provider has opened a new token after its owner came back from there: that opens sensitive changes of
/// the company for ten minutes. Not for a person's own session, which opens their personal side. `None`: it has ended.
pub async fn proved(cx: &Cx, tx: &Tx, session: Uuid, account: Uuid) -> Result<Option<Secret<String>>, Fault> {
    renew(cx, tx, session, account, Proof::Password).await
}

/// Ends these sessions; returns how many there were.
pub async fn end_sessions(tx: &Tx, sessions: &[Uuid]) -> Result<u64, Fault> {
    let ended = session::Entity::delete_many().filter(session::Column::Id.is_in(sessions.iter().copied()));
    Ok(ended.exec(&**tx).await?.rows_affected)
}

/// Erases an account that was never anything but the company's, once the membership has ended. `false`: it stays, because its owner has
/// used it for themselves or has something in it, such as a license that was bought with the address, or because another module needs it.
///
/// `made`: it came about with the membership, which switched these mails on. Its owner has a password then, but their personal side is whatever
/// they did with it. Of any other account a way in of one's own says that there is one.
pub async fn erase_if_only_the_companys(
    cx: &Cx,
    tx: &Tx,
    account: Uuid,
    made: Option<&[Notification]>,
) -> Result<bool, Fault> {
    if locked(tx, account).await?.is_none() {
        return Ok(false);
    }
    let is_used = match made {
        Some(but) => has_used_personal_side(&**tx, account, but).await?,
        None => has_own_way_in(&**tx, account).await?,
    };
    if is_used {
        return Ok(false);
    }
    if cx.ask(tx, IsAccountNeeded { account }).await? || cx.ask(tx, HoldsOwnThings { account }).await? {
        return Ok(false);
    }
    delete(cx, tx, account, events::DELETED).await?;
    Ok(true)
}

/// A reader whose last mail outlives their account: a key of its own seals it, which goes when the mail's record is gone.
pub async fn outliving(cx: &Cx, tx: &Tx, to: Recipient) -> Result<Recipient, Fault> {
    let key = cx.id();
    subject::create(cx, tx, key).await?;
    forget_key::enqueue(cx, tx, key).await?;
    Ok(Recipient { account: None, sealed_by: key, ..to })
}

/// Whether a factor was given in this session within the last 10 minutes.
pub async fn gave_factor(cx: &Cx, session: Uuid, account: Uuid) -> Result<bool, Fault> {
    sessions::is_factor_proven(cx, cx.read(), session, account).await
}

/// Ways to companies' providers, their answers and the forms that follow, from one network: 40 at once, then one each 10 seconds.
pub const WAYS: Budget =
    Budget::of_strangers(Limit { action: "accounts.company_provider", burst: 40, seconds_each: 10 });
