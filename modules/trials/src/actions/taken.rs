//! One trial per product and person (LIC-22), judged by a keyed hash of product and mailbox, which outlasts the trial.
//!
//! Of two requests for one mailbox at the same moment, the first one to write the row has the trial; the other one waits for it and finds
//! it taken. Rows from before a rotation of the pepper are found under theirs.

use crate::model::mailbox::{TAKEN, mailbox, of_product};
use crate::model::month::month_of;
use crate::tables::trial_taken::{ActiveModel, Column, Entity, Model};
use gatehouse_context::{Cx, peppers};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ExprTrait, QueryOrder as _, QuerySelect as _, Set};

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is theirs now. `again`: a clerk has allowed one more.
    Now { again: bool },
    /// They had it.
    Before,
}

/// Takes the trial of a mailbox.
pub(crate) async fn take(cx: &Cx, tx: &Tx, product: Uuid, email: &str) -> Result<Taken, Fault> {
    let row = match find(cx, tx, product, email).await? {
        Some(row) => row,
        None => make(cx, tx, product, email).await?,
    };
    if row.given > row.allowed {
        return Ok(Taken::Before);
    }
    let update = Entity::update_many()
        .col_expr(Column::Given, Expr::value(row.given + 1))
        .col_expr(Column::Month, Expr::value(month_of(cx.now())?));
    update.filter(Column::Id.eq(row.id)).exec(&**tx).await?;
    Ok(Taken::Now { again: row.given > 0 })
}

/// These people (of a product, with an address) were mailed a code that was never used and works no more: each can have theirs after all.
/// Otherwise any stranger could use up the trial of whoever they write down.
pub(crate) async fn give_back(cx: &Cx, tx: &Tx, people: &[(Uuid, String)]) -> Result<(), Fault> {
    let of_person = |(product, email): &(Uuid, String)| {
        cx.app.keys.accepted(TAKEN, &of_product(*product, mailbox(email).as_bytes()))
    };
    let lookups: Vec<Vec<u8>> = people.iter().flat_map(of_person).collect();
    if lookups.is_empty() {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::Given, ExprTrait::sub(Expr::col(Column::Given), 1))
        .filter(Column::Lookup.is_in(lookups))
        .filter(Column::Given.gt(0))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// The row of a mailbox, held; `None`: it never had a trial, or that is forgotten.
pub(crate) async fn find(cx: &Cx, tx: &Tx, product: Uuid, email: &str) -> Result<Option<Model>, Fault> {
    let lookups = cx.app.keys.accepted(TAKEN, &of_product(product, mailbox(email).as_bytes()));
    let found = Entity::find().filter(Column::Lookup.is_in(lookups)).order_by_desc(Column::Given);
    Ok(found.lock_exclusive().one(&**tx).await?)
}

/// Writes the row of one that has none, unless another transaction was faster, and holds it.
async fn make(cx: &Cx, tx: &Tx, product: Uuid, email: &str) -> Result<Model, Fault> {
    let version = peppers::writing(cx, tx, TAKEN).await?;
    let lookup = cx.app.keys.lookup_under(version, TAKEN, &of_product(product, mailbox(email).as_bytes()))?;
    let row = ActiveModel {
        id: Set(cx.id()),
        product_id: Set(product),
        lookup: Set(lookup.to_vec()),
        pepper_version: Set(version),
        given: Set(0),
        allowed: Set(0),
        month: Set(month_of(cx.now())?),
    };
    let once = OnConflict::column(Column::Lookup).do_nothing().to_owned();
    Entity::insert(row).on_conflict(once).exec_without_returning(&**tx).await?;
    find(cx, tx, product, email).await?.ok_or_else(|| Fault::busy("the mark of a trial went away while it was made"))
}
