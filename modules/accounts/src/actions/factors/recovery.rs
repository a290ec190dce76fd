//! Recovery codes: ten of 50 bits, each used once, shown when they are made and never again.

use super::Passed;
use crate::queries::{contacts, factors};
use crate::refusals::CodeRefusal;
use crate::tables::account;
use crate::tables::account_recovery_code::{ActiveModel, Column, Entity};
use crate::{events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_signin::recovery_code;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

const DOMAIN: &str = "accounts.recovery_code";

/// What the hash of a code is of.
fn of_account(account: Uuid, code: &str) -> Vec<u8> {
    [&account.as_bytes()[..], code.as_bytes()].concat()
}

/// Whether the account has this code, unused.
pub(super) async fn check(cx: &Cx, tx: &Tx, account: Uuid, code: &str) -> Result<Result<Passed, CodeRefusal>, Fault> {
    // Codes are kept for years: those of before a rotation of the pepper open too.
    let hashes = cx.app.keys.accepted(DOMAIN, &of_account(account, code));
    let found = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::CodeHash.is_in(hashes));
    let found = found.filter(Column::UsedAt.is_null()).one(&**tx).await?;
    Ok(found.map(|row| Passed::Recovery(row.id)).ok_or(CodeRefusal::Wrong))
}

/// Used up; the owner is told, with how many are left.
pub(super) async fn use_up(cx: &Cx, tx: &Tx, row: &account::Model, code: Uuid) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(code))
        .exec(&**tx)
        .await?;
    let left = factors::codes_left(&**tx, row.id).await?;
    mails::recovery_code_used::queue(cx, tx, &contacts::recipient(cx, tx, row).await?, left).await?;
    cx.audit(tx, events::RECOVERY_CODE_USED.about(row.id).of_account(row.id)).await
}

pub(in crate::actions) async fn forget(tx: &Tx, account: Uuid) -> Result<(), Fault> {
    Entity::delete_many().filter(Column::AccountId.eq(account)).exec(&**tx).await?;
    Ok(())
}

/// Replaces the codes; returns the new ones as they are shown, which is this once.
pub(in crate::actions) async fn make(cx: &Cx, tx: &Tx, account: Uuid) -> Result<Vec<Secret<String>>, Fault> {
    forget(tx, account).await?;
    let codes: Vec<String> = (0..recovery_code::COUNT).map(|_| recovery_code::random(cx.app.random.as_ref())).collect();
    let rows = codes.iter().map(|code| ActiveModel {
        id: Set(cx.id()),
        account_id: Set(account),
        code_hash: Set(cx.app.keys.lookup(DOMAIN, &of_account(account, code)).to_vec()),
        created_at: Set(cx.now()),
        used_at: Set(None),
    });
    Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(codes.iter().map(|code| Secret::new(recovery_code::shown(code))).collect())
}
