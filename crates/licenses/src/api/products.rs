//! `/api/v1/products`: the catalog (LIC-1).

use super::scopes::{CatalogRead, CatalogWrite};
use super::words::{Country, Platform};
use super::{located, page, paging, rfc3339, sorting};
use crate::actions::catalog::product::{self, ProductEntry};
use crate::model::catalog::{Starts, regions_of};
use crate::model::input::{Invalid, Wrong};
use crate::pages::frame::{Asked, Ids};
use crate::queries::Sorting;
use crate::queries::catalog::{self, PRODUCT_COLUMNS, ProductColumn, ProductFilter, ProductView};
use crate::tables;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use gatehouse_core::Uuid;
use gatehouse_db::{Cx, Direction};
use gatehouse_web::api::{self, ApiPage, Once, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::{AppState, Halt, JsonBody};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_products, create_product)).routes(routes!(get_product, change_product))
}

/// A product of the catalog.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000001", "code": "home-security", "name": "Home Security",
    "description": "Protection for the family's devices.", "lease_days": 7, "transfer_allowance": null, "trial_days": 30, "statement_required": false,
    "key_file_only_after_top_up": false, "regions": [], "archived": false, "created_at": "2026-11-21T12:00:00Z", "version": 4}))]
pub struct ProductSummary {
    id: Uuid,
    code: String,
    name: String,
    description: String,
    /// Days that a device runs without asking again.
    lease_days: i64,
    /// How many freed seats may count against a license's transfer limit; null: as many as it has seats, at least 2.
    transfer_allowance: Option<i64>,
    trial_days: Option<i64>,
    statement_required: bool,
    key_file_only_after_top_up: bool,
    /// ISO 3166 country codes; empty: sold everywhere.
    regions: Vec<String>,
    archived: bool,
    #[schema(format = DateTime)]
    created_at: String,
    /// Counts every change of the product or of a part of it; also the ETag.
    version: i64,
}

impl From<&tables::product::Model> for ProductSummary {
    fn from(row: &tables::product::Model) -> Self {
        Self {
            id: row.id,
            code: row.code.clone(),
            name: row.name.clone(),
            description: row.description.clone(),
            lease_days: row.lease_days,
            transfer_allowance: row.transfer_allowance,
            trial_days: row.trial_days,
            statement_required: row.statement_required,
            key_file_only_after_top_up: row.key_file_only_after_top_up,
            regions: regions_of(row),
            archived: row.archived_at.is_some(),
            created_at: rfc3339(Some(row.created_at)).unwrap_or_default(),
            version: row.version,
        }
    }
}

/// An edition and the codes of its features.
#[derive(Serialize, ToSchema)]
pub struct EditionAnswer {
    id: Uuid,
    code: String,
    name: String,
    position: i64,
    features: Vec<String>,
}

/// A feature with its labels.
#[derive(Serialize, ToSchema)]
pub struct FeatureAnswer {
    id: Uuid,
    code: String,
    label_en: String,
    label_ja: String,
    label_ru: String,
    position: i64,
}

/// A released version.
#[derive(Serialize, ToSchema)]
pub struct VersionAnswer {
    id: Uuid,
    number: String,
    #[schema(format = DateTime)]
    released_at: String,
}

/// An application that licenses activate.
#[derive(Serialize, ToSchema)]
pub struct ApplicationAnswer {
    id: Uuid,
    code: String,
    name: String,
    platform: Platform,
    download_url: String,
}

/// For how long licenses are sold.
#[derive(Serialize, ToSchema)]
pub struct TermAnswer {
    id: Uuid,
    code: String,
    name: String,
    #[schema(value_type = Starts)]
    starts: String,
    months: Option<i64>,
    days: Option<i64>,
    #[schema(format = DateTime)]
    fixed_until: Option<String>,
}

/// A product with everything below it.
#[derive(Serialize, ToSchema)]
pub struct ProductAnswer {
    #[serde(flatten)]
    product: ProductSummary,
    editions: Vec<EditionAnswer>,
    features: Vec<FeatureAnswer>,
    versions: Vec<VersionAnswer>,
    applications: Vec<ApplicationAnswer>,
    terms: Vec<TermAnswer>,
}

impl From<&ProductView> for ProductAnswer {
    fn from(view: &ProductView) -> Self {
        let edition = |row: &tables::edition::Model| EditionAnswer {
            id: row.id,
            code: row.code.clone(),
            name: row.name.clone(),
            position: row.position,
            features: view.features_of(row.id),
        };
        let feature = |row: &tables::feature::Model| FeatureAnswer {
            id: row.id,
            code: row.code.clone(),
            label_en: row.label_en.clone(),
            label_ja: row.label_ja.clone(),
            label_ru: row.label_ru.clone(),
            position: row.position,
        };
        let version = |row: &tables::product_version::Model| VersionAnswer {
            id: row.id,
            number: row.number.clone(),
            released_at: rfc3339(Some(row.released_at)).unwrap_or_default(),
        };
        let application = |row: &tables::application::Model| ApplicationAnswer {
            id: row.id,
            code: row.code.clone(),
            name: row.name.clone(),
            platform: Platform::from_word(&row.platform),
            download_url: row.download_url.clone(),
        };
        let term = |row: &tables::term::Model| TermAnswer {
            id: row.id,
            code: row.code.clone(),
            name: row.name.clone(),
            starts: row.starts.clone(),
            months: row.months,
            days: row.days,
            fixed_until: rfc3339(row.fixed_until),
        };
        Self {
            product: ProductSummary::from(&view.product),
            editions: view.editions.iter().map(edition).collect(),
            features: view.features.iter().map(feature).collect(),
            versions: view.versions.iter().map(version).collect(),
            applications: view.applications.iter().map(application).collect(),
            terms: view.terms.iter().map(term).collect(),
        }
    }
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

fn number(value: Option<i64>) -> String {
    value.map(|n| n.to_string()).unwrap_or_default()
}

/// Products, by name or date.
#[utoipa::path(get, path = "/api/v1/products", tag = "catalog", security(("api_key" = ["catalog:read"])),
    params(
        ("q" = Option<String>, Query, description = "Name or code contains this"),
        ("archived" = Option<bool>, Query, description = "`true`: also products that are not sold any more"),
        ("sort" = Option<String>, Query, description = "`name` or `created`, with a minus before it for descending"),
        ("after" = Option<String>, Query, description = "The cursor `next` of the page before"),
        ("before" = Option<String>, Query, description = "The cursor `previous` of the page behind"),
        ("size" = Option<u64>, Query, description = "Rows of a page, 1 to 200; 50 when missing"),
    ),
    responses(
        (status = 200, description = "A page of products", body = ApiPage<ProductSummary>),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_products(caller: Scoped<CatalogRead>, asked: Asked) -> Result<Response, Halt> {
    let by_name = Sorting { column: ProductColumn::Name, direction: Direction::Ascending };
    let sort = sorting(&asked.get("sort"), &PRODUCT_COLUMNS, by_name)?;
    let archived = match asked.get("archived").as_str() {
        "" | "false" => false,
        "true" => true,
        _ => return Err(Halt::refused(Invalid::one("archived", Wrong::Choice))),
    };
    let filter = ProductFilter { text: asked.get("q"), archived };
    let found = catalog::products(&caller.cx, &filter, sort, &paging(&caller.cx, "/api/v1/products", &asked)?).await?;
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

/// The product as it is now. Whoever may change it may see the answer, also without the scope for reading.
pub(super) async fn answer(cx: &Cx, status: StatusCode, id: Uuid) -> Result<Response, Halt> {
    let cx = cx.acting_as(gatehouse_core::Actor::Program("api"));
    let view = catalog::product(&cx, id).await?.ok_or(Halt::NotFound)?;
    api::json_versioned(status, view.product.version, &ProductAnswer::from(&view))
}
