//! The events of all modules and their words (ALL-3, ALL-1): each module declares those that it writes and names the records
//! that they are about; the log, histories and the account's activity read all of them.

use gatehouse_context::{Cx, Event, Reader, events};
use gatehouse_core::{Fault, Lang, Moment, Role, Uuid, Words, async_trait, in_words};
use gatehouse_l10n::Format;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Events that are shown together: a choice of the log's filter.
#[derive(Clone, Copy, Debug)]
pub struct AuditGroup {
    /// The stable word, for addresses.
    pub word: &'static str,
    /// Its name for staff.
    pub name: fn(Lang) -> String,
    /// Its name where a person reads what was done in the account; `None` where no account has such events.
    pub customers: Option<fn(Lang) -> String>,
    /// What its events' words start with, up to the dot.
    pub starts: &'static [&'static str],
}

/// A record that a line is about.
#[derive(Clone, Debug)]
pub struct AuditRecord {
    /// By what people know it: a number, a name; never a customer's address.
    pub name: String,
    /// Its page, and whose roles open it (administrators' always).
    pub page: Option<(String, &'static [Role])>,
}

/// A record that a line is about, for the customer whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRecord {
    /// What it is called.
    pub name: String,
    /// Its page.
    pub page: String,
}

/// A module's events, and the words around them.
#[derive(Clone, Copy, Default)]
pub struct Declared {
    /// The groups of its events.
    pub groups: &'static [AuditGroup],
    /// Every event that it writes: `EVENTS` of [`gatehouse_context::events!`].
    pub events: &'static [Event],
    /// The names of the values that its lines carry.
    pub details: Words,
    /// The kinds of its records.
    pub record_kinds: Words,
}

/// What a module says about its lines of the log.
#[async_trait]
pub trait ModuleEvents: Send + Sync {
    /// Its events, and the words around them.
    fn declared(&self) -> Declared;
    /// A value in words, where it has any.
    fn value(&self, _cx: &Cx, _detail: &str, _value: &str) -> Option<String> {
        None
    }
    /// The records of a kind behind these ids, in one query. Ids that are gone are missing from the answer.
    async fn records(&self, _cx: &Cx, _kind: &str, _ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        Ok(HashMap::new())
    }
    /// The records that people call so: by a number, a name or an address. None where the text is no name of this module's; few else.
    async fn named(&self, _cx: &Cx, _text: &str) -> Result<Vec<Uuid>, Fault> {
        Ok(Vec::new())
    }
    /// Those of these records that this account can open: what each is called, and its page; in one query. Of other records its
    /// activity names none.
    async fn own_records(
        &self,
        _cx: &Cx,
        _account: Uuid,
        _kind: &str,
        _ids: &[Uuid],
    ) -> Result<HashMap<Uuid, OwnRecord>, Fault> {
        Ok(HashMap::new())
    }
}

events! {
    crate::texts;
    RETENTION_SWEPT = "retention.swept" of "retention_rule", msg_event_retention_swept, Neutral;
    /// Somebody saves a list as a file; how many rows it has is here when it is one piece.
    LIST_EXPORTED = "list.exported" of "list", msg_event_list_exported, Info;
    /// The last row of a longer file was read.
    LIST_EXPORT_ENDED = "list.export_ended" of "list", msg_event_list_export_ended, Neutral;
    BACKUP_MADE = "backup.made" of "backup", msg_event_backup_made, Good;
    /// A longer file was cut off behind the rows that are named: it could not be read on, or its reader has lost the right to it.
    LIST_EXPORT_ABORTED = "list.export_aborted" of "list", msg_event_list_export_aborted, Warn;
}

const DETAILS: Words = &[
    ("list", |lang| crate::texts(lang).msg_audit_detail_list()),
    ("filters", |lang| crate::texts(lang).msg_audit_detail_filters()),
];

const RECORDS: Words = &[("list", |lang| crate::texts(lang).msg_audit_record_list())];

/// A backup was made: written by the command, read by the list of what is left to set up.
pub const BACKED_UP: Event = BACKUP_MADE;

/// Those of the kits below the modules.
pub(crate) struct KitEvents;

impl ModuleEvents for KitEvents {
    fn declared(&self) -> Declared {
        Declared { events: EVENTS, details: DETAILS, record_kinds: RECORDS, ..Declared::default() }
    }
}

/// Those of the kit `files`.
pub(crate) struct FileEvents;

impl ModuleEvents for FileEvents {
    fn declared(&self) -> Declared {
        Declared { events: gatehouse_files::EVENTS, ..Declared::default() }
    }
}

/// Those of the kit `inbox`.
pub(crate) struct InboxEvents;

impl ModuleEvents for InboxEvents {
    fn declared(&self) -> Declared {
        Declared { events: gatehouse_inbox::EVENTS, record_kinds: gatehouse_inbox::RECORDS, ..Declared::default() }
    }
    fn value(&self, cx: &Cx, detail: &str, value: &str) -> Option<String> {
        if detail == "reason" { gatehouse_inbox::failed::why(cx.lang, value) } else { None }
    }
}

/// Those of the kit `webhooks`.
pub(crate) struct WebhookEvents;

impl ModuleEvents for WebhookEvents {
    fn declared(&self) -> Declared {
        Declared { events: gatehouse_webhooks::EVENTS, ..Declared::default() }
    }
}

/// The events of all modules. Lies in the services.
#[derive(Clone, Default)]
pub struct Events(Vec<Arc<dyn ModuleEvents>>);

impl Events {
    /// Collects them.
    pub fn new(modules: Vec<Arc<dyn ModuleEvents>>) -> Self {
        Self(modules)
    }

    /// Every event that is declared.
    pub fn all(&self) -> impl Iterator<Item = &'static Event> {
        self.0.iter().flat_map(|module| module.declared().events)
    }

    /// An event by its word; `None` when no module declares it.
    pub fn find(&self, word: &str) -> Option<&'static Event> {
        self.all().find(|event| event.word == word)
    }

    /// Every event that other systems are told of, by its word.
    pub fn published(&self) -> Vec<&'static Event> {
        let mut all: Vec<&Event> = self.all().filter(|event| event.is_published()).collect();
        all.sort_by_key(|event| event.word);
        all
    }

    /// The words of what this reader is told.
    pub fn told(&self, reader: Reader) -> Vec<&'static str> {
        self.all().filter(|event| event.is_told(reader)).map(|event| event.word).collect()
    }

    /// Every group, in the modules' order.
    pub fn groups(&self) -> impl Iterator<Item = &'static AuditGroup> {
        self.0.iter().flat_map(|module| module.declared().groups)
    }

    /// What the events of a group start with; `None` when there is no such group.
    pub fn starts(&self, group: &str) -> Option<&'static [&'static str]> {
        self.groups().find(|known| known.word == group).map(|known| known.starts)
    }

    /// An event in words; `None` when no module knows it.
    pub fn event(&self, lang: Lang, word: &str) -> Option<String> {
        self.find(word).map(|event| (event.text)(lang))
    }

    /// A kind of records in words.
    pub fn record_kind(&self, lang: Lang, word: &str) -> Option<String> {
        self.0.iter().find_map(|module| in_words(module.declared().record_kinds, lang, word))
    }

    /// The details of a line as names and values, both in words where a module knows them. Ids are cut to their last
    /// letters; values that are missing are left out.
    pub fn details(&self, cx: &Cx, details: &str) -> Vec<(String, String)> {
        let Ok(Value::Object(members)) = serde_json::from_str(details) else { return Vec::new() };
        let format = Format::new(cx.lang, cx.zone.clone());
        let shown = members.iter().filter_map(|(name, value)| {
            let value = self.value(cx, &format, name, value)?;
            let label = self.0.iter().find_map(|module| in_words(module.declared().details, cx.lang, name));
            Some((label.unwrap_or_else(|| name.clone()), value))
        });
        shown.collect()
    }

    /// The reason that a line gives, in words; `None` where it gives none that a module knows.
    pub fn reason(&self, cx: &Cx, details: &str) -> Option<String> {
        let details: Value = serde_json::from_str(details).ok()?;
        let reason = details.get("reason")?.as_str()?;
        self.0.iter().find_map(|module| module.value(cx, "reason", reason))
    }

    fn value(&self, cx: &Cx, format: &Format, name: &str, value: &Value) -> Option<String> {
        match value {
            Value::Null => None,
            Value::String(text) if text.is_empty() => None,
            Value::String(text) => Some(self.text(cx, format, name, text)),
            Value::Number(number) => Some(number.as_i64().map_or_else(|| number.to_string(), |n| format.number(n))),
            Value::Array(values) => {
                let all: Vec<String> = values.iter().filter_map(|v| self.value(cx, format, name, v)).collect();
                (!all.is_empty()).then(|| all.join(if cx.lang == Lang::Ja { "、" } else { ", " }))
            }
            Value::Bool(_) | Value::Object(_) => Some(value.to_string()),
        }
    }

    fn text(&self, cx: &Cx, format: &Format, name: &str, text: &str) -> String {
        if let Some(known) = self.0.iter().find_map(|module| module.value(cx, name, text)) {
            return known;
        }
        if Uuid::parse_str(text).is_ok() {
            let end: String = text.chars().skip(text.chars().count().saturating_sub(8)).collect();
            return format!("…{end}");
        }
        match text.parse::<jiff::Timestamp>() {
            Ok(moment) => format.date_time(Moment::from(moment)),
            Err(_) => text.to_owned(),
        }
    }

    /// The records of all modules that people call so.
    pub async fn named(&self, cx: &Cx, text: &str) -> Result<Vec<Uuid>, Fault> {
        let mut found = Vec::new();
        for module in &self.0 {
            found.extend(module.named(cx, text).await?);
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The records behind the ids, one query for each kind.
    pub async fn records(
        &self,
        cx: &Cx,
        wanted: impl IntoIterator<Item = (String, Uuid)>,
    ) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        let mut found = HashMap::new();
        for (kind, ids) in by_kind(wanted) {
            for module in self.of_kind(&kind) {
                found.extend(module.records(cx, &kind, &ids).await?);
            }
        }
        Ok(found)
    }

    /// The same of those that an account can open, one query for each kind.
    pub async fn own_records(
        &self,
        cx: &Cx,
        account: Uuid,
        wanted: impl IntoIterator<Item = (String, Uuid)>,
    ) -> Result<HashMap<Uuid, OwnRecord>, Fault> {
        let mut found = HashMap::new();
        for (kind, ids) in by_kind(wanted) {
            for module in self.of_kind(&kind) {
                found.extend(module.own_records(cx, account, &kind, &ids).await?);
            }
        }
        Ok(found)
    }

    /// The modules that know records of a kind.
    fn of_kind(&self, kind: &str) -> impl Iterator<Item = &Arc<dyn ModuleEvents>> {
        self.0.iter().filter(move |module| module.declared().record_kinds.iter().any(|(word, _)| *word == kind))
    }
}

/// Records by their kinds, each once.
fn by_kind(wanted: impl IntoIterator<Item = (String, Uuid)>) -> BTreeMap<String, Vec<Uuid>> {
    let mut kinds = BTreeMap::<String, Vec<Uuid>>::new();
    for (kind, id) in wanted {
        let ids = kinds.entry(kind).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    kinds
}
