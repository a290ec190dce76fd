//! `/account/purchases`: what somebody bought, and the card that they chose to save in the shop (ACC-19).

use crate::actions::take_card_back::take_card_back;
use crate::lists::Purchases;
use crate::model::help_about::HelpAbout;
use crate::queries::cards::{self, Saved};
use crate::texts;
use gatehouse_web::frames::{Actions, Panel};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, address};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt};

const TAKE_BACK: &str = "/account/purchases/card/remove";

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.get(Purchases::AT, list).get(Purchases::FILE, file).post(TAKE_BACK, take_back))
}

async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let t = texts(visit.lang());
    let listed = Listed::of_address(visit, Purchases { account }, &asked).await?;
    let head = PageHead::new(t.msg_purchases_title()).lede(t.msg_purchases_lede());
    let saved = cards::own(&visit.cx, account).await?;
    let sheet = listed.sheet(visit, head).with(&help_panel(visit)).with(&card_panel(visit, saved.as_ref()));
    listed.done(visit, &sheet)
}

async fn file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    list_file(&customer.visit, Purchases { account: customer.session.account }, &asked).await
}

/// Trouble with an order, its delivery or its documents: whoever sold it helps first (LIC-35).
fn help_panel(visit: &gatehouse_web::Visit) -> Panel {
    let t = texts(visit.lang());
    let ask =
        |about: HelpAbout| Button::link(about.name(visit.lang()), address("/seller/order", &[("about", about.word())]));
    let ways = Actions::new([ask(HelpAbout::Delivery), ask(HelpAbout::Documents)]);
    Panel::new(t.msg_help_purchase()).id("help").text(t.msg_help_purchase_text()).with(&ways)
}

/// The card, with the button that has it forgotten; or how one is saved.
fn card_panel(visit: &gatehouse_web::Visit, saved: Option<&Saved>) -> Panel {
    let t = texts(visit.lang());
    let panel = Panel::new(t.msg_card_title()).id("card");
    let Some(Saved { card, at }) = saved else { return panel.text(t.msg_card_none()) };
    let facts = KeyValues::new()
        .row(t.msg_card_number(), Cell::text(format!("•••• {}", card.last_four())))
        .row(t.msg_card_expires(), Cell::text(card.printed_end()))
        .row(t.msg_card_saved(), Cell::date(&visit.format(), *at));
    let remove = Button::post(t.msg_card_remove(), TAKE_BACK).icon(Icon::Trash);
    panel.text(t.msg_card_text()).with(&facts).with(&Actions::new([remove]))
}

async fn take_back(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    take_card_back(&visit.cx).await?;
    Ok(visit.go_saying(Purchases::AT, texts(visit.lang()).msg_card_removed()))
}
