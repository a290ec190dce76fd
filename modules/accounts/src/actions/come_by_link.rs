//! Somebody comes with a mailed link of a module above, which proves their address (COM-1, COM-5): a step inside that module's transaction,
//! which has found its link and uses it up. An address without an account gets one; one that nobody has proven yet becomes usable, and
//! what others chose for it before goes. Who has an account signs in to it: a link is no password.

use super::confirm::{activate, forget_unproven};
use super::known_browsers::Met;
use super::links::{LINKS, issue_link};
use super::register::insert_as;
use super::sign_in::{Entered, Here, let_in_by_link};
use super::{limits, locked, passwords};
use crate::events;
use crate::model::{Email, FormError, PersonName, State, TokenKind, term};
use crate::queries::sealed::Place;
use crate::queries::{addresses, contacts};
use crate::tables::account::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Errors, Fault, Invalid, OrRefuse as _, Outcome, Refusal, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::{Asker, Lane};
use gatehouse_l10n::zones;
use gatehouse_signin::chosen_with;
use gatehouse_signin::passwords::hash;
use sea_orm::entity::prelude::*;

/// Who comes.
pub struct Comes<'a> {
    /// The address that the link proves.
    pub email: &'a Email,
    /// The hash of the password that they chose, from [`chosen_password`].
    pub phc: String,
    /// Their name.
    pub name: &'a PersonName,
    /// ISO 3166-1 alpha-2.
    pub country: &'a str,
    /// The browser's time zone; ignored when unknown.
    pub zone: &'a str,
}

/// Somebody who has an account now.
#[derive(Debug)]
pub struct Came {
    /// The account.
    pub account: Uuid,
    /// How this browser is let in; `None`: somebody else is signed in there, and stays.
    pub entered: Option<Entered>,
    /// What else the person should hear.
    pub news: Vec<String>,
}

/// Why no account comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ComeRefusal {
    /// The address has one that is in use: they sign in to it.
    #[refusal(409, "account.sign_in_first", come_sign_in_first)]
    HasAccount,
    /// The address was somebody else's until lately, who can take it back (ACC-14).
    #[refusal(409, "account.address_reserved", come_reserved)]
    Reserved,
}

/// The hash of a new password that is chosen twice, by the rules of every password (ACC-5). Slow: before the transaction.
pub async fn chosen_password(
    cx: &Cx,
    email: &str,
    password: &Secret<String>,
    again: &Secret<String>,
) -> Outcome<String, Invalid<FormError>> {
    // The link was mailed: whoever has it is no stranger.
    let asker = Asker::in_lane(cx, Lane::Known);
    let judged = passwords::judge(cx, &asker, password, email, &[]).await?;
    let mut errors = Errors::<FormError>::default();
    errors.add_all(judged.err().iter().flat_map(Invalid::iter).copied());
    passwords::note_repetition(&mut errors, password, again);
    errors.done().or_refuse()?;
    Ok(hash(cx, &asker, password.clone()).await?)
}

/// Makes the account, or makes one usable that was not. `here`: the browser, which is let in.
pub async fn come_by_link(cx: &Cx, tx: &Tx, comes: Comes<'_>, here: &Here) -> Outcome<Came, ComeRefusal> {
    let lookups = contacts::lookups(cx, comes.email.written());
    // Counters before the account's row, as everywhere.
    limits::forget_guesses(cx, tx, &lookups).await?;
    let account = waiting(cx, tx, comes.email).await?;
    forget_unproven(cx, tx, account).await?;
    // The link is the other module's. One of ours is made and used up in its place, so that the password is one that the holder of a link
    // chose.
    let expires = cx.now().plus(term::SET_PASSWORD);
    let token = issue_link(cx, tx, account, TokenKind::SetPassword, expires, None).await?;
    let used = LINKS.use_up(cx, tx, token.expose()).await?;
    let used = used.ok_or_else(|| Fault::new("a link vanished in its own transaction"))?;
    let news = activate(cx, tx, account, Some(chosen_with(&used, comes.phc))).await?.unwrap_or_default();
    tell(cx, tx, account, comes.name, comes.country, comes.zone).await?;
    cx.audit(tx, events::PASSWORD_SET.about(account).of_account(account)).await?;
    let row = locked(tx, account).await?.ok_or_else(|| Fault::new("an account vanished under its lock"))?;
    let entered = let_in_by_link(cx, tx, &row, Met::New, here).await?;
    Ok(Came { account, entered, news })
}

/// The address's account, held and not in use; made where there is none.
async fn waiting(cx: &Cx, tx: &Tx, email: &Email) -> Outcome<Uuid, ComeRefusal> {
    // One may begin or end at this moment: the next look finds it so.
    for _ in 0..3 {
        match contacts::by_address(cx, &**tx, email).await? {
            Some(row) => match locked(tx, row.id).await? {
                Some(row) if row.state == State::Active => return Err(refuse(ComeRefusal::HasAccount)),
                Some(row) => return Ok(row.id),
                None => {}
            },
            None if addresses::former(cx, &**tx, email).await?.is_some() => return Err(refuse(ComeRefusal::Reserved)),
            None => {
                if let Some(id) = insert_as(cx, tx, email, events::REGISTERED, |row| row).await? {
                    return Ok(id);
                }
            }
        }
    }
    Err(Fault::busy("an address begins and ends at this moment").into())
}

/// What was told with the form. Who came from another portal keeps what is known of them.
async fn tell(cx: &Cx, tx: &Tx, account: Uuid, name: &PersonName, country: &str, zone: &str) -> Result<(), Fault> {
    let row = locked(tx, account).await?.ok_or_else(|| Fault::new("an account vanished under its lock"))?;
    let key = subject::key(cx, &**tx, account).await?;
    let mut update = Entity::update_many().col_expr(Column::Lang, Expr::value(cx.lang.tag()));
    if row.first_name_sealed.is_none() && row.last_name_sealed.is_none() {
        let first = Place::FIRST_NAME.seal_some(cx, &key, account, name.first.as_deref())?;
        let last = Place::LAST_NAME.seal_some(cx, &key, account, name.last.as_deref())?;
        update = update.col_expr(Column::FirstNameSealed, Expr::value(first));
        update = update.col_expr(Column::LastNameSealed, Expr::value(last));
        let first = Place::FIRST_READING.seal_some(cx, &key, account, name.first_reading.as_deref())?;
        let last = Place::LAST_READING.seal_some(cx, &key, account, name.last_reading.as_deref())?;
        update = update.col_expr(Column::FirstReadingSealed, Expr::value(first));
        update = update.col_expr(Column::LastReadingSealed, Expr::value(last));
    }
    if row.country.is_none() {
        update = update.col_expr(Column::Country, Expr::value(country));
    }
    if row.zone.is_none() {
        update = update.col_expr(Column::Zone, Expr::value(zones::settled(zone)));
    }
    update.filter(Column::Id.eq(account)).exec(&**tx).await?;
    Ok(())
}
