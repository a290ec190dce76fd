//! What the owner of an account gets of this module in the export of their data (ACC-17, PRI-5): the ledger, of which `consent` holds the last
//! row of each statement.

use super::ledger::whole;
use crate::tables::consent_event;
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;
use std::sync::Arc;

/// All of them.
pub fn data_sets() -> Vec<Arc<dyn DataSet>> {
    vec![Arc::new(Answers)]
}

/// The answers to statements.
pub struct Answers;

#[async_trait]
impl DataSet for Answers {
    fn name(&self) -> &'static str {
        "privacy.answers"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["consent", "consent_event"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_privacy_answers()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("receipt", t.msg_receipt_number()),
            ("answered_at", t.msg_receipt_at()),
            ("statement", t.msg_statement()),
            ("version", t.msg_version()),
            ("answer", t.msg_receipt_answer()),
            ("language", t.msg_receipt_lang()),
            ("place", t.msg_receipt_place()),
            ("text_sha256", t.msg_receipt_hash()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use consent_event::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let rows = whole(cx, rows).await?;
        DataRows::of(
            &rows,
            |row| row.event.id,
            |row| {
                let event = &row.event;
                Ok(vec![
                    event.id.to_string().into(),
                    event.at.into(),
                    row.text.title.clone().into(),
                    row.number.into(),
                    event.answer.word().to_owned().into(),
                    event.lang.clone().into(),
                    event.place.word().to_owned().into(),
                    hex::encode(&event.text_hash).into(),
                ])
            },
        )
    }
}
