//! `/licenses/{id}/explain`: whether one more device could be activated with a license, and why not (LIC-10).

use super::seller_first::SellerFirst;
use super::{LIST, license_head};
use crate::actions::explain::explain_license;
use crate::model::help_about::HelpAbout;
use crate::model::rule::{Rule, Told};
use crate::pages::explanation;
use crate::queries::{customer_license, sellers};
use crate::texts;
use gatehouse_web::frames::Sheet;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.get("/licenses/{license}/explain", show))
}

async fn show(customer: Customer, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let (lang, cx) = (visit.lang(), &visit.cx);
    let held = customer_license::held(cx, account, id).await?.ok_or(Halt::NotFound)?;
    let product = super::product_name(&customer, id).await?;
    let explained = explain_license(cx, id).await?.ok_or(Halt::NotFound)?;
    let sold = sellers::of_license(cx, &held).await?;
    let (title, told) = (texts(lang).msg_explain_title(), Told::Holder(id));
    let head = license_head(lang, &title, product, id).lede(texts(lang).msg_explain_lede());
    let back = Button::link(texts(lang).msg_explain_back(), format!("{LIST}/{id}"));
    let sheet = Sheet::new(visit, title, head.action(back))
        .notices([explanation::verdict(&explained.trace, told, explained.agreement, lang)])
        .with(&explanation::panel(&explained.trace, told, explained.agreement, &visit.format()));
    let seller = SellerFirst::new(&sold);
    let is_blocked = explained.trace.refused().is_some_and(|step| step.rule == Rule::Blocked);
    let seller = if is_blocked { seller.about(HelpAbout::Block) } else { seller };
    visit.show(&if explained.trace.passes() { sheet } else { sheet.with(&seller.panel(lang)) })
}
