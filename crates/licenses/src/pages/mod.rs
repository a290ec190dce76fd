//! HTML handlers, files named after the URL.

mod customer;
pub(crate) mod frame;
mod staff_catalog;
mod staff_catalog_part;
mod staff_catalog_product;
mod staff_license;
mod staff_licenses;
mod staff_order;
mod staff_orders;
mod words;

use axum::Router;
use gatehouse_web::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .merge(customer::routes())
        .merge(staff_catalog::routes())
        .merge(staff_catalog_product::routes())
        .merge(staff_catalog_part::routes())
        .merge(staff_orders::routes())
        .merge(staff_order::routes())
        .merge(staff_licenses::routes())
        .merge(staff_license::routes())
}
