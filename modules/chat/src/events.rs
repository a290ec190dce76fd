//! What this module tells the audit log, and the words for it. No line has a text of a chat in it.

use crate::model::state::EndedBy;
use crate::rights::LOOKERS;
use crate::tables::chat::{Column, Entity};
use crate::texts;
use gatehouse_context::{Cx, events};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_l10n::Format;
use gatehouse_web::{AuditGroup, AuditRecord, Declared, ModuleEvents, Words};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// The module's events, for the log and its readers.
pub(crate) struct ChatEvents;

const GROUPS: &[AuditGroup] = &[AuditGroup {
    word: "chat",
    name: |lang| texts(lang).msg_chat(),
    customers: Some(|lang| texts(lang).msg_chat()),
    starts: &["chat"],
}];

events! {
    texts;
    STARTED = "chat.started" of "chat", msg_event_started, Info, for Staff Holder Systems;
    TAKEN = "chat.taken" of "chat", msg_event_taken, Good, for Staff Systems;
    TRANSFERRED = "chat.transferred" of "chat", msg_event_transferred, Info, for Staff;
    ENDED = "chat.ended" of "chat", msg_event_ended, Neutral, for Staff Holder Systems;
    /// It goes on as a request.
    HANDED_OVER = "chat.handed_over" of "chat", msg_event_handed_over, Info, for Staff Holder Systems;
    TRANSCRIPT_SENT = "chat.transcript_sent" of "chat", msg_event_transcript_sent, Info, for Staff Holder;
    VIEWED = "chat.viewed" of "chat", msg_event_viewed, Neutral;
    SETTING_CHANGED = "chat.setting_changed" of "chat", msg_event_setting_changed, Warn;
    ERASED = "chat.erased" of "chat", msg_event_erased, Neutral, for Systems;
}

const DETAILS: Words = &[("by", |lang| texts(lang).msg_detail_by()), ("on", |lang| texts(lang).msg_detail_on())];

const RECORDS: Words = &[("chat", |lang| texts(lang).msg_chat())];

#[async_trait]
impl ModuleEvents for ChatEvents {
    fn declared(&self) -> Declared {
        Declared { groups: GROUPS, events: EVENTS, details: DETAILS, record_kinds: RECORDS }
    }

    fn value(&self, cx: &Cx, detail: &str, value: &str) -> Option<String> {
        match detail {
            "by" => EndedBy::from_word(value).map(|by| by.name(cx.lang)),
            _ => None,
        }
    }

    async fn records(&self, cx: &Cx, _kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(cx.read()).await?;
        let format = Format::new(cx.lang, cx.zone.clone());
        let record = |at| texts(cx.lang).msg_chat_of(format.date_time(at));
        let page = |id| Some((format!("/staff/chats/{id}"), LOOKERS));
        let all = found.into_iter();
        Ok(all.map(|row| (row.id, AuditRecord { name: record(row.started_at), page: page(row.id) })).collect())
    }
}
