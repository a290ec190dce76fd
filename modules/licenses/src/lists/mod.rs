//! The lists of this module: filters, order and columns, once for page, file and API.

mod cells;
mod company_devices;
mod company_licenses;
mod company_renewals;
mod company_usage;
mod customer_licenses;
mod devices;
mod expiries;
mod licenses;
mod orders;
mod over_use_cases;
mod proposals;
mod purchases;
mod renewals;
mod sales;
mod sellers;
mod ticked;
mod usage;
mod verification_rules;
mod verifications;

pub(crate) use cells::{
    document_cells, ends, key_file_status, key_files_cell, platform, seats, shop_button, status_badge,
};
pub(crate) use company_devices::{COMPANY_DEVICES_AT, CompanyDevices};
pub(crate) use company_licenses::{CompanyLicenses, LICENSES_AT};
pub(crate) use company_renewals::{COMPANY_RENEWALS_AT, CompanyRenewals};
pub(crate) use company_usage::{COMPANY_USAGE_AT, CompanyUsage};
pub(crate) use customer_licenses::{CustomerLicenses, ENDING};
pub(crate) use devices::{CustomerDevices, StaffDevices, shown_name};
pub(crate) use expiries::Expiries;
pub(crate) use licenses::{LicenseQuery, Licenses, license_table};
pub(crate) use orders::Orders;
pub(crate) use over_use_cases::{BEYOND, CaseRow, OverUseCases};
pub(crate) use proposals::{Proposals, change_name, proposal_badge};
pub(crate) use purchases::{Purchases, line, payment_badge};
pub(crate) use renewals::{Renewals, WaitingRenewals, renewal_badge};
pub(crate) use sales::Sales;
pub(crate) use sellers::{Sellers, seller_badge};
pub(crate) use ticked::Ticked;
pub(crate) use usage::{CustomerUsage, StaffUsage, as_held};
pub(crate) use verification_rules::VerificationRules;
pub(crate) use verifications::{Verifications, verification_badge};
