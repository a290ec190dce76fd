//! HTML handlers, files named after the URL.

mod apps;
mod authorize;
mod client_words;
mod consent;
mod device;
mod logout;
mod new_secret_cookie;
mod staff_client_acts;
mod staff_client_form;
mod staff_clients;
mod words;

pub(crate) use apps::APPS;
pub(crate) use client_words::{field_name, overlap_name};
pub(crate) use staff_clients::CLIENTS;

use gatehouse_web::Doors;

pub(crate) fn doors() -> Doors {
    client_doors().merge(provider_doors())
}

fn client_doors() -> Doors {
    staff_clients::doors().merge(staff_client_form::doors()).merge(staff_client_acts::doors())
}

fn provider_doors() -> Doors {
    authorize::doors().merge(consent::doors()).merge(device::doors()).merge(apps::doors()).merge(logout::doors())
}
