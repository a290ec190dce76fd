//! The audit log (ALL-3): who did what, when and from where.

use crate::{actions, contacts, queries, rights, texts};
use axum::extract::Query;
use gatehouse_core::{Lang, Moment, Uuid};
use gatehouse_db::audit::{Audit, AuditFilter};
use gatehouse_db::paging::Paged;
use gatehouse_db::{Cx, Reader};
use gatehouse_web::frames::{Listing, Sheet};
use gatehouse_web::history::who;
use gatehouse_web::query::{Asked, address, pager};
use gatehouse_web::view::*;
use gatehouse_web::{AuditRecord, Done, Events, Halt, Staff};
use serde::Deserialize;
use std::collections::HashMap;

const PATH: &str = "/staff/audit";
const LONGEST_KIND: usize = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AuditQuery {
    kind: String,
    actor: String,
    subject: String,
    from: String,
    until: String,
    sort: String,
}

impl AuditQuery {
    fn kept<'a>(&'a self, sort: &'a str) -> [(&'static str, &'a str); 6] {
        [
            ("kind", self.kind.as_str()),
            ("actor", self.actor.as_str()),
            ("subject", self.subject.as_str()),
            ("from", self.from.as_str()),
            ("until", self.until.as_str()),
            ("sort", sort),
        ]
    }

    fn oldest_first(&self) -> bool {
        self.sort == "oldest"
    }

    /// What is asked for; what cannot be read is an error at its field, and the list then shows nothing.
    fn filter(&self, cx: &Cx, events: &Events) -> (AuditFilter, FormErrors) {
        let t = texts(cx.lang);
        let mut errors = FormErrors::new();
        let mut id = |name: &str, typed: &str| match typed.trim() {
            "" => None,
            typed => Uuid::parse_str(typed).map_err(|_| errors.add(name, t.msg_refusal_id_invalid())).ok(),
        };
        let (actor, subject) = (id("actor", &self.actor), id("subject", &self.subject));
        let mut day = |name: &str, typed: &str, next: bool| match typed.trim() {
            "" => None,
            typed => start_of(cx, typed, next).or_else(|| {
                errors.add(name, t.msg_refusal_day_invalid());
                None
            }),
        };
        let (from, until) = (day("from", &self.from, false), day("until", &self.until, true));
        let kinds = events.starts(&self.kind).unwrap_or_default().to_vec();
        if !is_word(&self.kind) {
            errors.add("kind", t.msg_refusal_kind_invalid());
        }
        // A group, or one event as the links in the list name it.
        let kind = (kinds.is_empty() && !self.kind.is_empty() && is_word(&self.kind)).then(|| self.kind.clone());
        let oldest_first = self.oldest_first();
        let filter = AuditFilter { subject, actor, kind, kinds, from, until, oldest_first, ..AuditFilter::default() };
        (filter, errors)
    }
}

fn is_word(kind: &str) -> bool {
    kind.len() <= LONGEST_KIND && kind.bytes().all(|b| b.is_ascii_alphanumeric() || b"._".contains(&b))
}

/// The beginning of a day in the person's zone, or of the next day.
fn start_of(cx: &Cx, day: &str, next: bool) -> Option<Moment> {
    let day: jiff::civil::Date = day.parse().ok()?;
    let day = if next { day.tomorrow().ok()? } else { day };
    Some(Moment::from(day.to_zoned(cx.zone.clone()).ok()?.timestamp()))
}

/// What a page of the log needs to speak of its lines.
struct Speech<'a> {
    staff: &'a Staff,
    events: &'a Events,
    names: HashMap<Uuid, String>,
    records: HashMap<Uuid, AuditRecord>,
}

impl Speech<'_> {
    fn lang(&self) -> Lang {
        self.staff.visit.lang()
    }

    /// Who is behind an id that is no colleague's.
    fn actor_name(&self, id: Uuid) -> String {
        self.names.get(&id).cloned().unwrap_or_else(|| who("account", Reader::Staff, self.lang()))
    }

    fn record_name(&self, id: Uuid) -> String {
        self.records.get(&id).map_or_else(|| id.to_string(), |record| record.name.clone())
    }

    fn who(&self, line: &Audit) -> Cell {
        let word = who(&line.actor_kind, Reader::Staff, self.lang());
        let Some(id) = line.actor_id else { return Cell::text(word) };
        let to = address(PATH, &[("actor", &id.to_string())]);
        match self.names.get(&id) {
            Some(name) => Cell::link(name.as_str(), to).sub(word),
            None => Cell::link(word, to),
        }
    }

    fn what(&self, line: &Audit) -> Cell {
        let name = self.events.event(self.lang(), &line.kind).unwrap_or_else(|| line.kind.clone());
        let mut below = vec![line.kind.clone()];
        if let Some(details) = &line.details {
            let pairs = self.events.details(&self.staff.visit.cx, details);
            below.extend(pairs.into_iter().map(|(name, value)| format!("{name}: {value}")));
        }
        Cell::link(name, address(PATH, &[("kind", &line.kind)])).sub(below.join(" · "))
    }

    fn kind_word(&self, line: &Audit) -> String {
        self.events.record_kind(self.lang(), &line.subject_kind).unwrap_or_else(|| line.subject_kind.clone())
    }

    /// The record by its name, with a link where the reader may open its page.
    fn about(&self, line: &Audit) -> Cell {
        let kind = self.kind_word(line);
        let Some(record) = line.subject_id.and_then(|id| self.records.get(&id)) else { return Cell::text(kind) };
        let open = record.page.as_ref().filter(|(_, roles)| self.staff.is_any_of(roles));
        match open {
            Some((page, _)) => Cell::link(record.name.as_str(), page.as_str()).sub(kind),
            None => Cell::text(record.name.as_str()).sub(kind),
        }
    }

    /// The way to everything that happened to the same record.
    fn only_this(&self, line: &Audit) -> Cell {
        let button = line.subject_id.map(|id| {
            let about = self.records.get(&id).map_or_else(|| self.kind_word(line), |record| record.name.clone());
            let to = address(PATH, &[("subject", &id.to_string())]);
            Button::link(texts(self.lang()).msg_audit_only_this(), to).about(about).quiet()
        });
        Cell::actions(button)
    }

    fn row(&self, line: &Audit) -> [Cell; 6] {
        let from = Cell::text(line.network.as_deref().unwrap_or(""));
        let at = Cell::time(&self.staff.visit.format(), Moment(line.at));
        [at, self.who(line), self.what(line), self.about(line), from, self.only_this(line)]
    }

    /// The choices of the filter; what an address asks for beyond them is among them too.
    fn filters(&self, query: &AuditQuery, errors: &FormErrors, members: Option<&[(Uuid, String)]>) -> Filters {
        let (lang, t) = (self.lang(), texts(self.lang()));
        let mut kinds: Vec<Choice> =
            self.events.groups().map(|group| Choice::new(group.word, (group.name)(lang))).collect();
        if self.events.starts(&query.kind).is_none() && !query.kind.is_empty() && is_word(&query.kind) {
            let name = self.events.event(lang, &query.kind).unwrap_or_else(|| query.kind.clone());
            kinds.push(Choice::new(query.kind.as_str(), name));
        }
        let kind = Select::new("kind", t.msg_audit_kind(), kinds).first(t.msg_all()).value(&query.kind).plain();
        let mut filters = Filters::new(lang, PATH).field(&kind.errors(errors)).keep("sort", query.sort.as_str());
        if let Some(members) = members {
            let mut choices: Vec<Choice> =
                members.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str())).collect();
            let asked = Uuid::parse_str(query.actor.trim()).ok();
            if let Some(id) = asked.filter(|id| members.iter().all(|(known, _)| known != id)) {
                choices.push(Choice::new(id.to_string(), self.actor_name(id)));
            }
            let chosen = asked.map(|id| id.to_string()).unwrap_or_default();
            let member = Select::new("actor", t.msg_audit_member(), choices).first(t.msg_all()).value(&chosen).plain();
            filters = filters.field(&member.errors(errors));
        }
        if !query.subject.is_empty() {
            let asked = Uuid::parse_str(query.subject.trim()).ok();
            let choices = asked.map(|id| Choice::new(id.to_string(), self.record_name(id)));
            let chosen = asked.map(|id| id.to_string()).unwrap_or_default();
            let subject =
                Select::new("subject", t.msg_audit_about(), choices).first(t.msg_all()).value(&chosen).plain();
            filters = filters.field(&subject.errors(errors));
        }
        filters
            .field(&Field::date("from", t.msg_audit_from()).plain().value(query.from.as_str()).errors(errors))
            .field(&Field::date("until", t.msg_audit_until()).plain().value(query.until.as_str()).errors(errors))
    }
}

pub(super) async fn list(staff: Staff, asked: Asked, Query(query): Query<AuditQuery>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let (lang, t, cx) = (visit.lang(), texts(visit.lang()), &visit.cx);
    let events = cx.service::<Events>()?;
    let whole_log = rights::reads_whole_log(cx);
    let (filter, errors) = query.filter(cx, events);
    let actor = filter.actor;
    let found = if errors.is_empty() {
        actions::look_at_audit(cx, filter, &asked.paging(cx, PATH, &query.kept(&query.sort))).await?
    } else {
        Paged { items: Vec::new(), previous: None, next: None }
    };
    // Names and records of all lines at once, not line by line.
    let actors: Vec<Uuid> = found.items.iter().filter_map(|line| line.actor_id).chain(actor).collect();
    let subjects: Vec<(String, Uuid)> =
        found.items.iter().filter_map(|line| Some((line.subject_kind.clone(), line.subject_id?))).collect();
    let speech = Speech {
        staff: &staff,
        events,
        names: contacts::names(cx, cx.read(), &actors).await?,
        records: events.records(cx, subjects).await?,
    };
    let members = if whole_log { Some(queries::member_names(cx).await?) } else { None };
    let (other, now) = if query.oldest_first() { ("", Direction::Up) } else { ("oldest", Direction::Down) };
    let heads = [
        Head::sort(t.msg_audit_when(), address(PATH, &query.kept(other)), Some(now)),
        Head::new(t.msg_audit_who()),
        Head::new(t.msg_audit_what()),
        Head::new(t.msg_audit_about()),
        Head::new(t.msg_audit_where()),
        Head::actions(lang),
    ];
    let table = Table::new(t.msg_audit_title(), heads).rows(found.items.iter().map(|line| speech.row(line)));
    let lede = if whole_log { t.msg_audit_lede() } else { t.msg_audit_lede_own() };
    let list = Listing {
        filters: Some(speech.filters(&query, &errors, members.as_deref())),
        table,
        empty: Empty::new(Icon::History, t.msg_audit_none(), t.msg_audit_none_text()),
        pager: pager(lang, PATH, &query.kept(&query.sort), &found),
    };
    let head = PageHead::new(t.msg_audit_title()).lede(lede);
    visit.show(&Sheet::new(visit, t.msg_audit_title(), head).refused(!errors.is_empty()).with(&list))
}
