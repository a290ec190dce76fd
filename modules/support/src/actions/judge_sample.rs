//! Files that a machine reads before they are sent: the archive for the virus lab (SUP-7) and the signing request (SUP-8). What is wrong is said with
//! how to make the right one. Read in the worker process; nothing is kept of it. Done before any transaction.

use crate::model::apns::csr::{self, CsrParser, CsrRefused};
use crate::model::category::Category;
use crate::model::lab_archive::{self, ArchiveRefused, LabArchiveParser};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Refusal, Uuid, refuse};
use gatehouse_files::{Files, uploads};
use gatehouse_guard::Asker;
use gatehouse_worker::Workers;

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum SampleRefusal {
    /// It is no archive that the lab can open.
    Archive(ArchiveRefused),
    /// It is no signing request that can be signed.
    Csr(CsrRefused),
}

/// Judges the uploads of a message; three at the most.
pub async fn judge_files(cx: &Cx, category: Category, message: Uuid) -> Outcome<(), SampleRefusal> {
    if !matches!(category, Category::VirusLab | Category::Apns) {
        return Ok(());
    }
    let files = cx.service::<Files>()?;
    let most = if category == Category::Apns { csr::MOST_BYTES } else { lab_archive::MOST_BYTES };
    let most = u64::try_from(most).map_err(Fault::from)?;
    for upload in uploads::of_message(cx, message).await? {
        if !upload.is_whole {
            continue;
        }
        let bytes = files.for_parser(cx, upload.id, most).await?;
        match category {
            Category::Apns => {
                let bytes = bytes.ok_or_else(|| refuse(SampleRefusal::Csr(CsrRefused::TooLarge)))?;
                let read = cx.service::<Workers>()?.parse::<CsrParser>(&Asker::of(cx), &(), &bytes).await?;
                read.map_err(|unread| refuse(SampleRefusal::Csr(CsrRefused::from(unread))))?;
            }
            _ => {
                let bytes = bytes.ok_or_else(|| refuse(SampleRefusal::Archive(ArchiveRefused::TooLarge)))?;
                let read = cx.service::<Workers>()?.parse::<LabArchiveParser>(&Asker::of(cx), &(), &bytes).await?;
                read.map_err(|unread| refuse(SampleRefusal::Archive(ArchiveRefused::from(unread))))?;
            }
        }
    }
    Ok(())
}
