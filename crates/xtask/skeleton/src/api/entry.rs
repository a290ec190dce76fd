//! `/api/v1/{{path}}/{id}`: one entry.

use super::scopes::Read;
use crate::queries::entries::entry;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_core::{Moment, Uuid};
use gatehouse_web::api::{self, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::query::Ids;
use gatehouse_web::{AppState, Halt};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_entry))
}

/// An entry.
#[derive(Serialize, ToSchema)]
#[schema(as = {{Name}}Entry, example = json!({"id": "0199a0c2-7d00-7000-8000-000000000001", "title": "First entry",
    "created_at": "2026-11-21T12:00:00Z"}))]
pub struct EntryAnswer {
    id: Uuid,
    title: String,
    #[schema(format = DateTime)]
    created_at: String,
}

/// One entry.
#[utoipa::path(get, path = "/api/v1/{{path}}/{id}", operation_id = "get_{{name}}_entry", tag = "{{name}}",
    security(("api_key" = ["{{name}}:read"])),
    params(("id" = Uuid, Path, description = "The entry")),
    responses(
        (status = 200, description = "The entry", body = EntryAnswer),
        (status = 404, description = "No such entry", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_entry(caller: Scoped<Read>, ids: Ids<1>) -> Result<Response, Halt> {
    let [id] = ids.0;
    let row = entry(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    let answer = EntryAnswer { id: row.id, title: row.title, created_at: Moment(row.created_at).rfc3339() };
    api::json(StatusCode::OK, &answer)
}
