//! What an edition needs and brings beside its features, as staff, programs and customers read it (LIC-33, LIC-34).

use crate::model::edition_service::AccountNeed;
use crate::model::labels::{Labels, label_for};
use crate::tables::{edition_account_feature, edition_service, edition_text};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use sea_orm::entity::prelude::*;
use std::collections::{HashMap, HashSet};

/// Of one edition.
#[derive(Clone, Debug, Default)]
pub struct EditionService {
    /// For which features a product must be connected to an account.
    pub need: AccountNeed,
    /// With [`AccountNeed::Some`], these.
    pub features: HashSet<Uuid>,
    /// The standard support, by language.
    pub support: Labels,
    /// Further services, by language.
    pub services: Labels,
}

impl EditionService {
    /// The standard support for a reader; empty where nothing is said of it.
    pub fn support_for(&self, lang: Lang) -> &str {
        label_for(&self.support, lang).unwrap_or_default()
    }

    /// Further services for a reader; empty where there are none.
    pub fn services_for(&self, lang: Lang) -> &str {
        label_for(&self.services, lang).unwrap_or_default()
    }
}

/// Of these editions, by their ids: three queries for all of them.
pub async fn of_editions(cx: &Cx, editions: &[Uuid]) -> Result<HashMap<Uuid, EditionService>, Fault> {
    let mut found: HashMap<Uuid, EditionService> = HashMap::new();
    let ids = || editions.iter().copied();
    let needs = edition_service::Entity::find().filter(edition_service::Column::EditionId.is_in(ids()));
    for row in needs.all(cx.read()).await? {
        found.entry(row.edition_id).or_default().need = row.account_need;
    }
    let features =
        edition_account_feature::Entity::find().filter(edition_account_feature::Column::EditionId.is_in(ids()));
    for row in features.all(cx.read()).await? {
        found.entry(row.edition_id).or_default().features.insert(row.feature_id);
    }
    let texts = edition_text::Entity::find().filter(edition_text::Column::EditionId.is_in(ids()));
    for row in texts.all(cx.read()).await? {
        let service = found.entry(row.edition_id).or_default();
        for (labels, text) in [(&mut service.support, row.support), (&mut service.services, row.services)] {
            if !text.is_empty() {
                labels.insert(row.lang.clone(), text);
            }
        }
    }
    Ok(found)
}

/// Of one edition.
pub async fn of_edition(cx: &Cx, edition: Uuid) -> Result<EditionService, Fault> {
    Ok(of_editions(cx, &[edition]).await?.remove(&edition).unwrap_or_default())
}
