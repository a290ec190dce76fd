//! What happened to a record, and by whom, in the same words for each reader (ALL-3).

use crate::events::Events;
use crate::texts;
use crate::view::Entry;
use gatehouse_context::audit::{self, Audit, AuditFilter};
use gatehouse_context::{Cx, Reader};
use gatehouse_core::{Fault, Lang, Tone, Uuid};
use gatehouse_db::PageRequest;
use gatehouse_l10n::Format;

/// Events of a history.
const SHOWN: u64 = 50;

/// The latest 50 lines about a record that staff are told, newest first.
pub async fn lines(cx: &Cx, record: Uuid) -> Result<Vec<Audit>, Fault> {
    let filter = AuditFilter { subject: Some(record), ..AuditFilter::default() };
    latest(cx, Reader::Staff, filter).await
}

/// The same in words.
pub async fn for_staff(cx: &Cx, record: Uuid) -> Result<Vec<Entry>, Fault> {
    in_words(cx, &lines(cx, record).await?, Reader::Staff, |_| None)
}

/// The latest 50 events of a record that this account is told in words, newest first, without what other accounts did.
pub async fn for_holder(cx: &Cx, record: Uuid, account: Uuid) -> Result<Vec<Entry>, Fault> {
    in_words(cx, &lines_for_holder(cx, record, account).await?, Reader::Holder, |_| None)
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

/// Lines in the words of a reader. `named` says more precisely what a line tells, such as with the name of what it was done to;
/// where it says nothing, the event's own sentence stands.
pub fn in_words(
    cx: &Cx,
    lines: &[Audit],
    reader: Reader,
    named: impl Fn(&Audit) -> Option<String>,
) -> Result<Vec<Entry>, Fault> {
    let events = cx.service::<Events>()?;
    let format = Format::new(cx.lang, cx.zone.clone());
    Ok(lines.iter().map(|line| entry(cx, events, &format, line, (reader, named(line)))).collect())
}

fn entry(cx: &Cx, events: &Events, format: &Format, line: &Audit, (reader, named): (Reader, Option<String>)) -> Entry {
    // A product on a device tells no name; with a record nobody else does anything without one.
    let by = if line.actor_kind == "visitor" { "product" } else { line.actor_kind.as_str() };
    let event = events.find(&line.kind);
    let (tone, title) = event.map_or((Tone::Neutral, line.kind.clone()), |event| (event.tone, (event.text)(cx.lang)));
    let entry = Entry::new(tone, named.unwrap_or(title), format, line.at).who(who(by, reader, cx.lang));
    match line.details.as_deref().and_then(|details| events.reason(cx, details)) {
        Some(reason) => entry.detail(reason),
        None => entry,
    }
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
