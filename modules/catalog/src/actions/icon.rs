//! A product's icon: read by the worker, written anew, and stored where every node finds it.

use super::{CatalogRefusal, allowed, touch};
use crate::events;
use crate::tables::product::{Column, Entity};
use gatehouse_brand::{store, uploads};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::Asker;
use gatehouse_pictures::PictureRefusal;
use gatehouse_worker::Workers;
use sea_orm::entity::prelude::*;

/// Why the icon was not changed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum IconRefusal {
    /// The catalog refuses it.
    Catalog(CatalogRefusal),
    /// The picture is not taken.
    Picture(PictureRefusal),
}

/// Gives a product this icon.
pub async fn set(cx: &Cx, product: Uuid, bytes: &[u8]) -> Outcome<(), IconRefusal> {
    allowed(cx).map_err(|stop| stop.map(IconRefusal::Catalog))?;
    if bytes.is_empty() {
        return Err(refuse(PictureRefusal::Missing.into()));
    }
    let (workers, asker) = (cx.service::<Workers>()?, Asker::of(cx));
    let pictures = match gatehouse_pictures::read(workers, &asker, &uploads::asked_of_product(), bytes).await? {
        Ok(pictures) => pictures,
        Err(unread) => return Err(refuse(PictureRefusal::from(unread).into())),
    };
    let tx = cx.begin().await?;
    for picture in &pictures {
        store::keep(cx, &*tx, picture).await?;
    }
    write(cx, tx, product, pictures.first().map(gatehouse_pictures::Picture::name)).await
}

/// Takes a product's icon away.
pub async fn remove(cx: &Cx, product: Uuid) -> Outcome<(), IconRefusal> {
    allowed(cx).map_err(|stop| stop.map(IconRefusal::Catalog))?;
    let tx = cx.begin().await?;
    write(cx, tx, product, None).await
}

async fn write(cx: &Cx, tx: Tx, product: Uuid, icon: Option<String>) -> Outcome<(), IconRefusal> {
    touch(cx, &tx, product, None).await.map_err(|stop| stop.map(IconRefusal::Catalog))?;
    let change = Entity::update_many().col_expr(Column::Icon, Expr::value(icon)).filter(Column::Id.eq(product));
    change.exec(&*tx).await?;
    cx.audit(&tx, events::PRODUCT_ICON_CHANGED.about(product)).await?;
    tx.commit().await?;
    Ok(())
}
