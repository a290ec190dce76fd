//! `/api/v1/products/{id}/offers/{part_id}/retire`: an offer goes out of sale (LIC-1). What offers are stands in the product.

use super::product_answer::ProductAnswer;
use super::products::answer;
use crate::actions::offer::retire_offer;
use crate::rights::CatalogWrite;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_web::api::{self, ApiDoors, Change};
use gatehouse_web::halt::Problem;
use gatehouse_web::{Halt, operations};

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![retire_product_offer])
}

/// Takes an offer out of sale: orders that name it are refused from then on. Changing it puts it back.
#[utoipa::path(post, path = "/api/v1/products/{id}/offers/{part_id}/retire", tag = "catalog",
    params(
        ("id" = Uuid, Path, description = "The product"),
        ("part_id" = Uuid, Path, description = "The offer"),
        api::Once,
        ("If-Match" = Option<String>, Header, description = "Only when the product is still at this ETag"),
    ),
    responses(
        (status = 200, description = "The product as it is now", body = ProductAnswer),
        (status = 404, description = "`catalog.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`catalog.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn retire_product_offer(call: Change<CatalogWrite>) -> Result<Response, Halt> {
    let ([product, offer], expected) = (call.ids()?, call.version()?);
    call.once(
        async |cx, _| retire_offer(&cx, product, offer, expected).await.map(|_part| product),
        async |made| answer(&made.cx, StatusCode::OK, product).await,
    )
    .await
}
