//! The public keys behind leases (LIC-10).

use crate::leases::LeaseDesk;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_web::{AppState, Halt, api};
use serde::Serialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The operations.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_issuing_keys)).routes(routes!(get_root_keys))
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
    let ring = app.services.get::<LeaseDesk>()?.keys().ring()?;
    api::json(StatusCode::OK, &IssuingKeys { keys: ring.certificates.clone() })
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
    let roots = app.services.get::<LeaseDesk>()?.keys().roots();
    let keys = roots.iter().map(|root| RootKeyAnswer { kid: root.kid().to_owned(), x: root.public().x() }).collect();
    api::json(StatusCode::OK, &RootKeys { keys })
}
