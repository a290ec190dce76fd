//! Changes of the catalog (LIC-1): one file per part of a product.
//!
//! Every change below a product counts up the product's version in the same transaction, under the version that the
//! clerk looked at. So two clerks never overwrite each other, and the API's ETag covers the whole product.

pub mod application;
pub mod edition;
pub mod feature;
pub mod product;
pub mod term;
pub mod version;

use crate::catalog_memory::CatalogMemory;
use crate::model::input::{FieldError, Invalid, Wrong};
use crate::rights::NotAllowed;
use crate::tables;
use gatehouse_core::{Fault, Lang, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::{AuditEntry, Cx, Tx, Unique};
use sea_orm::DbErr;
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;

/// The scope of the API for changes.
const SCOPE: &str = "catalog:write";

/// Why the catalog was not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatalogRefusal {
    /// Neither role nor scope.
    NotAllowed,
    /// No such product or part of it.
    Unknown,
    /// Fields are wrong.
    Invalid(Invalid),
    /// Somebody else changed the product meanwhile.
    Stale,
    /// Licenses or batches refer to it.
    InUse,
    /// A batch with this term is being made.
    BatchRunning,
}

impl From<NotAllowed> for CatalogRefusal {
    fn from(_: NotAllowed) -> Self {
        Self::NotAllowed
    }
}

impl From<Invalid> for CatalogRefusal {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

impl Refusal for CatalogRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => NotAllowed.code(),
            Self::Unknown => "catalog.unknown",
            Self::Invalid(invalid) => invalid.code(),
            Self::Stale => "catalog.changed_meanwhile",
            Self::InUse => "catalog.in_use",
            Self::BatchRunning => "catalog.batch_running",
        }
    }
    fn text(&self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::NotAllowed => NotAllowed.text(lang),
            Self::Unknown => t.msg_refusal_catalog_unknown(),
            Self::Invalid(invalid) => invalid.text(lang),
            Self::Stale => t.msg_refusal_changed_meanwhile(),
            Self::InUse => t.msg_refusal_catalog_in_use(),
            Self::BatchRunning => t.msg_refusal_catalog_batch_running(),
        }
    }
    fn field(&self) -> Option<&'static str> {
        match self {
            Self::Invalid(invalid) => invalid.field(),
            _ => None,
        }
    }
    fn status(&self) -> u16 {
        match self {
            Self::NotAllowed => 403,
            Self::Unknown => 404,
            Self::Invalid(invalid) => invalid.status(),
            Self::Stale => 412,
            Self::InUse | Self::BatchRunning => 409,
        }
    }
    fn others(&self) -> Vec<&dyn Refusal> {
        match self {
            Self::Invalid(invalid) => invalid.others(),
            _ => Vec::new(),
        }
    }
}

fn allowed(cx: &Cx) -> Result<(), gatehouse_core::Stop<CatalogRefusal>> {
    crate::rights::may_change(cx, SCOPE).map_err(|refusal| refuse(refusal.into()))
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

/// Writes the audit line of a change and commits.
async fn done(cx: &Cx, tx: Tx, kind: &'static str, product: Uuid, part: Uuid, code: &str) -> Result<Uuid, Fault> {
    let details = serde_json::json!({ "part": part, "code": code });
    cx.audit(&tx, AuditEntry::new(kind, "product", Some(product)).with(details)).await?;
    cx.once(&tx, part).await?;
    tx.commit().await?;
    Ok(part)
}

/// A violated unique index of a part's code is an error at that field.
fn taken(error: DbErr, unique: Unique, field: &'static str) -> gatehouse_core::Stop<CatalogRefusal> {
    if unique.violated_by(&error) {
        return refuse(CatalogRefusal::Invalid(Invalid {
            first: FieldError { field, wrong: Wrong::Taken },
            rest: Vec::new(),
        }));
    }
    error.into()
}
