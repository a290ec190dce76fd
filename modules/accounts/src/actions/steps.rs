//! Steps that several actions share, inside their transactions.

use crate::actions::passwords;
use crate::model::{Email, TokenKind, term, token};
use crate::queries::contacts::{self, Contact};
use crate::sessions::{expiry, longest};
use crate::tables::{account, known_device, one_time_token, session};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::Asker;
use gatehouse_mail::ledger;
use gatehouse_passwords::{HashPool, PasswordError, Policy};
use gatehouse_signin::{Links, Sessions, bound_token};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Set};

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
) -> Result<Result<(), Vec<PasswordError>>, Fault> {
    cx.service::<HashPool>()?.check(asker, password.clone(), email, words).await
}

/// Hashes a new password; before the transaction, because it takes long.
pub async fn hash(cx: &Cx, asker: &Asker, password: Secret<String>) -> Result<String, Fault> {
    cx.service::<HashPool>()?.hash_new(asker, password, cx.app.random.as_ref()).await
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

/// The links of accounts.
pub const LINKS: Links = Links { table: "one_time_token", owner: "account_id", domain: token::LINK };
/// The sessions of customers. Their wrong passwords are counted by the guard.
pub const SESSIONS: Sessions =
    Sessions { table: "session", owner: "account_id", domain: token::SESSION, failures: None };

/// What was chosen with a registration, and in which browser.
#[derive(Clone)]
pub struct Chosen {
    /// The hash of the password.
    pub phc: String,
    /// The mark of the browser.
    pub mark: Option<Vec<u8>>,
}

/// A new link of a kind; the last three live. `chosen` waits with it for the proof.
pub async fn issue_link(
    cx: &Cx,
    tx: &Tx,
    account: Uuid,
    kind: TokenKind,
    expires: Moment,
    chosen: Option<Chosen>,
) -> Result<Secret<String>, Fault> {
    use one_time_token::{ActiveModel, Entity};
    let (phc, mark) = chosen.map_or((None, None), |chosen| (Some(chosen.phc), chosen.mark));
    let text = LINKS.make(cx, account, kind.word());
    let id = cx.id();
    let password = match &phc {
        Some(phc) => {
            Some(passwords::seal(cx, &subject::key(cx, &**tx, account).await?, passwords::Place::Link, id, phc)?)
        }
        None => None,
    };
    let row = ActiveModel {
        id: Set(id),
        kind: Set(kind),
        token_hash: Set(LINKS.hash(cx, text.expose())),
        account_id: Set(account),
        password_sealed: Set(password),
        browser_hash: Set(mark),
        created_at: Set(cx.now()),
        expires_at: Set(expires),
        used_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    LINKS.keep_newest(cx, tx, account, kind.word()).await?;
    Ok(text)
}

/// The ledger's word for mails that prove an address.
pub const CONFIRM_MAIL: &str = "accounts.confirm";
/// The ledger's word for mails after a forgotten password.
pub const RECOVER_MAIL: &str = "accounts.recover";

/// Who asks for a mail: a known browser or usual network of the owner's, or a stranger.
pub fn asker(source: Option<&[u8]>) -> ledger::Asker<'_> {
    source.map_or(ledger::Asker::Stranger, ledger::Asker::Own)
}

/// The known browser or usual network of the owner's that the request comes from, if it comes from one. For an unknown
/// address the same statements are asked.
pub async fn own_source(cx: &Cx, email: &Email, cookie: Option<&str>) -> Result<Option<Vec<u8>>, Fault> {
    use known_device::{Column, Entity};
    let account = account::Entity::find().filter(contacts::has_address(cx, email)).one(cx.read()).await?;
    let id = account.map_or(Uuid::nil(), |account| account.id);
    let known = Entity::find().filter(Column::AccountId.eq(id)).limit(term::MOST_BROWSERS).all(cx.read()).await?;
    let hashes = cookie.filter(|text| token::is_plausible(text)).map(|text| device_hashes(cx, id, text));
    let browser = known.iter().find(|row| hashes.as_ref().is_some_and(|all| all.contains(&row.device_hash)));
    let network =
        known.iter().filter_map(|row| row.network.as_deref()).find(|name| cx.network.as_deref() == Some(name));
    Ok(browser.map(|row| row.device_hash.clone()).or_else(|| network.map(|name| name.as_bytes().to_vec())))
}

/// Whoever registers an address again in the same browser means their newest password, also with the links that they have.
pub async fn choose_anew(cx: &Cx, tx: &Tx, account: Uuid, chosen: &Chosen) -> Result<(), Fault> {
    use one_time_token::{Column, Entity};
    let Some(mark) = &chosen.mark else { return Ok(()) };
    let links = Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::Kind.eq(TokenKind::Confirm))
        .filter(Column::UsedAt.is_null())
        .filter(Column::BrowserHash.eq(mark.clone()))
        .all(&**tx)
        .await?;
    let key = subject::key(cx, &**tx, account).await?;
    // Three at the most, each sealed for its own row.
    for link in links {
        let sealed = passwords::seal(cx, &key, passwords::Place::Link, link.id, &chosen.phc)?;
        let update = Entity::update_many().col_expr(Column::PasswordSealed, Expr::value(sealed));
        update.filter(Column::Id.eq(link.id)).exec(&**tx).await?;
    }
    Ok(())
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
    let text = session_token(cx, new.account);
    let ends = now.plus(longest(new.kept));
    let row = session::ActiveModel {
        id: Set(cx.id()),
        token_hash: Set(token::hash(cx, token::SESSION, text.expose())),
        account_id: Set(new.account),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(expiry(now, new.kept).min(ends)),
        ends_at: Set(ends),
        kept: Set(new.kept),
        elevated_until: Set(gatehouse_web::visit::elevation(now)),
        network: Set(cx.network.clone()),
        agent: Set(cx.agent.clone()),
        device_id: Set(new.device),
    };
    session::Entity::insert(row).exec_without_returning(&**tx).await?;
    SESSIONS.keep_newest(cx, tx, new.account, term::MOST_SESSIONS).await?;
    Ok(text)
}

/// The token names its account, so a session's row that is pointed at another account opens nothing.
fn session_token(cx: &Cx, account: Uuid) -> Secret<String> {
    bound_token::make(cx, token::SESSION, account, token::SIGNED_IN)
}

/// Gives a session a new token after a proof, and opens sensitive changes for 10 minutes; `None` when it has ended.
pub async fn renew_session(cx: &Cx, tx: &Tx, session: Uuid, account: Uuid) -> Result<Option<Secret<String>>, Fault> {
    SESSIONS.renew(cx, tx, session, session_token(cx, account)).await
}

/// Ends all sessions of an account but this one and forgets all browsers but this one's; returns how many sessions ended.
pub async fn forget_others(cx: &Cx, tx: &Tx, account: Uuid, this: Uuid) -> Result<u64, Fault> {
    use known_device::{Column, Entity};
    let own = session::Entity::find_by_id(this).one(&**tx).await?.and_then(|session| session.device_id);
    let mut delete = Entity::delete_many().filter(Column::AccountId.eq(account));
    if let Some(own) = own {
        delete = delete.filter(Column::Id.ne(own));
    }
    delete.exec(&**tx).await?;
    SESSIONS.end_all(cx, tx, account, Some(this)).await
}

/// The hash of a browser's cookie for one account.
pub fn device_hash(cx: &Cx, account: Uuid, cookie: &str) -> Vec<u8> {
    token::hash(cx, token::DEVICE, &format!("{account}{cookie}"))
}

/// The hashes that the cookie can be stored under, before and after a rotation of the pepper.
fn device_hashes(cx: &Cx, account: Uuid, cookie: &str) -> Vec<Vec<u8>> {
    token::hashes(cx, token::DEVICE, &format!("{account}{cookie}"))
}

/// Whether the browser with this cookie has signed in to the account before.
pub async fn known_device(cx: &Cx, account: Uuid, cookie: Option<&str>) -> Result<Option<known_device::Model>, Fault> {
    use known_device::{Column, Entity};
    let Some(cookie) = cookie.filter(|cookie| token::is_plausible(cookie)) else { return Ok(None) };
    let hashes = device_hashes(cx, account, cookie);
    let select = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::DeviceHash.is_in(hashes));
    Ok(select.one(cx.read()).await?)
}

/// The device's name for the audit log.
pub fn device_of(cx: &Cx) -> Option<String> {
    cx.agent.as_deref().and_then(gatehouse_core::agent::device_label)
}
