//! The register of a license's key files, for staff (LIC-11): also those that were replaced or given back.

use crate::lists::{key_file_status, key_files_cell};
use crate::queries::key_files;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_l10n::Format;
use gatehouse_web::frames::Panel;
use gatehouse_web::view::*;

/// The panel. The page has written that the license was looked at.
pub(super) async fn panel(cx: &Cx, license: Uuid, format: &Format) -> Result<Panel, Fault> {
    let (lang, t) = (format.lang(), texts(format.lang()));
    let heads = [
        t.msg_key_files_file(),
        t.msg_key_files_device(),
        t.msg_key_files_made(),
        t.msg_key_files_ends(),
        t.msg_key_files_status(),
    ];
    let files = key_files::register(cx, license).await?;
    let table = Table::new(t.msg_key_files_title(), heads.map(Head::new)).rows(files.iter().map(|set| {
        let file = &set.first;
        let device = if file.copy.is_some() { t.msg_key_files_any_device() } else { t.msg_key_files_one_device() };
        [
            key_files_cell(set),
            Cell::text(device),
            Cell::time(format, file.issued_at),
            Cell::time(format, file.ends_at),
            Cell::badge(&key_file_status(file, cx.now(), lang)),
        ]
    }));
    Ok(Panel::new(t.msg_key_files_title()).id("key-files").table_or(table, t.msg_key_files_none()))
}
