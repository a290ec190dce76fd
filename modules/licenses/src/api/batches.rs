//! `/api/v1/batches`: large numbers of codes, their progress and their file (LIC-3).

use super::orders::OrderId;
use super::page;
use crate::actions::export_codes::export_codes;
use crate::actions::issue::{Issue, issue};
use crate::model::license::Kind;
use crate::model::order::BatchState;
use crate::queries::orders;
use crate::rights::{OrdersRead, OrdersWrite};
use crate::tables::issue_batch;
use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_core::{Moment, Uuid};
use gatehouse_web::api::{self, ApiDoors, ApiPage, Change, Made, Scoped};
use gatehouse_web::download::Csv;
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{PageParameters, paging};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Halt, operations};
use serde::Serialize;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_batches, get_batch]).keys(operations![create_batch, get_codes])
}

/// A batch and how far it is.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000003", "order": "0199a0c2-7d00-7000-8000-000000000002",
    "total": 1000000, "done": 426000, "state": "running", "seats": 1, "kind": "commercial", "offer_revision": null,
    "created_at": "2026-11-21T12:00:00Z", "finished_at": null}))]
pub struct BatchAnswer {
    id: Uuid,
    order: Uuid,
    /// How many codes it will have.
    total: i64,
    /// How many it has.
    done: i64,
    state: BatchState,
    seats: i64,
    kind: Kind,
    /// The revision of the offer that it was bought under; null where none was named.
    offer_revision: Option<Uuid>,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    finished_at: Option<String>,
}

impl From<&issue_batch::Model> for BatchAnswer {
    fn from(row: &issue_batch::Model) -> Self {
        Self {
            id: row.id,
            order: row.purchase_id,
            total: row.total,
            done: row.done,
            state: row.state,
            seats: row.seats,
            kind: row.kind,
            offer_revision: row.offer_rev_id,
            created_at: row.created_at.rfc3339(),
            finished_at: row.finished_at.map(Moment::rfc3339),
        }
    }
}

/// Issues a batch; the codes are fetched as a file when it is done.
#[utoipa::path(post, path = "/api/v1/orders/{id}/batches", tag = "orders",
    request_body = Issue,
    params(
        OrderId,
        api::Once,
    ),
    responses(
        (status = 202, description = "The batch", body = BatchAnswer, headers(("Location" = String, description = "The batch's address"))),
        (status = 404, description = "`order.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn create_batch(call: Change<OrdersWrite, Issue>) -> Result<Response, Halt> {
    let [order] = call.ids()?;
    call.once(async |cx, new| issue(&cx, &Issue { order, ..new }).await.map(|issued| issued.batch), accepted).await
}

async fn accepted(made: Made<OrdersWrite>) -> Result<Response, Halt> {
    let batch = orders::issued_batch(&made.cx, made.id).await?.ok_or(Halt::NotFound)?;
    let answer = api::json(StatusCode::ACCEPTED, &BatchAnswer::from(&batch))?;
    Ok(api::located(answer, &format!("/api/v1/batches/{}", batch.id)))
}

/// The batches of an order, newest first.
#[utoipa::path(get, path = "/api/v1/orders/{id}/batches", tag = "orders",
    params(OrderId, PageParameters),
    responses(
        (status = 200, description = "A page of its batches", body = ApiPage<BatchAnswer>),
        (status = 404, description = "No such order", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`: not a cursor of this list, or not a number of rows", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_batches(caller: Scoped<OrdersRead>, ids: Ids<1>, asked: Asked) -> Result<Response, Halt> {
    let [order] = ids.0;
    let request = paging(&caller.cx, &format!("/api/v1/orders/{order}/batches"), &asked)?;
    let found = orders::batches(&caller.cx, order, &request).await?.ok_or(Halt::NotFound)?;
    api::json(StatusCode::OK, &page(found, |batch| BatchAnswer::from(&batch)))
}

/// A batch and how far it is.
#[utoipa::path(get, path = "/api/v1/batches/{id}", tag = "orders",
    params(("id" = Uuid, Path, description = "The batch")),
    responses(
        (status = 200, description = "The batch", body = BatchAnswer),
        (status = 404, description = "No such batch", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_batch(caller: Scoped<OrdersRead>, ids: Ids<1>) -> Result<Response, Halt> {
    let [id] = ids.0;
    let batch = orders::batch(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    api::json(StatusCode::OK, &BatchAnswer::from(&batch))
}

/// The codes of a finished batch as CSV: `number,code,product,edition,seats,activate_by`. Every download is in the audit log.
#[utoipa::path(get, path = "/api/v1/batches/{id}/codes.csv", tag = "orders",
    params(("id" = Uuid, Path, description = "The batch")),
    responses(
        (status = 200, description = "The file, streamed", body = String, content_type = "text/csv",
            example = json!("number,code,product,edition,seats,activate_by\r\n12345-67890,41R8A-MK5HB-DKZY0-C45SF,home-security,family,5,\r\n")),
        (status = 404, description = "`batch.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`batch.not_done`: ask again", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_codes(caller: Scoped<OrdersWrite>, ids: Ids<1>) -> Result<Response, Halt> {
    let [id] = ids.0;
    let file = export_codes(&caller.cx, id).await?;
    let name = file.name.clone();
    Ok(Csv::answer(&name, Body::from_stream(file.stream(caller.cx.into_cx()))))
}
