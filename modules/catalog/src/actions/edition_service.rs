//! What an edition needs and brings beside its features is set (LIC-33, LIC-34).
//!
//! The rule: all of it is a part of what is sold from now on, as the features are (LIC-1); what was sold keeps what was said then. Where some
//! features need a connected account, they are features that the edition has.

use super::{CatalogRefusal, allowed, done, touch};
use crate::events;
use crate::model::edition_service::{AccountNeed, ServiceTexts, read_lines};
use crate::model::input::{Reader, Wrong, invalid, text};
use crate::model::labels::{FeatureCode, Labels};
use crate::tables::{edition, edition_account_feature, edition_feature, edition_service, edition_text, feature};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// What is set.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EditionServiceBody, example = json!({"account_need": "some", "account_features": ["backup"],
    "support": {"en": "By email, an answer within two days"}, "services": {"en": "Ten gigabytes of backup space"}}))]
pub struct EditionServiceEntry {
    /// `never`, `some` or `all`: for which features a product must be connected to an account.
    #[serde(default, deserialize_with = "text")]
    #[schema(value_type = Option<AccountNeed>)]
    pub account_need: String,
    /// With `some`: the codes of these features of the edition.
    #[serde(default)]
    #[schema(max_items = 64, value_type = Vec<FeatureCode>)]
    pub account_features: Vec<String>,
    /// The standard support in a sentence, by language of the interface.
    #[serde(default)]
    #[schema(value_type = ServiceTexts)]
    pub support: Labels,
    /// Further services in a sentence, by language of the interface.
    #[serde(default)]
    #[schema(value_type = ServiceTexts)]
    pub services: Labels,
}

/// Sets it for an edition of a product that is still at `expected`; returns the edition's id.
pub async fn set_edition_service(
    cx: &Cx,
    product: Uuid,
    edition: Uuid,
    expected: Option<i64>,
    entry: &EditionServiceEntry,
) -> Outcome<Uuid, CatalogRefusal> {
    allowed(cx)?;
    let mut reader = Reader::default();
    let need = AccountNeed::from_word(&entry.account_need);
    if need.is_none() && !entry.account_need.is_empty() {
        reader.wrong("account_need", Wrong::Choice);
    }
    let need = need.unwrap_or_default();
    if need == AccountNeed::Some && entry.account_features.is_empty() {
        reader.wrong("account_features", Wrong::Required);
    }
    let support = read_lines(&mut reader, "support", &entry.support);
    let services = read_lines(&mut reader, "services", &entry.services);
    reader.finish(()).or_refuse()?;

    let tx = cx.begin().await?;
    touch(cx, &tx, product, expected).await?;
    let one = edition::Entity::find_by_id(edition).filter(edition::Column::ProductId.eq(product));
    let Some(row) = one.one(&*tx).await? else { return Err(refuse(CatalogRefusal::Unknown)) };
    let features =
        if need == AccountNeed::Some { features(&tx, edition, &entry.account_features).await? } else { Vec::new() };
    store(&tx, edition, need, features).await?;
    store_texts(&tx, edition, &support, &services).await?;
    Ok(done(cx, tx, events::EDITION_CHANGED, product, edition, &row.code).await?)
}

/// The ids of these features, each of which the edition has.
async fn features(tx: &Tx, edition: Uuid, codes: &[String]) -> Outcome<Vec<Uuid>, CatalogRefusal> {
    let has = edition_feature::Entity::find().filter(edition_feature::Column::EditionId.eq(edition)).all(&**tx).await?;
    let ids = has.into_iter().map(|pair| pair.feature_id);
    let known = feature::Entity::find().filter(feature::Column::Id.is_in(ids)).all(&**tx).await?;
    let codes: BTreeSet<&String> = codes.iter().collect();
    let found = codes.iter().map(|code| known.iter().find(|feature| feature.code == **code).map(|feature| feature.id));
    match found.collect::<Option<Vec<Uuid>>>() {
        Some(ids) => Ok(ids),
        None => Err(refuse(invalid("account_features", Wrong::Unknown).into())),
    }
}

async fn store(tx: &Tx, edition: Uuid, need: AccountNeed, features: Vec<Uuid>) -> Outcome<(), CatalogRefusal> {
    use edition_account_feature as of_feature;
    edition_service::Entity::delete_by_id(edition).exec(&**tx).await?;
    of_feature::Entity::delete_many().filter(of_feature::Column::EditionId.eq(edition)).exec(&**tx).await?;
    let row = edition_service::ActiveModel { edition_id: Set(edition), account_need: Set(need) };
    edition_service::Entity::insert(row).exec_without_returning(&**tx).await?;
    let row = |feature| of_feature::ActiveModel { edition_id: Set(edition), feature_id: Set(feature) };
    of_feature::Entity::insert_many(features.into_iter().map(row)).exec_without_returning(&**tx).await?;
    Ok(())
}

async fn store_texts(tx: &Tx, edition: Uuid, support: &Labels, services: &Labels) -> Outcome<(), CatalogRefusal> {
    edition_text::Entity::delete_many().filter(edition_text::Column::EditionId.eq(edition)).exec(&**tx).await?;
    let langs: BTreeSet<&String> = support.keys().chain(services.keys()).collect();
    let row = |lang: &String| edition_text::ActiveModel {
        edition_id: Set(edition),
        lang: Set(lang.clone()),
        support: Set(support.get(lang).cloned().unwrap_or_default()),
        services: Set(services.get(lang).cloned().unwrap_or_default()),
    };
    edition_text::Entity::insert_many(langs.into_iter().map(row)).exec_without_returning(&**tx).await?;
    Ok(())
}
