//! `/licenses/{id}/help`: who helps with a license, case by case: whoever sold it, then the vendor (LIC-35).

use super::seller_first::SellerFirst;
use super::{LIST, license_head};
use crate::model::help_about::HelpAbout;
use crate::queries::{customer_license, sellers};
use crate::texts;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Actions, Panel, Sheet};
use gatehouse_web::query::{Asked, Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.get("/licenses/{license}/help", show))
}

/// The address of the page.
pub(super) fn place(license: Uuid) -> String {
    format!("{LIST}/{license}/help")
}

async fn show(customer: Customer, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let (cx, lang) = (&visit.cx, visit.lang());
    let held = customer_license::held(cx, account, id).await?.ok_or(Halt::NotFound)?;
    let product = super::product_name(&customer, id).await?;
    let title = texts(lang).msg_help_title();
    let sheet = Sheet::new(visit, title.clone(), license_head(lang, &title, product, id)).narrow();
    let Some(about) = asked.raw("about").and_then(HelpAbout::from_word) else {
        return visit.show(&sheet.with(&cases(id, lang)));
    };
    let sold = sellers::of_license(cx, &held).await?;
    let other = Actions::new([Button::link(texts(lang).msg_help_other(), place(id)).quiet()]);
    visit.show(&sheet.with(&SellerFirst::new(&sold).about(about).panel(lang)).with(&other))
}

fn cases(id: Uuid, lang: Lang) -> Panel {
    let link = |about: HelpAbout| Button::link(about.name(lang), address(&place(id), &[("about", about.word())]));
    let panel = Panel::new(texts(lang).msg_help_which());
    HelpAbout::ALL.into_iter().fold(panel, |panel, about| panel.with(&Actions::new([link(about)])))
}
