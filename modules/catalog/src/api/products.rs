//! `/api/v1/products`: the catalog (LIC-1).

use super::product_answer::{ProductAnswer, ProductSummary};
use crate::actions::edition::EditionEntry;
use crate::actions::new_product::{NewProduct as NewProductEntry, create_with_parts};
use crate::actions::product::{self, ProductEntry};
use crate::actions::term::TermEntry;
use crate::lists::Products;
use crate::model::merge_rule::MergeRule;
use crate::model::regions::Country;
use crate::queries::products;
use crate::rights::{CatalogRead, CatalogWrite};
use crate::tables::product::Model;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use gatehouse_context::Cx;
use gatehouse_core::Uuid;
use gatehouse_web::api::{self, ApiDoors, ApiPage, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{Api, Parameters, of_api};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Halt, operations};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_products, get_product]).keys(operations![create_product, change_product])
}

/// A new product, with its first edition and term where they are given: then codes can be issued at once.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "home-security", "name": "Home Security", "lease_days": 7, "regions": ["JP", "DE"],
    "buy_url": "https://shop.example.com/{edition}", "renew_url": "https://shop.example.com/renew?license={license}",
    "edition": {"code": "standard", "name": "Standard"}, "term": {"code": "1-year", "name": "1 year", "starts": "activation", "months": 12}}))]
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
    /// Days for which an old code goes on after another one took its place; none when missing.
    #[schema(minimum = 0, maximum = 366)]
    transition_days: Option<i64>,
    /// What becomes of the ends of codes that are merged at renewal; `seat_days` when missing.
    #[schema(value_type = Option<MergeRule>)]
    merge_rule: Option<String>,
    /// 1 to 366; no trials when missing.
    #[schema(minimum = 1, maximum = 366)]
    trial_days: Option<i64>,
    #[serde(default)]
    key_file_only_after_top_up: bool,
    /// Sold everywhere when missing or empty.
    #[serde(default)]
    #[schema(max_items = 300, value_type = Vec<Country>)]
    regions: Vec<String>,
    /// Where it is bought: an `https:` address. `{license}`, `{edition}` and `{lang}` stand for the license's number, the
    /// edition's code and the reader's language.
    #[serde(default)]
    #[schema(max_length = 500, pattern = "^(https://.*)?$")]
    buy_url: String,
    /// Where a license of it is renewed; the same placeholders.
    #[serde(default)]
    #[schema(max_length = 500, pattern = "^(https://.*)?$")]
    renew_url: String,
    /// What it protects, such as `Workstations`: customers who ask support choose by it.
    #[serde(default)]
    #[schema(max_length = 64)]
    area: String,
    /// Its first edition, without features.
    edition: Option<EditionEntry>,
    /// Its first term.
    term: Option<TermEntry>,
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
    #[schema(minimum = 0, maximum = 366)]
    transition_days: Option<i64>,
    #[schema(value_type = Option<MergeRule>)]
    merge_rule: Option<String>,
    /// `null`: no trials.
    #[serde(default, deserialize_with = "given")]
    #[schema(minimum = 1, maximum = 366, value_type = Option<i64>)]
    trial_days: Option<Option<i64>>,
    /// Whether the license agreement must be accepted before the first activation; refused while the product has none.
    statement_required: Option<bool>,
    key_file_only_after_top_up: Option<bool>,
    #[schema(max_items = 300, value_type = Option<Vec<Country>>)]
    regions: Option<Vec<String>>,
    #[schema(max_length = 500, pattern = "^(https://.*)?$")]
    buy_url: Option<String>,
    #[schema(max_length = 500, pattern = "^(https://.*)?$")]
    renew_url: Option<String>,
    #[schema(max_length = 64)]
    area: Option<String>,
    archived: Option<bool>,
}

impl From<NewProduct> for NewProductEntry {
    fn from(new: NewProduct) -> Self {
        let product = ProductEntry {
            code: new.code,
            name: new.name,
            description: new.description,
            key_file_only_after_top_up: new.key_file_only_after_top_up,
            trial_days: number(new.trial_days),
            statement_required: false,
            regions: new.regions.join(","),
            lease_days: number(new.lease_days),
            transfer_allowance: number(new.transfer_allowance),
            transition_days: number(new.transition_days),
            merge_rule: new.merge_rule.unwrap_or_default(),
            buy_url: new.buy_url,
            renew_url: new.renew_url,
            area: new.area,
            archived: None,
        };
        Self { product, edition: new.edition, term: new.term }
    }
}

impl ProductPatch {
    /// The product as it shall be.
    fn of(self, stored: Model) -> ProductEntry {
        ProductEntry {
            regions: self.regions.unwrap_or(stored.regions.0).join(","),
            code: self.code.unwrap_or(stored.code),
            name: self.name.unwrap_or(stored.name),
            description: self.description.unwrap_or(stored.description),
            key_file_only_after_top_up: self.key_file_only_after_top_up.unwrap_or(stored.key_file_only_after_top_up),
            trial_days: number(self.trial_days.unwrap_or(stored.trial_days)),
            statement_required: self.statement_required.unwrap_or(stored.statement_required),
            lease_days: self.lease_days.unwrap_or(stored.lease_days).to_string(),
            transfer_allowance: number(self.transfer_allowance.unwrap_or(stored.transfer_allowance)),
            transition_days: self.transition_days.unwrap_or(stored.transition_days).to_string(),
            merge_rule: self.merge_rule.unwrap_or_else(|| stored.merge_rule.word().to_owned()),
            buy_url: self.buy_url.unwrap_or(stored.buy_url),
            renew_url: self.renew_url.unwrap_or(stored.renew_url),
            area: self.area.unwrap_or(stored.area),
            archived: self.archived,
        }
    }
}

/// A number as actions take it, as text; a missing one is empty.
fn number(value: Option<i64>) -> String {
    value.map(|number| number.to_string()).unwrap_or_default()
}

/// Tells a member that is `null` from one that is missing.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<i64>>, D::Error> {
    Option::<i64>::deserialize(deserializer).map(Some)
}

type ProductParameters = Parameters<Products>;

/// Products, by name or date.
#[utoipa::path(get, path = "/api/v1/products", tag = "catalog",
    params(ProductParameters),
    responses(
        (status = 200, description = "A page of products", body = ApiPage<ProductSummary>),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_products(caller: Scoped<CatalogRead>, asked: Asked) -> Result<Response, Halt> {
    let Api { filter, sorting, request } = of_api(&Products::default(), &caller.cx, "/api/v1/products", &asked)?;
    let found = products::products(&caller.cx, &filter, sorting, &request).await?;
    api::json(StatusCode::OK, &ApiPage::of(found, |row| ProductSummary::from(&row)))
}

/// Creates a product, with its first edition and term where they are given.
#[utoipa::path(post, path = "/api/v1/products", tag = "catalog",
    request_body = NewProduct,
    params(api::Once),
    responses(
        (status = 201, description = "The product", body = ProductAnswer, headers(("Location" = String, description = "The product's address"))),
        (status = 409, description = "`input.taken`: another product has the code", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`: what is wrong, and in which member", body = Problem, content_type = "application/problem+json"),
    ))]
async fn create_product(call: Change<CatalogWrite, NewProduct>) -> Result<Response, Halt> {
    call.once(async |cx, new| create_with_parts(&cx, &new.into()).await, created).await
}

async fn created(made: Made<CatalogWrite>) -> Result<Response, Halt> {
    let answer = answer(&made.cx, StatusCode::CREATED, made.id).await?;
    Ok(api::located(answer, &format!("/api/v1/products/{}", made.id)))
}

/// A product with its editions, features, versions, applications and terms.
#[utoipa::path(get, path = "/api/v1/products/{id}", tag = "catalog",
    params(
        ("id" = Uuid, Path, description = "The product"),
        api::IfNoneMatch,
    ),
    responses(
        (status = 200, description = "The product; `ETag` is its version", body = ProductAnswer),
        (status = 304, description = "The caller has this version"),
        (status = 404, description = "No such product", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_product(caller: Scoped<CatalogRead>, ids: Ids<1>, headers: HeaderMap) -> Result<Response, Halt> {
    let [id] = ids.0;
    let view = products::product(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    if api::is_current(&headers, view.product.version) {
        return Ok(api::not_modified(view.product.version));
    }
    api::json_versioned(StatusCode::OK, view.product.version, &ProductAnswer::from(&view))
}

/// Changes a product.
#[utoipa::path(patch, path = "/api/v1/products/{id}", tag = "catalog",
    request_body = ProductPatch,
    params(
        ("id" = Uuid, Path, description = "The product"),
        api::IfMatch,
    ),
    responses(
        (status = 200, description = "The product as it is now", body = ProductAnswer),
        (status = 404, description = "No such product", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`input.taken`, or `product.code_in_use`: licenses carry the code", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`catalog.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`, or `product.agreement_missing`: there is no license agreement to accept", body = Problem, content_type = "application/problem+json"),
    ))]
async fn change_product(call: Change<CatalogWrite, ProductPatch>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    let stored = products::stored_product(&call.cx, id).await?.ok_or(Halt::NotFound)?;
    let expected = call.version()?.unwrap_or(stored.version);
    product::change(&call.cx, id, Some(expected), &call.body.of(stored)).await?;
    answer(&call.cx, StatusCode::OK, id).await
}

/// The product as it is now.
pub(super) async fn answer(cx: &Cx, status: StatusCode, id: Uuid) -> Result<Response, Halt> {
    let view = products::product_after_change(cx, id).await?.ok_or(Halt::NotFound)?;
    api::json_versioned(status, view.product.version, &ProductAnswer::from(&view))
}
