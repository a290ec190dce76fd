//! The question of a request, from which an article for everybody begins (SUP-18). Nothing of its people is copied: the title is its subject without
//! addresses, numbers and names, and the text is written by hand. Who looks at the request has a line in the log.

use crate::model::question::of_subject;
use gatehouse_context::Seen;
use gatehouse_core::{Lang, Uuid};
use gatehouse_support::queries::staff::{Looked, texts as opened};
use gatehouse_support::queries::staff_request::names;
use gatehouse_web::{Halt, Staff};

/// What of a request goes into an article.
pub(super) struct Question {
    /// The request.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// The language in which it was asked.
    pub lang: Lang,
    /// The product that it is about.
    pub product: Option<Uuid>,
    /// Its subject without what tells who asked.
    pub title: String,
}

/// The question of a request, for whoever may read it.
pub(super) async fn question(staff: &Staff, id: Uuid) -> Result<Question, Halt> {
    let cx = &staff.visit.cx;
    let seen = Seen::<Looked>::find(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let subject = opened(cx, &seen).await?.subject;
    let title = of_subject(&subject, &names(cx, &seen).await?);
    let row = seen.row();
    let lang = Lang::from_tag(&row.lang).unwrap_or_default();
    Ok(Question { id, number: row.number.clone(), lang, product: row.product_id, title })
}

/// Where a request is.
pub(super) fn place(id: Uuid) -> String {
    format!("/staff/requests/{id}")
}
