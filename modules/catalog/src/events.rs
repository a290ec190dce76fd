//! What this module tells the audit log, and the words for it.

use crate::tables::product;
use crate::{LOOKERS, texts};
use gatehouse_context::{Cx, events};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_web::{AuditGroup, AuditRecord, Declared, ModuleEvents, Words};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// The module's events, for the log and its readers.
pub(crate) struct CatalogEvents;

const GROUPS: &[AuditGroup] = &[AuditGroup {
    word: "catalog",
    name: |lang| texts(lang).msg_nav_catalog(),
    customers: None,
    starts: &["product", "edition", "feature", "version", "application", "term", "offer"],
}];

events! {
    texts;
    PRODUCT_CREATED = "product.created" of "product", msg_event_product_created, Neutral, for Systems;
    PRODUCT_CHANGED = "product.changed" of "product", msg_event_product_changed, Neutral, for Systems;
    PRODUCT_ICON_CHANGED = "product.icon_changed" of "product", msg_event_product_icon_changed, Neutral;
    AGREEMENT_PUBLISHED = "product.agreement_published" of "product", msg_event_product_agreement_published, Neutral, for Systems;
    PRODUCT_ARCHIVED = "product.archived" of "product", msg_event_product_archived, Neutral, for Systems;
    PRODUCT_RESTORED = "product.restored" of "product", msg_event_product_restored, Neutral, for Systems;
    EDITION_CREATED = "edition.created" of "product", msg_event_edition_created, Neutral, for Systems;
    EDITION_CHANGED = "edition.changed" of "product", msg_event_edition_changed, Neutral, for Systems;
    EDITION_REMOVED = "edition.removed" of "product", msg_event_edition_removed, Neutral, for Systems;
    FEATURE_CREATED = "feature.created" of "product", msg_event_feature_created, Neutral, for Systems;
    FEATURE_CHANGED = "feature.changed" of "product", msg_event_feature_changed, Neutral, for Systems;
    FEATURE_REMOVED = "feature.removed" of "product", msg_event_feature_removed, Neutral, for Systems;
    VERSION_ADDED = "version.added" of "product", msg_event_version_added, Neutral, for Systems;
    VERSION_REMOVED = "version.removed" of "product", msg_event_version_removed, Neutral, for Systems;
    APPLICATION_CREATED = "application.created" of "product", msg_event_application_created, Neutral, for Systems;
    APPLICATION_CHANGED = "application.changed" of "product", msg_event_application_changed, Neutral, for Systems;
    APPLICATION_REMOVED = "application.removed" of "product", msg_event_application_removed, Neutral, for Systems;
    TERM_CREATED = "term.created" of "product", msg_event_term_created, Neutral, for Systems;
    TERM_CHANGED = "term.changed" of "product", msg_event_term_changed, Neutral, for Systems;
    TERM_REMOVED = "term.removed" of "product", msg_event_term_removed, Neutral, for Systems;
    OFFER_CREATED = "offer.created" of "product", msg_event_offer_created, Neutral, for Systems;
    OFFER_CHANGED = "offer.changed" of "product", msg_event_offer_changed, Neutral, for Systems;
    OFFER_RETIRED = "offer.retired" of "product", msg_event_offer_retired, Neutral, for Systems;
    OFFER_REMOVED = "offer.removed" of "product", msg_event_offer_removed, Neutral, for Systems;
}

const DETAILS: Words = &[
    ("part", |lang| texts(lang).msg_audit_detail_part()),
    ("code", |lang| texts(lang).msg_audit_detail_code()),
    ("agreement", |lang| texts(lang).msg_audit_detail_agreement()),
];

const RECORDS: Words = &[("product", |lang| texts(lang).msg_audit_record_product())];

#[async_trait]
impl ModuleEvents for CatalogEvents {
    fn declared(&self) -> Declared {
        Declared { groups: GROUPS, events: EVENTS, details: DETAILS, record_kinds: RECORDS }
    }

    async fn records(&self, cx: &Cx, _kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        let ids = ids.iter().copied();
        let found = product::Entity::find().filter(product::Column::Id.is_in(ids)).all(cx.read()).await?;
        let page = |id: Uuid| Some((format!("/staff/catalog/{id}"), LOOKERS));
        Ok(found.into_iter().map(|row| (row.id, AuditRecord { name: row.name, page: page(row.id) })).collect())
    }
}
