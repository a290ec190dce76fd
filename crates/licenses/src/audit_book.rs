//! The words of the audit log that this crate writes.

use crate::model::license::{BlockReason, grouped};
use crate::model::order::Source;
use crate::tables::{license, product, purchase};
use crate::{LOOKERS, texts};
use async_trait::async_trait;
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::Cx;
use gatehouse_web::{AuditBook, AuditGroup, AuditRecord, Words};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// The book.
pub(crate) struct Book;

const GROUPS: &[AuditGroup] = &[
    AuditGroup {
        word: "license",
        name: |lang| texts(lang).msg_nav_licenses(),
        starts: &["license", "revocation_list"],
    },
    AuditGroup { word: "order", name: |lang| texts(lang).msg_nav_orders(), starts: &["order"] },
    AuditGroup {
        word: "catalog",
        name: |lang| texts(lang).msg_nav_catalog(),
        starts: &["product", "edition", "feature", "version", "application", "term"],
    },
];

const EVENTS: Words = &[
    ("license.issued", |lang| texts(lang).msg_audit_event_license_issued()),
    ("license.batch_done", |lang| texts(lang).msg_audit_event_license_batch_done()),
    ("license.codes_exported", |lang| texts(lang).msg_audit_event_license_codes_exported()),
    ("license.added", |lang| texts(lang).msg_audit_event_license_added()),
    ("license.removed", |lang| texts(lang).msg_audit_event_license_removed()),
    ("license.activated", |lang| texts(lang).msg_audit_event_license_activated()),
    ("license.deactivated", |lang| texts(lang).msg_audit_event_license_deactivated()),
    ("license.device_changed", |lang| texts(lang).msg_audit_event_license_device_changed()),
    ("license.blocked", |lang| texts(lang).msg_audit_event_license_blocked()),
    ("license.block_planned", |lang| texts(lang).msg_audit_event_license_block_planned()),
    ("license.unblocked", |lang| texts(lang).msg_audit_event_license_unblocked()),
    ("license.transfers_lifted", |lang| texts(lang).msg_audit_event_license_transfers_lifted()),
    ("license.code_resent", |lang| texts(lang).msg_audit_event_license_code_resent()),
    ("license.code_shown", |lang| texts(lang).msg_audit_event_license_code_shown()),
    ("license.viewed", |lang| texts(lang).msg_audit_event_license_viewed()),
    ("license.searched", |lang| texts(lang).msg_audit_event_license_searched()),
    ("revocation_list.published", |lang| texts(lang).msg_audit_event_revocation_list_published()),
    ("order.created", |lang| texts(lang).msg_audit_event_order_created()),
    ("order.viewed", |lang| texts(lang).msg_audit_event_order_viewed()),
    ("product.created", |lang| texts(lang).msg_audit_event_product_created()),
    ("product.changed", |lang| texts(lang).msg_audit_event_product_changed()),
    ("product.archived", |lang| texts(lang).msg_audit_event_product_archived()),
    ("product.restored", |lang| texts(lang).msg_audit_event_product_restored()),
    ("edition.created", |lang| texts(lang).msg_audit_event_edition_created()),
    ("edition.changed", |lang| texts(lang).msg_audit_event_edition_changed()),
    ("edition.removed", |lang| texts(lang).msg_audit_event_edition_removed()),
    ("feature.created", |lang| texts(lang).msg_audit_event_feature_created()),
    ("feature.changed", |lang| texts(lang).msg_audit_event_feature_changed()),
    ("feature.removed", |lang| texts(lang).msg_audit_event_feature_removed()),
    ("version.added", |lang| texts(lang).msg_audit_event_version_added()),
    ("version.removed", |lang| texts(lang).msg_audit_event_version_removed()),
    ("application.created", |lang| texts(lang).msg_audit_event_application_created()),
    ("application.changed", |lang| texts(lang).msg_audit_event_application_changed()),
    ("application.removed", |lang| texts(lang).msg_audit_event_application_removed()),
    ("term.created", |lang| texts(lang).msg_audit_event_term_created()),
    ("term.changed", |lang| texts(lang).msg_audit_event_term_changed()),
    ("term.removed", |lang| texts(lang).msg_audit_event_term_removed()),
    ("signing_key.made", |lang| texts(lang).msg_audit_event_signing_key_made()),
];

const DETAILS: Words = &[
    ("batch", |lang| texts(lang).msg_audit_detail_batch()),
    ("total", |lang| texts(lang).msg_audit_detail_total()),
    ("seats", |lang| texts(lang).msg_audit_detail_seats()),
    ("source", |lang| texts(lang).msg_audit_detail_source()),
    ("number", |lang| texts(lang).msg_audit_detail_number()),
    ("entries", |lang| texts(lang).msg_audit_detail_entries()),
    ("activation", |lang| texts(lang).msg_audit_detail_activation()),
    ("kid", |lang| texts(lang).msg_audit_detail_kid()),
    ("part", |lang| texts(lang).msg_audit_detail_part()),
    ("code", |lang| texts(lang).msg_audit_detail_code()),
    ("reason", |lang| texts(lang).msg_audit_detail_reason()),
    ("from", |lang| texts(lang).msg_audit_detail_from()),
    ("by", |lang| texts(lang).msg_audit_detail_by()),
];

const RECORDS: Words = &[
    ("license", |lang| texts(lang).msg_audit_record_license()),
    ("order", |lang| texts(lang).msg_audit_record_order()),
    ("product", |lang| texts(lang).msg_audit_record_product()),
    ("signing_key", |lang| texts(lang).msg_audit_record_signing_key()),
];

#[async_trait]
impl AuditBook for Book {
    fn groups(&self) -> &'static [AuditGroup] {
        GROUPS
    }

    fn events(&self) -> Words {
        EVENTS
    }

    fn details(&self) -> Words {
        DETAILS
    }

    fn value(&self, lang: Lang, detail: &str, value: &str) -> Option<String> {
        let t = texts(lang);
        match (detail, value) {
            ("reason", word) => BlockReason::from_word(word).map(|reason| reason.name(lang)),
            ("source", word) => Source::from_word(word).map(|source| source.name(lang)),
            ("by", "code") => Some(t.msg_audit_by_code()),
            ("by", "last_group") => Some(t.msg_audit_by_last_group()),
            ("by", "email") => Some(t.msg_audit_by_email()),
            ("by", "number") => Some(t.msg_audit_by_number()),
            ("by", "account") => Some(t.msg_audit_by_account()),
            _ => None,
        }
    }

    fn record_kinds(&self) -> Words {
        RECORDS
    }

    async fn records(&self, cx: &Cx, kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        let ids = ids.iter().copied();
        let (place, names): (&str, Vec<(Uuid, String)>) = match kind {
            "license" => {
                let found = license::Entity::find().filter(license::Column::Id.is_in(ids)).all(cx.read()).await?;
                ("licenses", found.into_iter().map(|row| (row.id, grouped(&row.number))).collect())
            }
            "order" => {
                let found = purchase::Entity::find().filter(purchase::Column::Id.is_in(ids)).all(cx.read()).await?;
                ("orders", found.into_iter().map(|row| (row.id, row.number)).collect())
            }
            "product" => {
                let found = product::Entity::find().filter(product::Column::Id.is_in(ids)).all(cx.read()).await?;
                ("catalog", found.into_iter().map(|row| (row.id, row.name)).collect())
            }
            _ => return Ok(HashMap::new()),
        };
        let record = |(id, name): (Uuid, String)| {
            (id, AuditRecord { name, page: Some((format!("/staff/{place}/{id}"), LOOKERS)) })
        };
        Ok(names.into_iter().map(record).collect())
    }
}
