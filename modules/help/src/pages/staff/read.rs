//! `/staff/help/read/{article}`: an article as the team reads it, whoever it is for (SUP-18).

use crate::lists::Articles;
use crate::pages::article::{Shown, instead, named, text};
use crate::pages::of_staff;
use crate::rights::LOOKERS;
use crate::texts;
use axum::extract::Path;
use gatehouse_web::frames::Actions;
use gatehouse_web::list::List as _;
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get("/staff/help/read/{article}", show))
}

async fn show(staff: Staff, Path(part): Path<String>, asked: Asked) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let item = match named(visit, &part).await {
        Err(Halt::NotFound) => return instead(visit, &part, Articles::AT),
        found => found?,
    };
    if part.starts_with(|c: char| c.is_ascii_digit()) && part != item.place() {
        return Ok(visit.go(&of_staff(&item.place())));
    }
    let shown = Shown::asked(visit, item, &asked).await?;
    let mut sheet = text(visit, &shown).await?;
    if let Some(id) = shown.item.id {
        let about = Button::link(texts(visit.lang()).msg_article_manage(), format!("{}/{id}", Articles::AT));
        sheet = sheet.with(&Actions::new([about.icon(Icon::Edit)]));
    }
    visit.show(&sheet)
}
