//! Values of the model as pages show them.

use crate::model::license::{ENDING_DAYS, Status, is_activation_missed, is_end_open, status};
use crate::model::shop_links::ShopAct;
use crate::queries::people::Named;
use crate::tables::{activation, license};
use crate::texts;
use gatehouse_catalog::model::platform::Platform;
use gatehouse_core::{DAY, Lang, Moment};
use gatehouse_l10n::Format;
use gatehouse_web::person::address;
use gatehouse_web::view::{Badge, Button, Cell, Icon, Seats, Tone};

/// A license's status as a label; one that runs out within the notice period says so (LIC-17).
pub(crate) fn status_badge(license: &license::Model, now: Moment, lang: Lang) -> Badge {
    let soon = now.plus(ENDING_DAYS * DAY);
    let state = status(license, now);
    let label = |tone| Badge::new(tone, state.name(lang));
    match state {
        Status::Active if license.ends_at.is_some_and(|ends| ends <= soon) => {
            Badge::new(Tone::Warn, texts(lang).msg_status_expiring())
        }
        Status::Active => label(Tone::Good),
        Status::NotActivated => label(Tone::Neutral).ring(),
        Status::Expired => label(Tone::Bad).ring(),
        Status::Blocked => label(Tone::Bad),
        Status::AwaitingVerification => label(Tone::Info).ring(),
        Status::Superseded => label(Tone::Neutral),
    }
}

/// When it ends: a day, not known before a device is activated, or never.
pub(crate) fn ends(format: &Format, license: &license::Model, now: Moment) -> Cell {
    let t = texts(format.lang());
    match license.ends_at {
        Some(at) => Cell::date(format, at),
        None if is_activation_missed(license, now) => Cell::none(),
        None if is_end_open(license) => Cell::text(t.msg_customer_ends_open()),
        None => Cell::text(t.msg_customer_no_end()),
    }
}

/// Whose it is, with the way to their page.
pub(crate) fn person(named: Option<&Named>) -> Cell {
    match named {
        Some(Named { account: Some(account), label }) => Cell::link(label, address(*account, "")),
        Some(Named { account: None, label }) => Cell::text(label),
        None => Cell::none(),
    }
}

/// How many of its seats are taken.
pub(crate) fn seats(license: &license::Model, lang: Lang) -> Cell {
    let whole = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let (used, seats) = (whole(license.seats_used), whole(license.seats));
    Cell::of(&Seats::new(lang, used, seats)).value(format!("{used}/{seats}"))
}

/// What a device runs on, where it said so.
pub(crate) fn platform(device: &activation::Model, lang: Lang) -> Cell {
    match device.platform.as_str() {
        "" => Cell::none(),
        word => Cell::text(Platform::of_device(word).name(lang)),
    }
}

/// The same where there is little room.
pub(crate) fn shop_button_in_row(act: ShopAct, lang: Lang) -> Button {
    let t = texts(lang);
    let (label, href) = match act {
        ShopAct::Renew(href) => (t.msg_customer_renew_row(), href),
        ShopAct::Buy(href) => (t.msg_customer_buy_row(), href),
    };
    Button::link(label, href).icon(Icon::External).new_tab().small()
}

/// Renews or buys in the shop.
pub(crate) fn shop_button(act: ShopAct, lang: Lang) -> Button {
    let t = texts(lang);
    let (label, href) = match act {
        ShopAct::Renew(href) => (t.msg_customer_renew(), href),
        ShopAct::Buy(href) => (t.msg_customer_buy(), href),
    };
    Button::link(label, href).icon(Icon::External).new_tab()
}
