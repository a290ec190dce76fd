//! What this module tells the audit log, and the words for it.

use crate::tables::entry::{Column, Entity};
use crate::{LOOKERS, pages, texts};
use async_trait::async_trait;
use gatehouse_context::{Cx, events};
use gatehouse_core::{Fault, Uuid};
use gatehouse_web::{AuditGroup, AuditRecord, Declared, ModuleEvents, Words};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// The module's events, for the log and its readers.
pub(crate) struct EntryEvents;

const GROUPS: &[AuditGroup] =
    &[AuditGroup { word: "oidc", name: |lang| texts(lang).msg_nav(), customers: None, starts: &["oidc"] }];

events! {
    texts;
    ENTRY_ADDED = "oidc.entry_added" of "oidc_entry", msg_event_entry_added, Info;
}

const RECORDS: Words = &[("oidc_entry", |lang| texts(lang).msg_audit_record_entry())];

#[async_trait]
impl ModuleEvents for EntryEvents {
    fn declared(&self) -> Declared {
        Declared { groups: GROUPS, events: EVENTS, details: &[], record_kinds: RECORDS }
    }

    async fn records(&self, cx: &Cx, _kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(cx.read()).await?;
        let page = || Some((pages::ENTRIES.to_owned(), LOOKERS));
        Ok(found.into_iter().map(|row| (row.id, AuditRecord { name: row.title, page: page() })).collect())
    }
}
