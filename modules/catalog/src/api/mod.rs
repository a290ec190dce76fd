//! JSON handlers, files named after the URL (ALL-7). Each file lists its doors; actions check rights once more, queries take the proof.

mod product_answer;
mod product_parts;
mod products;

use gatehouse_web::api::ApiDoors;

pub(crate) fn doors() -> ApiDoors {
    ApiDoors::new().merge(products::doors()).merge(product_parts::doors())
}
