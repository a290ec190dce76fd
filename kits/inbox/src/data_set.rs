//! What a person gets of the mails that they sent (PRI-5): when, and how large. What they say is among the messages of their requests.

use crate::tables::incoming_mail::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_context::data_set::{DataColumn, DataRows, DataSet, columns, piece};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;

/// The mails of an account's owner.
#[derive(Clone, Copy, Debug)]
pub struct ReceivedMails;

#[async_trait]
impl DataSet for ReceivedMails {
    fn name(&self) -> &'static str {
        "inbox.mails"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["incoming_mail"]
    }

    fn title(&self, lang: Lang) -> String {
        crate::texts(lang).msg_data_mails()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = crate::texts(lang);
        columns([("came_at", t.msg_data_came()), ("size", t.msg_data_size()), ("read_at", t.msg_data_read())])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        DataRows::of(&rows, |row| row.id, |row| Ok(vec![row.came_at.into(), row.size.into(), row.read_at.into()]))
    }
}
