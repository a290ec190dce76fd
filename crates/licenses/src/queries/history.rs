//! A license's history: its lines of the audit log in words (ALL-3).

use crate::model::license::BlockReason;
use crate::tables::{issue_batch, license};
use crate::texts;
use gatehouse_core::{Fault, Lang, Moment, Uuid};
use gatehouse_db::audit::{self, Audit, AuditFilter};
use gatehouse_db::{Cx, PageRequest};
use gatehouse_l10n::Format;
use gatehouse_web::view::{Entry, Timeline, Tone};
use sea_orm::EntityTrait;

/// Lines of the page.
const SHOWN: u64 = 50;

/// What a history tells; looks of staff are left to the audit log.
const TOLD: [&str; 11] = [
    "license.added",
    "license.removed",
    "license.activated",
    "license.deactivated",
    "license.device_changed",
    "license.blocked",
    "license.block_planned",
    "license.unblocked",
    "license.transfers_lifted",
    "license.code_resent",
    "license.code_shown",
];

/// The latest of what happened to a license, newest first, down to its issue.
pub async fn of_license(cx: &Cx, license: &license::Model, lang: Lang, format: &Format) -> Result<Timeline, Fault> {
    let lines = lines(cx, license.id).await?;
    let told = lines.iter().filter_map(|line| entry(line, lang, format));
    // The log tells of an issue once for the whole batch; the license itself knows when it was made.
    let batch = match license.batch_id {
        Some(batch) => issue_batch::Entity::find_by_id(batch).one(cx.read()).await?,
        None => None,
    };
    let issued = Entry::new(Tone::Info, texts(lang).msg_event_issued(), format, Moment(license.created_at));
    let issued = match batch {
        Some(batch) => issued.who(who(&batch.created_by_kind, lang)),
        None => issued,
    };
    Ok(Timeline::new(told.chain([issued])))
}

/// The latest 50 lines of the log that say what happened to a license, newest first.
pub async fn lines(cx: &Cx, license: Uuid) -> Result<Vec<Audit>, Fault> {
    // The query asks for what is told alone: looks would push a license's events out of its page.
    let filter = AuditFilter { subject: Some(license), kinds: &TOLD, ..AuditFilter::default() };
    let request = PageRequest { size: SHOWN, ..PageRequest::default() };
    Ok(audit::list(cx, &filter, &request).await?.items)
}

/// Why a license was blocked, where the line says so.
pub fn block_reason(line: &Audit) -> Option<BlockReason> {
    let details: serde_json::Value = serde_json::from_str(line.details.as_deref()?).ok()?;
    BlockReason::from_word(details["reason"].as_str()?)
}

fn who(actor_kind: &str, lang: Lang) -> String {
    let t = texts(lang);
    match actor_kind {
        "account" => t.msg_by_account(),
        "staff" => t.msg_by_staff(),
        "api_key" => t.msg_by_api_key(),
        // A product on a device tells no name; of a license's history nobody else does without one.
        "product" | "visitor" => t.msg_by_product(),
        _ => t.msg_by_program(),
    }
}

fn entry(line: &Audit, lang: Lang, format: &Format) -> Option<Entry> {
    let t = texts(lang);
    let (tone, title) = match line.kind.as_str() {
        "license.added" => (Tone::Info, t.msg_event_added()),
        "license.removed" => (Tone::Neutral, t.msg_event_removed()),
        "license.activated" => (Tone::Good, t.msg_event_activated()),
        "license.deactivated" => (Tone::Neutral, t.msg_event_deactivated()),
        "license.blocked" => (Tone::Bad, t.msg_event_blocked()),
        "license.block_planned" => (Tone::Warn, t.msg_event_block_planned()),
        "license.unblocked" => (Tone::Good, t.msg_event_unblocked()),
        "license.transfers_lifted" => (Tone::Info, t.msg_event_transfers_lifted()),
        "license.code_resent" => (Tone::Info, t.msg_event_code_resent()),
        "license.code_shown" => (Tone::Info, t.msg_event_code_shown()),
        "license.device_changed" => (Tone::Info, t.msg_event_device_changed()),
        _ => return None,
    };
    let mut entry = Entry::new(tone, title, format, Moment(line.at)).who(who(&line.actor_kind, lang));
    if let Some(reason) = block_reason(line) {
        entry = entry.detail(reason.name(lang));
    }
    Some(entry)
}
