//! `/api/v1/sellers`: who sells, and how buyers reach them (LIC-35).

use crate::actions::add_seller::add_seller;
use crate::actions::change_seller::change_seller;
use crate::lists::Sellers;
use crate::model::seller::{SellerEntry, SellerKind};
use crate::queries::sellers;
use crate::rights::{OrdersRead, SellersWrite};
use crate::tables::seller::Model;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use gatehouse_catalog::model::input::text;
use gatehouse_core::Uuid;
use gatehouse_web::api::{self, ApiDoors, ApiPage, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{Api, Parameters, of_api};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Halt, operations};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_sellers, get_seller]).keys(operations![new_seller, patch_seller])
}

/// A seller.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-00000000000a", "code": "example-shop", "name": "Example Shop", "kind": "shop",
    "site": "https://shop.example.com", "email": "orders@shop.example.com", "phone": "+49 30 1234567", "hours": "Mon–Fri 9:00–17:00",
    "country": "DE", "archived": false, "created_at": "2026-11-21T12:00:00Z", "version": 1}))]
pub struct SellerAnswer {
    id: Uuid,
    code: String,
    name: String,
    kind: SellerKind,
    /// Empty where it has none, as the next three.
    site: String,
    email: String,
    phone: String,
    /// When somebody answers, in the seller's own words.
    hours: String,
    /// An ISO 3166 country code.
    country: Option<String>,
    /// Sells no more.
    archived: bool,
    #[schema(format = DateTime)]
    created_at: String,
    /// Also the ETag.
    version: i64,
}

impl From<Model> for SellerAnswer {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            code: row.code,
            name: row.name,
            kind: row.kind,
            site: row.site,
            email: row.email,
            phone: row.phone,
            hours: row.hours,
            country: row.country,
            archived: row.archived_at.is_some(),
            created_at: row.created_at.rfc3339(),
            version: row.version,
        }
    }
}

/// A new seller; at least one of `site`, `email` and `phone` is given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "example-shop", "name": "Example Shop", "kind": "shop", "site": "https://shop.example.com", "phone": "+49 30 1234567"}))]
pub struct NewSeller {
    /// Lower-case letters, digits and hyphens; unique.
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    code: String,
    #[schema(max_length = 120)]
    name: String,
    #[schema(value_type = SellerKind)]
    kind: String,
    #[serde(default, deserialize_with = "text")]
    #[schema(max_length = 500)]
    site: String,
    #[serde(default, deserialize_with = "text")]
    #[schema(max_length = 254)]
    email: String,
    #[serde(default, deserialize_with = "text")]
    #[schema(max_length = 40)]
    phone: String,
    #[serde(default, deserialize_with = "text")]
    #[schema(max_length = 200)]
    hours: String,
    /// An ISO 3166 country code.
    #[serde(default, deserialize_with = "text")]
    #[schema(max_length = 2)]
    country: String,
}

/// What of a seller changes; members that are missing stay as they are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"phone": "+49 30 7654321", "archived": false}))]
pub struct SellerPatch {
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    code: Option<String>,
    #[schema(max_length = 120)]
    name: Option<String>,
    #[schema(value_type = Option<SellerKind>)]
    kind: Option<String>,
    #[schema(max_length = 500)]
    site: Option<String>,
    #[schema(max_length = 254)]
    email: Option<String>,
    #[schema(max_length = 40)]
    phone: Option<String>,
    #[schema(max_length = 200)]
    hours: Option<String>,
    /// An ISO 3166 country code; empty: not said.
    #[schema(max_length = 2)]
    country: Option<String>,
    archived: Option<bool>,
}

impl From<NewSeller> for SellerEntry {
    fn from(new: NewSeller) -> Self {
        Self {
            code: new.code,
            name: new.name,
            kind: new.kind,
            site: new.site,
            email: new.email,
            phone: new.phone,
            hours: new.hours,
            country: new.country,
            archived: None,
        }
    }
}

impl SellerPatch {
    /// The seller as it shall be.
    fn of(self, stored: Model) -> SellerEntry {
        SellerEntry {
            code: self.code.unwrap_or(stored.code),
            name: self.name.unwrap_or(stored.name),
            kind: self.kind.unwrap_or_else(|| stored.kind.word().to_owned()),
            site: self.site.unwrap_or(stored.site),
            email: self.email.unwrap_or(stored.email),
            phone: self.phone.unwrap_or(stored.phone),
            hours: self.hours.unwrap_or(stored.hours),
            country: self.country.or(stored.country).unwrap_or_default(),
            archived: self.archived,
        }
    }
}

type SellerParameters = Parameters<Sellers>;

/// Sellers, by name or date.
#[utoipa::path(get, path = "/api/v1/sellers", tag = "orders",
    params(SellerParameters),
    responses(
        (status = 200, description = "A page of sellers", body = ApiPage<SellerAnswer>),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_sellers(caller: Scoped<OrdersRead>, asked: Asked) -> Result<Response, Halt> {
    let Api { filter, sorting, request } = of_api(&Sellers::default(), &caller.cx, "/api/v1/sellers", &asked)?;
    let found = sellers::sellers(&caller.cx, &filter, sorting, &request).await?;
    api::json(StatusCode::OK, &ApiPage::of(found, SellerAnswer::from))
}

/// One seller.
#[utoipa::path(get, path = "/api/v1/sellers/{id}", tag = "orders",
    params(
        ("id" = Uuid, Path, description = "The seller"),
        api::IfNoneMatch,
    ),
    responses(
        (status = 200, description = "The seller", body = SellerAnswer),
        (status = 304, description = "The caller has this version"),
        (status = 404, description = "No such seller", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_seller(caller: Scoped<OrdersRead>, ids: Ids<1>, headers: HeaderMap) -> Result<Response, Halt> {
    let [id] = ids.0;
    let row = sellers::seller(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    if api::is_current(&headers, row.version) {
        return Ok(api::not_modified(row.version));
    }
    api::json_versioned(StatusCode::OK, row.version, &SellerAnswer::from(row))
}

/// Adds a seller.
#[utoipa::path(post, path = "/api/v1/sellers", tag = "orders",
    request_body = NewSeller,
    params(api::Once),
    responses(
        (status = 201, description = "The seller", body = SellerAnswer, headers(("Location" = String, description = "The seller's address"))),
        (status = 409, description = "`input.taken`: another seller has the code", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`, or `idempotency.key_reused`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn new_seller(call: Change<SellersWrite, NewSeller>) -> Result<Response, Halt> {
    call.once(async |cx, new| add_seller(&cx, &new.into()).await, added).await
}

async fn added(made: Made<SellersWrite>) -> Result<Response, Halt> {
    Ok(api::located(answer(&made, StatusCode::CREATED).await?, &format!("/api/v1/sellers/{}", made.id)))
}

/// Changes a seller.
#[utoipa::path(patch, path = "/api/v1/sellers/{id}", tag = "orders",
    request_body = SellerPatch,
    params(
        ("id" = Uuid, Path, description = "The seller"),
        api::IfMatch,
        api::Once,
    ),
    responses(
        (status = 200, description = "The seller as it is now", body = SellerAnswer),
        (status = 404, description = "`seller.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`input.taken`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`seller.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn patch_seller(call: Change<SellersWrite, SellerPatch>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    let stored = sellers::seller_after_change(&call.cx, id).await?.ok_or(Halt::NotFound)?;
    let expected = version.unwrap_or(stored.version);
    call.once(
        async |cx, patch| change_seller(&cx, id, Some(expected), &patch.of(stored)).await,
        async |made| answer(&made, StatusCode::OK).await,
    )
    .await
}

async fn answer(made: &Made<SellersWrite>, status: StatusCode) -> Result<Response, Halt> {
    let row = sellers::seller_after_change(&made.cx, made.id).await?.ok_or(Halt::NotFound)?;
    api::json_versioned(status, row.version, &SellerAnswer::from(row))
}
