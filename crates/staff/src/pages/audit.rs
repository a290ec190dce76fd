//! The audit log (ALL-3): who did what, when and from where.

use super::parts::{ListPage, Place, address, pager};
use crate::{contacts, rights, texts};
use axum::extract::Query;
use gatehouse_core::{Lang, Moment, Uuid};
use gatehouse_db::audit::{self, Audit, AuditFilter};
use gatehouse_db::{AuditEntry, Cx};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Staff};
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
    #[serde(flatten)]
    place: Place,
}

impl AuditQuery {
    fn kept(&self) -> [(&'static str, &str); 5] {
        [
            ("kind", self.kind.as_str()),
            ("actor", self.actor.as_str()),
            ("subject", self.subject.as_str()),
            ("from", self.from.as_str()),
            ("until", self.until.as_str()),
        ]
    }

    /// What is asked for; what cannot be read is an error at its field, and the list then shows nothing.
    fn filter(&self, cx: &Cx) -> (AuditFilter, FormErrors) {
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
        let kind = self.kind.trim().trim_end_matches('.').to_lowercase();
        let is_word = |kind: &str| {
            kind.len() <= LONGEST_KIND && kind.bytes().all(|b| b.is_ascii_alphanumeric() || b"._".contains(&b))
        };
        if !is_word(&kind) {
            errors.add("kind", t.msg_refusal_kind_invalid());
        }
        let kind = (!kind.is_empty() && is_word(&kind)).then_some(kind);
        (AuditFilter { account: None, subject, actor, kind, from, until }, errors)
    }
}

/// The beginning of a day in the person's zone, or of the next day.
fn start_of(cx: &Cx, day: &str, next: bool) -> Option<Moment> {
    let day: jiff::civil::Date = day.parse().ok()?;
    let day = if next { day.tomorrow().ok()? } else { day };
    Some(Moment::from(day.to_zoned(cx.zone.clone()).ok()?.timestamp()))
}

fn filters(lang: Lang, query: &AuditQuery, errors: &FormErrors, whole_log: bool) -> Filters {
    let t = texts(lang);
    let mut filters = Filters::new(lang, PATH).field(
        &Field::search("kind", t.msg_audit_kind())
            .placeholder("license.blocked")
            .value(query.kind.as_str())
            .errors(errors),
    );
    if whole_log {
        filters =
            filters.field(&Field::search("actor", t.msg_audit_actor_id()).value(query.actor.as_str()).errors(errors));
    }
    filters
        .field(&Field::search("subject", t.msg_audit_subject_id()).value(query.subject.as_str()).errors(errors))
        .field(&Field::date("from", t.msg_audit_from()).plain().value(query.from.as_str()).errors(errors))
        .field(&Field::date("until", t.msg_audit_until()).plain().value(query.until.as_str()).errors(errors))
}

fn actor_word(lang: Lang, kind: &str) -> String {
    let t = texts(lang);
    match kind {
        "account" => t.msg_actor_account(),
        "staff" => t.msg_actor_staff(),
        "api_key" => t.msg_actor_api_key(),
        "product" => t.msg_actor_product(),
        "program" => t.msg_actor_program(),
        _ => t.msg_actor_visitor(),
    }
}

fn row(lang: Lang, format: &gatehouse_l10n::Format, names: &HashMap<Uuid, String>, line: &Audit) -> [Cell; 5] {
    let word = actor_word(lang, &line.actor_kind);
    let who = match line.actor_id {
        Some(id) => {
            let name = names.get(&id).cloned().unwrap_or_else(|| id.to_string());
            Cell::link(name, address(PATH, &[("actor", &id.to_string())])).sub(word)
        }
        None => Cell::text(word),
    };
    let about = match line.subject_id {
        Some(id) => {
            let name = names.get(&id).cloned().unwrap_or_else(|| id.to_string());
            Cell::link(name, address(PATH, &[("subject", &id.to_string())])).sub(line.subject_kind.as_str())
        }
        None => Cell::text(line.subject_kind.as_str()),
    };
    let what = Cell::text(line.kind.as_str());
    let what = match &line.details {
        Some(details) => what.sub(details.as_str()),
        None => what,
    };
    let from = Cell::text(line.network.as_deref().unwrap_or(""));
    [Cell::time(format, Moment(line.at)), who, what, about, from]
}

/// A look at what happened to one record is itself in the log (ALL-8).
async fn note_look(cx: &Cx, subject: Uuid) -> Result<(), Halt> {
    let tx = cx.begin().await?;
    cx.audit(&tx, AuditEntry::new("audit.viewed", "record", Some(subject))).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn list(staff: Staff, Query(query): Query<AuditQuery>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let (lang, t, format, cx) = (visit.lang(), texts(visit.lang()), visit.format(), &visit.cx);
    let whole_log = rights::reads_whole_log(cx);
    let (mut filter, errors) = query.filter(cx);
    if !whole_log {
        filter.actor = Some(staff.session.staff);
    }
    let found = if errors.is_empty() {
        audit::list(cx, &filter, &query.place.request()).await?
    } else {
        gatehouse_db::Paged { items: Vec::new(), previous: None, next: None }
    };
    if let Some(subject) = filter.subject.filter(|_| whole_log) {
        note_look(cx, subject).await?;
    }
    let ids: Vec<Uuid> = found.items.iter().flat_map(|line| [line.actor_id, line.subject_id]).flatten().collect();
    let names = contacts::names(cx, cx.read(), &ids).await?;
    let heads = [t.msg_audit_when(), t.msg_audit_who(), t.msg_audit_what(), t.msg_audit_about(), t.msg_audit_where()];
    let table = Table::new(t.msg_audit_title(), heads.map(Head::new))
        .rows(found.items.iter().map(|line| row(lang, &format, &names, line)));
    let lede = if whole_log { t.msg_audit_lede() } else { t.msg_audit_lede_own() };
    visit.show(&ListPage {
        page: visit.page(t.msg_audit_title()).refused(!errors.is_empty()),
        head: PageHead::new(t.msg_audit_title()).lede(lede),
        notice: None,
        filters: Some(filters(lang, &query, &errors, whole_log)),
        table,
        empty: Empty::new(Icon::History, t.msg_audit_none(), t.msg_audit_none_text()),
        pager: pager(lang, PATH, &query.kept(), &found),
        panels: Vec::new(),
    })
}
