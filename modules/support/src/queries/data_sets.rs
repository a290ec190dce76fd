//! What the owner of an account gets of this module in the export of their data (ACC-17, PRI-5): what they asked and wrote, in their own name and in a
//! company's, and what they have not sent yet. Notes of the staff name others too: the privacy officer gives them on request.

mod contacts;

use super::conversation;
use crate::model::message::Audience;
use crate::model::places::{BODY, COMMENT, DRAFT};
use crate::model::provision::accepted;
use crate::tables::{provision_consent, request, request_draft, request_file, request_message, survey};
use crate::texts;
use contacts::OwnContacts;
use gatehouse_context::data_set::{DataColumn, DataRows, DataValue, columns, piece};
use gatehouse_context::{Cx, DataSet, subject};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// All of them.
pub(crate) fn data_sets() -> Vec<Arc<dyn DataSet>> {
    vec![
        Arc::new(OwnRequests),
        Arc::new(OwnMessages),
        Arc::new(OwnFiles),
        Arc::new(OwnDrafts),
        Arc::new(OwnStatements),
        Arc::new(OwnContacts),
        Arc::new(OwnSurveys),
    ]
}

/// The numbers of these requests.
async fn numbers(cx: &Cx, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, Fault> {
    let found = request::Entity::find().filter(request::Column::Id.is_in(ids)).all(cx.read()).await?;
    Ok(found.into_iter().map(|row| (row.id, row.number)).collect())
}

/// The requests that the account asked.
struct OwnRequests;

#[async_trait]
impl DataSet for OwnRequests {
    fn name(&self) -> &'static str {
        "support.requests"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["request"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_requests()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("number", t.msg_mail_number()),
            ("category", t.msg_category()),
            ("status", t.msg_status()),
            ("level", t.msg_level()),
            ("subject", t.msg_mail_subject()),
            ("form", t.msg_data_form()),
            ("opened_at", t.msg_data_opened()),
            ("closed_at", t.msg_data_closed()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use request::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let keys = subject::keys(cx, cx.read(), &ids).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let opened = match keys.get(&row.id) {
                    Some(key) => conversation::opened(key, row)?,
                    None => conversation::Texts::default(),
                };
                let form = opened.filled.shown(row.category, cx.lang);
                let form: Vec<String> = form.into_iter().map(|(label, value)| format!("{label}: {value}")).collect();
                Ok(vec![
                    row.number.clone().into(),
                    row.category.name(cx.lang).into(),
                    row.status.name(cx.lang).into(),
                    row.level.name(cx.lang).into(),
                    opened.subject.into(),
                    form.join("; ").into(),
                    row.opened_at.into(),
                    row.closed_at.into(),
                ])
            },
        )
    }
}

/// The messages that the account wrote.
struct OwnMessages;

#[async_trait]
impl DataSet for OwnMessages {
    fn name(&self) -> &'static str {
        "support.messages"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["request_message"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_messages()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([("number", t.msg_mail_number()), ("text", t.msg_data_text()), ("at", t.msg_data_at())])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use request_message::{Column, Entity};
        let own = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::Audience.eq(Audience::Public));
        let rows = piece(cx, own, Column::Id, after).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.request_id).collect();
        let keys = subject::keys(cx, cx.read(), &ids).await?;
        let numbers = numbers(cx, ids.into_iter()).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let text = match (keys.get(&row.request_id), &row.body_sealed) {
                    (Some(key), Some(sealed)) => Some(key.open_text(BODY, row.id, sealed)?),
                    _ => None,
                };
                Ok(vec![numbers.get(&row.request_id).cloned().into(), text.into(), row.at.into()])
            },
        )
    }
}

/// The files that the account sent; their bytes are in the set of files.
struct OwnFiles;

#[async_trait]
impl DataSet for OwnFiles {
    fn name(&self) -> &'static str {
        "support.files"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["request_file"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_files()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([("number", t.msg_mail_number()), ("file", t.msg_data_file()), ("added_at", t.msg_data_at())])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use request_file::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let numbers = numbers(cx, rows.iter().map(|row| row.request_id)).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let number: DataValue = numbers.get(&row.request_id).cloned().into();
                Ok(vec![number, row.file_id.to_string().into(), row.added_at.into()])
            },
        )
    }
}

/// What the account has begun and not sent.
struct OwnDrafts;

#[async_trait]
impl DataSet for OwnDrafts {
    fn name(&self) -> &'static str {
        "support.drafts"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["request_draft"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_drafts()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([("category", t.msg_category()), ("form", t.msg_data_form()), ("updated_at", t.msg_data_at())])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use request_draft::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let key_of = |row: &request_draft::Model| row.request_id.unwrap_or(row.id);
        let ids: Vec<Uuid> = rows.iter().map(key_of).collect();
        let keys = subject::keys(cx, cx.read(), &ids).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let form = match keys.get(&key_of(row)) {
                    Some(key) => Some(key.open_text(DRAFT, row.id, &row.form_sealed)?),
                    None => None,
                };
                let category = row.category.map(|category| category.name(cx.lang));
                Ok(vec![category.into(), form.into(), row.updated_at.into()])
            },
        )
    }
}

/// What the account has accepted before its first file: the text, where it is still the one that stands there.
struct OwnStatements;

#[async_trait]
impl DataSet for OwnStatements {
    fn name(&self) -> &'static str {
        "support.statements"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["provision_consent"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_statements()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([("text", t.msg_data_text()), ("language", t.msg_staff_language()), ("accepted_at", t.msg_data_at())])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        let found = match after {
            None => provision_consent::Entity::find_by_id(account).one(cx.read()).await?,
            Some(_) => None,
        };
        Ok(DataRows::one(found.map(|row| {
            let text: DataValue = accepted(&row.lang, &row.text_digest).into();
            vec![text, row.lang.into(), row.accepted_at.into()]
        })))
    }
}

/// The surveys that the account was sent, and what it said.
struct OwnSurveys;

#[async_trait]
impl DataSet for OwnSurveys {
    fn name(&self) -> &'static str {
        "support.surveys"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["survey"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_surveys()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("about", t.msg_rating_about()),
            ("number", t.msg_mail_number()),
            ("sent_at", t.msg_data_sent()),
            ("answered_at", t.msg_rating_answered()),
            ("mark", t.msg_rating_mark()),
            ("speed", t.msg_survey_speed()),
            ("solution", t.msg_survey_solution()),
            ("manner", t.msg_survey_manner()),
            ("comment", t.msg_rating_comment()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use survey::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let numbers = numbers(cx, rows.iter().filter_map(|row| row.request_id)).await?;
        let keys = subject::keys(cx, cx.read(), &[account]).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let comment = match (keys.get(&account), &row.comment_sealed) {
                    (Some(key), Some(sealed)) => Some(key.open_text(COMMENT, row.id, sealed)?),
                    _ => None,
                };
                let number = row.request_id.and_then(|id| numbers.get(&id).cloned());
                Ok(vec![
                    row.kind.name(cx.lang).into(),
                    number.into(),
                    row.sent_at.into(),
                    row.answered_at.into(),
                    row.mark.into(),
                    row.speed.into(),
                    row.solution.into(),
                    row.manner.into(),
                    comment.into(),
                ])
            },
        )
    }
}
