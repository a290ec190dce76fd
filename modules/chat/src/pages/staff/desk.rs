//! `/staff/chats`: who waits, with what helps to choose, and which chats go on (SUP-20). It names nobody and shows no word of theirs: who opens one has a
//! line in the log.

use super::{DESK_PAGE, at};
use crate::lists::{Chats, language, whose};
use crate::pages::talk::turn_badge;
use crate::queries::staff::{Desk, desk, products};
use crate::rights::{AGENTS, LEADS, LOOKERS};
use crate::tables::chat;
use crate::texts;
use askama::Template;
use askama::filters::HtmlSafe;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::history::staff_names;
use gatehouse_web::list::List as _;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};
use std::collections::HashMap;

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get(DESK_PAGE, show))
}

/// Loads the page anew when its list is another one.
#[derive(Template)]
#[template(
    source = r#"<p class="muted small" role="status" data-chats="{{ at }}">{{ text }}</p><script type="module" src="{{ gatehouse_assets::asset_url("chat.js") }}"></script>"#,
    ext = "html"
)]
struct Watch {
    at: String,
    text: String,
}

impl HtmlSafe for Watch {}

async fn show(staff: Staff) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let Desk { waiting, own, others } = desk(&staff.may()?).await?;
    let products = products(&staff.may()?, &waiting).await?;
    let names = staff_names(&visit.cx, others.iter().filter_map(|row| row.staff_id)).await?;
    let mut head = PageHead::new(t.msg_chats()).lede(t.msg_desk_lede());
    head = head.action(Button::link(t.msg_desk_all(), Chats::AT).icon(Icon::History));
    if staff.is_any_of(LEADS) {
        head = head.action(Button::link(t.msg_settings(), format!("{DESK_PAGE}/settings")).icon(Icon::Settings));
    }
    let may_act = staff.is_any_of(AGENTS);
    visit.show(
        &Sheet::new(visit, t.msg_chats(), head)
            .with(&Watch { at: format!("{DESK_PAGE}/events"), text: t.msg_desk_live() })
            .with(&waiting_panel(&staff, &waiting, &products, may_act))
            .with(&open_panel(&staff, "own", t.msg_desk_own(), t.msg_desk_own_none(), &own, &names))
            .with(&open_panel(&staff, "others", t.msg_desk_others(), t.msg_desk_others_none(), &others, &names)),
    )
}

fn waiting_panel(staff: &Staff, rows: &[chat::Model], products: &HashMap<Uuid, String>, may_act: bool) -> Panel {
    let (lang, format, now) = (staff.visit.lang(), staff.visit.format(), staff.visit.cx.now());
    let t = texts(lang);
    let heads = [t.msg_waiting_since(), t.msg_customer(), t.msg_product(), t.msg_language()].map(Head::new);
    let heads = heads.into_iter().chain([Head::actions(lang)]);
    let rows = rows.iter().map(|row| {
        let customer = Cell::text(whose(row, lang));
        let customer = if row.company_id.is_some() { customer.sub(t.msg_desk_company()) } else { customer };
        let product = row.license_id.and_then(|license| products.get(&license));
        let product = product.map_or_else(Cell::none, |name| Cell::text(name).sub(t.msg_known_claimed()));
        let take =
            Button::post(t.msg_take(), at(row.id, "take")).primary().small().about(format.date_time(row.started_at));
        [
            Cell::link(format.date_time(row.waiting_since), at(row.id, "")).and(&Time::ago(
                &format,
                row.waiting_since,
                now,
            )),
            customer,
            product,
            Cell::text(language(row)),
            Cell::actions(may_act.then_some(take)),
        ]
    });
    let table = Table::new(t.msg_desk_waiting(), heads).rows(rows);
    Panel::new(t.msg_desk_waiting()).id("waiting").table_or(table, t.msg_desk_waiting_none())
}

fn open_panel(
    staff: &Staff,
    id: &str,
    title: String,
    none: String,
    rows: &[chat::Model],
    names: &HashMap<Uuid, String>,
) -> Panel {
    let (lang, format, now) = (staff.visit.lang(), staff.visit.format(), staff.visit.cx.now());
    let t = texts(lang);
    let heads = [t.msg_started_at(), t.msg_turn(), t.msg_said_at(), t.msg_language(), t.msg_agent()].map(Head::new);
    let rows = rows.iter().map(|row| {
        let name = row.staff_id.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| t.msg_you());
        [
            Cell::link(format.date_time(row.started_at), at(row.id, "")).sub(whose(row, lang)),
            Cell::badge(&turn_badge(row.turn, lang)),
            Cell::ago(&format, row.said_at, now),
            Cell::text(language(row)),
            Cell::text(name),
        ]
    });
    let table = Table::new(title.as_str(), heads).rows(rows);
    Panel::new(title).id(id).table_or(table, none)
}
