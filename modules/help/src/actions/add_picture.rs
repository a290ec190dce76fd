//! Staff put a picture into an article (SUP-18): read and written anew in the worker, so that nothing of what was sent is kept, and with words that say
//! what it shows. A text shows it by the line that the page tells; until one that is published does, only the team sees it.

use super::held;
use crate::events::PICTURE_ADDED;
use crate::model::picture::{ALT, MOST, PICTURE, asked, name_of};
use crate::rights::{ArticlesWrite, NotAllowed, may};
use crate::tables::help_picture::{Column, Entity, Model};
use axum::body::Bytes;
use futures::stream;
use gatehouse_context::{Cx, subject};
use gatehouse_core::text::{code_point, one_line};
use gatehouse_core::{Actor, OrRefuse as _, Outcome, Refusal, Stop, Uuid, refuse};
use gatehouse_files::{FileName, Files, PutRefusal};
use gatehouse_guard::Asker;
use gatehouse_pictures::PictureRefusal;
use gatehouse_worker::Workers;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use std::convert::Infallible;

/// Why it was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AddPictureRefusal {
    /// The actor has no role for it.
    NotAllowed(NotAllowed),
    /// No such article.
    #[refusal(404, "help.not_found", refusal_not_found)]
    NotFound,
    /// Nothing says what it shows.
    #[refusal(422, "help.alt_missing", refusal_alt_missing, field = "alt")]
    AltMissing,
    /// Longer than [`ALT`].
    #[refusal(422, "help.alt_too_long", refusal_too_long(ALT), field = "alt")]
    AltTooLong,
    /// A character that cannot stand in a line of a text.
    #[refusal(422, "help.alt_unprintable", refusal_unprintable(code_point(*it)), field = "alt")]
    AltUnprintable(char),
    /// The article has as many as it may.
    #[refusal(409, "help.pictures_full", refusal_pictures_full(MOST))]
    Full,
    /// The picture is not taken.
    Picture(PictureRefusal),
    /// The storage does not take it.
    #[refusal(field = "file")]
    File(PutRefusal),
}

/// Adds it; answers what a text calls it. The same once more changes nothing.
pub async fn add_picture(cx: &Cx, article: Uuid, bytes: &[u8], alt: &str) -> Outcome<String, AddPictureRefusal> {
    let may = may::<ArticlesWrite>(cx).or_refuse()?;
    let alt = read(alt).or_refuse()?;
    if bytes.is_empty() {
        return Err(refuse(PictureRefusal::Missing.into()));
    }
    let read = gatehouse_pictures::read(cx.service::<Workers>()?, &Asker::of(cx), &asked(), bytes).await?;
    let made = match read {
        Ok(pictures) => pictures.into_iter().next(),
        Err(unread) => return Err(refuse(PictureRefusal::from(unread).into())),
    };
    let picture = made.ok_or(AddPictureRefusal::Picture(PictureRefusal::Broken)).or_refuse()?;
    let content = picture.name();
    let name = name_of(&content, picture.width, picture.height);
    let body = stream::iter([Ok::<_, Infallible>(Bytes::from(picture.bytes))]);
    let received = match cx.service::<Files>()?.put(cx, &PICTURE, subject::INSTALLATION, body).await {
        Ok(received) => received,
        Err(Stop::Refused(refusal)) => return Err(refuse(AddPictureRefusal::File(refusal))),
        Err(Stop::Broken(fault)) => return Err(Stop::Broken(fault)),
    };
    let tx = may.begin().await?;
    held(&tx, article).await?.ok_or(AddPictureRefusal::NotFound).or_refuse()?;
    let of_it = Entity::find().filter(Column::ArticleId.eq(article));
    if of_it.clone().filter(Column::Name.eq(name.as_str())).one(&*tx).await?.is_some() {
        // What was received and is attached to nothing ends after a day.
        return Ok(name);
    }
    if of_it.count(&*tx).await? >= u64::from(MOST) {
        return Err(refuse(AddPictureRefusal::Full));
    }
    let file_id = received.attach(cx, &tx, FileName::clean(&content)).await?.id;
    let made_by = match &cx.actor {
        Actor::Staff(staff) => Some(staff.id),
        _ => None,
    };
    let row = Model { id: cx.id(), article_id: article, name: name.clone(), file_id, alt, made_by, made_at: cx.now() };
    Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await?;
    cx.audit(&tx, PICTURE_ADDED.about(article)).await?;
    tx.commit().await?;
    Ok(name)
}

/// In one line, without what ends it in a text.
fn read(alt: &str) -> Result<String, AddPictureRefusal> {
    let alt = one_line(alt).map_err(AddPictureRefusal::AltUnprintable)?;
    if let Some(bracket) = alt.chars().find(|c| "[]".contains(*c)) {
        return Err(AddPictureRefusal::AltUnprintable(bracket));
    }
    if alt.is_empty() {
        return Err(AddPictureRefusal::AltMissing);
    }
    if alt.chars().nth(ALT as usize).is_some() {
        return Err(AddPictureRefusal::AltTooLong);
    }
    Ok(alt)
}
