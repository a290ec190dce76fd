//! What happened to a record, and by whom, in the same words for each reader (ALL-3).

use crate::events::Events;
use crate::texts;
use crate::view::Entry;
use gatehouse_core::{Fault, Lang, Moment, Tone, Uuid};
use gatehouse_db::audit::{self, Audit, AuditFilter};
use gatehouse_db::{Cx, PageRequest, Reader};
use gatehouse_l10n::Format;

/// Events of a history.
const SHOWN: u64 = 50;

/// The latest 50 lines about a record that this reader is told, newest first.
pub async fn lines(cx: &Cx, record: Uuid, reader: Reader) -> Result<Vec<Audit>, Fault> {
    let kinds = cx.service::<Events>()?.told(reader);
    let filter = AuditFilter { subject: Some(record), kinds, ..AuditFilter::default() };
    let request = PageRequest { size: SHOWN, ..PageRequest::default() };
    Ok(audit::list(cx, &filter, &request).await?.items)
}

/// The same as entries of a timeline.
pub async fn of(cx: &Cx, record: Uuid, reader: Reader) -> Result<Vec<Entry>, Fault> {
    let lines = lines(cx, record, reader).await?;
    let events = cx.service::<Events>()?;
    Ok(lines.iter().map(|line| entry(cx, events, line, reader)).collect())
}

fn entry(cx: &Cx, events: &Events, line: &Audit, reader: Reader) -> Entry {
    let format = Format::new(cx.lang, cx.zone.clone());
    let event = events.find(&line.kind);
    let (tone, title) = event.map_or((Tone::Neutral, line.kind.clone()), |event| (event.tone, (event.text)(cx.lang)));
    let entry = Entry::new(tone, title, &format, Moment(line.at)).who(who(&line.actor_kind, reader, cx.lang));
    match line.details.as_deref().and_then(|details| events.reason(cx.lang, details)) {
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
