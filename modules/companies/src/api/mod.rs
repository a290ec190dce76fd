//! What programs ask of companies: the doors of their directories (SCIM 2.0).

pub(crate) mod scim;

use gatehouse_web::Doors;

/// Their addresses.
pub(crate) fn doors() -> Doors {
    scim::doors()
}
