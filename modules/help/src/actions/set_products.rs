//! Which products an article is about: the step of saving it.

use crate::tables::help_product::{ActiveModel, Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

/// Puts these in the place of those before.
pub(super) async fn set_products(
    cx: &Cx,
    tx: &Tx,
    article: Uuid,
    products: &[Uuid],
    versions: &str,
) -> Result<(), Fault> {
    Entity::delete_many().filter(Column::ArticleId.eq(article)).exec(&**tx).await?;
    if products.is_empty() {
        return Ok(());
    }
    let row = |product: &Uuid| -> ActiveModel {
        let row = Model { id: cx.id(), article_id: article, product_id: *product, versions: versions.to_owned() };
        row.into_active_model()
    };
    Entity::insert_many(products.iter().map(row)).exec_without_returning(&**tx).await?;
    Ok(())
}
