//! The mails to an account, in the export of its data: which and when. What stood in them is not kept.

use crate::table::{Column, Entity};
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;

/// The mails of the last 30 days.
#[derive(Clone, Copy, Debug)]
pub struct SentMails;

#[async_trait]
impl DataSet for SentMails {
    fn name(&self) -> &'static str {
        "mail.sent"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["mail"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_mails()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("mail", t.msg_data_mail()),
            ("language", t.msg_data_lang()),
            ("queued_at", t.msg_data_queued()),
            ("sent_at", t.msg_data_sent()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let kind = row.kind.as_str();
                Ok(vec![kind.into(), row.lang.as_str().into(), row.queued_at.into(), row.sent_at.into()])
            },
        )
    }
}
