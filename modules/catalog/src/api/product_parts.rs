//! `/api/v1/products/{id}/…`: editions, features, versions, applications and terms (LIC-1). Every change answers with the
//! whole product and its new ETag.

use super::product_answer::ProductAnswer;
use super::products::answer;
use crate::actions;
use crate::actions::application::ApplicationEntry;
use crate::actions::edition::EditionEntry;
use crate::actions::edition_service::{self, EditionServiceEntry};
use crate::actions::feature::FeatureEntry;
use crate::actions::offer::OfferEntry;
use crate::actions::term::TermEntry;
use crate::actions::version::VersionEntry;
use crate::rights::CatalogWrite;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_web::api::{self, ApiDoors, Change};
use gatehouse_web::halt::Problem;
use gatehouse_web::{Halt, operations};

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new()
        .keys(operations![add_edition, change_edition, remove_edition])
        .keys(operations![set_edition_service])
        .keys(operations![add_feature, change_feature, remove_feature])
        .keys(operations![add_application, change_application, remove_application])
        .keys(operations![add_term, change_term, remove_term])
        .keys(operations![add_version, remove_version])
        .keys(operations![add_offer, change_offer, remove_offer])
}

/// The operations of a kind of part: adding, changing where it can be changed, and removing.
macro_rules! part {
    (
        $entry:ty, below $word:literal;
        add $add:ident = $adds:literal;
        $(change $change:ident = $changes:literal;)?
        remove $remove:ident = $removes:literal;
    ) => {
        #[utoipa::path(post, path = concat!("/api/v1/products/{id}/", $word), summary = $adds, tag = "catalog",
            request_body = $entry,
            params(
                ("id" = Uuid, Path, description = "The product"),
                api::Once,
                ("If-Match" = Option<String>, Header, description = "Only when the product is still at this ETag"),
            ),
            responses(
                (status = 201, description = "The product as it is now", body = ProductAnswer),
                (status = 404, description = "`catalog.unknown`", body = Problem, content_type = "application/problem+json"),
                (status = 409, description = "`input.taken`", body = Problem, content_type = "application/problem+json"),
                (status = 412, description = "`catalog.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
                (status = 422, description = "`input.…`", body = Problem, content_type = "application/problem+json"),
            ))]
        async fn $add(call: Change<CatalogWrite, $entry>) -> Result<Response, Halt> {
            let ([product], expected) = (call.ids()?, call.version()?);
            call.once(
                async |cx, entry| actions::add(&cx, product, expected, &entry).await.map(|_part| product),
                async |made| answer(&made.cx, StatusCode::CREATED, product).await,
            )
            .await
        }

        $(
            #[utoipa::path(put, path = concat!("/api/v1/products/{id}/", $word, "/{part_id}"), summary = $changes, tag = "catalog",
                request_body = $entry,
                params(
                    ("id" = Uuid, Path, description = "The product"),
                    ("part_id" = Uuid, Path, description = "What is changed"),
                    ("If-Match" = Option<String>, Header, description = "Only when the product is still at this ETag"),
                ),
                responses(
                    (status = 200, description = "The product as it is now", body = ProductAnswer),
                    (status = 404, description = "`catalog.unknown`", body = Problem, content_type = "application/problem+json"),
                    (status = 409, description = "`input.taken`, or `catalog.batch_running`: a batch is being made with the term", body = Problem, content_type = "application/problem+json"),
                    (status = 412, description = "`catalog.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
                    (status = 422, description = "`input.…`", body = Problem, content_type = "application/problem+json"),
                ))]
            async fn $change(call: Change<CatalogWrite, $entry>) -> Result<Response, Halt> {
                let ([product, part], expected) = (call.ids()?, call.version()?);
                actions::change(&call.cx, product, part, expected, &call.body).await?;
                answer(&call.cx, StatusCode::OK, product).await
            }
        )?

        #[utoipa::path(delete, path = concat!("/api/v1/products/{id}/", $word, "/{part_id}"), summary = $removes, tag = "catalog",
            params(
                ("id" = Uuid, Path, description = "The product"),
                ("part_id" = Uuid, Path, description = "What is removed"),
                ("If-Match" = Option<String>, Header, description = "Only when the product is still at this ETag"),
            ),
            responses(
                (status = 200, description = "The product as it is now", body = ProductAnswer),
                (status = 404, description = "`catalog.unknown`", body = Problem, content_type = "application/problem+json"),
                (status = 409, description = "`catalog.in_use`", body = Problem, content_type = "application/problem+json"),
                (status = 412, description = "`catalog.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
            ))]
        async fn $remove(call: Change<CatalogWrite>) -> Result<Response, Halt> {
            let ([product, part], expected) = (call.ids()?, call.version()?);
            actions::remove::<$entry>(&call.cx, product, part, expected).await?;
            answer(&call.cx, StatusCode::OK, product).await
        }
    };
}

part! {
    EditionEntry, below "editions";
    add add_edition = "Adds an edition to a product";
    change change_edition = "Changes an edition of a product";
    remove remove_edition = "Removes an edition that nothing was sold of";
}

part! {
    FeatureEntry, below "features";
    add add_feature = "Adds a feature to a product";
    change change_feature = "Changes a feature of a product";
    remove remove_feature = "Removes a feature from a product and its editions";
}

part! {
    ApplicationEntry, below "applications";
    add add_application = "Adds an application to a product";
    change change_application = "Changes an application of a product";
    remove remove_application = "Removes an application from a product";
}

part! {
    TermEntry, below "terms";
    add add_term = "Adds a term to a product";
    change change_term = "Changes a term of a product";
    remove remove_term = "Removes a term that no codes were issued for";
}

part! {
    VersionEntry, below "versions";
    add add_version = "Adds a released version to a product";
    remove remove_version = "Removes a released version from a product";
}

part! {
    OfferEntry, below "offers";
    add add_offer = "Adds an offer to a product";
    change change_offer = "Changes an offer of a product; one that was retired is sold again";
    remove remove_offer = "Removes an offer that nothing was bought under";
}

/// Says what an edition needs and brings beside its features.
#[utoipa::path(put, path = "/api/v1/products/{id}/editions/{part_id}/service", tag = "catalog", request_body = EditionServiceEntry,
    params(
        ("id" = Uuid, Path, description = "The product"),
        ("part_id" = Uuid, Path, description = "The edition"),
        ("If-Match" = Option<String>, Header, description = "Only when the product is still at this ETag"),
    ),
    responses(
        (status = 200, description = "The product as it is now", body = ProductAnswer),
        (status = 404, description = "`catalog.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`catalog.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn set_edition_service(call: Change<CatalogWrite, EditionServiceEntry>) -> Result<Response, Halt> {
    let ([product, edition], expected) = (call.ids()?, call.version()?);
    edition_service::set_edition_service(&call.cx, product, edition, expected, &call.body).await?;
    answer(&call.cx, StatusCode::OK, product).await
}
