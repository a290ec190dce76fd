//! Staff add a statement (PRI-7): what it is, and what they call it. Its first version is a draft without a text; nobody is asked for
//! anything until it is published.

use super::{StatementRefusal, allowed, draft, insert};
use crate::events;
use crate::model::entry::{StatementError, kind, name};
use crate::tables::statement::{ActiveModel, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Errors, OrRefuse as _, Outcome, Uuid};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// What is added.
#[derive(Clone, Debug, Default)]
pub struct AddStatement {
    /// `processing` or `terms`.
    pub kind: String,
    /// What staff call it, 1 to 120 characters.
    pub name: String,
}

/// A statement and its draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// The statement.
    pub statement: Uuid,
    /// Its first version.
    pub version: Uuid,
}

/// Adds a statement with an empty draft.
pub async fn add_statement(cx: &Cx, input: &AddStatement) -> Outcome<Added, StatementRefusal> {
    allowed(cx)?;
    let mut errors = Errors::<StatementError>::default();
    let kind = kind(&mut errors, &input.kind);
    let name = name(&mut errors, &input.name);
    let (kind, name) = errors.finish(|| Ok((kind?, name?))).or_refuse()?;
    let tx = cx.begin().await?;
    let id = cx.id();
    let row = ActiveModel { id: Set(id), kind: Set(kind), name: Set(name), created_at: Set(cx.now()) };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    let first = draft(cx, id, 1);
    let version = first.id;
    insert(&tx, first).await?;
    cx.audit(&tx, events::STATEMENT_ADDED.about(id)).await?;
    tx.commit().await?;
    Ok(Added { statement: id, version })
}
