//! The passkeys of a member, opened, and what their browser is asked (ALL-8).

use crate::model::passkey::PASSKEYS;
use crate::tables::staff_passkey::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_signin::passkeys::{Asked, Owner, Passkey, Verify};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// Where a name is sealed.
pub(crate) const NAME: &str = "staff_passkey.name_sealed";
/// Where a public key is.
pub(crate) const SECRET: &str = "staff_passkey.secret_sealed";

/// A passkey, as its owner sees it.
#[derive(Clone)]
pub struct Listed {
    /// Which.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// When it was added.
    pub added: Moment,
    /// When it opened last.
    pub used: Option<Moment>,
}

/// Those of a member, oldest first.
pub(crate) async fn rows<C: ConnectionTrait>(conn: &C, member: Uuid) -> Result<Vec<Model>, Fault> {
    let own = Entity::find().filter(Column::StaffId.eq(member));
    Ok(own.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(conn).await?)
}

/// The one of this credential, whoever's it is.
pub(crate) async fn of_credential<C: ConnectionTrait>(conn: &C, hash: Vec<u8>) -> Result<Option<Model>, Fault> {
    Ok(Entity::find().filter(Column::CredentialHash.eq(hash)).one(conn).await?)
}

/// What the member sees of theirs.
pub(crate) async fn listed(cx: &Cx, member: Uuid) -> Result<Vec<Listed>, Fault> {
    let rows = rows(cx.read(), member).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = subject::key(cx, cx.read(), member).await?;
    let shown = |row: Model| {
        let name = key.open_text(NAME, row.id, &row.name_sealed)?;
        Ok(Listed { id: row.id, name, added: row.created_at, used: row.used_at })
    };
    rows.into_iter().map(shown).collect()
}

async fn opened(cx: &Cx, member: Uuid) -> Result<Vec<Passkey>, Fault> {
    let rows = rows(cx.read(), member).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = subject::key(cx, cx.read(), member).await?;
    rows.iter().map(|row| Passkey::from_bytes(&key.open(SECRET, row.id, &row.secret_sealed)?)).collect()
}

/// Asks for a new one. `session`: the one that may add it.
pub async fn to_add(cx: &Cx, member: Uuid, session: Uuid, owner: Owner<'_>) -> Result<Asked, Fault> {
    PASSKEYS.to_add(cx, session.as_bytes(), owner, &opened(cx, member).await?)
}

/// Asks for one of the member's, for the whole or half session `bound`; `None` when they have none.
pub async fn to_prove(cx: &Cx, member: Uuid, bound: Uuid) -> Result<Option<Asked>, Fault> {
    let own = opened(cx, member).await?;
    if own.is_empty() {
        return Ok(None);
    }
    PASSKEYS.to_prove(cx, bound.as_bytes(), &own, Verify::Required).map(Some)
}

/// Asks for whichever is there, to sign in without a password: the same question for everybody. `browser`: what the browser's cookie says.
pub fn to_sign_in(cx: &Cx, browser: &str) -> Result<Asked, Fault> {
    PASSKEYS.to_prove(cx, browser.as_bytes(), &[], Verify::Alone)
}
