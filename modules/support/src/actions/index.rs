//! What is said in a request goes into the search, so that whoever may read it finds it (SUP-11, SUP-17). A step of opening and of adding a message.

use crate::model::message::Audience;
use crate::model::places::{BODY, KIND, SUBJECT};
use crate::tables::{request, request_message, request_person};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_search::{Mark, Text};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Select};
use std::collections::BTreeSet;

/// Messages whose words are indexed anew; further ones are beyond what the index keeps.
const MOST: u64 = 1_000;
/// The part of what staff alone read.
const NOTES: &str = "staff";

/// Who finds it: support, who asked and who reads it along, and in a company who sees others' requests unless it is confidential. What a list shows is
/// judged by its own condition besides; a mark only narrows.
async fn marks(tx: &Tx, row: &request::Model) -> Result<Vec<Mark>, Fault> {
    use request_person::{Column, Entity};
    let people = Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(Column::RequestId.eq(row.id))
        .filter(Column::AccountId.is_not_null())
        .filter(Column::RemovedAt.is_null())
        .into_tuple::<Uuid>()
        .all(&**tx)
        .await?;
    let accounts: BTreeSet<Uuid> = people.into_iter().chain(row.account_id).collect();
    let mut marks = vec![Mark::staff()];
    marks.extend(accounts.into_iter().map(Mark::account));
    if let Some(company) = row.company_id.filter(|_| !row.confidential) {
        marks.push(Mark::company(company));
    }
    Ok(marks)
}

/// Those whose requests these are now find them, and those of before do not. `which`: of one person.
pub(crate) async fn marked(cx: &Cx, tx: &Tx, which: Select<request::Entity>) -> Result<(), Fault> {
    for row in which.filter(request::Column::ErasedAt.is_null()).all(&**tx).await? {
        people_changed(cx, tx, &row).await?;
    }
    Ok(())
}

/// Who belongs to it now finds it.
pub(crate) async fn people_changed(cx: &Cx, tx: &Tx, row: &request::Model) -> Result<(), Fault> {
    gatehouse_search::mark(cx, tx, (KIND, row.id, ""), &marks(tx, row).await?).await
}

/// The words of a request that begins.
pub(crate) async fn opened(cx: &Cx, tx: &Tx, row: &request::Model, subject: &str, text: &str) -> Result<(), Fault> {
    let marks = marks(tx, row).await?;
    let title = format!("{} {subject}", row.number);
    gatehouse_search::put(cx, tx, &words(row.id, &marks, &title, text)).await
}

/// The words of a further message that everybody of the request sees.
pub(crate) async fn said(cx: &Cx, tx: &Tx, row: &request::Model, text: &str) -> Result<(), Fault> {
    let marks = marks(tx, row).await?;
    gatehouse_search::append(cx, tx, &words(row.id, &marks, "", text)).await
}

/// The words of a note: a part of its own, which staff alone find.
pub(crate) async fn noted(cx: &Cx, tx: &Tx, row: &request::Model, text: &str) -> Result<(), Fault> {
    let marks = [Mark::staff()];
    gatehouse_search::append(cx, tx, &Text { part: NOTES, ..words(row.id, &marks, "", text) }).await
}

/// The words of a request anew, once a message is no longer in it.
pub(crate) async fn anew(cx: &Cx, tx: &Tx, row: &request::Model) -> Result<(), Fault> {
    use request_message::{Column, Entity};
    let key = subject::key(cx, &**tx, row.id).await?;
    let title = match &row.subject_sealed {
        Some(sealed) => key.open_text(SUBJECT, row.id, sealed)?,
        None => String::new(),
    };
    let all =
        Entity::find().filter(Column::RequestId.eq(row.id)).order_by_asc(Column::Seq).limit(MOST).all(&**tx).await?;
    let (mut public, mut internal) = (String::new(), String::new());
    for message in &all {
        let Some(sealed) = &message.body_sealed else { continue };
        let is_public = message.audience == Audience::Public && !message.unconfirmed;
        let texts = if is_public { &mut public } else { &mut internal };
        texts.push_str(&key.open_text(BODY, message.id, sealed)?);
        texts.push('\n');
    }
    opened(cx, tx, row, &title, &public).await?;
    let marks = [Mark::staff()];
    gatehouse_search::put(cx, tx, &Text { part: NOTES, ..words(row.id, &marks, "", &internal) }).await
}

fn words<'a>(id: Uuid, marks: &'a [Mark], title: &'a str, body: &'a str) -> Text<'a> {
    Text { kind: KIND, about: id, part: "", subject: id, marks, title, body }
}
