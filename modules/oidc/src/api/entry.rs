//! `/api/v1/oidc/{id}`: one entry.

use crate::queries::entries::entry;
use crate::rights::EntriesRead;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_core::Uuid;
use gatehouse_web::api::{self, ApiDoors, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::query::Ids;
use gatehouse_web::{Halt, operations};
use serde::Serialize;
use utoipa::ToSchema;

/// An operation that changes something takes `Change<EntriesWrite, NewEntry>` for its only argument: see the other modules.
pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![get_entry])
}

/// An entry.
#[derive(Serialize, ToSchema)]
#[schema(as = OidcEntry, example = json!({"id": "0199a0c2-7d00-7000-8000-000000000001", "title": "First entry",
    "created_at": "2026-11-21T12:00:00Z"}))]
pub struct EntryAnswer {
    id: Uuid,
    title: String,
    #[schema(format = DateTime)]
    created_at: String,
}

/// One entry.
#[utoipa::path(get, path = "/api/v1/oidc/{id}", operation_id = "get_oidc_entry", tag = "oidc",
    params(("id" = Uuid, Path, description = "The entry")),
    responses(
        (status = 200, description = "The entry", body = EntryAnswer),
        (status = 404, description = "No such entry", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_entry(caller: Scoped<EntriesRead>, ids: Ids<1>) -> Result<Response, Halt> {
    let [id] = ids.0;
    let row = entry(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    let answer = EntryAnswer { id: row.id, title: row.title, created_at: row.created_at.rfc3339() };
    api::json(StatusCode::OK, &answer)
}
