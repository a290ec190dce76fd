//! HTML handlers, files named after the URL.

mod customer;
mod device_history;
mod explanation;
mod home;
mod issue_form;
pub(crate) mod person;
pub(crate) mod product_sale;
pub(crate) mod revocation_line;
mod seller;
mod staff_license;
mod staff_licenses;
mod staff_licenses_chosen;
mod staff_licenses_paste;
mod staff_order;
mod staff_orders;
mod staff_sellers;

pub(crate) use home::OfLicenses;

use crate::CLERKS;
use gatehouse_web::{Doors, Staff};

pub(crate) fn doors() -> Doors {
    Doors::new()
        .merge(customer::doors())
        .merge(seller::doors())
        .merge(staff_orders::doors())
        .merge(staff_sellers::doors())
        .merge(staff_order::doors())
        .merge(staff_licenses::doors())
        .merge(staff_licenses_chosen::doors())
        .merge(staff_licenses_paste::doors())
        .merge(person::doors())
        .merge(staff_license::doors())
}

/// Whether this member of staff may change things; pages hide what would be refused.
fn is_clerk(staff: &Staff) -> bool {
    staff.is_any_of(CLERKS)
}
