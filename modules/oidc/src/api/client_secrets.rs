//! `/api/v1/clients/{id}/secrets`: a client's secret is replaced while both work (ACC-21).

use crate::actions::clients::add_secret::add_secret;
use crate::actions::clients::end_secret::end_secret;
use crate::model::client_secret::Overlap;
use crate::queries::staff_clients;
use crate::rights::{ClientsRead, ClientsWrite};
use crate::tables::client_secret::Model;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use gatehouse_context::May;
use gatehouse_core::{Secret, Uuid};
use gatehouse_web::api::{self, ApiDoors, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::query::Ids;
use gatehouse_web::{Halt, operations};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new()
        .keys(operations![list_client_secrets])
        .keys(operations![rotate_client_secret])
        .keys(operations![end_client_secret])
}

/// A secret that works, without the secret itself.
#[derive(Serialize, ToSchema)]
#[schema(as = ClientSecret, example = json!({"id": "0199a0c2-7d00-7000-8000-000000000062", "begins": "ghcs_2Zr0Yk",
    "created_at": "2026-11-21T12:00:00Z", "used_at": "2026-11-21T13:00:00Z", "ends_at": "2026-11-22T12:00:00Z"}))]
pub struct SecretAnswer {
    id: Uuid,
    /// Its first letters, to tell secrets apart.
    begins: String,
    #[schema(format = DateTime)]
    created_at: String,
    /// Last use, to the hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    used_at: Option<String>,
    /// When it stops working, where it does so by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    ends_at: Option<String>,
}

impl From<Model> for SecretAnswer {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            begins: row.prefix,
            created_at: row.created_at.rfc3339(),
            used_at: row.used_at.map(|at| at.rfc3339()),
            ends_at: row.ends_at.map(|at| at.rfc3339()),
        }
    }
}

/// The secrets of a client that work: two at the most.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"items": [{"id": "0199a0c2-7d00-7000-8000-000000000062", "begins": "ghcs_2Zr0Yk", "created_at": "2026-11-21T12:00:00Z"}]}))]
pub struct SecretList {
    items: Vec<SecretAnswer>,
}

/// A new secret, beside that of before.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"overlap": "day"}))]
pub struct NewSecretBody {
    /// How long the secret of before works on: `none`, `hour`, `day`, `week`, or `open` until somebody ends it; `day` when missing.
    #[schema(max_length = 10)]
    overlap: Option<String>,
}

/// A secret that was made.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000063", "client_secret": "ghcs_2Zr0Yk8vQ1nB7xTfLw4dJmC6sHgAeUiOpK3yVb9tXcR1aBcD"}))]
pub struct MadeSecretAnswer {
    id: Uuid,
    /// It is in this answer alone, and not in that to a repeated request.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<String>,
}

/// The secrets of a client that work, without the secrets themselves.
#[utoipa::path(get, path = "/api/v1/clients/{id}/secrets", tag = "clients",
    params(("id" = Uuid, Path, description = "The client")),
    responses(
        (status = 200, description = "Its secrets, the oldest first", body = SecretList),
        (status = 404, description = "No such client", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_client_secrets(caller: Scoped<ClientsRead>, ids: Ids<1>) -> Result<Response, Halt> {
    let [id] = ids.0;
    let view = staff_clients::client(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    api::json(StatusCode::OK, &SecretList { items: view.secrets.into_iter().map(SecretAnswer::from).collect() })
}

/// Makes another secret; two work at the most. It is in this answer, and never again.
#[utoipa::path(post, path = "/api/v1/clients/{id}/secrets", tag = "clients",
    request_body = NewSecretBody,
    params(
        ("id" = Uuid, Path, description = "The client"),
        api::Once,
    ),
    responses(
        (status = 201, description = "The secret", body = MadeSecretAnswer),
        (status = 404, description = "`client.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`client.two_secrets`: end one first, or make one with `none`; `client.keeps_no_secret`, `client.row_changed`",
            body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`client.overlap_unknown`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn rotate_client_secret(call: Change<ClientsWrite, NewSecretBody>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    let secret = OnceLock::<Secret<String>>::new();
    call.once(
        async |cx: May<ClientsWrite>, body: NewSecretBody| {
            let overlap = body.overlap.as_deref().unwrap_or_else(|| Overlap::default().word());
            add_secret(&cx, id, overlap).await.map(|made| {
                let _ = secret.set(made.secret);
                made.id
            })
        },
        async |made: Made<ClientsWrite>| {
            let client_secret = secret.get().map(|secret| secret.expose().clone());
            api::json(StatusCode::CREATED, &MadeSecretAnswer { id: made.id, client_secret })
        },
    )
    .await
}

/// Ends a secret at once.
#[utoipa::path(post, path = "/api/v1/clients/{id}/secrets/{secret}/end", tag = "clients",
    params(
        ("id" = Uuid, Path, description = "The client"),
        ("secret" = Uuid, Path, description = "The secret"),
        api::Once,
    ),
    responses(
        (status = 204, description = "It proves nothing any more"),
        (status = 404, description = "`client.unknown`, `client.secret_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`client.row_changed`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn end_client_secret(call: Change<ClientsWrite>) -> Result<Response, Halt> {
    let [id, secret] = call.ids()?;
    call.once(
        async |cx, _| end_secret(&cx, id, secret, true).await,
        async |_: Made<ClientsWrite>| Ok(StatusCode::NO_CONTENT.into_response()),
    )
    .await
}
