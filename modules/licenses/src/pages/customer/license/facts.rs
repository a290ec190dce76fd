//! What there is to know of a license: what matters in large, the rest as a list.

use super::Shown;
use crate::model::license::{is_activation_missed, is_end_open};
use crate::texts;
use gatehouse_catalog::model::term::term_in_words;
use gatehouse_core::{DAY, Moment};
use gatehouse_web::view::*;

/// Until when, for how long, and on how many devices.
pub(super) fn band(shown: &Shown<'_>) -> Band {
    let t = texts(shown.format.lang());
    let whole = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let license = &shown.held.license;
    let seats = Seats::new(shown.format.lang(), whole(license.seats_used), whole(license.seats));
    let (until, hint) = until(shown);
    let mut band = Band::new().with(t.msg_customer_ends(), &Markup::text(until), hint);
    // A fixed end is all there is to say of such a term.
    if license.fixed_until.is_none() {
        let open = if is_end_open(license) { Markup::text(t.msg_customer_term_open()) } else { Markup::default() };
        let term = term_in_words(license.months, license.days, None, shown.format);
        band = band.with(t.msg_customer_term(), &Markup::text(term), open);
    }
    band.with(t.msg_customer_devices(), &seats, Markup::default())
}

/// The end, and how far away it is.
fn until(shown: &Shown<'_>) -> (String, Markup) {
    let (license, format, now) = (&shown.held.license, shown.format, shown.now);
    let t = texts(format.lang());
    let by = || {
        let by = license.activate_by.filter(|_| license.first_activated_at.is_none());
        by.map(|by| Markup::text(t.msg_card_activate_by(format.date(by)))).unwrap_or_default()
    };
    match license.ends_at {
        Some(at) if at <= now => (format.date(at), Markup::text(t.msg_status_expired())),
        Some(at) => (format.date(at), Markup::of(&left(shown, at))),
        None if is_activation_missed(license, now) => {
            let day = license.activate_by.map(|by| format.date(by)).unwrap_or_default();
            (t.msg_status_expired(), Markup::text(t.msg_card_missed(day)))
        }
        None if is_end_open(license) => (t.msg_customer_ends_open(), by()),
        None => match license.fixed_until {
            Some(at) => (format.date(at), by()),
            None => (t.msg_customer_no_end(), by()),
        },
    }
}

/// The days that are left, of those of the term. The day on which it ends is counted as none.
fn left(shown: &Shown<'_>, ends: Moment) -> Seats {
    let day = |at: Moment| at.timestamp().to_zoned(shown.format.zone().clone()).date();
    let days = (day(shown.now).duration_until(day(ends)).as_hours() / 24).max(0);
    let began = shown.held.license.first_activated_at.unwrap_or(shown.held.license.created_at);
    let whole = ends.0.saturating_sub(began.0) / DAY;
    let number = |days: i64| u32::try_from(days).unwrap_or(u32::MAX);
    let words = texts(shown.format.lang()).msg_customer_days_left(days, shown.format.number(days));
    Seats::left(number(days), number(whole.max(days)), words)
}

/// The rest, to be quoted and looked up.
pub(super) fn facts(shown: &Shown<'_>) -> KeyValues {
    let (held, format) = (shown.held, shown.format);
    let (license, lang, t) = (&held.license, format.lang(), texts(format.lang()));
    let activated =
        license.first_activated_at.map_or_else(|| Cell::text(t.msg_customer_not_yet()), |at| Cell::date(format, at));
    let copied = |number: &str| Cell::of(&CopyCode::new(lang, number));
    let facts = KeyValues::new()
        .row(t.msg_customer_number(), copied(&held.sold_by.license))
        .row(t.msg_customer_edition(), Cell::text(held.edition.name.as_str()))
        .row(t.msg_customer_activated(), activated)
        .row(t.msg_customer_added_on(), Cell::date(format, held.added_at));
    if held.sold_by.order.is_empty() {
        return facts;
    }
    facts.row(t.msg_customer_order(), copied(&held.sold_by.order))
}
