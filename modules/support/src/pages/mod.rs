//! The pages of support.

mod staff;

pub(crate) use staff::{OfSupport, tab};

use gatehouse_web::Doors;

/// Every page with its whole path.
pub(crate) fn doors() -> Doors {
    Doors::new().merge(staff::doors())
}
