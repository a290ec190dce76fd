//! `/staff/help`: every article, how far it is in each language, and what waits to be read over.

use crate::lists::{Articles, Missed};
use crate::rights::{LOOKERS, WRITERS};
use crate::texts;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get(Articles::AT, list).get(Articles::FILE, file))
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let listed = Listed::of_address(visit, Articles::of(&visit.cx).await?, &asked).await?;
    let mut head = PageHead::new(t.msg_nav_help())
        .lede(t.msg_articles_lede())
        .action(Button::link(t.msg_missed(), Missed::AT))
        .action(Button::link(t.msg_categories(), "/staff/help/categories"));
    if staff.is_any_of(WRITERS) {
        let new = Button::link(t.msg_article_new(), "/staff/help/new").icon(Icon::Plus).primary();
        head = head.action(new);
    }
    listed.show(visit, head)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Articles::of(&staff.visit.cx).await?, &asked).await
}
