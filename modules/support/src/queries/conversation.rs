//! The correspondence of a request (SUP-12): the latest messages, or all of them, with their texts and files.

use crate::model::form::Filled;
use crate::model::message::Audience;
use crate::model::places::{BODY, FORM, HTML, SUBJECT};
use crate::rights::Visible;
use crate::tables::{request, request_file, request_message};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use std::collections::HashMap;

/// Messages that a page shows at first.
pub const LATEST: u64 = 10;
/// The most messages that one page shows.
pub const MOST: u64 = 1_000;

/// A message with what was sealed.
#[derive(Clone, Debug)]
pub struct Said {
    /// The row.
    pub row: request_message::Model,
    /// The text.
    pub text: String,
    /// The HTML, cleaned; of mails.
    pub html: Option<String>,
    /// Its files.
    pub files: Vec<request_file::Model>,
}

/// The texts of a request.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The subject.
    pub subject: String,
    /// The filled-in form.
    pub filled: Filled,
}

/// Subject and form of a request that somebody sees.
pub async fn texts(cx: &Cx, seen: &Visible) -> Result<Texts, Fault> {
    texts_of(cx, seen.row()).await
}

pub(crate) async fn texts_of(cx: &Cx, row: &request::Model) -> Result<Texts, Fault> {
    let Some(key) = subject::keys(cx, cx.read(), &[row.id]).await?.remove(&row.id) else { return Ok(Texts::default()) };
    opened(&key, row)
}

/// The same of several rows of a list, whose proof the caller has.
pub(crate) fn opened(key: &SubjectKey, row: &request::Model) -> Result<Texts, Fault> {
    Ok(Texts {
        subject: match &row.subject_sealed {
            Some(sealed) => key.open_text(SUBJECT, row.id, sealed)?,
            None => String::new(),
        },
        filled: match &row.form_sealed {
            Some(sealed) => serde_json::from_slice(&key.open(FORM, row.id, sealed)?)?,
            None => Filled::default(),
        },
    })
}

/// The subjects of requests that a list shows, by their ids. `rows`: of [`crate::rights::Viewer::requests`] or the staff's.
pub async fn subjects(cx: &Cx, rows: &[request::Model]) -> Result<HashMap<Uuid, String>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    rows.iter()
        .filter_map(|row| Some((row.id, keys.get(&row.id)?, row.subject_sealed.as_ref()?)))
        .map(|(id, key, sealed)| Ok((id, key.open_text(SUBJECT, id, sealed)?)))
        .collect()
}

/// The latest messages that the customer sees, oldest first, and how many there are in all; `all`: every one.
pub async fn messages(cx: &Cx, seen: &Visible, all: bool) -> Result<(Vec<Said>, u64), Fault> {
    let most = if all { MOST } else { LATEST };
    said(cx, seen.row(), Some(Audience::Public), most).await
}

/// The same for staff, notes and unconfirmed mails among them.
pub(crate) async fn said(
    cx: &Cx,
    row: &request::Model,
    audience: Option<Audience>,
    most: u64,
) -> Result<(Vec<Said>, u64), Fault> {
    use request_message::{Column, Entity};
    use sea_orm::PaginatorTrait as _;
    let mut wanted = Entity::find().filter(Column::RequestId.eq(row.id));
    if let Some(audience) = audience {
        wanted = wanted.filter(Column::Audience.eq(audience)).filter(Column::Unconfirmed.eq(false));
    }
    let total = wanted.clone().count(cx.read()).await?;
    let mut rows = wanted.order_by_desc(Column::Seq).limit(most).all(cx.read()).await?;
    rows.reverse();
    let ids: Vec<Uuid> = rows.iter().map(|message| message.id).collect();
    let mut files: HashMap<Uuid, Vec<request_file::Model>> = HashMap::new();
    let found = request_file::Entity::find()
        .filter(request_file::Column::RequestId.eq(row.id))
        .filter(request_file::Column::MessageId.is_in(ids))
        .order_by_asc(request_file::Column::Place)
        .all(cx.read())
        .await?;
    for file in found {
        if let Some(message) = file.message_id {
            files.entry(message).or_default().push(file);
        }
    }
    let Some(key) = subject::keys(cx, cx.read(), &[row.id]).await?.remove(&row.id) else { return Ok((Vec::new(), 0)) };
    let open = |place, id, sealed: Option<&[u8]>| sealed.map(|sealed| key.open_text(place, id, sealed));
    let all = rows.into_iter().map(|message| {
        Ok(Said {
            text: open(BODY, message.id, message.body_sealed.as_deref()).transpose()?.unwrap_or_default(),
            html: open(HTML, message.id, message.html_sealed.as_deref()).transpose()?,
            files: files.remove(&message.id).unwrap_or_default(),
            row: message,
        })
    });
    Ok((all.collect::<Result<_, Fault>>()?, total))
}
