//! JSON handlers, files named after the URL (ALL-7). Each file lists its doors; actions check rights once more, queries take the proof.

mod activations;
mod auto_renewal;
mod batches;
mod cards;
mod documents;
mod explanations;
mod key_files;
mod keys;
mod license;
mod license_answer;
mod license_changes;
mod license_parts;
mod licenses;
mod life;
mod orders;
mod proposals;
mod sellers;
mod words;

use crate::queries::AfterChange;
use crate::texts;
use gatehouse_context::{Look, Seen};
use gatehouse_db::Paged;
use gatehouse_web::api::{ApiDoors, ApiPage, Made};
use gatehouse_web::{ApiStep, ApiTask, Halt};

/// How the guide groups the operations: by their tags.
pub(crate) const TASKS: &[ApiTask] = &[
    ApiTask {
        tag: "orders",
        name: |lang| texts(lang).msg_api_task_orders(),
        text: |lang| texts(lang).msg_api_task_orders_text(),
    },
    ApiTask {
        tag: "products",
        name: |lang| texts(lang).msg_api_task_products(),
        text: |lang| texts(lang).msg_api_task_products_text(),
    },
    ApiTask {
        tag: "licenses",
        name: |lang| texts(lang).msg_api_task_licenses(),
        text: |lang| texts(lang).msg_api_task_licenses_text(),
    },
];

/// From an order to a device that runs.
pub(crate) const STEPS: &[ApiStep] = &[
    ApiStep {
        name: |lang| texts(lang).msg_api_step_order(),
        text: |lang| texts(lang).msg_api_step_order_text(),
        operation: Some("new_order"),
        link: None,
    },
    ApiStep {
        name: |lang| texts(lang).msg_api_step_issue(),
        text: |lang| texts(lang).msg_api_step_issue_text(),
        operation: Some("issue_licenses"),
        link: None,
    },
    ApiStep {
        name: |lang| texts(lang).msg_api_step_activate(),
        text: |lang| texts(lang).msg_api_step_activate_text(),
        operation: Some("post_activation"),
        link: None,
    },
    ApiStep {
        name: |lang| texts(lang).msg_api_step_renew(),
        text: |lang| texts(lang).msg_api_step_renew_text(),
        operation: Some("post_renewal"),
        link: None,
    },
    ApiStep {
        name: |lang| texts(lang).msg_api_step_sdk(),
        text: |lang| texts(lang).msg_api_step_sdk_text(),
        operation: None,
        link: None,
    },
];

pub(crate) fn doors() -> ApiDoors {
    ApiDoors::new()
        .merge(activations::doors())
        .merge(key_files::doors())
        .merge(explanations::doors())
        .merge(keys::doors())
        .merge(orders::doors())
        .merge(sellers::doors())
        .merge(batches::doors())
        .merge(cards::doors())
        .merge(documents::doors())
        .merge(auto_renewal::doors())
        .merge(licenses::doors())
        .merge(license::doors())
        .merge(license_parts::doors())
        .merge(license_changes::doors())
        .merge(life::doors())
        .merge(proposals::doors())
}

/// What is told of a change. Who sends it again changes nothing this time, so for them the whole is a look (ALL-8).
async fn told_of<W, V: Look, R>(made: &Made<W>, found: Option<AfterChange<V, R>>) -> Result<AfterChange<V, R>, Halt> {
    match found.ok_or(Halt::NotFound)? {
        AfterChange::Whole(view, may_look) if made.again => {
            let view = Seen::of(&may_look, view).await?.into_inner();
            Ok(AfterChange::Whole(view, may_look))
        }
        told => Ok(told),
    }
}

/// A page of rows as the API writes it.
fn page<T, U>(page: Paged<T>, f: impl FnMut(T) -> U) -> ApiPage<U> {
    ApiPage::of(page, f)
}
