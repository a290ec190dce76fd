//! JSON handlers, files named after the URL.

mod trials;

use gatehouse_web::ApiDoors;

pub(crate) fn doors() -> ApiDoors {
    trials::doors()
}
