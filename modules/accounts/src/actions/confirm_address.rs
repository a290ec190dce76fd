//! Proves a new address by the link that was mailed there, and gives it to the account (ACC-14). Only the button of the link's page does
//! this, and only where the account is signed in: a stranger who has their account ask for somebody else's address gains nothing by the
//! owner's click, neither the address nor what was bought with it, and who gets a mistyped address no account. It signs nobody in or out:
//! whoever has got into an account and changes its address throws the owner out with it no sooner than the owner, told at the old address,
//! does that to them ([`super::undo_address`]).

use super::addresses::{Holder, Written, holder, swap};
use super::delete_account::delete;
use super::links::LINKS;
use super::{limits, locked};
use crate::events;
use crate::model::{Email, State, TokenKind};
use crate::queries::addresses::{NEXT, change};
use crate::queries::{contacts, imported, links};
use crate::refusals::{AddressLinkRefusal, BadLink};
use crate::rights::own_account;
use crate::signals::{AccountConfirmed, IsAddressFixed};
use crate::tables::address_change;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::ConnectionTrait;

/// The kinds of link that prove a new address.
pub const KINDS: [TokenKind; 1] = [TokenKind::ChangeAddress];

/// A new address is proven.
#[derive(Debug)]
pub struct AddressConfirmed {
    /// The address.
    pub email: String,
    /// What else the person should hear.
    pub news: Vec<String>,
}

/// What a link would prove, for its page.
pub async fn to_confirm(cx: &Cx, token: &str) -> Outcome<String, AddressLinkRefusal> {
    let link = links::find(cx, cx.read(), token, &KINDS).await.map_err(|stop| stop.map(AddressLinkRefusal::from))?;
    is_own(cx, link.account_id).or_refuse()?;
    let row = change(cx, cx.read(), link.account_id).await?.ok_or(BadLink::Unknown).or_refuse()?;
    let (_, email) = waiting_address(cx, cx.read(), &row).await?;
    Ok(email.written().to_owned())
}

/// Whether the account is signed in here.
fn is_own(cx: &Cx, account: Uuid) -> Result<(), AddressLinkRefusal> {
    if own_account(cx).is_ok_and(|own| own == account) { Ok(()) } else { Err(AddressLinkRefusal::Elsewhere) }
}

/// Uses the link up and changes the address.
pub async fn confirm_address(cx: &Cx, token: &str) -> Outcome<AddressConfirmed, AddressLinkRefusal> {
    let link = match links::find(cx, cx.read(), token, &KINDS).await {
        Err(Stop::Refused(BadLink::Used)) => return again(cx, token).await,
        found => found.map_err(|stop| stop.map(AddressLinkRefusal::from))?,
    };
    let id = link.account_id;
    is_own(cx, id).or_refuse()?;
    let seen = change(cx, cx.read(), id).await?.ok_or(BadLink::Unknown).or_refuse()?;
    let (seen, email) = waiting_address(cx, cx.read(), &seen).await?;
    let tx = cx.begin().await?;
    // Counters before the account's row, as everywhere.
    limits::forget_guesses(cx, &tx, &contacts::lookups(cx, email.normalized())).await?;
    let lookup = contacts::written(cx, &tx, &email).await?;
    let row = locked(&tx, id).await?.ok_or(BadLink::Unknown).or_refuse()?;
    if cx.ask(&tx, IsAddressFixed { account: id }).await? {
        return Err(refuse(AddressLinkRefusal::OfCompany));
    }
    if LINKS.use_up(cx, &tx, token).await?.is_none() {
        tx.rollback().await?;
        return again(cx, token).await;
    }
    if change(cx, &*tx, id).await?.is_none_or(|waiting| waiting.id != seen) {
        return Err(refuse(BadLink::Unknown.into()));
    }
    free(cx, &tx, &email, id).await?;
    if !swap(cx, &tx, &row, &Written::of(&email, lookup)).await? {
        return Err(refuse(AddressLinkRefusal::Taken));
    }
    let news = AccountConfirmed::raise(cx, &tx, id, None).await?;
    tx.commit().await?;
    Ok(AddressConfirmed { email: email.written().to_owned(), news })
}

async fn waiting_address<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    row: &address_change::Model,
) -> Result<(Uuid, Email), Fault> {
    let key = subject::key(cx, conn, row.account_id).await?;
    let email = Email::parse(&key.open_text(NEXT, row.id, &row.email_sealed)?);
    Ok((row.id, email.map_err(|_| Fault::new("an address that waits is none"))?))
}

/// Refuses an address that another account has got meanwhile. A registration that nobody has proven gives way to the proof; an account that
/// came from another portal and waits for its owner without an end does not (ACC-18).
async fn free(cx: &Cx, tx: &Tx, email: &Email, id: Uuid) -> Outcome<(), AddressLinkRefusal> {
    match holder(cx, tx, email, id).await? {
        Holder::Free => Ok(()),
        Holder::Unproven(pending) => match locked(tx, pending).await? {
            Some(row) if row.state == State::Active || imported::waits_without_end(&row) => {
                Err(refuse(AddressLinkRefusal::Taken))
            }
            Some(_) => Ok(delete(cx, tx, pending, events::UNCONFIRMED_ERASED).await?),
            None => Ok(()),
        },
        Holder::Account(_) | Holder::Former(_) => Err(refuse(AddressLinkRefusal::Taken)),
    }
}

/// The second of two equal requests is told what the first one was told.
async fn again(cx: &Cx, token: &str) -> Outcome<AddressConfirmed, AddressLinkRefusal> {
    let account = links::just_used(cx, token, &KINDS).await?.ok_or(BadLink::Used).or_refuse()?;
    is_own(cx, account.id).or_refuse()?;
    let contact = contacts::contact(cx, cx.read(), account.id).await?.ok_or(BadLink::Unknown).or_refuse()?;
    Ok(AddressConfirmed { email: contact.to.email, news: Vec::new() })
}
