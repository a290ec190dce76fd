//! What the actions of a change of address share (ACC-14): the mail to the new address, the swap, and the link that undoes it.

use super::links::{LINKS, UnstoredLink, issue_link};
use super::waiting_passwords;
use crate::model::{Email, State, TokenKind, term};
use crate::queries::addresses::{FORMER, NEXT, change, former};
use crate::queries::contacts;
use crate::queries::sealed::{self, Place};
use crate::tables::{account, address_change, former_address, secret_question};
use crate::{events, mails};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::{Budget, Limit};
use gatehouse_mail::Recipient;
use gatehouse_mail::ledger::{Caused, Held};
use gatehouse_seal::Lookups;
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait as _, IntoActiveModel as _, Set};

/// The ledger's word for these mails.
pub(super) const MAIL: &str = "accounts.change_address";
/// The link in the mail to the old address; it names the row of `former_address`, undoes this change and nothing else.
pub(super) const UNDO: UnstoredLink = UnstoredLink { purpose: "accounts.undo_address", life: term::UNDO_ADDRESS };

/// Changes that are asked for from one network, and links of them that are tried: 20 at once, then one each 30 seconds.
pub(crate) const BUDGET: Budget =
    Budget::of_strangers(Limit { action: "accounts.change_address", burst: 20, seconds_each: 30 });

/// Who has an address.
pub(super) enum Holder {
    /// Nobody, or the account itself.
    Free,
    /// A registration that nobody has proven.
    Unproven(Uuid),
    /// Another account.
    Account(Box<account::Model>),
    /// Another account, until lately.
    Former(former_address::Model),
}

/// Who has the address besides this account.
pub(super) async fn holder(cx: &Cx, tx: &Tx, email: &Email, own: Uuid) -> Result<Holder, Fault> {
    let found = contacts::by_address(cx, &**tx, email).await?;
    let former = former(cx, &**tx, email).await?.filter(|former| former.account_id != own);
    Ok(match (found, former) {
        (Some(row), _) if row.id == own => Holder::Free,
        (Some(row), _) if row.state == State::Active => Holder::Account(Box::new(row)),
        (Some(row), _) => Holder::Unproven(row.id),
        (None, Some(former)) => Holder::Former(former),
        (None, None) => Holder::Free,
    })
}

/// Notes what waits for its proof. Asked again for the same address, it waits as before; for another one, earlier links go.
pub(super) async fn begin(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    email: &Email,
) -> Result<address_change::Model, Fault> {
    let key = subject::key(cx, &**tx, row.id).await?;
    if let Some(waiting) = change(cx, &**tx, row.id).await? {
        let before = key.open_text(NEXT, waiting.id, &waiting.email_sealed)?;
        if crate::model::email::normalized(&before) == email.normalized() {
            return Ok(waiting);
        }
    }
    forget_change(tx, row.id).await?;
    LINKS.take_back(cx, tx, row.id, Some(TokenKind::ChangeAddress.word())).await?;
    let (id, now) = (cx.id(), cx.now());
    let new = address_change::Model {
        id,
        account_id: row.id,
        email_sealed: key.seal(cx.app.random.as_ref(), NEXT, id, email.written().as_bytes())?,
        asked_at: now,
        expires_at: now.plus(term::CHANGE_ADDRESS),
    };
    address_change::Entity::insert(new.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(new)
}

/// Nothing waits any more.
pub(super) async fn forget_change(tx: &Tx, account: Uuid) -> Result<bool, Fault> {
    use address_change::{Column, Entity};
    let gone = Entity::delete_many().filter(Column::AccountId.eq(account)).exec(&**tx).await?;
    Ok(gone.rows_affected > 0)
}

/// The mail to the new address: the link, or to whom it belongs that somebody wanted it. Which of them it was, the answer does not say
/// (ACC-6).
pub(super) async fn send(
    cx: &Cx,
    tx: &Tx,
    (held, lookups): (Held, &Lookups),
    row: &account::Model,
    waiting: &address_change::Model,
    email: &Email,
) -> Result<(), Fault> {
    let holder = holder(cx, tx, email, row.id).await?;
    let kind = TokenKind::ChangeAddress;
    let link_lives = LINKS.lives(cx, tx, row.id, kind.word(), held.last()).await?;
    let is_taken = matches!(holder, Holder::Account(_) | Holder::Former(_));
    // Links of another account say nothing of this one: so many accounts flood no mailbox, the day has an end besides.
    if !held.admits_of_day(cx.now()) {
        return Ok(());
    }
    let Some(caused) = held.caused(cx, tx, lookups, link_lives || is_taken).await? else { return Ok(()) };
    match holder {
        Holder::Account(owner) => {
            mails::address_wanted::queue(cx, tx, &contacts::recipient(cx, tx, &owner).await?, &caused).await
        }
        Holder::Former(former) => tell_reserved(cx, tx, &former, &caused).await,
        Holder::Free | Holder::Unproven(_) => {
            let token = issue_link(cx, tx, row.id, kind, waiting.expires_at, None).await?;
            // Where the address was mistyped, a stranger reads this: they learn nothing of whose account it is.
            let to = contacts::recipient(cx, tx, row).await?;
            let to = Recipient { email: email.written().to_owned(), greeted: None, ..to };
            mails::change_address::queue(cx, tx, &to, token.expose(), &caused).await
        }
    }
}

/// Tells at an address of before from when on others can take it.
pub(super) async fn tell_reserved(
    cx: &Cx,
    tx: &Tx,
    former: &former_address::Model,
    caused: &Caused,
) -> Result<(), Fault> {
    let key = subject::key(cx, &**tx, former.account_id).await?;
    let email = key.open_text(FORMER, former.id, &former.email_sealed)?;
    let owner = account::Entity::find_by_id(former.account_id).one(&**tx).await?;
    let lang = owner.and_then(|row| Lang::from_tag(&row.lang)).unwrap_or(cx.lang);
    let to = Recipient::of_account(former.account_id, email, lang, None);
    mails::address_reserved::queue(cx, tx, &to, former.changed_at.plus(term::RESERVED), caused).await
}

/// What an account signs in with, as it goes into its row: an address or a plain login.
pub(super) struct Written<'a> {
    pub written: &'a str,
    pub normalized: &'a str,
    pub lookup: (Vec<u8>, i64),
}

impl<'a> Written<'a> {
    pub fn of(email: &'a Email, lookup: (Vec<u8>, i64)) -> Self {
        Self { written: email.written(), normalized: email.normalized(), lookup }
    }
}

/// Writes another address into an account's row; `false`: another account was faster, and the transaction must not be committed.
pub(super) async fn write(cx: &Cx, tx: &Tx, account: Uuid, new: &Written<'_>) -> Result<bool, Fault> {
    use account::{Column, Entity};
    let key = subject::key(cx, &**tx, account).await?;
    let written = Entity::update_many()
        .col_expr(Column::EmailLookup, Expr::value(new.lookup.0.clone()))
        .col_expr(Column::PepperVersion, Expr::value(new.lookup.1))
        .col_expr(Column::EmailSealed, Expr::value(Place::EMAIL.seal(cx, &key, account, new.written)?))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(account))
        .exec(&**tx)
        .await;
    let written = match written {
        Err(error) if super::register::EMAIL_INDEX.violated_by(&error) => return Ok(false),
        written => written?.rows_affected == 1,
    };
    // Who has an address needs no question; who takes a plain login chooses one. What an answer to the old one began ends with it.
    secret_question::Entity::delete_by_id(account).exec(&**tx).await?;
    waiting_passwords::stop(cx, tx, account).await?;
    Ok(written)
}

/// Gives the account its new address. The old one is kept from others, and gets a mail with the link that undoes this. `false`: another
/// account was faster.
pub(super) async fn swap(cx: &Cx, tx: &Tx, row: &account::Model, new: &Written<'_>) -> Result<bool, Fault> {
    use former_address::{Column, Entity};
    let to = contacts::recipient(cx, tx, row).await?;
    if !write(cx, tx, row.id, new).await? {
        return Ok(false);
    }
    let key = subject::key(cx, &**tx, row.id).await?;
    let own = Entity::delete_many().filter(Column::AccountId.eq(row.id));
    let lookups = cx.app.keys.accepted(contacts::EMAIL, new.normalized.as_bytes());
    // Who goes back to an address of before has it, and needs no link to it.
    own.filter(Column::EmailLookup.is_in(lookups)).exec(&**tx).await?;
    let id = cx.id();
    let former = former_address::ActiveModel {
        id: Set(id),
        account_id: Set(row.id),
        email_lookup: Set(row.email_lookup.clone()),
        pepper_version: Set(row.pepper_version),
        email_sealed: Set(key.seal(cx.app.random.as_ref(), FORMER, id, sealed::email(&key, row)?.as_bytes())?),
        changed_at: Set(cx.now()),
        undone_at: Set(None),
    };
    Entity::insert(former).exec_without_returning(&**tx).await?;
    forget_change(tx, row.id).await?;
    // Whatever was mailed to the old address opens nothing any more.
    LINKS.take_back(cx, tx, row.id, None).await?;
    mails::address_changed::queue(cx, tx, &to, &UNDO.seal(cx, id, row.id)?).await?;
    cx.audit(tx, events::ADDRESS_CHANGED.about(row.id).of_account(row.id)).await?;
    Ok(true)
}
