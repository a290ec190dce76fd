//! What happened to a record, and by whom, in the same words for each reader (ALL-3).

use crate::events::Events;
use crate::texts;
use crate::view::Entry;
use gatehouse_context::audit::{self, Audit, AuditFilter, Looks};
use gatehouse_context::{Cx, Event, Reader};
use gatehouse_core::{Fault, Lang, Tone, Uuid};
use gatehouse_db::PageRequest;
use gatehouse_l10n::Format;
use std::collections::HashMap;

/// Events of a history.
const SHOWN: u64 = 50;

/// The latest 50 lines about a record that staff are told, newest first.
pub async fn lines(cx: &Cx, record: Uuid) -> Result<Vec<Audit>, Fault> {
    let filter = AuditFilter { subject: Some(record), ..AuditFilter::default() };
    latest(cx, Reader::Staff, filter).await
}

/// The same in words, with the names of colleagues and keys.
pub async fn for_staff(cx: &Cx, record: Uuid) -> Result<Vec<Entry>, Fault> {
    in_words(cx, &lines(cx, record).await?, Reader::Staff, |_| None).await
}

/// The latest 50 lines of an account as staff are told them, newest first, without looks.
pub async fn of_account(cx: &Cx, account: Uuid) -> Result<Vec<Entry>, Fault> {
    let filter = AuditFilter { account: Some(account), looks: Looks::Hidden, ..AuditFilter::default() };
    let request = PageRequest { size: SHOWN, ..PageRequest::default() };
    let lines = audit::list(cx, &filter, &request).await?.items;
    in_words(cx, &lines, Reader::Staff, |_| None).await
}

/// Who caused the latest of these events of a record, by name where the log knows one; `None` where it was nobody, or the log does not
/// tell any more.
pub async fn latest_by(cx: &Cx, record: Uuid, events: &[Event]) -> Result<Option<String>, Fault> {
    let kinds = events.iter().map(|event| event.word).collect();
    let filter = AuditFilter { subject: Some(record), kinds, ..AuditFilter::default() };
    let lines = audit::list(cx, &filter, &PageRequest { size: SHOWN, ..PageRequest::default() }).await?.items;
    let Some(line) = lines.into_iter().find(|line| line.actor_id.is_some()) else { return Ok(None) };
    let names = names(cx, std::slice::from_ref(&line)).await?;
    Ok(Some(by(&line, Reader::Staff, cx.lang, &names)))
}

/// The names of members of the staff, one query for all of them; those who are gone are missing.
pub async fn staff_names(cx: &Cx, members: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, Fault> {
    named(cx, members.into_iter().map(|id| (STAFF.to_owned(), id)).collect()).await
}

/// Actors whose records have names.
const STAFF: &str = "staff";
const API_KEY: &str = "api_key";

async fn names(cx: &Cx, lines: &[Audit]) -> Result<HashMap<Uuid, String>, Fault> {
    let has_name = |line: &&Audit| [STAFF, API_KEY].contains(&line.actor_kind.as_str());
    let actors = lines.iter().filter(has_name).filter_map(|line| Some((line.actor_kind.clone(), line.actor_id?)));
    named(cx, actors.collect()).await
}

async fn named(cx: &Cx, actors: Vec<(String, Uuid)>) -> Result<HashMap<Uuid, String>, Fault> {
    let found = cx.service::<Events>()?.records(cx, actors).await?;
    Ok(found.into_iter().map(|(id, record)| (id, record.name)).collect())
}

/// The latest 50 events of a record that this account is told in words, newest first, without what other accounts did.
pub async fn for_holder(cx: &Cx, record: Uuid, account: Uuid) -> Result<Vec<Entry>, Fault> {
    in_words(cx, &lines_for_holder(cx, record, account).await?, Reader::Holder, |_| None).await
}

/// The same as lines of the log, for whoever can say more of them ([`in_words`]).
pub async fn lines_for_holder(cx: &Cx, record: Uuid, account: Uuid) -> Result<Vec<Audit>, Fault> {
    let filter = AuditFilter { subject: Some(record), not_of_others: Some(account), ..AuditFilter::default() };
    latest(cx, Reader::Holder, filter).await
}

async fn latest(cx: &Cx, reader: Reader, filter: AuditFilter) -> Result<Vec<Audit>, Fault> {
    let kinds = cx.service::<Events>()?.told(reader);
    let request = PageRequest { size: SHOWN, ..PageRequest::default() };
    Ok(audit::list(cx, &AuditFilter { kinds, ..filter }, &request).await?.items)
}

/// Lines in the words of a reader; staff read the names of colleagues and keys. `sentence` says more precisely what a line tells, such
/// as with the name of what it was done to; where it says nothing, the event's own sentence stands.
pub async fn in_words(
    cx: &Cx,
    lines: &[Audit],
    reader: Reader,
    sentence: impl Fn(&Audit) -> Option<String>,
) -> Result<Vec<Entry>, Fault> {
    let events = cx.service::<Events>()?;
    let names = if reader == Reader::Staff { names(cx, lines).await? } else { HashMap::new() };
    let format = Format::new(cx.lang, cx.zone.clone());
    let entry = |line: &Audit| {
        let event = events.find(&line.kind);
        let (tone, title) =
            event.map_or((Tone::Neutral, line.kind.clone()), |event| (event.tone, (event.text)(cx.lang)));
        let title = sentence(line).unwrap_or(title);
        let is_own = is_reader(cx, &line.actor_kind, line.actor_id);
        let doer = if is_own { you(reader, cx.lang) } else { by(line, reader, cx.lang, &names) };
        let entry = Entry::new(tone, title, &format, line.at).who(doer);
        match line.details.as_deref().and_then(|details| events.reason(cx, details)) {
            Some(reason) => entry.detail(reason),
            None => entry,
        }
    };
    Ok(lines.iter().map(entry).collect())
}

/// By whom: the name, where there is one, and what they are.
fn by(line: &Audit, reader: Reader, lang: Lang, names: &HashMap<Uuid, String>) -> String {
    let word = who(kind_of(line), reader, lang);
    match line.actor_id.and_then(|id| names.get(&id)) {
        Some(name) => format!("{name} · {word}"),
        None => word,
    }
}

/// What kind of actor a line tells of. A product on a device tells no name; with a record nobody else does anything without one.
fn kind_of(line: &Audit) -> &str {
    let is_record = line.account_id.is_none() || line.subject_id != line.account_id;
    if line.actor_kind == "visitor" && is_record { "product" } else { line.actor_kind.as_str() }
}

/// Who did it, told to the person who reads it now: "You", where it was they.
pub fn who_to_reader(cx: &Cx, actor_kind: &str, actor: Option<Uuid>, reader: Reader) -> String {
    if is_reader(cx, actor_kind, actor) { you(reader, cx.lang) } else { who(actor_kind, reader, cx.lang) }
}

fn you(reader: Reader, lang: Lang) -> String {
    match reader {
        Reader::Staff => texts(lang).msg_actor_you(),
        Reader::Holder | Reader::Systems => texts(lang).msg_who_you(),
    }
}

fn is_reader(cx: &Cx, actor_kind: &str, actor: Option<Uuid>) -> bool {
    actor.is_some() && cx.actor.kind() == actor_kind && cx.actor.id() == actor
}

/// Who did it, as this reader is told: where the vendor's people and systems sit is not a customer's business.
pub fn who(actor_kind: &str, reader: Reader, lang: Lang) -> String {
    let t = texts(lang);
    match (reader, actor_kind) {
        (Reader::Staff, "account") => t.msg_actor_account(),
        (Reader::Staff, "staff") => t.msg_actor_staff(),
        (Reader::Staff, "api_key") => t.msg_actor_api_key(),
        (Reader::Staff, "product") => t.msg_actor_product(),
        (Reader::Staff, "program") => t.msg_actor_program(),
        (Reader::Staff, _) => t.msg_actor_visitor(),
        (_, "account") => t.msg_who_you(),
        (_, "staff") => t.msg_who_staff(),
        (_, "api_key") => t.msg_who_key(),
        (_, "product") => t.msg_who_product(),
        (_, "program") => t.msg_who_program(),
        (_, _) => t.msg_who_visitor(),
    }
}
