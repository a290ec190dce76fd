//! The ledger of answers, as its owner and staff read it (PRI-7).

use crate::model::text;
use crate::rights::StatementsRead;
use crate::tables::consent_event::{Column, Entity, Model};
use crate::tables::{statement, statement_text, statement_version};
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, Lang, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashMap;

/// Rows that a page shows; what is older is in the ledger.
pub const ROWS: u64 = 100;

/// An answer with what it was to.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The row.
    pub event: Model,
    /// The statement.
    pub statement: statement::Model,
    /// The version's number.
    pub number: i64,
    /// The text that was shown.
    pub text: statement_text::Model,
}

impl Answered {
    /// Whether the stored text is exactly the one that was shown.
    pub fn is_same_text(&self) -> bool {
        text::hash(&self.text.lang, &self.text.title, &self.text.body) == self.event.text_hash
    }
}

/// The last answers of the acting account, the newest first.
pub async fn own(cx: &Cx, account: Uuid) -> Result<Vec<Answered>, Fault> {
    of_account(cx, account).await
}

/// The same for staff.
pub async fn for_staff(cx: &May<StatementsRead>, account: Uuid) -> Result<Vec<Answered>, Fault> {
    of_account(cx, account).await
}

/// One answer of the account; `None` also for another one's.
pub async fn receipt(cx: &Cx, account: Uuid, id: Uuid) -> Result<Option<Answered>, Fault> {
    let row = Entity::find_by_id(id).filter(Column::AccountId.eq(account)).one(cx.read()).await?;
    Ok(whole(cx, row.into_iter().collect()).await?.pop())
}

async fn of_account(cx: &Cx, account: Uuid) -> Result<Vec<Answered>, Fault> {
    let own = Entity::find().filter(Column::AccountId.eq(account));
    let rows = own.order_by_desc(Column::At).order_by_desc(Column::Id).limit(ROWS).all(cx.read()).await?;
    whole(cx, rows).await
}

/// Rows with what they were to, in a query for each table.
pub(super) async fn whole(cx: &Cx, rows: Vec<Model>) -> Result<Vec<Answered>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let statements = statement::Entity::find()
        .filter(statement::Column::Id.is_in(rows.iter().map(|row| row.statement_id)))
        .all(cx.read())
        .await?;
    let statements: HashMap<Uuid, statement::Model> = statements.into_iter().map(|row| (row.id, row)).collect();
    let numbers: HashMap<Uuid, i64> = statement_version::Entity::find()
        .select_only()
        .columns([statement_version::Column::Id, statement_version::Column::Number])
        .filter(statement_version::Column::Id.is_in(rows.iter().map(|row| row.version_id)))
        .into_tuple()
        .all(cx.read())
        .await?
        .into_iter()
        .collect();
    let texts = statement_text::Entity::find()
        .filter(statement_text::Column::VersionId.is_in(rows.iter().map(|row| row.version_id)))
        .all(cx.read())
        .await?;
    let mut texts: HashMap<(Uuid, String), statement_text::Model> =
        texts.into_iter().map(|text| ((text.version_id, text.lang.clone()), text)).collect();
    let mut answered = |event: Model| {
        let place = (event.version_id, event.lang.clone());
        // The same text may stand behind several answers.
        let text = texts.entry(place).or_insert_with(|| missing(&event)).clone();
        let statement = statements.get(&event.statement_id)?.clone();
        let number = *numbers.get(&event.version_id)?;
        Some(Answered { event, statement, number, text })
    };
    Ok(rows.into_iter().filter_map(&mut answered).collect())
}

/// Stands for a text that is not there, which no action leaves behind.
fn missing(event: &Model) -> statement_text::Model {
    let lang = Lang::from_tag(&event.lang).unwrap_or_default().tag().to_owned();
    statement_text::Model { version_id: event.version_id, lang, title: String::new(), body: String::new() }
}
