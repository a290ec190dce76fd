//! JSON handlers, files named after the URL (ALL-7). Each file lists its doors; actions check rights once more, queries take the proof.

mod client;
mod client_secrets;
mod clients;

use crate::texts;
use gatehouse_web::{ApiDoors, ApiTask};

/// How the guide groups the operations: by their tags.
pub(crate) const TASKS: &[ApiTask] = &[ApiTask {
    tag: "clients",
    name: |lang| texts(lang).msg_api_task_clients(),
    text: |lang| texts(lang).msg_api_task_clients_text(),
}];

pub(crate) fn doors() -> ApiDoors {
    ApiDoors::new().merge(clients::doors()).merge(client::doors()).merge(client_secrets::doors())
}
