//! What the actions with passkeys share: judging an answer (ALL-8).

use crate::events;
use crate::mails;
use crate::model::passkey::PASSKEYS;
use crate::queries::passkeys::{NAME, SECRET};
use crate::queries::recipients::opened;
use crate::refusals::PasskeyRefusal;
use crate::tables::staff;
use crate::tables::staff_passkey::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_signin::passkeys::{Answer, Challenge, Given, Passkey, PasskeyError, Verify};
use sea_orm::entity::prelude::*;

/// What a passkey is called in the log.
pub(super) const WORD: &str = "passkey";

/// Challenge and answer, if they are for this.
pub(super) fn read(cx: &Cx, bound: &[u8], given: &Given) -> Result<(Challenge, Answer), PasskeyRefusal> {
    if given.is_empty() {
        return Err(PasskeyRefusal::Missing);
    }
    let challenge = PASSKEYS.open_to_prove(cx, bound, given).ok_or(PasskeyRefusal::Over)?;
    Ok((challenge, Answer::read(given).ok_or(PasskeyRefusal::Wrong)?))
}

/// Judges an answer to a challenge, which is used up already, and notes the use. The member's row is held. What is refused is in the log;
/// the caller commits in either case.
pub(super) async fn prove(
    cx: &Cx,
    tx: &Tx,
    member: &staff::Model,
    challenge: &Challenge,
    answer: &Answer,
    verify: Verify,
) -> Result<Result<(), PasskeyRefusal>, Fault> {
    let own = Entity::find().filter(Column::StaffId.eq(member.id)).filter(Column::CredentialHash.eq(answer.hash()));
    let Some(found) = own.one(&**tx).await? else {
        cx.audit(tx, events::PASSKEY_FAILED.about(member.id)).await?;
        return Ok(Err(PasskeyRefusal::Wrong));
    };
    let key = subject::key(cx, &**tx, member.id).await?;
    let stored = Passkey::from_bytes(&key.open(SECRET, found.id, &found.secret_sealed)?)?;
    match PASSKEYS.proven(cx, challenge, answer, &stored, verify)? {
        Ok(proven) => {
            let sealed = key.seal(cx.app.random.as_ref(), SECRET, found.id, &proven.to_bytes()?)?;
            Entity::update_many()
                .col_expr(Column::SecretSealed, Expr::value(sealed))
                .col_expr(Column::UsedAt, Expr::value(cx.now()))
                .filter(Column::Id.eq(found.id))
                .exec(&**tx)
                .await?;
            Ok(Ok(()))
        }
        Err(PasskeyError::Copied) => {
            let name = key.open_text(NAME, found.id, &found.name_sealed)?;
            mails::passkey_copied(cx, tx, &opened(cx, &**tx, member.clone()).await?, &name).await?;
            cx.audit(tx, events::PASSKEY_COPIED.about(member.id)).await?;
            Ok(Err(PasskeyRefusal::Copied))
        }
        Err(error) => {
            cx.audit(tx, events::PASSKEY_FAILED.about(member.id)).await?;
            Ok(Err(error.into()))
        }
    }
}

/// Takes all of a member's away.
pub(super) async fn forget(tx: &Tx, member: Uuid) -> Result<(), Fault> {
    Entity::delete_many().filter(Column::StaffId.eq(member)).exec(&**tx).await?;
    Ok(())
}
