//! Passkeys and security keys (WebAuthn). What is sealed of one is its public key and its counter.

use crate::model::FactorKind;
use crate::model::factor::PASSKEYS;
use crate::queries::contacts;
use crate::queries::factors::{NAME, SECRET};
use crate::refusals::PasskeyRefusal;
use crate::tables::account;
use crate::tables::account_factor::{ActiveModel, Column, Entity};
use crate::{events, mails};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_signin::passkeys::{Answer, Challenge, Passkey, PasskeyError, Verify};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// What a passkey is called in the log.
pub(in crate::actions) const WORD: &str = FactorKind::Passkey.word();

/// Stores a new one.
pub(in crate::actions) async fn store(
    cx: &Cx,
    tx: &Tx,
    account: Uuid,
    name: &str,
    passkey: &Passkey,
) -> Result<(), Fault> {
    let key = subject::key(cx, &**tx, account).await?;
    let (id, random) = (cx.id(), cx.app.random.as_ref());
    let row = ActiveModel {
        id: Set(id),
        account_id: Set(account),
        kind: Set(FactorKind::Passkey),
        name_sealed: Set(key.seal(random, NAME, id, name.as_bytes())?),
        secret_sealed: Set(key.seal(random, SECRET, id, &passkey.to_bytes()?)?),
        last_step: Set(0),
        credential_hash: Set(Some(passkey.hash())),
        created_at: Set(cx.now()),
        used_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Judges an answer to a challenge, which is used up already, and notes the use. The account's row is held. What is refused is in the log;
/// the caller commits in either case.
pub(in crate::actions) async fn prove(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    challenge: &Challenge,
    answer: &Answer,
    verify: Verify,
) -> Result<Result<(), PasskeyRefusal>, Fault> {
    let own = Entity::find().filter(Column::AccountId.eq(row.id)).filter(Column::CredentialHash.eq(answer.hash()));
    let Some(found) = own.one(&**tx).await? else {
        return failed(cx, tx, row, PasskeyError::Wrong, None).await.map(Err);
    };
    let key = subject::key(cx, &**tx, row.id).await?;
    let stored = Passkey::from_bytes(&key.open(SECRET, found.id, &found.secret_sealed)?)?;
    let proven = match PASSKEYS.proven(cx, challenge, answer, &stored, verify)? {
        Ok(proven) => proven,
        Err(error) => {
            let name = key.open_text(NAME, found.id, &found.name_sealed)?;
            return failed(cx, tx, row, error, Some(&name)).await.map(Err);
        }
    };
    let sealed = key.seal(cx.app.random.as_ref(), SECRET, found.id, &proven.to_bytes()?)?;
    Entity::update_many()
        .col_expr(Column::SecretSealed, Expr::value(sealed))
        .col_expr(Column::UsedAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(found.id))
        .exec(&**tx)
        .await?;
    Ok(Ok(()))
}

/// In the log; of a passkey that may exist twice the owner hears by mail.
async fn failed(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    error: PasskeyError,
    name: Option<&str>,
) -> Result<PasskeyRefusal, Fault> {
    if let (PasskeyError::Copied, Some(name)) = (error, name) {
        mails::passkey_copied::queue(cx, tx, &contacts::recipient(cx, tx, row).await?, name).await?;
        cx.audit(tx, events::PASSKEY_COPIED.about(row.id).of_account(row.id)).await?;
    } else {
        cx.audit(tx, events::PASSKEY_FAILED.about(row.id).of_account(row.id)).await?;
    }
    Ok(error.into())
}
