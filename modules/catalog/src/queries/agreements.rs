//! License agreements of products, as everybody may read them (LIC-34).

use crate::model::labels::{Labels, text_for};
use crate::tables::{agreement, agreement_text, product};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashMap;

/// A version with its texts.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// The version.
    pub version: agreement::Model,
    /// The code of its product.
    pub product_code: String,
    /// The name of its product.
    pub product: String,
    /// What it says, by the language's tag.
    pub texts: Labels,
}

impl Agreement {
    /// The tag of a language and the text in it: the reader's, else English, else any.
    pub fn text(&self, lang: Lang) -> (&str, &str) {
        text_for(&self.texts, lang).unwrap_or_default()
    }

    /// Where everybody can read this version.
    pub fn page(&self) -> String {
        page_of(self.version.id)
    }
}

/// Where everybody can read a version.
pub fn page_of(version: Uuid) -> String {
    format!("/agreements/{version}")
}

/// A version; `None` when there is none of this id.
pub async fn version(cx: &Cx, id: Uuid) -> Result<Option<Agreement>, Fault> {
    match agreement::Entity::find_by_id(id).one(cx.read()).await? {
        Some(version) => whole(cx, version).await,
        None => Ok(None),
    }
}

/// The version of a product that is in force; `None` when it has no agreement.
pub async fn in_force(cx: &Cx, product: Uuid) -> Result<Option<agreement::Model>, Fault> {
    Ok(newest(product).one(cx.read()).await?)
}

/// The same of these products, by their ids; those without an agreement are missing.
pub async fn in_force_of(cx: &Cx, products: &[Uuid]) -> Result<HashMap<Uuid, agreement::Model>, Fault> {
    let is_newest = "agreement.number = \
        (select max(other.number) from agreement other where other.product_id = agreement.product_id)";
    let found = agreement::Entity::find()
        .filter(agreement::Column::ProductId.is_in(products.iter().copied()))
        .filter(Expr::cust(is_newest));
    Ok(found.all(cx.read()).await?.into_iter().map(|version| (version.product_id, version)).collect())
}

/// The version in force with its texts, of the product with this code.
pub async fn of_product(cx: &Cx, code: &str) -> Result<Option<Agreement>, Fault> {
    let by_code = product::Entity::find().filter(product::Column::Code.eq(code));
    let id = by_code.select_only().column(product::Column::Id).into_tuple::<Uuid>().one(cx.read()).await?;
    let Some(id) = id else { return Ok(None) };
    match in_force(cx, id).await? {
        Some(version) => whole(cx, version).await,
        None => Ok(None),
    }
}

/// The versions of a product, the newest first.
pub(crate) fn newest(product: Uuid) -> Select<agreement::Entity> {
    agreement::Entity::find().filter(agreement::Column::ProductId.eq(product)).order_by_desc(agreement::Column::Number)
}

async fn whole(cx: &Cx, version: agreement::Model) -> Result<Option<Agreement>, Fault> {
    let Some(product) = product::Entity::find_by_id(version.product_id).one(cx.read()).await? else { return Ok(None) };
    let rows = agreement_text::Entity::find().filter(agreement_text::Column::AgreementId.eq(version.id));
    let texts = rows.all(cx.read()).await?.into_iter().map(|row| (row.lang, row.body)).collect();
    Ok(Some(Agreement { version, product_code: product.code, product: product.name, texts }))
}
