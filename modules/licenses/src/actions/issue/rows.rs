//! The rows of a batch: its licenses, their codes, and how far it is.

use super::codes::{self, Buffered, Maker, Row, generate_rows};
use crate::model::license::{NO_END, Status};
use crate::model::order::BatchState;
use crate::tables::{issue_batch, license, license_code};
use gatehouse_catalog::tables::term;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::{Tx, Unique};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{DbErr, Iterable as _, QuerySelect, Set};

/// Values of one statement: PostgreSQL takes 65,535, SQLite 32,766. A license has some forty.
const MOST_VALUES: usize = 32_000;
/// Numbers that are looked for at once.
const LOOKED_FOR: usize = 1_000;

const CODE_UNIQUE: Unique = Unique { name: "license_code_lookup", columns: "license_code.lookup" };
const NUMBER_UNIQUE: Unique = Unique { name: "license_number", columns: "license.number" };

/// Makes and stores `count` licenses of a batch. A number that another license has is made anew; two transactions that
/// picked the same number or code at the same moment end in a fault, and the caller's transaction is tried again.
pub(crate) async fn store_rows(
    cx: &Cx,
    tx: &Tx,
    batch: &issue_batch::Model,
    key: &SubjectKey,
    count: usize,
) -> Result<Vec<Row>, Fault> {
    // Locked, so that it cannot be changed between two parts of a batch.
    let term = term::Entity::find_by_id(batch.term_id)
        .lock_shared()
        .one(&**tx)
        .await?
        .ok_or_else(|| Fault::new("the batch's term is gone"))?;
    let mut rows = {
        let random = Buffered::new(cx.app.random.as_ref());
        generate_rows(
            Maker { keys: &cx.app.keys, subject: key, random: &random, kind: batch.kind, now: cx.now() },
            count,
        )?
    };
    free_numbers(cx, tx, &mut rows).await?;
    let licenses = |row: &Row| license_row(cx, batch, &term, row);
    for part in rows.chunks(MOST_VALUES / license::Column::iter().count()) {
        license::Entity::insert_many(part.iter().map(licenses)).exec_without_returning(&**tx).await.map_err(clash)?;
        let codes = part.iter().map(|row| row.code_row(row.license, batch.purchase_id, cx.now()));
        license_code::Entity::insert_many(codes).exec_without_returning(&**tx).await.map_err(clash)?;
    }
    Ok(rows)
}

/// Gives every row a number that is neither stored nor twice in `rows`.
pub(crate) async fn free_numbers(cx: &Cx, tx: &Tx, rows: &mut [Row]) -> Result<(), Fault> {
    let mut taken = std::collections::HashSet::new();
    for part in rows.chunks(LOOKED_FOR) {
        let found: Vec<String> = license::Entity::find()
            .select_only()
            .column(license::Column::Number)
            .filter(license::Column::Number.is_in(part.iter().map(|row| row.number.clone())))
            .into_tuple()
            .all(&**tx)
            .await?;
        taken.extend(found);
    }
    for row in rows {
        while !taken.insert(row.number.clone()) {
            let number = codes::number(cx.app.random.as_ref());
            let free =
                license::Entity::find().filter(license::Column::Number.eq(number.as_str())).one(&**tx).await?.is_none();
            if free {
                row.number = number;
            }
        }
    }
    Ok(())
}

fn license_row(cx: &Cx, batch: &issue_batch::Model, term: &term::Model, row: &Row) -> license::ActiveModel {
    let end = term.fixed_until;
    license::ActiveModel {
        id: Set(row.license),
        number: Set(row.number.clone()),
        purchase_id: Set(batch.purchase_id),
        batch_id: Set(Some(batch.id)),
        product_id: Set(batch.product_id),
        edition_id: Set(batch.edition_id),
        edition_rev: Set(batch.edition_rev),
        kind: Set(batch.kind),
        starts: Set(term.starts),
        months: Set(term.months),
        days: Set(term.days),
        fixed_until: Set(end),
        seats: Set(batch.seats),
        seats_used: Set(0),
        transfers: Set(0),
        device_pepper: Set(0),
        first_activated_at: Set(None),
        ends_at: Set(end),
        ends_order: Set(end.map_or(NO_END, |end| end.0)),
        activate_by: Set(batch.activate_by),
        awaiting_verification: Set(false),
        blocked_at: Set(None),
        block_from: Set(None),
        block_reported_at: Set(None),
        block_told_at: Set(None),
        block_grace_from: Set(None),
        block_limited_from: Set(None),
        block_next_at: Set(None),
        block_reason: Set(None),
        block_note_sealed: Set(None),
        status: Set(Status::NotActivated.word().to_owned()),
        status_until: Set(end.into_iter().chain(batch.activate_by).min().unwrap_or(Moment(NO_END))),
        superseded_at: Set(None),
        merged_into: Set(None),
        parents: Set(0),
        reserve_for: Set(None),
        created_at: Set(cx.now()),
        version: Set(1),
    }
}

fn clash(error: DbErr) -> Fault {
    if CODE_UNIQUE.violated_by(&error) || NUMBER_UNIQUE.violated_by(&error) {
        return Fault::busy("two codes or license numbers were drawn alike at the same moment");
    }
    error.into()
}

/// Counts `more` codes of a batch that had `before`; a fault when another runner counted meanwhile, so that the
/// caller's transaction rolls back and no code is doubled.
pub(crate) async fn finish(cx: &Cx, tx: &Tx, batch: Uuid, before: i64, more: i64, total: i64) -> Result<(), Fault> {
    use issue_batch::{Column, Entity};
    let is_last = before + more >= total;
    let changed = Entity::update_many()
        .col_expr(Column::Done, Expr::value(before + more))
        .col_expr(Column::State, Expr::value(if is_last { BatchState::Done } else { BatchState::Running }))
        .col_expr(Column::FinishedAt, Expr::value(is_last.then(|| cx.now())))
        .filter(Column::Id.eq(batch))
        .filter(Column::Done.eq(before))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 1 { Ok(()) } else { Err(Fault::new("another runner works on this batch")) }
}
