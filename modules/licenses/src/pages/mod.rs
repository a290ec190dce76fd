//! HTML handlers, files named after the URL.

mod behalf;
pub(crate) mod block_steps;
mod carried_file;
mod certificate;
mod certificate_paper;
mod company;
mod customer;
mod device_history;
mod explanation;
mod home;
mod issue_form;
mod key_file;
mod life;
mod lost_code;
pub(crate) mod person;
pub(crate) mod product_sale;
pub(crate) mod revocation_line;
mod saved;
mod seller;
mod staff_devices;
mod staff_license;
mod staff_licenses;
mod staff_licenses_chosen;
mod staff_licenses_paste;
mod staff_order;
mod staff_orders;
mod staff_over_use;
mod staff_proposals;
mod staff_renewals;
pub(crate) mod staff_reports;
mod staff_sellers;
pub(crate) mod staff_sold;
mod staff_usage;
mod staff_verification;
mod usage_plot;

pub(crate) use home::OfLicenses;

use crate::CLERKS;
use gatehouse_web::{Doors, Staff};

pub(crate) fn doors() -> Doors {
    Doors::new()
        .merge(customer::doors())
        .merge(company::doors())
        .merge(key_file::doors())
        .merge(seller::doors())
        .merge(certificate::doors())
        .merge(staff_orders::doors())
        .merge(staff_sellers::doors())
        .merge(staff_order::doors())
        .merge(staff_licenses::doors())
        .merge(staff_licenses_chosen::doors())
        .merge(staff_licenses_paste::doors())
        .merge(person::doors())
        .merge(staff_license::doors())
        .merge(staff_devices::doors())
        .merge(staff_usage::doors())
        .merge(staff_reports::doors())
        .merge(staff_renewals::doors())
        .merge(lost_code::doors())
        .merge(staff_sold::doors())
        .merge(staff_proposals::doors())
        .merge(staff_over_use::doors())
        .merge(staff_verification::doors())
}

/// Whether this member of staff may change things; pages hide what would be refused.
fn is_clerk(staff: &Staff) -> bool {
    staff.is_any_of(CLERKS)
}
