//! The customer's license pages. A license that is not in the account answers 404, whoever else may have it.

mod add;
mod code;
mod device;
mod license;
mod licenses;
mod remove;

use crate::lists::ends;
use gatehouse_web::Doors;

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
