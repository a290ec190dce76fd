//! JSON handlers, files named after the URL: webhooks. Nothing else of this module is for programs.

mod deliveries;
mod webhooks;

use crate::texts;
use gatehouse_web::{ApiDoors, ApiTask};

/// How the guide groups the operations: by their tags.
pub(crate) const TASKS: &[ApiTask] = &[ApiTask {
    tag: "webhooks",
    name: |lang| texts(lang).msg_webhooks_title(),
    text: |lang| texts(lang).msg_api_task_webhooks_text(),
}];

pub(crate) fn doors() -> ApiDoors {
    webhooks::doors().merge(deliveries::doors())
}
