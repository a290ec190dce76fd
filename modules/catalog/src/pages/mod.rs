//! HTML handlers, files named after the URL.

mod agreement;
mod catalog_form;
mod home;
pub mod product_lines;
mod staff_catalog;
mod staff_catalog_agreement;
mod staff_catalog_comparison;
mod staff_catalog_new;
mod staff_catalog_offers;
mod staff_catalog_part;
mod staff_catalog_product;
mod staff_catalog_product_edit;
mod staff_edition_service;
mod staff_product_icon;

pub(crate) use home::OfCatalog;

use gatehouse_web::Doors;

pub(crate) fn doors() -> Doors {
    Doors::new()
        .merge(staff_catalog::doors())
        .merge(staff_catalog_product::doors())
        .merge(staff_catalog_product_edit::doors())
        .merge(staff_catalog_new::doors())
        .merge(staff_catalog_part::doors())
        .merge(staff_catalog_offers::doors())
        .merge(staff_catalog_comparison::doors())
        .merge(staff_catalog_agreement::doors())
        .merge(agreement::doors())
        .merge(staff_edition_service::doors())
        .merge(staff_product_icon::doors())
}
