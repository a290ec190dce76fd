//! HTML handlers, files named after the URL.

mod client_words;
mod new_secret_cookie;
mod staff_client_acts;
mod staff_client_form;
mod staff_clients;

pub(crate) use client_words::{field_name, overlap_name};
pub(crate) use staff_clients::CLIENTS;

use gatehouse_web::Doors;

pub(crate) fn doors() -> Doors {
    client_doors()
}

fn client_doors() -> Doors {
    staff_clients::doors().merge(staff_client_form::doors()).merge(staff_client_acts::doors())
}
