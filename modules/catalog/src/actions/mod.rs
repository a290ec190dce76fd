//! Changes of the catalog (LIC-1): products with their icons and license agreements, and their parts. Each kind of part has a file with its
//! entry and its rules; [`add`], [`change`] and [`remove`] are for all kinds.
//!
//! Every change below a product counts up the product's version in the same transaction, under the version that the
//! clerk looked at. So two clerks never overwrite each other, and the API's ETag covers the whole product.

pub mod agreement;
pub mod application;
pub mod comparison;
pub mod edition;
pub mod edition_service;
pub mod feature;
pub mod icon;
pub mod new_product;
pub mod offer;
mod part;
pub mod product;
mod revisions;
pub mod term;
pub mod version;

pub use part::{CatalogPart, PartColumns, add, change, remove};

use crate::model::input::{Invalid, Wrong, invalid};
use crate::queries::catalog_memory::CatalogMemory;
use crate::rights::{CatalogWrite, NotAllowed, may};
use crate::tables;
use gatehouse_context::{Cx, Event};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Stop, Uuid, refuse};
use gatehouse_db::{Tx, Unique};
use sea_orm::DbErr;
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;

/// Why the catalog was not changed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum CatalogRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such product or part of it.
    #[refusal(404, "catalog.unknown", refusal_catalog_unknown)]
    Unknown,
    /// Fields are wrong.
    Invalid(Invalid),
    /// Somebody else changed the product meanwhile.
    #[refusal(412, "catalog.changed_meanwhile", refusal_changed_meanwhile)]
    Stale,
    /// Something that was issued refers to it.
    #[refusal(409, "catalog.in_use", refusal_catalog_in_use)]
    InUse,
    /// Something is being issued with this term at this moment.
    #[refusal(409, "catalog.batch_running", refusal_catalog_batch_running)]
    BatchRunning,
}

fn allowed(cx: &Cx) -> Outcome<(), CatalogRefusal> {
    may::<CatalogWrite>(cx).or_refuse()?;
    Ok(())
}

/// Counts up the product's version: locks its row, and refuses when it is gone or not at `expected`. This node forgets with the
/// commit what it remembers of the catalog.
async fn touch(cx: &Cx, tx: &Tx, product: Uuid, expected: Option<i64>) -> Outcome<(), CatalogRefusal> {
    use tables::product::{Column, Entity};
    let mut update = Entity::update_many()
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(product));
    if let Some(version) = expected {
        update = update.filter(Column::Version.eq(version));
    }
    if update.exec(&**tx).await?.rows_affected == 1 {
        let memory = cx.service::<CatalogMemory>()?.clone();
        tx.after_commit(move || memory.forget());
        return Ok(());
    }
    let exists = Entity::find_by_id(product).one(cx.read()).await?.is_some();
    Err(refuse(if exists { CatalogRefusal::Stale } else { CatalogRefusal::Unknown }))
}

/// Writes what editions and offers have become, and the audit line of the change, and commits.
async fn done(cx: &Cx, tx: Tx, event: Event, product: Uuid, part: Uuid, code: &str) -> Result<Uuid, Fault> {
    revisions::keep(cx, &tx, product).await?;
    tell(cx, &tx, event, product, part, code).await?;
    cx.once(&tx, part).await?;
    tx.commit().await?;
    Ok(part)
}

/// Writes the audit line of a change of a product or of a part of it.
async fn tell(cx: &Cx, tx: &Tx, event: Event, product: Uuid, part: Uuid, code: &str) -> Result<(), Fault> {
    let details = serde_json::json!({ "part": part, "code": code });
    cx.audit(tx, event.about(product).with(details)).await
}

/// A violated unique index of a part's code is an error at that field.
fn taken(error: DbErr, unique: Unique, field: &'static str) -> Stop<CatalogRefusal> {
    if unique.violated_by(&error) {
        return refuse(invalid(field, Wrong::Taken).into());
    }
    error.into()
}
