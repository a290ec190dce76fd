//! Values of the model as pages show them.

use crate::model::license::{ENDING_DAYS, Status, is_activation_missed, is_end_open, status};
use crate::model::shop_links::ShopAct;
use crate::queries::documents::Document;
use crate::queries::key_files::FileSet;
use crate::queries::people::Named;
use crate::tables::{activation, key_file, license};
use crate::texts;
use gatehouse_catalog::model::platform::Platform;
use gatehouse_core::{DAY, Lang, Moment};
use gatehouse_formats::Status as KeyStatus;
use gatehouse_l10n::Format;
use gatehouse_web::list::FilterSet;
use gatehouse_web::person::address;
use gatehouse_web::view::{Badge, Button, Cell, Icon, Seats, Tone};
use jiff::tz::TimeZone;

/// The filter of lists of several products.
pub(super) fn by_product<F>(
    set: FilterSet<F>,
    products: Vec<(String, String)>,
    lang: Lang,
    choose: fn(&mut F, String),
) -> FilterSet<F> {
    let t = texts(lang);
    set.choice("product", t.msg_customer_product(), t.msg_customer_any_product(), products, choose)
}

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

/// The files of a set: that of the default group, and below it the others with their groups.
pub(crate) fn key_files_cell(set: &FileSet) -> Cell {
    let name = |file: &key_file::Model| format!("{}.key", file.serial);
    let others: Vec<String> = set.others.iter().map(|file| format!("{} ({})", name(file), file.app_group)).collect();
    let first = Cell::text(name(&set.first));
    if others.is_empty() { first } else { first.sub(others.join(", ")) }
}

/// What became of a key file (LIC-20).
pub(crate) fn key_file_status(file: &key_file::Model, now: Moment, lang: Lang) -> Badge {
    let t = texts(lang);
    if file.returned_at.is_some() {
        return Badge::new(Tone::Neutral, t.msg_key_status_returned()).ring();
    }
    if file.ends_at <= now {
        return Badge::new(Tone::Bad, t.msg_key_status_ended()).ring();
    }
    if file.replaced_at.is_some() {
        return Badge::new(Tone::Neutral, t.msg_key_status_replaced()).ring();
    }
    match KeyStatus::of_bits(u8::try_from(file.status).unwrap_or_default()) {
        KeyStatus::Valid => Badge::new(Tone::Good, t.msg_key_status_valid()),
        KeyStatus::Grace => Badge::new(Tone::Warn, t.msg_key_status_grace()),
        KeyStatus::Suspended => Badge::new(Tone::Bad, t.msg_key_status_suspended()).ring(),
        KeyStatus::Revoked => Badge::new(Tone::Bad, t.msg_key_status_revoked()),
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

/// What it is, its number, and the day that stands on it.
pub(crate) fn document_cells(document: &Document, format: &Format) -> [Cell; 3] {
    let lang = Lang::from_tag(&document.lang).unwrap_or_default();
    [
        Cell::text(document.kind.name(format.lang())).sub(lang.name()),
        Cell::number(&document.number),
        // The same day for every reader.
        Cell::date(&Format::new(format.lang(), TimeZone::UTC), document.dated_at),
    ]
}
