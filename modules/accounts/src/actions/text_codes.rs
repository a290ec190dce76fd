//! Codes by text message: made, sent, judged (ACC-9). A code opens what asked for it, once, for ten minutes, and ends at the fifth wrong
//! try; a new one takes its place. Only its keyed hash is stored.

use crate::model::text_code::{Bound, LIFE, TRIES, origin_line, random_code, random_reference};
use crate::queries::contacts;
use crate::queries::phones::{NUMBER, of_bound};
use crate::tables::account;
use crate::tables::text_code::{ActiveModel, Column, Entity, Model};
use crate::{events, texts};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_messages::{Admitted, PhoneNumber, TextMessage};
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait as _, Set};

const DOMAIN: &str = "accounts.text_code";
/// Which message it is.
const MESSAGE: &str = "accounts.code";

/// Whom a code goes to.
#[derive(Clone, Copy)]
pub(super) enum To<'a> {
    /// A phone of the account.
    Phone(Uuid, &'a PhoneNumber),
    /// A number that is being added.
    New(&'a PhoneNumber),
}

/// What the hash of a code is of.
fn of_row(id: Uuid, code: &str) -> Vec<u8> {
    [&id.as_bytes()[..], code.as_bytes()].concat()
}

/// Makes a code in place of the one before, and queues its message in the language of the account. The account's row is held.
pub(super) async fn send(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    bound: Bound,
    to: To<'_>,
    admitted: Admitted,
) -> Result<(), Fault> {
    Entity::delete_many().filter(of_bound(row.id, bound)).exec(&**tx).await?;
    let (id, random) = (cx.id(), cx.app.random.as_ref());
    let (code, reference) = (Secret::new(random_code(random)), random_reference(random));
    let (factor, number, sealed) = match to {
        To::Phone(factor, number) => (Some(factor), number, None),
        To::New(number) => {
            let key = subject::key(cx, &**tx, row.id).await?;
            (None, number, Some(key.seal(random, NUMBER, id, number.e164().as_bytes())?))
        }
    };
    let session = if let Bound::StepUp(id) | Bound::Add(id) = bound { Some(id) } else { None };
    let expires = cx.now().plus(LIFE);
    let stored = ActiveModel {
        id: Set(id),
        account_id: Set(row.id),
        kind: Set(bound.kind()),
        half_id: Set(if let Bound::Half(id) = bound { Some(id) } else { None }),
        session_id: Set(session),
        waiting_id: Set(if let Bound::Waiting(id) = bound { Some(id) } else { None }),
        factor_id: Set(factor),
        code_hash: Set(cx.app.keys.lookup(DOMAIN, &of_row(id, code.expose())).to_vec()),
        reference: Set(reference.clone()),
        number_sealed: Set(sealed),
        failures: Set(0),
        sent_at: Set(cx.now()),
        expires_at: Set(expires),
    };
    Entity::insert(stored).exec_without_returning(&**tx).await?;
    let lang = contacts::recipient(cx, tx, row).await?.lang;
    let brand = gatehouse_brand::name(&cx.app);
    let said = texts(lang).msg_text_code(code.expose().as_str(), brand.as_str(), reference.as_str());
    let text = format!("{said}\n\n{}", origin_line(&cx.app.settings.origin, code.expose()));
    let message = TextMessage { kind: MESSAGE, to: number, account: row.id, text: text.into(), expires };
    gatehouse_messages::queue(cx, tx, message, admitted).await?;
    cx.audit(tx, events::TEXT_CODE_SENT.about(row.id).of_account(row.id)).await
}

/// Whether it is this row's code.
pub(super) fn is_of(cx: &Cx, row: &Model, code: &str) -> bool {
    cx.app.keys.accepted(DOMAIN, &of_row(row.id, code)).contains(&row.code_hash)
}

/// Counts a wrong try; `true`: it was the last one, and the code is gone.
pub(super) async fn failed(tx: &Tx, row: &Model) -> Result<bool, Fault> {
    if row.failures + 1 >= TRIES {
        end(tx, row.id).await?;
        return Ok(true);
    }
    Entity::update_many()
        .col_expr(Column::Failures, Expr::col(Column::Failures).add(1))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    Ok(false)
}

/// A code that has opened, or that nobody needs any more.
pub(super) async fn end(tx: &Tx, id: Uuid) -> Result<(), Fault> {
    Entity::delete_by_id(id).exec(&**tx).await?;
    Ok(())
}
