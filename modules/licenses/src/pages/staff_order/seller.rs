//! `/staff/orders/{id}/seller`: which seller an order names (LIC-35).

use super::super::staff_orders::seller_choice;
use super::place;
use crate::actions::name_seller::{NameSeller, name_seller};
use crate::queries::orders::OrderView;
use crate::queries::sellers;
use crate::{CLERKS, texts};
use gatehouse_context::Seen;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| doors.form("/staff/orders/{id}/seller", ask, name))
}

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    seller: String,
    version: String,
}

async fn ask(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, id, None, &FormErrors::new()).await?)
}

async fn page(staff: &Staff, id: Uuid, typed: Option<&Typed>, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let view = Seen::<OrderView>::find(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let mut offered = sellers::offered(&staff.may()?).await?;
    // One that sells no more is still the one of this order.
    if let Some(seller) = view.seller.clone().filter(|seller| offered.iter().all(|other| other.id != seller.id)) {
        offered.push(seller);
    }
    let stored = || view.order.seller_id.map(|seller| seller.to_string()).unwrap_or_default();
    let chosen = typed.map_or_else(stored, |typed| typed.seller.clone());
    let version = typed.map_or_else(|| view.order.version.to_string(), |typed| typed.version.clone());
    let form = PanelForm::new("")
        .alone()
        .field(&Field::hidden("version", version))
        .field(&seller_choice(&offered, lang).hint(t.msg_seller_hint()).value(&chosen).errors(errors))
        .button(Button::submit(t.msg_seller_save()).primary())
        .button(Button::link(t.msg_cancel(), place(id)));
    let above = [(t.msg_nav_orders(), "/staff/orders".to_owned()), (view.order.number.clone(), place(id))];
    let head = PageHead::new(t.msg_order_seller_title()).crumbs(lang, above);
    Ok(Sheet::new(visit, t.msg_order_seller_title(), head).narrow().errors(errors).with(&form))
}

async fn name(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let input = NameSeller { order: id, seller: typed.seller.clone(), expected: typed.version.parse().ok() };
    let done = async |id| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_order_seller_saved()));
    let again = async |errors| page(&staff, id, Some(&typed), &errors).await;
    visit.answer(name_seller(&visit.cx, &input).await, done, again).await
}
