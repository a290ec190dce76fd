//! `/api/v1/products`: the catalog (LIC-1).

use super::product_answer::{ProductAnswer, ProductSummary};
use super::scopes::{CatalogRead, CatalogWrite};
use super::words::Country;
use super::{located, number, page};
use crate::actions::catalog::product::{self, ProductEntry};
use crate::lists::Products;
use crate::model::catalog::regions_of;
use crate::queries::catalog;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use gatehouse_core::Uuid;
use gatehouse_db::Cx;
use gatehouse_web::api::{self, ApiPage, Once, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{Api, Parameters, of_api};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{AppState, Halt, JsonBody};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_products, create_product)).routes(routes!(get_product, change_product))
}

/// A new product.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "home-security", "name": "Home Security", "lease_days": 7, "regions": ["JP", "DE"]}))]
pub struct NewProduct {
    /// Lower-case letters, digits and hyphens; unique.
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    code: String,
    #[schema(max_length = 120)]
    name: String,
    #[serde(default)]
    #[schema(max_length = 2000)]
    description: String,
    /// 1 to 90; 7 when missing.
    #[schema(minimum = 1, maximum = 90)]
    lease_days: Option<i64>,
    /// 0 to 100,000; as many as a license has seats, at least 2, when missing.
    #[schema(minimum = 0, maximum = 100_000)]
    transfer_allowance: Option<i64>,
    /// 1 to 366; no trials when missing.
    #[schema(minimum = 1, maximum = 366)]
    trial_days: Option<i64>,
    #[serde(default)]
    statement_required: bool,
    #[serde(default)]
    key_file_only_after_top_up: bool,
    /// Sold everywhere when missing or empty.
    #[serde(default)]
    #[schema(max_items = 300, value_type = Vec<Country>)]
    regions: Vec<String>,
}

/// What of a product changes; members that are missing stay as they are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Home Security 2027", "archived": false}))]
pub struct ProductPatch {
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    code: Option<String>,
    #[schema(max_length = 120)]
    name: Option<String>,
    #[schema(max_length = 2000)]
    description: Option<String>,
    #[schema(minimum = 1, maximum = 90)]
    lease_days: Option<i64>,
    /// `null`: as many as a license has seats, at least 2.
    #[serde(default, deserialize_with = "given")]
    #[schema(minimum = 0, maximum = 100_000, value_type = Option<i64>)]
    transfer_allowance: Option<Option<i64>>,
    /// `null`: no trials.
    #[serde(default, deserialize_with = "given")]
    #[schema(minimum = 1, maximum = 366, value_type = Option<i64>)]
    trial_days: Option<Option<i64>>,
    statement_required: Option<bool>,
    key_file_only_after_top_up: Option<bool>,
    #[schema(max_items = 300, value_type = Option<Vec<Country>>)]
    regions: Option<Vec<String>>,
    archived: Option<bool>,
}

/// Tells a member that is `null` from one that is missing.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<i64>>, D::Error> {
    Option::<i64>::deserialize(deserializer).map(Some)
}

type ProductParameters = Parameters<Products>;

/// Products, by name or date.
#[utoipa::path(get, path = "/api/v1/products", tag = "catalog", security(("api_key" = ["catalog:read"])),
    params(ProductParameters),
    responses(
        (status = 200, description = "A page of products", body = ApiPage<ProductSummary>),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_products(caller: Scoped<CatalogRead>, asked: Asked) -> Result<Response, Halt> {
    let Api { filter, sorting, request } = of_api(&Products::default(), &caller.cx, "/api/v1/products", &asked)?;
    let found = catalog::products(&caller.cx, &filter, sorting, &request).await?;
    api::json(StatusCode::OK, &page(found, |row| ProductSummary::from(&row)))
}

/// Creates a product.
#[utoipa::path(post, path = "/api/v1/products", tag = "catalog", security(("api_key" = ["catalog:write"])),
    request_body = NewProduct,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key does it once")),
    responses(
        (status = 201, description = "The product", body = ProductAnswer, headers(("Location" = String, description = "The product's address"))),
        (status = 409, description = "`input.taken`: another product has the code", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`: what is wrong, and in which member", body = Problem, content_type = "application/problem+json"),
    ))]
async fn create_product(
    caller: Scoped<CatalogWrite>,
    headers: HeaderMap,
    body: JsonBody<NewProduct>,
) -> Result<Response, Halt> {
    let cx = match api::once(&caller.cx, &headers, "products.create", &body.bytes).await? {
        Once::First(cx) => cx,
        Once::Again(id) => return Ok(api::replayed(made(&caller.cx, id).await?)),
    };
    let new = body.value;
    let entry = ProductEntry {
        code: new.code,
        name: new.name,
        description: new.description,
        key_file_only_after_top_up: new.key_file_only_after_top_up,
        trial_days: number(new.trial_days),
        statement_required: new.statement_required,
        regions: new.regions.join(","),
        lease_days: number(new.lease_days),
        transfer_allowance: number(new.transfer_allowance),
        archived: None,
    };
    let id = product::create(&cx, &entry).await?;
    made(&cx, id).await
}

async fn made(cx: &Cx, id: Uuid) -> Result<Response, Halt> {
    Ok(located(answer(cx, StatusCode::CREATED, id).await?, &format!("/api/v1/products/{id}")))
}

/// A product with its editions, features, versions, applications and terms.
#[utoipa::path(get, path = "/api/v1/products/{id}", tag = "catalog", security(("api_key" = ["catalog:read"])),
    params(
        ("id" = Uuid, Path, description = "The product"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag that the caller has"),
    ),
    responses(
        (status = 200, description = "The product; `ETag` is its version", body = ProductAnswer),
        (status = 304, description = "The caller has this version"),
        (status = 404, description = "No such product", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_product(caller: Scoped<CatalogRead>, ids: Ids<1>, headers: HeaderMap) -> Result<Response, Halt> {
    let [id] = ids.0;
    let view = catalog::product(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    if api::is_current(&headers, view.product.version) {
        return Ok(api::not_modified(view.product.version));
    }
    api::json_versioned(StatusCode::OK, view.product.version, &ProductAnswer::from(&view))
}

/// Changes a product.
#[utoipa::path(patch, path = "/api/v1/products/{id}", tag = "catalog", security(("api_key" = ["catalog:write"])),
    request_body = ProductPatch,
    params(
        ("id" = Uuid, Path, description = "The product"),
        ("If-Match" = Option<String>, Header, description = "Only when it is still at this ETag"),
    ),
    responses(
        (status = 200, description = "The product as it is now", body = ProductAnswer),
        (status = 404, description = "No such product", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`input.taken`, or `product.code_in_use`: licenses carry the code", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`catalog.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn change_product(
    caller: Scoped<CatalogWrite>,
    ids: Ids<1>,
    headers: HeaderMap,
    body: JsonBody<ProductPatch>,
) -> Result<Response, Halt> {
    let [id] = ids.0;
    let stored = crate::queries::catalog::stored_product(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    let expected = api::if_match(&headers)?.unwrap_or(stored.version);
    let patch = body.value;
    let entry = ProductEntry {
        regions: patch.regions.unwrap_or_else(|| regions_of(&stored)).join(","),
        code: patch.code.unwrap_or(stored.code),
        name: patch.name.unwrap_or(stored.name),
        description: patch.description.unwrap_or(stored.description),
        key_file_only_after_top_up: patch.key_file_only_after_top_up.unwrap_or(stored.key_file_only_after_top_up),
        trial_days: number(patch.trial_days.unwrap_or(stored.trial_days)),
        statement_required: patch.statement_required.unwrap_or(stored.statement_required),
        lease_days: patch.lease_days.unwrap_or(stored.lease_days).to_string(),
        transfer_allowance: number(patch.transfer_allowance.unwrap_or(stored.transfer_allowance)),
        archived: patch.archived,
    };
    product::change(&caller.cx, id, Some(expected), &entry).await?;
    answer(&caller.cx, StatusCode::OK, id).await
}

/// The product as it is now.
pub(super) async fn answer(cx: &Cx, status: StatusCode, id: Uuid) -> Result<Response, Halt> {
    let view = catalog::product_after_change(cx, id).await?.ok_or(Halt::NotFound)?;
    api::json_versioned(status, view.product.version, &ProductAnswer::from(&view))
}
