//! `/licenses/usage`: how many seats of a license were in use, day by day (LIC-15).

use super::LIST;
use crate::lists::{CustomerDevices, CustomerUsage, as_held};
use crate::pages::usage_plot::plot;
use crate::queries::usage::{UsageFilter, days};
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_core::day::{first_moment, last_moment};
use gatehouse_l10n::Format;
use gatehouse_web::list::{List as _, Listed, Wanted, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Visit};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.get(CustomerUsage::AT, list).get(CustomerUsage::FILE, file))
}

/// The filter as the address has it, for the plot; what cannot be read is said at its field.
pub(in crate::pages) fn asked_for<L: gatehouse_web::list::List>(visit: &Visit, wanted: &Wanted<L>) -> UsageFilter {
    UsageFilter {
        license: Uuid::parse_str(wanted.value("license")).ok(),
        from: first_moment(wanted.value("from"), &visit.cx.zone).ok(),
        until: last_moment(wanted.value("until"), &visit.cx.zone).ok(),
        held_since: None,
    }
}

async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let t = texts(visit.lang());
    let listed = Listed::of_address(visit, CustomerUsage::of(&visit.cx, account).await?, &asked).await?;
    let filter = as_held(&visit.cx, account, asked_for(visit, listed.wanted())).await?;
    let head = PageHead::new(t.msg_usage_title())
        .lede(t.msg_usage_lede())
        .crumbs(visit.lang(), [(t.msg_customer_title(), LIST.to_owned())]);
    let Some(license) = filter.license else { return listed.show(visit, head) };
    let head =
        head.action(Button::link(t.msg_customer_devices(), CustomerDevices::of_license(license)).icon(Icon::Device));
    let days = days(&visit.cx, &filter).await?;
    // Days are the vendor's, whoever looks.
    let format = Format::new(visit.lang(), visit.cx.app.settings.vendor_zone());
    listed.done(visit, &listed.sheet(visit, head).with(&plot(&days, &format)))
}

async fn file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let list = CustomerUsage::of(&customer.visit.cx, customer.session.account).await?;
    list_file(&customer.visit, list, &asked).await
}
