//! `/downloads`: the applications of all licenses of an account.

use crate::queries::home;
use crate::texts;
use gatehouse_catalog::queries::agreements;
use gatehouse_catalog::tables::{application, product};
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Actions, Panel, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.get("/downloads", show))
}

async fn show(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let products = home::downloads(&visit.cx, customer.session.account).await?;
    let head = PageHead::new(t.msg_nav_downloads()).lede(t.msg_downloads_lede());
    let sheet = Sheet::new(visit, t.msg_nav_downloads(), head);
    if products.is_empty() {
        let empty = Empty::new(Icon::Download, t.msg_downloads_none(), t.msg_downloads_none_text())
            .action(Button::link(t.msg_customer_add(), "/licenses/add").icon(Icon::Plus).primary());
        return visit.show(&sheet.with(&Panel::new("").with(&empty)));
    }
    let ids: Vec<Uuid> = products.iter().map(|(product, _)| product.id).collect();
    let in_force = agreements::in_force_of(&visit.cx, &ids).await?;
    let panels = products.iter().map(|(product, applications)| {
        let agreement = in_force.get(&product.id).map(|version| agreements::page_of(version.id));
        panel(product, applications, agreement, lang)
    });
    visit.show(&panels.fold(sheet, |sheet, panel| sheet.with(&panel)))
}

/// The applications of a product, and its license agreement (LIC-34).
fn panel(
    product: &product::Model,
    applications: &[application::Model],
    agreement: Option<String>,
    lang: Lang,
) -> Panel {
    let t = texts(lang);
    let heads = [Head::new(t.msg_customer_application()), Head::new(t.msg_customer_platform()), Head::actions(lang)];
    let table = Table::new(product.name.as_str(), heads).rows(applications.iter().map(|application| {
        let name = application.name.as_str();
        let download = Some(application.download_url.as_str())
            .filter(|url| !url.is_empty())
            .map(|url| Button::link(t.msg_customer_download(), url).about(name).icon(Icon::Download));
        let platform = application.platform.name(lang);
        [Cell::text(name), Cell::text(platform), Cell::actions(download)]
    }));
    let panel = Panel::new(product.name.as_str()).id(product.id.to_string());
    let panel = panel.table_or(table, t.msg_customer_applications_none());
    match agreement {
        Some(page) => panel
            .with(&Actions::new([Button::link(t.msg_customer_agreement(), page).about(product.name.as_str()).quiet()])),
        None => panel,
    }
}
