//! What this module tells the audit log, and the words for it. Who published a version stands there.

use crate::pages::statement_page;
use crate::rights::LOOKERS;
use crate::tables::statement::{Column, Entity};
use crate::texts;
use gatehouse_context::{Cx, events};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_web::{AuditGroup, AuditRecord, Declared, ModuleEvents, Words};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// The module's events, for the log and its readers.
pub(crate) struct PrivacyEvents;

const GROUPS: &[AuditGroup] = &[AuditGroup {
    word: "privacy",
    name: |lang| texts(lang).msg_nav_statements(),
    customers: Some(|lang| texts(lang).msg_privacy_title()),
    starts: &["statement", "consent"],
}];

events! {
    texts;
    STATEMENT_ADDED = "statement.added" of "statement", msg_event_statement_added, Info, for Staff;
    VERSION_STARTED = "statement.version_started" of "statement", msg_event_statement_version_started, Neutral, for Staff;
    VERSION_CHANGED = "statement.version_changed" of "statement", msg_event_statement_version_changed, Neutral, for Staff;
    VERSION_PUBLISHED = "statement.version_published" of "statement", msg_event_statement_version_published, Good, for Staff Systems;
    ACCEPTED = "consent.accepted" of "statement", msg_event_consent_accepted, Good, for Systems;
    DECLINED = "consent.declined" of "statement", msg_event_consent_declined, Warn, for Systems;
    WITHDRAWN = "consent.withdrawn" of "statement", msg_event_consent_withdrawn, Warn, for Systems;
    RECEIPT_MAILED = "consent.receipt_mailed" of "statement", msg_event_consent_receipt_mailed, Neutral;
}

const DETAILS: Words = &[("statement_version", |lang| texts(lang).msg_version())];

const RECORDS: Words = &[("statement", |lang| texts(lang).msg_audit_record_statement())];

#[async_trait]
impl ModuleEvents for PrivacyEvents {
    fn declared(&self) -> Declared {
        Declared { groups: GROUPS, events: EVENTS, details: DETAILS, record_kinds: RECORDS }
    }

    async fn records(&self, cx: &Cx, _kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(cx.read()).await?;
        let page = |id| Some((statement_page(id), LOOKERS));
        Ok(found.into_iter().map(|row| (row.id, AuditRecord { page: page(row.id), name: row.name })).collect())
    }
}
