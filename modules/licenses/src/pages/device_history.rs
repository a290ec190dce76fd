//! The history of a license in words, with the names of its devices (J31): "“Aiko’s laptop” activated".

use crate::events;
use crate::queries::devices;
use crate::tables::license;
use crate::texts;
use gatehouse_context::{Audit, Cx, Reader};
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::view::Entry;
use gatehouse_web::{Halt, history};
use std::collections::HashMap;

/// What this account is told of a license that it has.
pub(super) async fn for_holder(cx: &Cx, license: &license::Model, account: Uuid) -> Result<Vec<Entry>, Halt> {
    let lines = history::lines_for_holder(cx, license.id, account).await?;
    in_words(cx, license, &lines, Reader::Holder).await
}

/// What staff are told.
pub(super) async fn for_staff(cx: &Cx, license: &license::Model) -> Result<Vec<Entry>, Halt> {
    let lines = history::lines(cx, license.id).await?;
    in_words(cx, license, &lines, Reader::Staff).await
}

async fn in_words(cx: &Cx, license: &license::Model, lines: &[Audit], reader: Reader) -> Result<Vec<Entry>, Halt> {
    let seats: Vec<Uuid> = lines.iter().filter_map(seat_of).collect();
    let names = devices::names(cx, license, &seats).await?;
    let named = |line: &Audit| sentence(&line.kind, named_seat(line, &names)?, cx.lang);
    Ok(history::in_words(cx, lines, reader, named).await?)
}

/// The seat that a line tells of.
fn seat_of(line: &Audit) -> Option<Uuid> {
    let details: serde_json::Value = serde_json::from_str(line.details.as_deref()?).ok()?;
    Uuid::parse_str(details.get("activation")?.as_str()?).ok()
}

/// What the device there is called; a name that is erased by now, or was never given, is none.
fn named_seat<'a>(line: &Audit, names: &'a HashMap<Uuid, String>) -> Option<&'a str> {
    names.get(&seat_of(line)?).map(String::as_str).filter(|name| !name.is_empty())
}

fn sentence(kind: &str, device: &str, lang: Lang) -> Option<String> {
    let t = texts(lang);
    Some(match kind {
        word if word == events::ACTIVATED.word => t.msg_history_device_activated(device),
        word if word == events::DEACTIVATED.word => t.msg_history_device_deactivated(device),
        word if word == events::DEVICE_CHANGED.word => t.msg_history_device_changed(device),
        word if word == events::DEVICE_RENAMED.word => t.msg_history_device_renamed(device),
        _ => return None,
    })
}
