//! JSON handlers, files named after the URL (ALL-7). Each file lists its doors; actions check rights once more, queries take the proof.

mod call;
mod client;
mod client_secrets;
mod clients;
mod device_authorization;
mod introspect;
mod par;
mod revoke;
mod token;
mod userinfo;
mod well_known;

use crate::texts;
use gatehouse_web::{ApiDoors, ApiTask, Doors};

/// How the guide groups the operations: by their tags.
pub(crate) const TASKS: &[ApiTask] = &[ApiTask {
    tag: "clients",
    name: |lang| texts(lang).msg_api_task_clients(),
    text: |lang| texts(lang).msg_api_task_clients_text(),
}];

pub(crate) fn doors() -> ApiDoors {
    ApiDoors::new().merge(clients::doors()).merge(client::doors()).merge(client_secrets::doors())
}

/// The addresses of the protocols, for programs with tokens and secrets of their kinds, and for anybody what is published.
pub(crate) fn protocol() -> Doors {
    well_known::doors()
        .merge(par::doors())
        .merge(token::doors())
        .merge(device_authorization::doors())
        .merge(introspect::doors())
        .merge(revoke::doors())
        .merge(userinfo::doors())
}
