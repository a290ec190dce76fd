//! A version of a product's license agreement is published (LIC-34).
//!
//! A version stays as it is: people accepted it, and can read it later. The newest one is in force, and who accepts from now on accepts
//! that. Whether a product asks for it at all is a setting of the product.

use super::{CatalogRefusal, allowed, touch};
use crate::events;
use crate::model::agreement::read_texts;
use crate::model::input::Reader;
use crate::model::labels::Labels;
use crate::queries::agreements::newest;
use crate::tables::{agreement, agreement_text};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Publishes the next version for a product that is still at `expected` (`None`: whatever it is at); returns the version's id.
pub async fn publish_agreement(
    cx: &Cx,
    product: Uuid,
    expected: Option<i64>,
    texts: &Labels,
) -> Outcome<Uuid, CatalogRefusal> {
    allowed(cx)?;
    let mut reader = Reader::default();
    let texts = read_texts(&mut reader, "texts", texts);
    reader.finish(()).or_refuse()?;
    let tx = cx.begin().await?;
    touch(cx, &tx, product, expected).await?;
    // Behind the product's row, so no two versions have one number.
    let number = newest(product).one(&*tx).await?.map_or(1, |last| last.number + 1);
    let id = cx.id();
    let row = agreement::ActiveModel {
        id: Set(id),
        product_id: Set(product),
        number: Set(number),
        published_at: Set(cx.now()),
    };
    agreement::Entity::insert(row).exec_without_returning(&*tx).await?;
    let text = |(lang, body)| agreement_text::ActiveModel { agreement_id: Set(id), lang: Set(lang), body: Set(body) };
    agreement_text::Entity::insert_many(texts.into_iter().map(text)).exec_without_returning(&*tx).await?;
    let details = serde_json::json!({ "agreement": number });
    cx.audit(&tx, events::AGREEMENT_PUBLISHED.about(product).with(details)).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}
