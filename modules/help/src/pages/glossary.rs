//! `/help/glossary`: the words, each with what it means (ALL-10).

use super::HELP;
use super::parts::{from_here, reader};
use super::rendered::Rendered;
use crate::queries::reading::glossary;
use crate::texts;
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Visit};

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.get("/help/glossary", show))
}

async fn show(visit: Visit) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let mut words = KeyValues::new();
    for item in glossary(&visit.cx, reader(&visit), visit.lang()).await? {
        let text = Rendered::new(&item.lang, &item.body, true, from_here(&visit));
        words = words.row(item.title.as_str(), Cell::of(&text));
    }
    let head = PageHead::new(t.msg_glossary()).lede(t.msg_glossary_lede());
    let head = head.crumbs(visit.lang(), [(t.msg_nav_help(), HELP)]);
    visit.show(&Sheet::new(&visit, t.msg_glossary(), head).narrow().with(&Panel::new("").with(&words)))
}
