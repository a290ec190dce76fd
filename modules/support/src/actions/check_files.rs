//! Files of a new request are judged before it is sent: what goes to the virus lab is an archive with the password `virus` (SUP-7), what is to be
//! signed for Apple a certificate signing request (SUP-8). Both are read in the worker, and slow, so this comes before the transaction; [`unchanged`]
//! says in it that these very files are sent.

use crate::model::apns::csr::{self, CsrParser};
use crate::model::category::Category;
use crate::model::files::FILE;
use crate::model::lab_archive::{self, ArchiveRefused, LabArchiveParser};
use crate::refusals::OpenRefusal;
use crate::tables::request_draft;
use crate::tables::request_file::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_files::{Files, uploads};
use gatehouse_guard::Asker;
use gatehouse_worker::Workers;
use sea_orm::entity::prelude::*;
use std::collections::BTreeSet;

/// The files that were judged.
#[derive(Debug)]
pub(super) struct Judged(BTreeSet<Uuid>);

/// Judges the files of a draft; `None`: the category takes any.
pub(super) async fn judge(cx: &Cx, category: Category, draft: Option<Uuid>) -> Outcome<Option<Judged>, OpenRefusal> {
    if !matches!(category, Category::VirusLab | Category::Apns) {
        return Ok(None);
    }
    let files = match draft {
        Some(draft) => of_draft(cx, draft).await?,
        None => Some(BTreeSet::new()),
    };
    // Sending is refused while one is on its way; were it whole a moment later, it is one that was not judged.
    let Some(files) = files else { return Ok(Some(Judged(BTreeSet::new()))) };
    if files.is_empty() || category == Category::Apns && files.len() > 1 {
        return Err(refuse(match category {
            Category::Apns => OpenRefusal::NoCsr,
            _ => OpenRefusal::NoArchive,
        }));
    }
    for file in &files {
        match category {
            Category::Apns => check_csr(cx, *file).await?,
            _ => check_archive(cx, *file).await?,
        }
    }
    Ok(Some(Judged(files)))
}

/// The files of a draft of theirs; another one's has none. `None`: one is not whole yet.
async fn of_draft(cx: &Cx, draft: Uuid) -> Result<Option<BTreeSet<Uuid>>, Fault> {
    let own = request_draft::Entity::find_by_id(draft)
        .filter(request_draft::Column::AccountId.eq(cx.actor.account()))
        .one(cx.read())
        .await?;
    if cx.actor.account().is_none() || own.is_none() {
        return Ok(Some(BTreeSet::new()));
    }
    let waiting = Entity::find().filter(Column::RequestId.eq(draft)).filter(Column::MessageId.is_null());
    let waiting = waiting.all(cx.read()).await?;
    let coming = uploads::of_message(cx, draft).await?;
    if coming.iter().any(|one| !one.is_whole) {
        return Ok(None);
    }
    Ok(Some(waiting.iter().map(|row| row.file_id).chain(coming.iter().map(|one| one.id)).collect()))
}

async fn check_archive(cx: &Cx, file: Uuid) -> Outcome<(), OpenRefusal> {
    let too_large = OpenRefusal::Archive(ArchiveRefused::TooLarge);
    let bytes = cx.service::<Files>()?.for_worker(cx, &FILE, file, lab_archive::MOST_BYTES).await?;
    let bytes = bytes.ok_or(too_large).or_refuse()?;
    let asker = Asker::of(cx);
    let parsed = cx.service::<Workers>()?.parse::<LabArchiveParser>(&asker, &(), &bytes).await?;
    parsed.map(drop).map_err(|unread| OpenRefusal::Archive(ArchiveRefused::from(unread))).or_refuse()?;
    Ok(())
}

async fn check_csr(cx: &Cx, file: Uuid) -> Outcome<(), OpenRefusal> {
    let too_large = OpenRefusal::Csr(csr::CsrRefused::TooLarge);
    let bytes = cx.service::<Files>()?.for_worker(cx, &FILE, file, csr::MOST_BYTES).await?;
    let bytes = bytes.ok_or(too_large).or_refuse()?;
    let asker = Asker::of(cx);
    let parsed = cx.service::<Workers>()?.parse::<CsrParser>(&asker, &(), &bytes).await?;
    parsed.map(drop).map_err(|unread| OpenRefusal::Csr(csr::CsrRefused::from(unread))).or_refuse()?;
    Ok(())
}

/// Refuses where the files of the first message are others than those that were judged: another window changed them.
pub(super) async fn unchanged(tx: &Tx, judged: Option<Judged>, message: Uuid) -> Outcome<(), OpenRefusal> {
    let Some(Judged(files)) = judged else { return Ok(()) };
    let sent = Entity::find().filter(Column::MessageId.eq(message)).all(&**tx).await?;
    let sent: BTreeSet<Uuid> = sent.into_iter().map(|row| row.file_id).collect();
    if sent == files { Ok(()) } else { Err(refuse(OpenRefusal::FilesChanged)) }
}
