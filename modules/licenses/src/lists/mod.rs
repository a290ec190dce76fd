//! The lists of this module: filters, order and columns, once for page, file and API.

mod cells;
mod customer_licenses;
mod licenses;
mod orders;
mod over_use_cases;
mod proposals;
mod purchases;
mod sellers;
mod ticked;
mod verifications;

pub(crate) use cells::{platform, seats, shop_button, status_badge};
pub(crate) use customer_licenses::{CustomerLicenses, ENDING};
pub(crate) use licenses::{LicenseQuery, Licenses, license_table};
pub(crate) use orders::Orders;
pub(crate) use over_use_cases::OverUseCases;
pub(crate) use proposals::{Proposals, change_name, proposal_badge};
pub(crate) use purchases::{Purchases, payment_badge};
pub(crate) use sellers::{Sellers, seller_badge};
pub(crate) use ticked::Ticked;
pub(crate) use verifications::{Verifications, verification_badge};
