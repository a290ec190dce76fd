//! JSON handlers, files named after the URL. Each file lists its doors; actions check rights once more, queries take the proof.

mod entry;

use gatehouse_web::ApiDoors;

pub(crate) fn doors() -> ApiDoors {
    entry::doors()
}
