//! JSON handlers, files named after the URL (ALL-7). Each file lists its doors; actions check rights once more, queries take the proof.

mod agreements;
mod offers;
mod product_answer;
mod product_parts;
mod products;

use crate::texts;
use gatehouse_web::ApiTask;
use gatehouse_web::api::ApiDoors;

/// How the guide groups the operations: by their tags.
pub(crate) const TASKS: &[ApiTask] = &[ApiTask {
    tag: "catalog",
    name: |lang| texts(lang).msg_api_task_catalog(),
    text: |lang| texts(lang).msg_api_task_catalog_text(),
}];

pub(crate) fn doors() -> ApiDoors {
    ApiDoors::new()
        .merge(products::doors())
        .merge(product_parts::doors())
        .merge(agreements::doors())
        .merge(offers::doors())
}
