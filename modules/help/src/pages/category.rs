//! `/help/category/{category}`: its questions and articles with their answers folded away; all can be opened at once, so that the browser's own
//! search finds them (ALL-10).

use super::parts::{Answer, reader};
use super::{HELP, category_at};
use crate::model::slug::is_slug;
use crate::queries::kept::contents;
use crate::queries::reading::of_category;
use crate::texts;
use axum::extract::Path;
use gatehouse_guard::{Budget, Limit};
use gatehouse_web::frames::{Actions, Panel, Sheet};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Visit};

/// Looks of one network at whole categories, up to 100 texts each: 120 at once, then one a second.
const LOOKS: Budget = Budget::of_strangers(Limit { action: "help.category", burst: 120, seconds_each: 1 });

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.get("/help/category/{category}", show))
}

async fn show(visit: Visit, Path(category): Path<String>, asked: Asked) -> Result<Done, Halt> {
    if !is_slug(&category) {
        return Err(Halt::NotFound);
    }
    LOOKS.check(&visit.cx)?.map_err(Halt::refused)?;
    let (t, reader, lang) = (texts(visit.lang()), reader(&visit), visit.lang());
    let sections = contents(&visit.cx, reader, lang).await?;
    let section = sections.iter().find(|section| section.slug == category).ok_or(Halt::NotFound)?;
    let after = asked.get("after").parse::<i64>().unwrap_or(0);
    let open = asked.get("open") == "all";
    let (items, has_more) = of_category(&visit.cx, &category, after, reader, lang).await?;
    let here = format!("/help/category/{category}");
    let mut crumbs = vec![(t.msg_nav_help(), HELP.to_owned())];
    if let Some(above) = section.above.as_deref().and_then(|above| sections.iter().find(|one| one.slug == above)) {
        crumbs.push((above.name.clone(), category_at(&above.slug)));
    }
    let head = PageHead::new(section.name.as_str()).crumbs(lang, crumbs);
    let mut sheet = Sheet::new(&visit, section.name.as_str(), head).narrow();
    let switch = if open {
        Button::link(t.msg_close_all(), here.as_str())
    } else {
        Button::link(t.msg_open_all(), format!("{here}?open=all"))
    };
    if !items.is_empty() {
        sheet = sheet.with(&Actions::new([switch]));
        let panel = items.iter().fold(Panel::new(""), |panel, item| panel.with(&Answer::of(&visit, item, open)));
        sheet = sheet.with(&panel);
    }
    if let Some(last) = items.last().filter(|_| has_more) {
        let more = Button::link(t.msg_more(), format!("{here}?after={}", last.number));
        sheet = sheet.with(&Actions::new([more]));
    }
    let below = sections.iter().filter(|one| one.above.as_deref() == Some(category.as_str()));
    for one in below {
        let link = Button::link(one.name.as_str(), category_at(&one.slug)).icon(Icon::Chevron);
        sheet = sheet.with(&Actions::new([link]));
    }
    visit.show(&sheet.with(&super::help::ask(&visit, "")))
}
