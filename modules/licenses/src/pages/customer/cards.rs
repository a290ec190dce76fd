//! Licenses as cards: what it is, how it stands, until when, and what to do next.

use super::LIST;
use crate::lists::{shop_button, status_badge};
use crate::model::license::{Status, is_activation_missed, is_end_open, status};
use crate::queries::customer_licenses::Item;
use crate::texts;
use gatehouse_core::{Moment, Uuid};
use gatehouse_l10n::Format;
use gatehouse_web::view::*;
use std::collections::HashSet;

/// So many licenses are shown as cards; more are a table.
pub(crate) const MOST_CARDS: usize = 8;

/// The cards; `with_downloads` are the products that have something to download.
pub(crate) fn cards(items: &[Item], with_downloads: &HashSet<Uuid>, format: &Format, now: Moment) -> Vec<Markup> {
    items.iter().map(|item| Markup::of(&card(item, with_downloads, format, now))).collect()
}

fn card(item: &Item, with_downloads: &HashSet<Uuid>, format: &Format, now: Moment) -> ItemCard {
    let (license, lang) = (&item.license, format.lang());
    let whole = |number: i64| u32::try_from(number).unwrap_or(0);
    let (used, all) = (format.number(license.seats_used), format.number(license.seats));
    let words = texts(lang).msg_card_seats(license.seats, used, all);
    let seats = Seats::new(lang, whole(license.seats_used), whole(license.seats)).words(words);
    ItemCard::new(Icon::Box, item.product.as_str(), format!("{LIST}/{}", license.id))
        .picture(item.icon.as_ref().map(|name| format!("/_brand/{name}")))
        .sub(item.edition.as_str())
        .badge(status_badge(license, now, lang))
        .fact(Icon::Device, &seats)
        .fact(Icon::Calendar, &Markup::text(until(item, format, now)))
        .action(action(item, with_downloads, format, now))
}

/// Until when, in words.
fn until(item: &Item, format: &Format, now: Moment) -> String {
    let (license, t) = (&item.license, texts(format.lang()));
    let day = |at: Moment| format.date(at);
    match (license.ends_at, license.activate_by) {
        (Some(at), _) if at <= now => t.msg_card_ended(day(at)),
        (Some(at), _) => t.msg_card_until(day(at)),
        (None, Some(by)) if is_activation_missed(license, now) => t.msg_card_missed(day(by)),
        (None, Some(by)) if license.first_activated_at.is_none() => t.msg_card_activate_by(day(by)),
        (None, _) if is_end_open(license) => t.msg_customer_ends_open(),
        (None, _) => t.msg_customer_no_end(),
    }
}

fn action(item: &Item, with_downloads: &HashSet<Uuid>, format: &Format, now: Moment) -> Option<Button> {
    let (license, t) = (&item.license, texts(format.lang()));
    if let Some(act) = item.shop.due(license, format.lang(), now) {
        return Some(shop_button(act, format.lang()).small().about(item.product.as_str()));
    }
    let page = format!("{LIST}/{}", license.id);
    let button = match status(license, now) {
        Status::NotActivated => Button::link(t.msg_card_activate(), page),
        Status::Active if with_downloads.contains(&license.product_id) => {
            let at = format!("/downloads#{}", license.product_id);
            Button::link(t.msg_customer_download(), at).icon(Icon::Download)
        }
        Status::Blocked => Button::link(t.msg_card_why(), page),
        Status::Active | Status::Expired | Status::AwaitingVerification | Status::Superseded => return None,
    };
    Some(button.small().about(item.product.as_str()))
}
