//! `/seller`: who sold a license, for the bearer of its code; `/seller/order`: the same by mail, for who has the order's number
//! (LIC-35). No account is needed.

use super::customer::seller_first::SellerFirst;
use super::lost_code::LOST_CODE;
use crate::actions::find_seller::{self, find_seller};
use crate::actions::mail_seller::{self, MailSeller, mail_seller};
use crate::model::help_about::HelpAbout;
use crate::texts;
use gatehouse_core::Secret;
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, UnlessBroken as _, Visit, human};
use serde::Deserialize;

const BY_CODE: &str = "/seller";
const BY_ORDER: &str = "/seller/order";

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| {
        let doors = doors.form(BY_CODE, ask_code, find, find_seller::FORMS);
        doors.form(BY_ORDER, ask_order, mail, mail_seller::FORMS)
    })
}

#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    code: String,
}

async fn ask_code(visit: Visit) -> Result<Done, Halt> {
    visit.show(&code_page(&visit, "", &FormErrors::new()))
}

async fn find(visit: Visit, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    match find_seller(&visit.cx, &Secret::new(typed.code.clone())).await.unless_broken()? {
        Ok(sold) => {
            let t = texts(visit.lang());
            let found = SellerFirst::new(&sold).parts(visit.lang());
            let card = Card::new(&visit, t.msg_seller_page_found(), &FormErrors::new());
            let card = found.iter().fold(card, Card::with);
            visit.show(&card.way("", t.msg_seller_page_another(), BY_CODE))
        }
        // The code stands in the form again, as it was typed.
        Err(refusal) => {
            let errors = FormErrors::of_refusal(&refusal, visit.lang());
            Ok(visit.show_refused(&refusal, &code_page(&visit, &typed.code, &errors))?.secret())
        }
    }
}

fn code_page(visit: &Visit, code: &str, errors: &FormErrors) -> Card {
    let t = texts(visit.lang());
    let field = Field::code("code", t.msg_customer_add_code())
        .hint(t.msg_customer_add_code_hint())
        .placeholder("XXXXX-XXXXX-XXXXX-XXXXX")
        .value(code)
        .max_length(128)
        .errors(errors);
    let form = PanelForm::in_card(BY_CODE).field(&field).submit(t.msg_seller_page_find());
    let card = Card::new(visit, t.msg_seller_page_title(), errors).lede(t.msg_seller_page_lede()).with(&form);
    card.way("", t.msg_seller_page_no_code(), BY_ORDER).way("", t.msg_lost_code_title(), LOST_CODE)
}

async fn ask_order(visit: Visit, asked: Asked) -> Result<Done, Halt> {
    let typed = MailSeller { about: asked.get("about"), ..MailSeller::default() };
    visit.show(&order_page(&visit, &typed, &FormErrors::new())?)
}

/// Whatever is known of order and address, the same page follows (ACC-6).
async fn mail(visit: Visit, Posted(typed): Posted<MailSeller>) -> Result<Done, Halt> {
    let mailed = mail_seller(&visit.cx, &typed).await;
    let done = async |()| Ok(visit.go_saying(BY_CODE, texts(visit.lang()).msg_seller_page_mailed()));
    visit.answer(mailed, done, async |errors| order_page(&visit, &typed, &errors)).await
}

fn order_page(visit: &Visit, typed: &MailSeller, errors: &FormErrors) -> Result<Card, Halt> {
    let t = texts(visit.lang());
    let order = Field::text("order", t.msg_order_number()).max_length(64).value(&typed.order);
    let email = Field::email("email", t.msg_seller_page_email()).value(&typed.email);
    let cases = HelpAbout::ALL.map(|about| Choice::new(about.word(), about.name(visit.lang())));
    let about = Select::new("about", t.msg_help_which(), cases).value(&typed.about);
    let form = PanelForm::in_card(BY_ORDER)
        .field(&about.errors(errors))
        .field(&order.errors(errors))
        .field(&email.errors(errors))
        .field(&human::for_form(&visit.cx, mail_seller::FORM)?.errors(errors))
        .submit(t.msg_seller_page_mail());
    let card = Card::new(visit, t.msg_seller_page_title(), errors).lede(t.msg_seller_page_no_code_text()).with(&form);
    Ok(card.way("", t.msg_seller_page_with_code(), BY_CODE))
}
