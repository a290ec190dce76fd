//! Hands the archive of one's own data out (ACC-17); the log says so before its first byte. The page has asked for a fresh proof of who
//! it is.

use crate::events;
use crate::model::ExportState;
use crate::model::export::EXPORT;
use crate::queries::exports::own_export;
use crate::refusals::AccountRefusal;
use crate::rights::own_account;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, refuse};
use gatehouse_files::{Clean, Files, StoredFile};

/// The file; refused where there is none any more.
pub async fn download_export(cx: &Cx) -> Outcome<Clean<StoredFile>, AccountRefusal> {
    let id = own_account(cx).or_refuse()?;
    let ready = own_export(cx, id).await?.filter(|row| row.state == ExportState::Ready);
    let Some(file) = ready.and_then(|row| row.file_id) else { return Err(refuse(AccountRefusal::NotFound)) };
    let file = cx.service::<Files>()?.find(cx, &EXPORT, file).await?;
    let Some(file) = file else { return Err(refuse(AccountRefusal::NotFound)) };
    let tx = cx.begin().await?;
    cx.audit(&tx, events::EXPORT_DOWNLOADED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(file)
}
