//! The text messages about an account, in the export of its data: which and when. What stood in them is not kept.

use crate::table::{Column, Entity};
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;

/// The text messages of the last 30 days.
#[derive(Clone, Copy, Debug)]
pub struct SentMessages;

#[async_trait]
impl DataSet for SentMessages {
    fn name(&self) -> &'static str {
        "messages.sent"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["text_message"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_messages()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("message", t.msg_data_message()),
            ("queued_at", t.msg_data_queued()),
            ("ended_at", t.msg_data_ended()),
            ("outcome", t.msg_data_outcome()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let outcome = row.outcome.map(|outcome| outcome.word().to_owned());
                Ok(vec![row.kind.as_str().into(), row.queued_at.into(), row.ended_at.into(), outcome.into()])
            },
        )
    }
}
