//! Steps that several actions share, inside their transactions.

use crate::model::{NewToken, TokenKind, term, token};
use crate::passwords;
use crate::queries::contacts::{self, Contact};
use crate::session_book::expiry;
use crate::tables::{account, known_device, one_time_token, session};
use gatehouse_core::{Fault, Moment, Secret, Uuid};
use gatehouse_db::{Cx, Tx, subject};
use gatehouse_guard::Asker;
use gatehouse_passwords::{HashPool, PasswordFault, Policy};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// The rules for new passwords.
pub fn policy(cx: &Cx) -> Result<Policy, Fault> {
    Ok(cx.service::<HashPool>()?.policy())
}

/// What is wrong with a new password, the estimate included; after every limit, because it takes long.
pub async fn judge(
    cx: &Cx,
    asker: &Asker,
    password: &Secret<String>,
    email: &str,
    words: &[&str],
) -> Result<Result<(), Vec<PasswordFault>>, Fault> {
    cx.service::<HashPool>()?.check(asker, password.clone(), email, words).await
}

/// Hashes a new password; before the transaction, because it takes long.
pub async fn hash(cx: &Cx, asker: &Asker, password: Secret<String>) -> Result<String, Fault> {
    let mut salt = [0u8; 16];
    cx.app.random.fill(&mut salt);
    cx.service::<HashPool>()?.hash(asker, password, salt).await
}

/// Compares passwords; before the transaction.
pub async fn verify(
    cx: &Cx,
    asker: &Asker,
    password: &Secret<String>,
    phc: Option<String>,
) -> Result<gatehouse_passwords::Verified, Fault> {
    cx.service::<HashPool>()?.verify(asker, password.clone(), phc).await
}

/// The account's row, held until the transaction ends.
pub async fn locked(tx: &Tx, id: Uuid) -> Result<Option<account::Model>, Fault> {
    use sea_orm::QuerySelect as _;
    let select = account::Entity::find_by_id(id);
    Ok(if tx.get_database_backend() == sea_orm::DbBackend::Postgres {
        select.lock_exclusive().one(&**tx).await?
    } else {
        // SQLite's one writer is this transaction already.
        select.one(&**tx).await?
    })
}

/// The contact of a row.
pub async fn contact_of(cx: &Cx, tx: &Tx, row: &account::Model) -> Result<Contact, Fault> {
    let key = subject::key(cx, &**tx, row.id).await?;
    contacts::of_row(&key, row)
}

/// A new link of a kind; the one before it stops working. `password`: the hash that waits with it.
pub async fn issue_link(
    cx: &Cx,
    tx: &Tx,
    account: Uuid,
    kind: TokenKind,
    expires: Moment,
    password: Option<&str>,
) -> Result<Secret<String>, Fault> {
    use one_time_token::{ActiveModel, Entity};
    drop_links(tx, account, &[kind]).await?;
    let made = NewToken::make(cx, token::LINK);
    let id = cx.id();
    let password = match password {
        Some(phc) => {
            Some(passwords::seal(cx, &subject::key(cx, &**tx, account).await?, passwords::Place::Link, id, phc)?)
        }
        None => None,
    };
    let row = ActiveModel {
        id: Set(id),
        kind: Set(kind.word().to_owned()),
        token_hash: Set(made.hash),
        account_id: Set(account),
        password_sealed: Set(password),
        created_at: Set(cx.now().0),
        expires_at: Set(expires.0),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(made.text)
}

/// Takes links of these kinds back.
pub async fn drop_links(tx: &Tx, account: Uuid, kinds: &[TokenKind]) -> Result<(), Fault> {
    use one_time_token::{Column, Entity};
    Entity::delete_many()
        .filter(Column::AccountId.eq(account))
        .filter(Column::Kind.is_in(kinds.iter().map(|kind| kind.word())))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Every kind of link.
pub const ALL_LINKS: [TokenKind; 3] = [TokenKind::Confirm, TokenKind::SetPassword, TokenKind::Recover];

/// Uses a link up; `false` when another request was faster.
pub async fn use_up(tx: &Tx, link: Uuid) -> Result<bool, Fault> {
    Ok(one_time_token::Entity::delete_by_id(link).exec(&**tx).await?.rows_affected == 1)
}

/// A session to be opened.
pub struct NewSession {
    /// Whose.
    pub account: Uuid,
    /// "Keep me signed in".
    pub kept: bool,
    /// The known device.
    pub device: Option<Uuid>,
}

/// Opens a session; the sign-in itself is the proof that opens sensitive changes for 10 minutes.
pub async fn open_session(cx: &Cx, tx: &Tx, new: NewSession) -> Result<Secret<String>, Fault> {
    let now = cx.now();
    let made = NewToken::make(cx, token::SESSION);
    let ends = now.plus(if new.kept { term::SESSION_KEPT } else { term::SESSION });
    let row = session::ActiveModel {
        id: Set(cx.id()),
        token_hash: Set(made.hash),
        account_id: Set(new.account),
        created_at: Set(now.0),
        seen_at: Set(now.0),
        expires_at: Set(expiry(now, new.kept).0.min(ends.0)),
        ends_at: Set(ends.0),
        kept: Set(new.kept),
        elevated_until: Set(gatehouse_web::visit::elevation(now).0),
        network: Set(cx.network.clone()),
        agent: Set(cx.agent.clone()),
        device_id: Set(new.device),
    };
    session::Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(made.text)
}

/// Gives a session a new token and opens sensitive changes; the old token stops working.
pub async fn renew_session(cx: &Cx, tx: &Tx, id: Uuid) -> Result<Option<Secret<String>>, Fault> {
    use session::{Column, Entity};
    let made = NewToken::make(cx, token::SESSION);
    let changed = Entity::update_many()
        .col_expr(Column::TokenHash, Expr::value(made.hash))
        .col_expr(Column::ElevatedUntil, Expr::value(gatehouse_web::visit::elevation(cx.now()).0))
        .filter(Column::Id.eq(id))
        .filter(Column::ExpiresAt.gt(cx.now().0))
        .exec(&**tx)
        .await?
        .rows_affected;
    Ok((changed == 1).then_some(made.text))
}

/// Ends sessions of an account, all or all but one; returns how many.
pub async fn end_sessions(tx: &Tx, account: Uuid, except: Option<Uuid>) -> Result<u64, Fault> {
    use session::{Column, Entity};
    let mut delete = Entity::delete_many().filter(Column::AccountId.eq(account));
    if let Some(kept) = except {
        delete = delete.filter(Column::Id.ne(kept));
    }
    Ok(delete.exec(&**tx).await?.rows_affected)
}

/// The hash of a browser's cookie for one account.
pub fn device_hash(cx: &Cx, account: Uuid, cookie: &str) -> Vec<u8> {
    token::hash(cx, token::DEVICE, &format!("{account}{cookie}"))
}

/// Whether the browser with this cookie has signed in to the account before.
pub async fn known_device(cx: &Cx, account: Uuid, cookie: Option<&str>) -> Result<Option<known_device::Model>, Fault> {
    use known_device::{Column, Entity};
    let Some(cookie) = cookie.filter(|cookie| token::is_plausible(cookie)) else { return Ok(None) };
    let hashes = token::hashes(cx, token::DEVICE, &format!("{account}{cookie}"));
    let select = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::DeviceHash.is_in(hashes));
    Ok(select.one(cx.read()).await?)
}

/// The device's name for the audit log.
pub fn device_of(cx: &Cx) -> Option<String> {
    cx.agent.as_deref().and_then(gatehouse_core::agent::device_label)
}
