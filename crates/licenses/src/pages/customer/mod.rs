//! The customer's license pages. A license that is not in the account answers 404, whoever else may have it.

mod add;
mod code;
mod device;
mod license;
mod licenses;
mod remove;

use crate::model::license::is_activation_missed;
use crate::tables;
use crate::texts;
use gatehouse_core::Moment;
use gatehouse_l10n::Format;
use gatehouse_web::Doors;
use gatehouse_web::view::Cell;

/// The list of an account.
const LIST: &str = "/licenses";

pub(super) fn doors() -> Doors {
    Doors::new()
        .merge(licenses::doors())
        .merge(add::doors())
        .merge(license::doors())
        .merge(code::doors())
        .merge(device::doors())
        .merge(remove::doors())
}

/// When it ends: a day, not known before a device is activated, or never.
fn ends(format: &Format, license: &tables::license::Model, now: Moment) -> Cell {
    let t = texts(format.lang());
    let is_open = license.first_activated_at.is_none() && (license.months.is_some() || license.days.is_some());
    match license.ends_at {
        Some(at) => Cell::date(format, Moment(at)),
        None if is_activation_missed(license, now) => Cell::none(),
        None if is_open => Cell::text(t.msg_customer_ends_open()),
        None => Cell::text(t.msg_customer_no_end()),
    }
}
