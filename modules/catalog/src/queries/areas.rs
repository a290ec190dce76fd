//! Products by what they protect, with their versions: what a form of support narrows (SUP-2).

use crate::tables::{product, product_version};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder};
use std::collections::HashMap;

/// A product with its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductInArea {
    /// The product.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it protects; empty: nothing is said.
    pub area: String,
    /// Newest first.
    pub versions: Vec<product_version::Model>,
}

/// These products, by area and name; those of which nothing is said come last. A product that is not sold any more is among them: it
/// may still run.
pub async fn in_areas(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<ProductInArea>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let products = product::Entity::find().filter(product::Column::Id.is_in(ids.iter().copied())).all(conn).await?;
    let versions = product_version::Entity::find()
        .filter(product_version::Column::ProductId.is_in(ids.iter().copied()))
        .order_by_desc(product_version::Column::ReleasedAt)
        .order_by_desc(product_version::Column::Number)
        .all(conn)
        .await?;
    let mut by_product = HashMap::<Uuid, Vec<product_version::Model>>::new();
    for version in versions {
        by_product.entry(version.product_id).or_default().push(version);
    }
    let mut all: Vec<ProductInArea> = products
        .into_iter()
        .map(|row| ProductInArea {
            versions: by_product.remove(&row.id).unwrap_or_default(),
            id: row.id,
            name: row.name,
            area: row.area,
        })
        .collect();
    all.sort_by(|a, b| (a.area.is_empty(), &a.area, &a.name, a.id).cmp(&(b.area.is_empty(), &b.area, &b.name, b.id)));
    Ok(all)
}
