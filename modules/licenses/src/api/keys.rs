//! The public keys behind leases (LIC-10), and the lists of leases that are no longer believed (LIC-20).

use crate::actions::leases::LeaseIssuer;
use crate::queries::revocations;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use gatehouse_guard::{Budget, Limit};
use gatehouse_web::halt::Problem;
use gatehouse_web::{ApiDoors, ApiVisit, AppState, Halt, api, operations};
use serde::Serialize;

/// A list can be megabytes long, and nobody needs it often.
const LISTS: Budget = Budget::of_strangers(Limit { action: "licenses.revocation_list", burst: 30, seconds_each: 10 });

/// The operations.
pub fn doors() -> ApiDoors {
    ApiDoors::new().free(operations![get_issuing_keys, get_root_keys]).anyone(LISTS, operations![get_revocation_list])
}

/// Certificates of the keys that sign leases.
#[derive(Serialize, utoipa::ToSchema)]
pub struct IssuingKeys {
    /// Compact JWS by a root key, the newest first.
    keys: Vec<String>,
}

/// The keys that sign leases now and that signed those which still run.
#[utoipa::path(get, path = "/api/v1/issuing-keys", tag = "products", responses(
    (status = 200, description = "The certificates", body = IssuingKeys),
))]
async fn get_issuing_keys(State(app): State<AppState>) -> Result<Response, Halt> {
    let keys = app.services.get::<LeaseIssuer>()?.keys().certificates();
    api::json(StatusCode::OK, &IssuingKeys { keys })
}

/// The keys that products are built with.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RootKeys {
    /// The keys.
    keys: Vec<RootKeyAnswer>,
}

/// A root key.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RootKeyAnswer {
    /// Its id.
    kid: String,
    /// The public Ed25519 key, base64url (RFC 8037).
    x: String,
}

/// The public root keys. Build them into the product: a product that fetched them would trust whoever answers.
#[utoipa::path(get, path = "/api/v1/root-keys", tag = "products", responses(
    (status = 200, description = "The root keys", body = RootKeys),
))]
async fn get_root_keys(State(app): State<AppState>) -> Result<Response, Halt> {
    let roots = app.services.get::<LeaseIssuer>()?.keys().roots();
    let keys = roots.iter().map(|root| RootKeyAnswer { kid: root.kid().to_owned(), x: root.public().x() }).collect();
    api::json(StatusCode::OK, &RootKeys { keys })
}

/// A signed revocation list with what is needed to verify it without a network.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RevocationListAnswer {
    /// The list (JWS).
    revocation_list: String,
    /// Certificates of the keys that sign leases and lists.
    issuing_keys: Vec<String>,
}

/// The activations of a product whose leases are no longer to be believed: for devices without a network, carried to them as
/// a file or within an update of the product. Made within two minutes after a change, and every day. The ETag is its number.
#[utoipa::path(get, path = "/api/v1/revocation-lists/{product}", tag = "products",
    params(("product" = String, Path, description = "The product's code in the catalog")), responses(
    (status = 200, description = "The list", body = RevocationListAnswer),
    (status = 304, description = "`If-None-Match` names the current list"),
    (status = 429, description = "`rate.limited`: 30 lists at once, then one in 10 seconds for a network", body = Problem,
        content_type = "application/problem+json"),
    (status = 404, description = "No such product, or it is younger than two minutes", body = Problem,
        content_type = "application/problem+json"),
))]
async fn get_revocation_list(
    ApiVisit(cx): ApiVisit,
    Path(product): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Halt> {
    let (product, number) = revocations::number(cx.read(), &product).await?.ok_or(Halt::NotFound)?;
    if api::is_current(&headers, number) {
        return Ok(api::not_modified(number));
    }
    LISTS.check(&cx)?.map_err(Halt::refused)?;
    let list = revocations::of_product(cx.read(), product).await?.ok_or(Halt::NotFound)?;
    let issuing_keys = cx.service::<LeaseIssuer>()?.keys().certificates();
    let answer = RevocationListAnswer { revocation_list: list.list, issuing_keys };
    let mut response = api::json_versioned(StatusCode::OK, list.seq, &answer)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    Ok(response)
}
