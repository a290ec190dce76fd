//! `/api/v1/products/{id}/…`: editions, features, versions, applications and terms (LIC-1). Every change answers with the
//! whole product and its new ETag.

use super::number;
use super::product_answer::ProductAnswer;
use super::products::answer;
use super::scopes::CatalogWrite;
use super::words::{FeatureCode, Platform};
use crate::actions::catalog::CatalogRefusal;
use crate::actions::catalog::application::{self, ApplicationEntry};
use crate::actions::catalog::edition::{self, EditionEntry};
use crate::actions::catalog::feature::{self, FeatureEntry};
use crate::actions::catalog::term::{self, TermEntry};
use crate::actions::catalog::version::{self, VersionEntry};
use crate::model::catalog::Starts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use gatehouse_core::{Outcome, Uuid};
use gatehouse_db::Cx;
use gatehouse_web::api::{self, Once, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::query::Ids;
use gatehouse_web::{AppState, Halt, JsonBody};
use serde::Deserialize;
use utoipa::ToSchema;
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

/// An edition.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "family", "name": "Family", "position": 2, "features": ["firewall", "backup"]}))]
pub struct EditionBody {
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    code: String,
    #[schema(max_length = 120)]
    name: String,
    /// 1 to 999; 1 when missing.
    #[schema(minimum = 1, maximum = 999)]
    position: Option<i64>,
    /// Codes of the product's features.
    #[serde(default)]
    #[schema(max_items = 64, value_type = Vec<FeatureCode>)]
    features: Vec<String>,
}

impl From<EditionBody> for EditionEntry {
    fn from(body: EditionBody) -> Self {
        Self { code: body.code, name: body.name, position: number(body.position), features: body.features }
    }
}

/// A feature.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "firewall", "label_en": "Firewall", "label_ja": "ファイアウォール", "label_ru": "Межсетевой экран", "position": 1}))]
pub struct FeatureBody {
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    code: String,
    #[schema(max_length = 120)]
    label_en: String,
    #[schema(max_length = 120)]
    label_ja: String,
    #[schema(max_length = 120)]
    label_ru: String,
    /// 1 to 999; 1 when missing.
    #[schema(minimum = 1, maximum = 999)]
    position: Option<i64>,
}

impl From<FeatureBody> for FeatureEntry {
    fn from(body: FeatureBody) -> Self {
        Self {
            code: body.code,
            label_en: body.label_en,
            label_ja: body.label_ja,
            label_ru: body.label_ru,
            position: number(body.position),
        }
    }
}

/// An application.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "home-win", "name": "Home Security for Windows", "platform": "windows", "download_url": "https://example.com/home.exe"}))]
pub struct ApplicationBody {
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    code: String,
    #[schema(max_length = 120)]
    name: String,
    #[schema(value_type = Platform)]
    platform: String,
    #[serde(default)]
    #[schema(max_length = 500)]
    download_url: String,
}

impl From<ApplicationBody> for ApplicationEntry {
    fn from(body: ApplicationBody) -> Self {
        Self { code: body.code, name: body.name, platform: body.platform, download_url: body.download_url }
    }
}

/// A term: months, days, a fixed last day, or none of them for no end.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "1-year", "name": "1 year", "starts": "activation", "months": 12}))]
pub struct TermBody {
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    code: String,
    #[schema(max_length = 120)]
    name: String,
    #[schema(value_type = Starts)]
    starts: String,
    /// Calendar months, 1 to 240.
    #[schema(minimum = 1, maximum = 240)]
    months: Option<i64>,
    /// Calendar days, 1 to 7,300.
    #[schema(minimum = 1, maximum = 7300)]
    days: Option<i64>,
    /// The last day (`2027-12-31`, in the vendor's zone) or a moment (RFC 3339).
    #[schema(max_length = 40)]
    fixed_until: Option<String>,
}

impl From<TermBody> for TermEntry {
    fn from(body: TermBody) -> Self {
        Self {
            code: body.code,
            name: body.name,
            starts: body.starts,
            months: number(body.months),
            days: number(body.days),
            fixed_until: body.fixed_until.unwrap_or_default(),
        }
    }
}

/// A released version.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "12.4", "released_at": "2026-11-21"}))]
pub struct VersionBody {
    #[schema(max_length = 32)]
    number: String,
    /// The day of release.
    #[schema(max_length = 40)]
    released_at: String,
}

impl From<VersionBody> for VersionEntry {
    fn from(body: VersionBody) -> Self {
        Self { number: body.number, released_at: body.released_at }
    }
}

/// Adding and removing a part, and changing it where it can be changed.
macro_rules! part {
    ($adds:tt, $removes:tt, $body:ty, $collection:tt, $item:tt, $add:ident, $remove:ident, $create:expr, $delete:expr) => {
        #[utoipa::path(post, path = $collection, summary = $adds, tag = "catalog", security(("api_key" = ["catalog:write"])),
            request_body = $body,
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
            body: JsonBody<$body>,
        ) -> Result<Response, Halt> {
            let [product] = ids.0;
            // With the product: the same key and body for another product is another change.
            let operation = format!(concat!("products.{}.", stringify!($add)), product);
            let cx = match api::once(&caller.cx, &headers, &operation, &body.bytes).await? {
                Once::First(cx) => cx,
                Once::Again(_) => return Ok(api::replayed(answer(&caller.cx, StatusCode::CREATED, product).await?)),
            };
            $create(&cx, product, api::if_match(&headers)?, body.value).await?;
            answer(&cx, StatusCode::CREATED, product).await
        }

        #[utoipa::path(delete, path = $item, summary = $removes, tag = "catalog", security(("api_key" = ["catalog:write"])),
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
            $delete(&caller.cx, product, part).await?;
            answer(&caller.cx, StatusCode::OK, product).await
        }
    };
}

macro_rules! change {
    ($changes:tt, $body:ty, $item:tt, $change:ident, $save:path) => {
        #[utoipa::path(put, path = $item, summary = $changes, tag = "catalog", security(("api_key" = ["catalog:write"])),
            request_body = $body,
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
            body: JsonBody<$body>,
        ) -> Result<Response, Halt> {
            let [product, part] = ids.0;
            $save(&caller.cx, product, Some(part), api::if_match(&headers)?, &body.value.into()).await?;
            answer(&caller.cx, StatusCode::OK, product).await
        }
    };
}

async fn new_edition(
    cx: &Cx,
    product: Uuid,
    expected: Option<i64>,
    body: EditionBody,
) -> Outcome<Uuid, CatalogRefusal> {
    edition::save(cx, product, None, expected, &body.into()).await
}

async fn new_feature(
    cx: &Cx,
    product: Uuid,
    expected: Option<i64>,
    body: FeatureBody,
) -> Outcome<Uuid, CatalogRefusal> {
    feature::save(cx, product, None, expected, &body.into()).await
}

async fn new_application(
    cx: &Cx,
    product: Uuid,
    expected: Option<i64>,
    body: ApplicationBody,
) -> Outcome<Uuid, CatalogRefusal> {
    application::save(cx, product, None, expected, &body.into()).await
}

async fn new_term(cx: &Cx, product: Uuid, expected: Option<i64>, body: TermBody) -> Outcome<Uuid, CatalogRefusal> {
    term::save(cx, product, None, expected, &body.into()).await
}

async fn new_version(
    cx: &Cx,
    product: Uuid,
    expected: Option<i64>,
    body: VersionBody,
) -> Outcome<Uuid, CatalogRefusal> {
    version::add(cx, product, expected, &body.into()).await
}

part!(
    "Adds an edition to a product",
    "Removes an edition that nothing was sold of",
    EditionBody,
    "/api/v1/products/{id}/editions",
    "/api/v1/products/{id}/editions/{part_id}",
    add_edition,
    remove_edition,
    new_edition,
    edition::remove
);
change!(
    "Changes an edition of a product",
    EditionBody,
    "/api/v1/products/{id}/editions/{part_id}",
    change_edition,
    edition::save
);
part!(
    "Adds a feature to a product",
    "Removes a feature from a product and its editions",
    FeatureBody,
    "/api/v1/products/{id}/features",
    "/api/v1/products/{id}/features/{part_id}",
    add_feature,
    remove_feature,
    new_feature,
    feature::remove
);
change!(
    "Changes a feature of a product",
    FeatureBody,
    "/api/v1/products/{id}/features/{part_id}",
    change_feature,
    feature::save
);
part!(
    "Adds an application to a product",
    "Removes an application from a product",
    ApplicationBody,
    "/api/v1/products/{id}/applications",
    "/api/v1/products/{id}/applications/{part_id}",
    add_application,
    remove_application,
    new_application,
    application::remove
);
change!(
    "Changes an application of a product",
    ApplicationBody,
    "/api/v1/products/{id}/applications/{part_id}",
    change_application,
    application::save
);
part!(
    "Adds a term to a product",
    "Removes a term that no codes were issued for",
    TermBody,
    "/api/v1/products/{id}/terms",
    "/api/v1/products/{id}/terms/{part_id}",
    add_term,
    remove_term,
    new_term,
    term::remove
);
change!("Changes a term of a product", TermBody, "/api/v1/products/{id}/terms/{part_id}", change_term, term::save);
part!(
    "Adds a released version to a product",
    "Removes a released version from a product",
    VersionBody,
    "/api/v1/products/{id}/versions",
    "/api/v1/products/{id}/versions/{part_id}",
    add_version,
    remove_version,
    new_version,
    version::remove
);
