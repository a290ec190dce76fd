//! Phones that get codes by text message (ACC-9). What is sealed of one is its number, which serves nothing else.

use super::Passed;
use crate::actions::text_codes;
use crate::model::FactorKind;
use crate::model::text_code::Bound;
use crate::queries::factors::{NAME, SECRET};
use crate::queries::phones;
use crate::refusals::CodeRefusal;
use crate::tables::account_factor::{ActiveModel, Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_messages::PhoneNumber;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Stores a new one. `id`: that of the code that proved it, so that the second of two equal requests adds nothing.
pub(in crate::actions) async fn store(
    cx: &Cx,
    tx: &Tx,
    account: Uuid,
    id: Uuid,
    name: &str,
    number: &PhoneNumber,
) -> Result<(), Fault> {
    let key = subject::key(cx, &**tx, account).await?;
    let random = cx.app.random.as_ref();
    let row = ActiveModel {
        id: Set(id),
        account_id: Set(account),
        kind: Set(FactorKind::Phone),
        name_sealed: Set(key.seal(random, NAME, id, name.as_bytes())?),
        secret_sealed: Set(key.seal(random, SECRET, id, number.e164().as_bytes())?),
        last_step: Set(0),
        credential_hash: Set(None),
        created_at: Set(cx.now()),
        used_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Whether it is the code that was sent for this; `None`: none was. A wrong try is counted, so the caller commits in either case.
pub(in crate::actions) async fn check(
    cx: &Cx,
    tx: &Tx,
    account: Uuid,
    bound: Bound,
    code: &str,
) -> Result<Option<Result<Passed, CodeRefusal>>, Fault> {
    let Some(row) = phones::waiting(cx, &**tx, account, bound).await? else { return Ok(None) };
    let Some(factor) = row.factor_id else { return Ok(None) };
    if text_codes::is_of(cx, &row, code) {
        return Ok(Some(Ok(Passed::Text { factor, code: row.id })));
    }
    let is_over = text_codes::failed(tx, &row).await?;
    Ok(Some(Err(if is_over { CodeRefusal::TextOver } else { CodeRefusal::TextWrong })))
}

pub(super) async fn use_up(cx: &Cx, tx: &Tx, factor: Uuid, code: Uuid) -> Result<(), Fault> {
    text_codes::end(tx, code).await?;
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(factor))
        .exec(&**tx)
        .await?;
    Ok(())
}
