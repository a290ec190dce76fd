//! What editions, features, terms, applications and versions have in common (LIC-1): each is a row of a product, known there by its
//! code, and is added, changed and removed under the product's version.

use super::{CatalogRefusal, allowed, done, taken, touch};
use crate::model::input::Reader;
use gatehouse_context::{Cx, Event};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, async_trait, refuse};
use gatehouse_db::{Tx, Unique};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ValueType;

type Row<P> = <<P as CatalogPart>::Table as EntityTrait>::ActiveModel;

/// The columns that every kind of part has.
#[derive(Clone, Copy, Debug)]
pub struct PartColumns<T: EntityTrait> {
    /// Its id.
    pub id: T::Column,
    /// Its product's id.
    pub product: T::Column,
    /// The word that is unique in the product. The form's field and the API's member are called the same.
    pub code: T::Column,
}

/// A kind of part; the type is one as entered, with numbers as text, so that a form and a JSON body are checked alike.
#[async_trait]
pub trait CatalogPart: Sized + Sync {
    /// Where parts of this kind are stored.
    type Table: EntityTrait;
    /// Its columns.
    const COLUMNS: PartColumns<Self::Table>;
    /// The index that keeps codes apart.
    const CODES: Unique;
    /// What the log says of a new one.
    const ADDED: Event;
    /// What the log says of a changed one; `None` for facts, which are added and removed only.
    const CHANGED: Option<Event>;
    /// What the log says of a removed one.
    const REMOVED: Event;

    /// Checks what was entered. The row is without its id and its product.
    fn read(&self, cx: &Cx, reader: &mut Reader) -> Row<Self>;

    /// Stores what other tables hold of it, behind its row.
    async fn store_rest(&self, _cx: &Cx, _tx: &Tx, _product: Uuid, _id: Uuid) -> Outcome<(), CatalogRefusal> {
        Ok(())
    }

    /// Refuses the change while something depends on what was; asked behind the change, so that nothing gets between.
    async fn hold_change(_cx: &Cx, _tx: &Tx, _id: Uuid) -> Outcome<(), CatalogRefusal> {
        Ok(())
    }

    /// Whether something that was issued refers to it, so that it cannot be removed.
    async fn is_used(_cx: &Cx, _tx: &Tx, _id: Uuid) -> Result<bool, Fault> {
        Ok(false)
    }
}

/// Adds a part to a product that is still at `expected` (`None`: whatever it is at); returns the part's id.
pub async fn add<P: CatalogPart>(
    cx: &Cx,
    product: Uuid,
    expected: Option<i64>,
    entry: &P,
) -> Outcome<Uuid, CatalogRefusal> {
    let (row, _) = checked(cx, entry)?;
    let tx = cx.begin().await?;
    touch(cx, &tx, product, expected).await?;
    let (id, code) = insert::<P>(cx, &tx, product, row).await?;
    entry.store_rest(cx, &tx, product, id).await?;
    Ok(done(cx, tx, P::ADDED, product, id, &code).await?)
}

/// Stores the row of a new part; returns its id and its code.
pub(super) async fn insert<P: CatalogPart>(
    cx: &Cx,
    tx: &Tx,
    product: Uuid,
    mut row: Row<P>,
) -> Outcome<(Uuid, String), CatalogRefusal> {
    let (id, code) = (cx.id(), code::<P>(&row));
    row.try_set(P::COLUMNS.id, id.into())?;
    row.try_set(P::COLUMNS.product, product.into())?;
    P::Table::insert(row).exec_without_returning(&**tx).await.map_err(|error| taken(error, P::CODES, field::<P>()))?;
    Ok((id, code))
}

/// Changes a part of a product that is still at `expected`; returns the part's id.
pub async fn change<P: CatalogPart>(
    cx: &Cx,
    product: Uuid,
    id: Uuid,
    expected: Option<i64>,
    entry: &P,
) -> Outcome<Uuid, CatalogRefusal> {
    let (row, code) = checked(cx, entry)?;
    let Some(event) = P::CHANGED else { return Err(refuse(CatalogRefusal::Unknown)) };
    let tx = cx.begin().await?;
    touch(cx, &tx, product, expected).await?;
    let change = P::Table::update_many().set(row).filter(P::COLUMNS.id.eq(id)).filter(P::COLUMNS.product.eq(product));
    let changed = change.exec(&*tx).await.map_err(|error| taken(error, P::CODES, field::<P>()))?;
    if changed.rows_affected == 0 {
        return Err(refuse(CatalogRefusal::Unknown));
    }
    P::hold_change(cx, &tx, id).await?;
    entry.store_rest(cx, &tx, product, id).await?;
    Ok(done(cx, tx, event, product, id, &code).await?)
}

/// Removes a part to which nothing refers that was issued, of a product that is still at `expected`.
pub async fn remove<P: CatalogPart>(
    cx: &Cx,
    product: Uuid,
    id: Uuid,
    expected: Option<i64>,
) -> Outcome<(), CatalogRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    touch(cx, &tx, product, expected).await?;
    let one = P::Table::find().filter(P::COLUMNS.id.eq(id)).filter(P::COLUMNS.product.eq(product));
    let Some(row) = one.one(&*tx).await? else { return Err(refuse(CatalogRefusal::Unknown)) };
    if P::is_used(cx, &tx, id).await? {
        return Err(refuse(CatalogRefusal::InUse));
    }
    P::Table::delete_many().filter(P::COLUMNS.id.eq(id)).exec(&*tx).await?;
    done(cx, tx, P::REMOVED, product, id, &text(row.get(P::COLUMNS.code))).await?;
    Ok(())
}

/// The row and its code, once the actor may change the catalog and everything that was entered is right.
fn checked<P: CatalogPart>(cx: &Cx, entry: &P) -> Outcome<(Row<P>, String), CatalogRefusal> {
    allowed(cx)?;
    let mut reader = Reader::default();
    let row = entry.read(cx, &mut reader);
    reader.finish(()).or_refuse()?;
    let code = code::<P>(&row);
    Ok((row, code))
}

fn code<P: CatalogPart>(row: &Row<P>) -> String {
    row.get(P::COLUMNS.code).into_value().map(text).unwrap_or_default()
}

fn field<P: CatalogPart>() -> &'static str {
    P::COLUMNS.code.as_str()
}

fn text(value: Value) -> String {
    <String as ValueType>::try_from(value).unwrap_or_default()
}
