//! JSON handlers, files named after the URL.

mod contract_parts;
mod contracts;
mod reports;
mod request;
mod requests;

use crate::texts;
use gatehouse_web::{ApiDoors, ApiTask};

/// How the guide groups the operations: by their tags.
pub(crate) const TASKS: &[ApiTask] = &[ApiTask {
    tag: "support",
    name: |lang| texts(lang).msg_staff_api_task_support(),
    text: |lang| texts(lang).msg_staff_api_task_support_text(),
}];

pub(crate) fn doors() -> ApiDoors {
    requests::doors().merge(request::doors()).merge(contracts::doors()).merge(reports::doors())
}
