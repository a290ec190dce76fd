//! The links of accounts, and who asks for the mails that they go out with.

use crate::actions::passwords;
use crate::model::identity::Identity;
use crate::model::{TokenKind, token};
use crate::queries::identities::WAITING;
use crate::tables::one_time_token::{ActiveModel, Entity};
use crate::tables::waiting_identity;
use gatehouse_context::{Cx, sealed_token, subject};
use gatehouse_core::{Fault, Moment, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Asker;
use gatehouse_signin::Links;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

pub(super) const LINKS: Links = Links { table: "one_time_token", owner: "account_id", domain: token::LINK };

/// The ledger's word for mails that attach an account elsewhere.
pub(super) const ATTACH_MAIL: &str = "accounts.attach_service";
/// The ledger's word for mails that prove an address.
pub(super) const CONFIRM_MAIL: &str = "accounts.confirm";

/// A link that names a row of an account and does one thing to it, so nothing of it is stored.
pub(super) struct UnstoredLink {
    pub purpose: &'static str,
    pub life: i64,
}

/// What such a link carries.
pub(super) struct Named {
    pub row: Uuid,
    pub account: Uuid,
}

impl UnstoredLink {
    pub fn seal(&self, cx: &Cx, row: Uuid, account: Uuid) -> Result<String, Fault> {
        let ids = [row, account].map(Uuid::into_bytes).concat();
        sealed_token::seal(cx, self.purpose, cx.now().plus(self.life), &ids)
    }

    pub fn open(&self, cx: &Cx, link: &str) -> Option<Named> {
        let ids = sealed_token::open(cx, self.purpose, self.life, link)?;
        let (row, account) = ids.split_at_checked(16)?;
        Some(Named { row: Uuid::from_slice(row).ok()?, account: Uuid::from_slice(account).ok()? })
    }
}

/// What was chosen with a registration: the hash of the password, and the mark of the browser.
#[derive(Clone)]
pub(super) struct Chosen {
    pub phc: String,
    pub mark: Option<Vec<u8>>,
}

/// A new link of a kind; the last three live. `chosen` waits with it for the proof.
pub(super) async fn issue_link(
    cx: &Cx,
    tx: &Tx,
    account: Uuid,
    kind: TokenKind,
    expires: Moment,
    chosen: Option<Chosen>,
) -> Result<Secret<String>, Fault> {
    let id = cx.id();
    let (password, mark) = match chosen {
        Some(Chosen { phc, mark }) => {
            let key = subject::key(cx, &**tx, account).await?;
            (Some(passwords::OF_LINK.seal(cx, &key, id, &phc)?), mark)
        }
        None => (None, None),
    };
    let row = ActiveModel { password_sealed: Set(password), browser_hash: Set(mark), ..blank(cx, id, expires) };
    store(cx, tx, account, kind, row).await
}

/// A link of [`TokenKind::Attach`] with what waits for it: the identity, and the mark of the browser that brought it.
pub(super) async fn issue_attaching(
    cx: &Cx,
    tx: &Tx,
    account: Uuid,
    expires: Moment,
    identity: &Identity,
    mark: Option<Vec<u8>>,
) -> Result<Secret<String>, Fault> {
    let id = cx.id();
    let row = ActiveModel { browser_hash: Set(mark), ..blank(cx, id, expires) };
    let text = store(cx, tx, account, TokenKind::Attach, row).await?;
    let key = subject::key(cx, &**tx, account).await?;
    let sealed = key.seal(cx.app.random.as_ref(), WAITING, id, &serde_json::to_vec(identity)?)?;
    let waiting = waiting_identity::ActiveModel { id: Set(id), account_id: Set(account), identity_sealed: Set(sealed) };
    waiting_identity::Entity::insert(waiting).exec_without_returning(&**tx).await?;
    Ok(text)
}

fn blank(cx: &Cx, id: Uuid, expires: Moment) -> ActiveModel {
    ActiveModel { id: Set(id), created_at: Set(cx.now()), expires_at: Set(expires), ..Default::default() }
}

async fn store(cx: &Cx, tx: &Tx, account: Uuid, kind: TokenKind, row: ActiveModel) -> Result<Secret<String>, Fault> {
    let text = LINKS.make(cx, account, kind.word());
    let row = ActiveModel {
        kind: Set(kind),
        token_hash: Set(LINKS.hash(cx, text.expose())),
        account_id: Set(account),
        ..row
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    LINKS.keep_newest(cx, tx, account, kind.word()).await?;
    Ok(text)
}

/// Who asks for a mail: a known browser or usual network of the owner's, or a stranger.
pub(super) fn asker(source: Option<&[u8]>) -> Asker<'_> {
    source.map_or(Asker::Stranger, Asker::Own)
}
