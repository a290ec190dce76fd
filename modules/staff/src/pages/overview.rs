//! Where staff arrive: what waits, and where they can go.

use crate::{OPERATORS, texts};
use gatehouse_core::{Fault, MINUTE};
use gatehouse_jobs::outbox;
use gatehouse_web::frames::{Actions, Panel, Sheet, Tiles};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Navigation, Staff};

pub(super) async fn show(staff: Staff) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let head = PageHead::new(t.msg_overview_title()).lede(t.msg_overview_lede(staff.session.label.as_str()));
    let sheet = Sheet::new(visit, t.msg_overview_title(), head).with(&tiles(&staff).await?);
    visit.show(&sheet.with(&Panel::new(t.msg_places()).with(&places(&staff)?)))
}

/// What waits; administrators get from here to it.
async fn tiles(staff: &Staff) -> Result<Tiles, Fault> {
    let visit = &staff.visit;
    let (t, format) = (texts(visit.lang()), visit.format());
    let (waiting, dead, oldest) = outbox::depth(&visit.cx).await?;
    let count = |n: u64| format.number(i64::try_from(n).unwrap_or(i64::MAX));
    let operates = staff.is_any_of(OPERATORS);
    let tile = |label: String, figure: String, href: &str| {
        let tile = Tile::new(label, figure);
        if operates { tile.href(href) } else { tile }
    };
    Ok(Tiles::new([
        tile(t.msg_tile_waiting(), count(waiting), "/staff/jobs"),
        tile(t.msg_tile_dead(), count(dead), "/staff/dead-letters"),
        tile(t.msg_tile_oldest(), t.msg_minutes(oldest / MINUTE), "/staff/jobs"),
    ]))
}

/// Every page of the navigation that they may open.
fn places(staff: &Staff) -> Result<Actions, Fault> {
    let navigation = staff.visit.cx.service::<Navigation>()?;
    let entries = navigation.staff.iter().chain(&navigation.staff_menu);
    let open = entries.filter(|entry| entry.roles.is_empty() || staff.is_any_of(entry.roles));
    Ok(Actions::new(open.map(|entry| Button::link((entry.label)(staff.visit.lang()), entry.href).icon(entry.icon))))
}
