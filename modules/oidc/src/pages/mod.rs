//! HTML handlers, files named after the URL.

mod entries;

pub(crate) use entries::ENTRIES;

use gatehouse_web::Doors;

pub(crate) fn doors() -> Doors {
    entries::doors()
}
