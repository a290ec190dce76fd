//! `/staff/orders`: the orders, and the form of a new one (LIC-3).

use super::is_clerk;
use crate::actions::create_order::{CreateOrder, create_order};
use crate::lists::Orders;
use crate::model::order::Source;
use crate::queries::sellers;
use crate::tables::seller;
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_core::Lang;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

const LIST: &str = Orders::AT;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get(LIST, list).get(Orders::FILE, file))
        .staff(CLERKS, |doors| doors.form("/staff/orders/new", blank, create))
}

fn orders_of(staff: &Staff) -> Orders {
    Orders { may_record: is_clerk(staff) }
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let listed = Listed::of_address(&staff.visit, orders_of(&staff), &asked).await?;
    let mut head = PageHead::new(t.msg_nav_orders()).lede(t.msg_orders_lede());
    if is_clerk(&staff) {
        head = head.action(Button::link(t.msg_order_new(), "/staff/orders/new").icon(Icon::Plus).primary());
    }
    listed.show(&staff.visit, head)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, orders_of(&staff), &asked).await
}

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct OrderForm {
    number: String,
    source: String,
    seller: String,
    partner: String,
    buyer_email: String,
    buyer_lang: String,
    note: String,
}

/// Sellers as a choice, with one for an order whose seller nobody keeps.
pub(super) fn seller_choice(sellers: &[seller::Model], lang: Lang) -> Select {
    let t = texts(lang);
    let choices = sellers.iter().map(|seller| Choice::new(seller.id.to_string(), &seller.name));
    Select::new("seller", t.msg_seller(), choices).first(t.msg_seller_none())
}

async fn form(staff: &Staff, typed: &OrderForm, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let sources = Source::ALL.map(|s| Choice::new(s.word(), s.name(lang)));
    let langs = Lang::ALL.map(|l| Choice::new(l.tag(), l.name()));
    let email = Field::text("buyer_email", t.msg_buyer_email()).hint(t.msg_buyer_email_hint()).autocomplete("off");
    let number = Field::text("number", t.msg_order_number()).hint(t.msg_order_number_hint()).max_length(64);
    let sellers = sellers::offered(&staff.may()?).await?;
    let seller = seller_choice(&sellers, lang).hint(t.msg_seller_hint());
    let partner = Field::text("partner", t.msg_partner()).hint(t.msg_partner_hint());
    let form = PanelForm::new("")
        .alone()
        .field(&number.value(&typed.number).optional(lang).errors(errors))
        .field(&Choices::one("source", t.msg_source(), sources).values(&[&typed.source]).errors(errors))
        .field(&seller.value(&typed.seller).errors(errors))
        .field(&partner.value(&typed.partner).optional(lang).errors(errors))
        .field(&email.value(&typed.buyer_email).optional(lang).errors(errors))
        .field(&Select::new("buyer_lang", t.msg_buyer_lang(), langs).value(&typed.buyer_lang).errors(errors))
        .field(&TextArea::new("note", t.msg_note()).value(&typed.note).optional(lang).errors(errors))
        .button(Button::submit(t.msg_order_create()).primary())
        .button(Button::link(t.msg_cancel(), LIST));
    let head = PageHead::new(t.msg_order_new()).crumbs(lang, [(t.msg_nav_orders(), LIST)]);
    Ok(Sheet::new(visit, t.msg_order_new(), head).narrow().errors(errors).with(&form))
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    // Where there is one seller, it is most likely theirs.
    let seller = match sellers::offered(&staff.may()?).await?.as_slice() {
        [only] => only.id.to_string(),
        _ => String::new(),
    };
    let typed = OrderForm { source: "staff".to_owned(), seller, ..OrderForm::default() };
    staff.visit.show(&form(&staff, &typed, &FormErrors::new()).await?)
}

async fn create(staff: Staff, Posted(typed): Posted<OrderForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let input = CreateOrder {
        number: typed.number.clone(),
        source: typed.source.clone(),
        seller: typed.seller.clone(),
        partner: typed.partner.clone(),
        buyer_email: typed.buyer_email.clone(),
        buyer_lang: typed.buyer_lang.clone(),
        note: typed.note.clone(),
    };
    let created = create_order(&visit.cx, &input).await;
    let done = async |id| Ok(visit.go_saying(&format!("{LIST}/{id}"), texts(visit.lang()).msg_order_created()));
    visit.answer(created, done, async |errors| form(&staff, &typed, &errors).await).await
}
