//! Where staff arrive: what waits, and where they can go.

use crate::texts;
use askama::Template;
use gatehouse_core::{MINUTE, Role};
use gatehouse_jobs::outbox;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Navigation, Staff};

#[derive(Template)]
#[template(path = "staff/overview.html")]
struct OverviewPage {
    page: Page,
    head: PageHead,
    tiles: Vec<Tile>,
    places_title: String,
    places: Vec<Button>,
}

pub(super) async fn show(staff: Staff) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let (lang, t, format) = (visit.lang(), texts(visit.lang()), visit.format());
    let (waiting, dead, oldest) = outbox::depth(&visit.cx).await?;
    let count = |n: u64| format.number(i64::try_from(n).unwrap_or(i64::MAX));
    let operates = staff.session.roles.contains(&Role::Administrator);
    let tile = |label: String, figure: String, href: &str| {
        let tile = Tile::new(label, figure);
        if operates { tile.href(href) } else { tile }
    };
    let may = |roles: &[Role]| roles.is_empty() || operates || roles.iter().any(|r| staff.session.roles.contains(r));
    let navigation = visit.cx.service::<Navigation>()?;
    let places = navigation
        .staff
        .iter()
        .chain(&navigation.staff_menu)
        .filter(|entry| may(entry.roles))
        .map(|entry| Button::link((entry.label)(lang), entry.href).icon(entry.icon))
        .collect();
    visit.show(&OverviewPage {
        page: visit.page(t.msg_overview_title()),
        head: PageHead::new(t.msg_overview_title()).lede(t.msg_overview_lede(staff.session.label.as_str())),
        tiles: vec![
            tile(t.msg_tile_waiting(), count(waiting), "/staff/jobs"),
            tile(t.msg_tile_dead(), count(dead), "/staff/dead-letters"),
            tile(t.msg_tile_oldest(), t.msg_minutes(oldest / MINUTE), "/staff/jobs"),
        ],
        places_title: t.msg_places(),
        places,
    })
}
