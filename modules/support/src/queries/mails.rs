//! Mails that came in, as staff see them: those that failed, and why one is where it is (SUP-13).

use super::staff::Looked;
use crate::events::FAILED_MAILS_VIEWED;
use crate::rights::RequestsRead;
use crate::tables::request_message;
use gatehouse_context::{AuditEntry, Cx, Look, Seen};
use gatehouse_core::{Fault, Uuid};
use gatehouse_inbox::failed::{FailedMail, failed};
use gatehouse_inbox::{Because, because};
use sea_orm::entity::prelude::*;

/// A look at the mails that failed: who wrote them is among what is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct FailedMails;

impl Look for FailedMails {
    type Right = RequestsRead;

    fn lines(&self) -> Vec<AuditEntry> {
        vec![FAILED_MAILS_VIEWED.entry()]
    }

    fn leafed(&self) -> Option<String> {
        Some(String::new())
    }
}

/// The latest of them.
pub async fn failed_mails(cx: &Cx, _: &Seen<FailedMails>) -> Result<Vec<FailedMail>, Fault> {
    failed(cx, None).await
}

/// Why a message of this request is here; `None`: it did not come by mail, or the mail is gone.
pub async fn why_here(cx: &Cx, seen: &Seen<Looked>, message: Uuid) -> Result<Option<Because>, Fault> {
    use request_message::{Column, Entity};
    let own = Entity::find_by_id(message).filter(Column::RequestId.eq(seen.row().id));
    match own.one(cx.read()).await?.and_then(|row| row.raw_mail) {
        Some(mail) => because(cx, mail).await,
        None => Ok(None),
    }
}
