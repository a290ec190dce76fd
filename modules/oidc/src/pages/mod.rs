//! HTML handlers, files named after the URL.

mod apps;
mod authorize;
mod consent;
mod device;
mod logout;
mod words;

pub(crate) use apps::APPS;

use gatehouse_web::Doors;

pub(crate) fn doors() -> Doors {
    authorize::doors().merge(consent::doors()).merge(device::doors()).merge(apps::doors()).merge(logout::doors())
}
