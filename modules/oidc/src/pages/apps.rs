//! `/account/apps`: the sites, apps and products that somebody has connected with their account (ACC-21).

use super::words::allowed;
use crate::actions::disconnect_app::disconnect_app;
use crate::model::discovery::DEVICE_PAGE;
use crate::queries::apps::{Connected, of_account};
use crate::texts;
use gatehouse_core::{Refusal, Uuid};
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

/// Where it is.
pub(crate) const APPS: &str = "/account/apps";
const DISCONNECT: &str = "/account/apps/disconnect";

pub(super) fn doors() -> Doors {
    Doors::new().newcomers(|doors| doors.get(APPS, list).form(DISCONNECT, up, disconnect))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Of {
    app: String,
}

/// The address that disconnects has no page of its own.
async fn up(customer: Customer) -> Done {
    customer.visit.go(APPS)
}

async fn list(customer: Customer) -> Result<Done, Halt> {
    let page = page(&customer, None).await?;
    customer.visit.show(&page)
}

async fn disconnect(customer: Customer, Posted(of): Posted<Of>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let app = Uuid::parse_str(&of.app).map_err(|_| Halt::NotFound)?;
    match disconnect_app(&visit.cx, app).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(APPS, texts(visit.lang()).msg_app_disconnected())),
        Err(refusal) => visit.show_refused(&refusal, &page(&customer, Some(&refusal)).await?),
    }
}

async fn page(customer: &Customer, refusal: Option<&dyn Refusal>) -> Result<Sheet, Halt> {
    let visit = &customer.visit;
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let apps = of_account(&visit.cx, customer.session.account).await?;
    let connect = Button::link(t.msg_device_title(), DEVICE_PAGE);
    let head = PageHead::new(t.msg_apps_title()).lede(t.msg_apps_lede()).action(connect);
    let sheet = Sheet::new(visit, t.msg_apps_title(), head).refusal(refusal);
    if apps.is_empty() {
        return Ok(sheet.with(&Empty::new(Icon::Globe, t.msg_apps_none(), t.msg_apps_none_text())));
    }
    let (format, now) = (visit.format(), visit.cx.now());
    let heads = [
        Head::new(t.msg_app_name()),
        Head::new(t.msg_consent_may()),
        Head::new(t.msg_app_since()),
        Head::new(t.msg_app_used()),
        Head::actions(lang),
    ];
    let row = |app: &Connected| {
        let button = Button::post(t.msg_app_disconnect(), DISCONNECT).with("app", app.id.to_string());
        let button = button.about(app.name.as_str()).danger().small();
        [
            Cell::text(app.name.as_str()),
            Cell::text(allowed(lang, &app.allowed).join(" · ")),
            Cell::date(&format, app.since),
            Cell::ago(&format, app.used_at, now),
            Cell::actions([button]),
        ]
    };
    let table = Table::new(t.msg_apps_title(), heads).rows(apps.iter().map(row));
    Ok(sheet.with(&Panel::new("").table(table)))
}
