//! `/api/v1/products/{id}/…`: editions, features, versions, applications and terms (LIC-1). Every change answers with the
//! whole product and its new ETag.

use super::product_answer::ProductAnswer;
use super::products::answer;
use super::scopes::CatalogWrite;
use crate::actions::catalog;
use crate::actions::catalog::application::ApplicationEntry;
use crate::actions::catalog::edition::EditionEntry;
use crate::actions::catalog::feature::FeatureEntry;
use crate::actions::catalog::term::TermEntry;
use crate::actions::catalog::version::VersionEntry;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use gatehouse_web::api::{self, Once, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::query::Ids;
use gatehouse_web::{AppState, Halt, JsonBody};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(add_edition))
        .routes(routes!(change_edition, remove_edition))
        .routes(routes!(add_feature))
        .routes(routes!(change_feature, remove_feature))
        .routes(routes!(add_application))
        .routes(routes!(change_application, remove_application))
        .routes(routes!(add_term))
        .routes(routes!(change_term, remove_term))
        .routes(routes!(add_version))
        .routes(routes!(remove_version))
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
            security(("api_key" = ["catalog:write"])),
            request_body = $entry,
            params(
                ("id" = Uuid, Path, description = "The product"),
                ("Idempotency-Key" = Option<String>, Header, description = "The same key does it once"),
                ("If-Match" = Option<String>, Header, description = "Only when the product is still at this ETag"),
            ),
            responses(
                (status = 201, description = "The product as it is now", body = ProductAnswer),
                (status = 404, description = "`catalog.unknown`", body = Problem, content_type = "application/problem+json"),
                (status = 409, description = "`input.taken`", body = Problem, content_type = "application/problem+json"),
                (status = 412, description = "`catalog.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
                (status = 422, description = "`input.…`", body = Problem, content_type = "application/problem+json"),
            ))]
        async fn $add(
            caller: Scoped<CatalogWrite>,
            ids: Ids<1>,
            headers: HeaderMap,
            body: JsonBody<$entry>,
        ) -> Result<Response, Halt> {
            let [product] = ids.0;
            // With the product: the same key and body for another product is another change.
            let operation = format!(concat!("products.{}.", stringify!($add)), product);
            let cx = match api::once(&caller.cx, &headers, &operation, &body.bytes).await? {
                Once::First(cx) => cx,
                Once::Again(_) => return Ok(api::replayed(answer(&caller.cx, StatusCode::CREATED, product).await?)),
            };
            catalog::add(&cx, product, api::if_match(&headers)?, &body.value).await?;
            answer(&cx, StatusCode::CREATED, product).await
        }

        $(
            #[utoipa::path(put, path = concat!("/api/v1/products/{id}/", $word, "/{part_id}"), summary = $changes, tag = "catalog",
                security(("api_key" = ["catalog:write"])),
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
            async fn $change(
                caller: Scoped<CatalogWrite>,
                ids: Ids<2>,
                headers: HeaderMap,
                body: JsonBody<$entry>,
            ) -> Result<Response, Halt> {
                let [product, part] = ids.0;
                catalog::change(&caller.cx, product, part, api::if_match(&headers)?, &body.value).await?;
                answer(&caller.cx, StatusCode::OK, product).await
            }
        )?

        #[utoipa::path(delete, path = concat!("/api/v1/products/{id}/", $word, "/{part_id}"), summary = $removes, tag = "catalog",
            security(("api_key" = ["catalog:write"])),
            params(
                ("id" = Uuid, Path, description = "The product"),
                ("part_id" = Uuid, Path, description = "What is removed"),
            ),
            responses(
                (status = 200, description = "The product as it is now", body = ProductAnswer),
                (status = 404, description = "`catalog.unknown`", body = Problem, content_type = "application/problem+json"),
                (status = 409, description = "`catalog.in_use`", body = Problem, content_type = "application/problem+json"),
            ))]
        async fn $remove(caller: Scoped<CatalogWrite>, ids: Ids<2>) -> Result<Response, Halt> {
            let [product, part] = ids.0;
            catalog::remove::<$entry>(&caller.cx, product, part).await?;
            answer(&caller.cx, StatusCode::OK, product).await
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
