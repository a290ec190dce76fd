//! A term: how long licenses of the product run (LIC-1, LIC-3).
//!
//! It begins with the first activation and lasts calendar months or days, or has no end; or it ends on a fixed date
//! whenever it begins. Licenses carry a copy, so changing a term changes nothing that was sold. While a batch is being made
//! its term stays as it is, so that all its licenses are alike.

use super::{CatalogRefusal, allowed, done, taken, touch};
use crate::events;
use crate::model::catalog::{MOST_DAYS, MOST_MONTHS, Starts};
use crate::model::input::{Invalid, NAME, Reader, Wrong};
use crate::tables::issue_batch;
use crate::tables::term::{ActiveModel, Column, Entity};
use gatehouse_core::{Moment, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::{Cx, Unique};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

const CODE: Unique = Unique { name: "term_code", columns: "term.product_id, term.code" };

/// A term as entered.
#[derive(Clone, Debug, Default)]
pub struct TermEntry {
    /// Unique in the product.
    pub code: String,
    /// 1 to 120 characters.
    pub name: String,
    /// `activation` or `fixed`.
    pub starts: String,
    /// Calendar months, 1 to 240.
    pub months: String,
    /// Calendar days, 1 to 7,300; not together with months.
    pub days: String,
    /// The last day, for `fixed`.
    pub fixed_until: String,
}

struct Checked {
    code: String,
    name: String,
    starts: Starts,
    months: Option<i64>,
    days: Option<i64>,
    fixed_until: Option<Moment>,
}

fn check(cx: &Cx, entry: &TermEntry) -> Result<Checked, Invalid> {
    let mut reader = Reader::default();
    let zone = cx.app.settings.vendor_zone();
    let name = reader.line("name", &entry.name, NAME);
    let code = reader.slug("code", &entry.code);
    let starts = reader.choice("starts", &entry.starts, Starts::from_word).unwrap_or(Starts::Activation);
    let months = reader.optional_number("months", &entry.months, 1, MOST_MONTHS);
    let days = reader.optional_number("days", &entry.days, 1, MOST_DAYS);
    let fixed_until = reader.end_of_day("fixed_until", &entry.fixed_until, &zone);
    let any_length = !entry.months.trim().is_empty() || !entry.days.trim().is_empty();
    match starts {
        Starts::Activation if months.is_some() && days.is_some() => reader.wrong("days", Wrong::TwoLengths),
        Starts::Activation if !entry.fixed_until.trim().is_empty() => reader.wrong("fixed_until", Wrong::TwoLengths),
        Starts::Fixed if any_length => reader.wrong("months", Wrong::TwoLengths),
        Starts::Fixed if entry.fixed_until.trim().is_empty() => reader.wrong("fixed_until", Wrong::Required),
        Starts::Fixed if fixed_until.is_some_and(|end| end <= cx.now()) => reader.wrong("fixed_until", Wrong::Past),
        Starts::Activation | Starts::Fixed => {}
    }
    reader.finish(Checked { code, name, starts, months, days, fixed_until })
}

/// Creates a term (`id` is `None`) or changes one; returns its id.
pub async fn save(
    cx: &Cx,
    product: Uuid,
    id: Option<Uuid>,
    expected: Option<i64>,
    entry: &TermEntry,
) -> Outcome<Uuid, CatalogRefusal> {
    allowed(cx)?;
    let checked = check(cx, entry).or_refuse()?;
    let tx = cx.begin().await?;
    touch(cx, &tx, product, expected).await?;
    let term = id.unwrap_or_else(|| cx.id());
    let fixed = checked.fixed_until.map(|end| end.0);
    if id.is_some() {
        let changed = Entity::update_many()
            .col_expr(Column::Code, Expr::value(checked.code.clone()))
            .col_expr(Column::Name, Expr::value(checked.name))
            .col_expr(Column::Starts, Expr::value(checked.starts.word()))
            .col_expr(Column::Months, Expr::value(checked.months))
            .col_expr(Column::Days, Expr::value(checked.days))
            .col_expr(Column::FixedUntil, Expr::value(fixed))
            .filter(Column::Id.eq(term))
            .filter(Column::ProductId.eq(product))
            .exec(&*tx)
            .await
            .map_err(|error| taken(error, CODE, "code"))?;
        if changed.rows_affected == 0 {
            return Err(refuse(CatalogRefusal::Unknown));
        }
        // Looked at behind the change: a part that is being made now holds the term's row until it is stored.
        let running = issue_batch::Entity::find()
            .filter(issue_batch::Column::TermId.eq(term))
            .filter(issue_batch::Column::State.eq("running"));
        if running.one(&*tx).await?.is_some() {
            return Err(refuse(CatalogRefusal::BatchRunning));
        }
    } else {
        let row = ActiveModel {
            id: Set(term),
            product_id: Set(product),
            code: Set(checked.code.clone()),
            name: Set(checked.name),
            starts: Set(checked.starts.word().to_owned()),
            months: Set(checked.months),
            days: Set(checked.days),
            fixed_until: Set(fixed),
        };
        Entity::insert(row).exec_without_returning(&*tx).await.map_err(|error| taken(error, CODE, "code"))?;
    }
    let event = if id.is_some() { events::TERM_CHANGED } else { events::TERM_CREATED };
    Ok(done(cx, tx, event, product, term, &checked.code).await?)
}

/// Removes a term that no batch names; licenses have their copy.
pub async fn remove(cx: &Cx, product: Uuid, id: Uuid) -> Outcome<(), CatalogRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    touch(cx, &tx, product, None).await?;
    let Some(row) = Entity::find_by_id(id).filter(Column::ProductId.eq(product)).one(&*tx).await? else {
        return Err(refuse(CatalogRefusal::Unknown));
    };
    if issue_batch::Entity::find().filter(issue_batch::Column::TermId.eq(id)).one(&*tx).await?.is_some() {
        return Err(refuse(CatalogRefusal::InUse));
    }
    Entity::delete_by_id(id).exec(&*tx).await?;
    done(cx, tx, events::TERM_REMOVED, product, id, &row.code).await?;
    Ok(())
}
