//! The offers of a product on its page: made, changed and taken out of sale (LIC-1).

use super::catalog_form::product_page;
use super::staff_catalog_product::page;
use crate::actions::offer::retire_offer;
use crate::queries::offers::OfferView;
use crate::queries::products::ProductView;
use crate::{CLERKS, texts};
use gatehouse_core::{Lang, Uuid};
use gatehouse_l10n::Format;
use gatehouse_web::frames::Panel;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff, UnlessBroken as _};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| doors.post("/staff/catalog/{id}/offers/{part_id}/retire", retire))
}

/// What a kind of license is called.
pub(super) fn kind_name(word: &str, lang: Lang) -> String {
    let t = texts(lang);
    match word {
        "subscription" => t.msg_offer_kind_subscription(),
        "trial" => t.msg_offer_kind_trial(),
        "nfr" => t.msg_offer_kind_nfr(),
        _ => t.msg_offer_kind_commercial(),
    }
}

/// `5`, or `5 to 50, in steps of 5`.
fn seats(offer: &OfferView, format: &Format) -> String {
    let (t, range) = (texts(format.lang()), offer.rev.seats());
    match range.fixed() {
        Some(seats) => format.number(seats),
        None if range.step == 1 => t.msg_offer_seats_between(format.number(range.min), format.number(range.max)),
        None => {
            t.msg_offer_seats_in_steps(format.number(range.min), format.number(range.max), format.number(range.step))
        }
    }
}

/// The offers, each with what it sells.
pub(super) fn panel(view: &ProductView, format: &Format, is_clerk: bool) -> Panel {
    let (lang, t, base) = (format.lang(), texts(format.lang()), product_page(view.product.id));
    let can_add = is_clerk && !view.editions.is_empty() && !view.terms.is_empty();
    let add = Button::link(t.msg_offer_add(), format!("{base}/offers/new")).icon(Icon::Plus).small();
    let panel = Panel::new(t.msg_offers()).id("offers").button(can_add.then_some(add));
    let heads = [t.msg_name(), t.msg_offer_code(), t.msg_edition(), t.msg_term(), t.msg_offer_seats()].map(Head::new);
    let mut table = Table::new(t.msg_offers(), heads.into_iter().chain([Head::actions(lang)]));
    for offer in &view.offers {
        let (id, rev) = (offer.offer.id, &offer.rev);
        let edition = view.editions.iter().find(|edition| edition.id == rev.edition_id).map_or("", |e| e.name.as_str());
        let term = view.terms.iter().find(|term| term.id == rev.term_id).map_or("", |term| term.name.as_str());
        let name = if is_clerk { Cell::link(&rev.name, format!("{base}/offers/{id}")) } else { Cell::text(&rev.name) };
        let state = match offer.offer.retired_at {
            Some(_) => t.msg_offer_retired(),
            None => t.msg_offer_revision(format.number(rev.number)),
        };
        let retire = Button::post(t.msg_offer_retire(), format!("{base}/offers/{id}/retire")).about(rev.name.clone());
        let can_retire = is_clerk && offer.offer.retired_at.is_none();
        table.push([
            name.sub(state),
            Cell::text(&offer.offer.code),
            Cell::text(edition).sub(kind_name(&rev.kind, lang)),
            Cell::text(term),
            Cell::text(seats(offer, format)),
            Cell::actions(Some(retire).filter(|_| can_retire)),
        ]);
    }
    panel.table_or(table, t.msg_offers_none())
}

async fn retire(staff: Staff, Ids([product, offer]): Ids<2>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match retire_offer(&visit.cx, product, offer, None).await.unless_broken()? {
        Ok(_) => Ok(visit.go_saying(&here(product), texts(visit.lang()).msg_offer_retired_now())),
        Err(refusal) => visit.show_refused(&refusal, &page(&staff, product).await?.refusal(Some(&refusal))),
    }
}

fn here(product: Uuid) -> String {
    format!("{}#offers", product_page(product))
}
