//! Staff look at a customer (ALL-8). The search is posted, so that no address stands in a URL or log.

use crate::actions::search_account::search_account;
use crate::model::{Country, State};
use crate::queries::staff::Looked;
use gatehouse_address::shown;
use gatehouse_context::Seen;
use gatehouse_core::{Lang, Uuid};
use gatehouse_l10n::zones;
use gatehouse_web::frames::{Panel, PanelForm, Sheet, Tabs};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Navigation, Posted, Staff};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct SearchForm {
    #[serde(default)]
    email: String,
}

/// Shows the search.
pub async fn form(staff: Staff) -> Result<Done, Halt> {
    let t = crate::texts(staff.visit.lang());
    let empty = Empty::new(Icon::Search, t.msg_staff_start(), t.msg_staff_start_text());
    staff.visit.show(&search_page(&staff, "", &empty))
}

/// Searches by the whole address.
pub async fn search(staff: Staff, Posted(form): Posted<SearchForm>) -> Result<Done, Halt> {
    match search_account(&staff.visit.cx, &form.email).await? {
        Some(id) => Ok(staff.visit.go(&address(id))),
        None => {
            let t = crate::texts(staff.visit.lang());
            let empty = Empty::new(Icon::Search, t.msg_staff_none(), t.msg_staff_none_text());
            staff.visit.show(&search_page(&staff, &form.email, &empty))
        }
    }
}

fn search_page(staff: &Staff, email: &str, empty: &Empty) -> Sheet {
    let t = crate::texts(staff.visit.lang());
    let form = PanelForm::new("/staff/accounts")
        .alone()
        .unguarded()
        .field(&Field::search("email", t.msg_email()).value(email))
        .button(Button::submit(t.msg_staff_start()).primary());
    let head = PageHead::new(t.msg_staff_title()).lede(t.msg_staff_lede());
    let sheet = Sheet::new(&staff.visit, t.msg_staff_title(), head).narrow();
    sheet.with(&form).with(&Panel::new("").with(empty))
}

/// Shows one account.
pub async fn account(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let looked = Seen::<Looked>::find(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let lang = staff.visit.lang();
    let t = crate::texts(lang);
    let badge = match looked.row.state {
        State::Active => Badge::new(Tone::Good, t.msg_staff_state_active()),
        State::PendingConfirmation => Badge::new(Tone::Neutral, t.msg_staff_state_pending()).ring(),
    };
    let title = looked.person.name.whole().unwrap_or_else(|| shown(&looked.person.email));
    let head = PageHead::new(title.clone()).badge(badge).crumbs(lang, [(t.msg_staff_title(), "/staff/accounts")]);
    let panel = Panel::new("").with(&facts(&staff, &looked));
    let tabs = tabs(&staff, id, &title)?;
    staff.visit.show(&Sheet::new(&staff.visit, title, head).with(&tabs).with(&panel))
}

/// This page, and what the modules have of the account.
fn tabs(staff: &Staff, id: Uuid, name: &str) -> Result<Tabs, Halt> {
    let lang = staff.visit.lang();
    let tabs = Tabs::new(name).tab(Icon::Person, crate::texts(lang).msg_staff_overview(), address(id), true);
    let others = staff.visit.cx.service::<Navigation>()?.person.iter().filter(|tab| staff.is_any_of(tab.roles));
    Ok(others.fold(tabs, |tabs, tab| tabs.tab(tab.icon, (tab.label)(lang), (tab.href)(id), false)))
}

fn address(id: Uuid) -> String {
    format!("/staff/accounts/{id}")
}

fn facts(staff: &Staff, looked: &Looked) -> KeyValues {
    let lang = staff.visit.lang();
    let t = crate::texts(lang);
    let format = staff.visit.format();
    let text = |value: &Option<String>| Cell::text(value.clone().unwrap_or_default());
    let (person, row) = (&looked.person, &looked.row);
    let zone = row.zone.as_deref().map(|name| zones::label(name, lang, staff.visit.cx.now()));
    let country = row.country.as_deref().and_then(Country::from_code);
    KeyValues::new()
        .row(t.msg_email(), Cell::text(shown(&person.email)))
        .row(t.msg_name(), Cell::text(person.name.whole().unwrap_or_default()))
        .row(t.msg_staff_reading(), text(&person.name.reading()))
        .row(t.msg_company(), text(&person.company))
        .row(t.msg_phone(), text(&person.phone))
        .row(t.msg_address(), text(&person.address))
        .row(t.msg_country(), Cell::text(country.map_or("", |country| country.name(lang))))
        .row(t.msg_region(), text(&row.region))
        .row(t.msg_language(), Cell::text(Lang::from_tag(&row.lang).unwrap_or_default().name()))
        .row(t.msg_zone(), Cell::text(zone.unwrap_or_default()))
        .row(t.msg_staff_created(), Cell::time(&format, row.created_at))
        .row(t.msg_staff_confirmed(), row.confirmed_at.map_or_else(Cell::none, |at| Cell::time(&format, at)))
        .row(t.msg_staff_sessions(), Cell::number(looked.sessions.to_string()))
}
