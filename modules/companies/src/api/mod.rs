//! JSON handlers, files named after the URL; and the doors of companies' directories (SCIM 2.0).

mod branches;
mod companies;
mod company;
pub(crate) mod scim;

use crate::texts;
use gatehouse_web::{ApiDoors, ApiTask};

/// How the guide groups the operations: by their tags.
pub(crate) const TASKS: &[ApiTask] = &[ApiTask {
    tag: "companies",
    name: |lang| texts(lang).msg_api_task_companies(),
    text: |lang| texts(lang).msg_api_task_companies_text(),
}];

pub(crate) fn doors() -> ApiDoors {
    companies::doors().merge(company::doors()).merge(branches::doors())
}
