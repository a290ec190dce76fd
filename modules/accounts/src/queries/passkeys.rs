//! The passkeys of an account, opened, and what its browser is asked (ACC-9).

use super::factors::{SECRET, rows};
use crate::model::FactorKind;
use crate::model::factor::PASSKEYS;
use crate::tables::account_factor;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_signin::passkeys::{Asked, Owner, Passkey, Verify};
use sea_orm::entity::prelude::*;

/// Those of an account, oldest first.
pub async fn of_account<C: ConnectionTrait>(cx: &Cx, conn: &C, account: Uuid) -> Result<Vec<Passkey>, Fault> {
    let rows = rows(conn, account).await?;
    opened(cx, conn, account, rows.iter().filter(|row| row.kind == FactorKind::Passkey).collect()).await
}

async fn opened<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    account: Uuid,
    own: Vec<&account_factor::Model>,
) -> Result<Vec<Passkey>, Fault> {
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let key = subject::key(cx, conn, account).await?;
    own.into_iter().map(|row| Passkey::from_bytes(&key.open(SECRET, row.id, &row.secret_sealed)?)).collect()
}

/// Whether one signs in without a password. `except`: a factor that is about to go.
pub async fn sign_in_alone<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    account: Uuid,
    except: Option<Uuid>,
) -> Result<bool, Fault> {
    let rows = rows(conn, account).await?;
    let own = rows.iter().filter(|row| row.kind == FactorKind::Passkey && Some(row.id) != except);
    opened(cx, conn, account, own.collect()).await.map(|own| own.iter().any(Passkey::verifies))
}

/// The factor of this credential, whoever's it is.
pub async fn of_credential<C: ConnectionTrait>(
    conn: &C,
    hash: Vec<u8>,
) -> Result<Option<account_factor::Model>, Fault> {
    use account_factor::{Column, Entity};
    Ok(Entity::find().filter(Column::CredentialHash.eq(hash)).one(conn).await?)
}

/// Asks for a new one. `session`: the one that may add it.
pub async fn to_add(cx: &Cx, account: Uuid, session: Uuid, owner: Owner<'_>) -> Result<Asked, Fault> {
    let before = of_account(cx, cx.read(), account).await?;
    PASSKEYS.to_add(cx, session.as_bytes(), owner, &before)
}

/// Asks for one of the account's, for the session or half sign-in `bound`; `None` when it has none.
pub async fn to_prove(cx: &Cx, account: Uuid, bound: Uuid) -> Result<Option<Asked>, Fault> {
    let own = of_account(cx, cx.read(), account).await?;
    if own.is_empty() {
        return Ok(None);
    }
    PASSKEYS.to_prove(cx, bound.as_bytes(), &own, Verify::Preferred).map(Some)
}

/// Asks for whichever is there, to sign in without a password: the same question for everybody (ACC-6). `browser`: what the
/// browser's cookie says.
pub fn to_sign_in(cx: &Cx, browser: &str) -> Result<Asked, Fault> {
    PASSKEYS.to_prove(cx, browser.as_bytes(), &[], Verify::Alone)
}
