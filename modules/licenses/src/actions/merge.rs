//! Several codes of one customer become one, at renewal and at no other time (LIC-19).
//!
//! What goes in: licenses that run, or ended shortly ago, and the renewal, a code of the same type that no device was activated with.
//! What comes out: a new license with a new code, whose seats and end follow from the product's rule; seats times time that is left
//! stays what it was ([`crate::model::life::merged`]).
//!
//! The parents keep their rows and devices. A device of a parent counts in the new license until it is activated there, where its
//! old seat is freed first: so there are never more devices than seats. The parents stop after the transition. Until the
//! new code is used, all of it can be undone ([`super::undo_merge`]).

mod new_license;
mod preview;

use super::life_parts::{Step, change, entered, locked, may_change, no_change_waits, note, old_until, product_of};
use crate::actions::leases::{license_changed, stop_license};
use crate::events;
use crate::mails::license_life::{self, News};
use crate::model::behalf::Behalf;
use crate::model::license::BlockReason;
use crate::model::life::StepKind;
use crate::model::life_refusal::LifeRefusal;
use crate::tables::license::{Column, Model};
use crate::tables::license_holder;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

pub use preview::{Preview, preview};
use preview::{judged, rows_of};

/// Holders of the new license, at the most.
const MOST_HOLDERS: u64 = 1_000;

/// What is merged.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MergeLicenses, example = json!({"licenses": ["0199a0c2-7d00-7000-8000-000000000003", "0199a0c2-7d00-7000-8000-000000000004"],
    "renewal": "0199a0c2-7d00-7000-8000-000000000009"}))]
pub struct Merge {
    /// The licenses that become one, 1 to 49.
    #[schema(max_items = 49)]
    pub licenses: Vec<Uuid>,
    /// The renewal: a license of the same product, edition and kind that no device was activated with.
    pub renewal: Option<Uuid>,
}

/// Merges them; answers the new license. Asked again for what was merged already, it answers that.
pub async fn merge(cx: &Cx, behalf: Behalf, input: &Merge) -> Outcome<Uuid, LifeRefusal> {
    let (ids, renewal) = rows_of(input).or_refuse()?;
    may_change(cx, behalf, &ids).await?;
    let tx = cx.begin().await?;
    let rows = locked(&tx, &ids).await?;
    entered(cx, &tx, behalf, &rows.iter().collect::<Vec<_>>()).await?;
    if let Some(merged) = is_merged(&rows, ids.len()) {
        cx.once(&tx, merged).await?;
        tx.commit().await?;
        return Ok(merged);
    }
    let product = product_of(&tx, rows.first().ok_or_else(|| refuse(LifeRefusal::Unknown))?).await?;
    let outcome = judged(cx, &*tx, &rows, ids.len(), renewal, product.merge_rule).await?;
    no_change_waits(&tx, &ids).await?;
    let until = old_until(cx.now(), None, &product);
    let made = new_license::make(cx, &tx, &rows, renewal, &outcome).await?;
    for row in &rows {
        supersede(cx, &tx, row, made.license.id, until).await?;
        let step = Step {
            kind: StepKind::Merged,
            seats: outcome.seats,
            ends: Some(outcome.ends),
            other: Some(made.license.id),
        };
        note(cx, &tx, row, step, None).await?;
        cx.audit(&tx, events::MERGED_INTO.about(row.id).with(serde_json::json!({ "number": made.license.number })))
            .await?;
    }
    hold(cx, &tx, &ids, &made.license).await?;
    let details = serde_json::json!({ "seats": outcome.seats, "until": outcome.ends.rfc3339(), "total": rows.len() });
    cx.audit(&tx, events::MERGED.about(made.license.id).with(details)).await?;
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    let news = News::Merged { numbers: &numbers, seats: outcome.seats, ends: outcome.ends, old_until: until };
    license_life::tell(cx, &tx, &made.license, &news, Some(&made.code)).await?;
    cx.once(&tx, made.license.id).await?;
    tx.commit().await?;
    Ok(made.license.id)
}

/// What these were merged into, when all of them were, together.
fn is_merged(rows: &[Model], asked: usize) -> Option<Uuid> {
    let into: BTreeSet<Option<Uuid>> = rows.iter().map(|row| row.merged_into).collect();
    let only = into.first().copied().flatten();
    only.filter(|_| into.len() == 1 && rows.len() == asked)
}

/// A parent: it gives its right away now, and its devices go on until the transition is over.
async fn supersede(cx: &Cx, tx: &Tx, row: &Model, into: Uuid, until: Moment) -> Result<(), Fault> {
    let now = cx.now();
    let at_once = until <= now;
    change(row.id)
        .col_expr(Column::SupersededAt, Expr::value(now))
        .col_expr(Column::MergedInto, Expr::value(into))
        .col_expr(Column::BlockFrom, Expr::value(until))
        .col_expr(Column::BlockReason, Expr::value(BlockReason::Replaced))
        .col_expr(Column::BlockedAt, Expr::value(at_once.then_some(now)))
        .exec(&**tx)
        .await?;
    if at_once { stop_license(cx, tx, row.id).await } else { license_changed(cx, tx, row.id).await }
}

/// Who has one of the merged licenses has the new one, as far as it has seats for accounts.
async fn hold(cx: &Cx, tx: &Tx, parents: &[Uuid], made: &Model) -> Result<(), Fault> {
    let most = u64::try_from(made.seats).unwrap_or(1).min(MOST_HOLDERS);
    let holders: Vec<(Option<Uuid>, Option<Uuid>)> = license_holder::Entity::find()
        .select_only()
        .columns([license_holder::Column::AccountId, license_holder::Column::CompanyId])
        .filter(license_holder::Column::LicenseId.is_in(parents.iter().copied()))
        .group_by(license_holder::Column::AccountId)
        .group_by(license_holder::Column::CompanyId)
        .order_by_asc(license_holder::Column::AddedAt.min())
        .limit(most)
        .into_tuple()
        .all(&**tx)
        .await?;
    if holders.is_empty() {
        return Ok(());
    }
    let rows = holders.into_iter().map(|(account, company)| license_holder::ActiveModel {
        id: Set(cx.id()),
        license_id: Set(made.id),
        account_id: Set(account),
        added_at: Set(cx.now()),
        company_id: Set(company),
        key_file_name_sealed: Set(None),
    });
    license_holder::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}
