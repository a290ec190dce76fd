//! What the owner of an account gets of this module in the export of their data (ACC-17, PRI-5): their chats, and everything that was said in them.

use super::said::opened;
use crate::model::state::Author;
use crate::tables::{chat, chat_message};
use crate::texts;
use gatehouse_companies::tables::company_member;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet, subject};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use std::sync::Arc;

/// All of them.
pub(crate) fn data_sets() -> Vec<Arc<dyn DataSet>> {
    vec![Arc::new(OwnChats), Arc::new(OwnMessages)]
}

/// Their own, and those that they have as a user of a company for as long as they are one: behind that they are the company's.
fn of(account: Uuid) -> Condition {
    use chat::Column;
    let companies = Query::select()
        .column(company_member::Column::CompanyId)
        .from(company_member::Entity)
        .and_where(company_member::Column::AccountId.eq(account))
        .to_owned();
    let readable = Condition::any().add(Column::CompanyId.is_null()).add(Column::CompanyId.in_subquery(companies));
    Condition::all().add(Column::AccountId.eq(account)).add(readable)
}

/// The chats of the account.
struct OwnChats;

#[async_trait]
impl DataSet for OwnChats {
    fn name(&self) -> &'static str {
        "chat.chats"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["chat"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_chats()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("chat", t.msg_chat()),
            ("state", t.msg_state()),
            ("license", t.msg_known()),
            ("started_at", t.msg_started_at()),
            ("ended_at", t.msg_ended_at()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use chat::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(of(account)), Column::Id, after).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let keys = subject::keys(cx, cx.read(), &ids).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let known = match (keys.get(&row.id), &row.known_sealed) {
                    (Some(key), Some(sealed)) => Some(key.open_text(crate::model::places::KNOWN, row.id, sealed)?),
                    _ => None,
                };
                Ok(vec![
                    row.id.to_string().into(),
                    row.state.name(cx.lang).into(),
                    known.into(),
                    row.started_at.into(),
                    row.ended_at.into(),
                ])
            },
        )
    }
}

/// What was said in them.
struct OwnMessages;

#[async_trait]
impl DataSet for OwnMessages {
    fn name(&self) -> &'static str {
        "chat.messages"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["chat_message"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_messages()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("chat", t.msg_chat()),
            ("author", t.msg_author()),
            ("text", t.msg_text()),
            ("file", t.msg_file()),
            ("at", t.msg_at()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use chat_message::{Column, Entity};
        let own = Query::select().column(chat::Column::Id).from(chat::Entity).cond_where(of(account)).to_owned();
        let rows = piece(cx, Entity::find().filter(Column::ChatId.in_subquery(own)), Column::Id, after).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.chat_id).collect();
        let keys = subject::keys(cx, cx.read(), &ids).await?;
        let t = texts(cx.lang);
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let said = match keys.get(&row.chat_id) {
                    Some(key) => opened(key, vec![row.clone()])?.pop(),
                    None => None,
                };
                let text = said.map(|said| match said.notice {
                    Some(notice) => notice.sentence(&t.msg_support(), cx.lang),
                    None => said.text,
                });
                let author = match row.author {
                    Author::Customer => t.msg_you(),
                    Author::Staff => t.msg_support(),
                    Author::Machine => t.msg_machine(),
                };
                Ok(vec![
                    row.chat_id.to_string().into(),
                    author.into(),
                    text.into(),
                    row.file_id.map(|file| file.to_string()).into(),
                    row.at.into(),
                ])
            },
        )
    }
}
