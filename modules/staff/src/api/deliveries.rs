//! `/api/v1/webhooks/{id}/deliveries`: what a webhook was told (ALL-7).

use crate::lists::Deliveries;
use crate::queries::webhooks::{deliveries, webhook};
use crate::rights::WebhooksRead;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_core::Moment;
use gatehouse_db::Direction;
use gatehouse_web::api::{self, ApiDoors, ApiPage, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{Api, Parameters, of_api};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Halt, operations};
use gatehouse_webhooks::model::message;
use gatehouse_webhooks::tables::delivery::Model;
use serde::Serialize;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_deliveries])
}

/// A message and how its delivery stands.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookDelivery, example = json!({"message": "msg_0199a0c27d0070008000000000000001", "sequence": 1042, "type": "staff.invited",
    "at": "2026-11-21T12:00:00Z", "state": "delivered", "attempts": 1, "status": 204, "took_ms": 38, "last_at": "2026-11-21T12:00:01Z"}))]
pub struct DeliveryAnswer {
    /// Its `webhook-id`.
    message: String,
    /// Its number among the messages of the webhook; absent until it is taken up.
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence: Option<i64>,
    #[serde(rename = "type")]
    kind: String,
    /// When it happened.
    #[schema(format = DateTime)]
    at: String,
    /// `waiting`, `delivered`, or `failed`: it was tried for three days.
    #[schema(example = "delivered")]
    state: &'static str,
    attempts: i64,
    /// The status of the last answer; absent where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<i64>,
    /// Why there was no answer: `silent`, `refused`, `tls`, `name`, `inside` …
    #[serde(skip_serializing_if = "Option::is_none")]
    trouble: Option<String>,
    /// How long the last try took, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    took_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    last_at: Option<String>,
    /// When it is tried again; absent when it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    next_at: Option<String>,
}

impl From<Model> for DeliveryAnswer {
    fn from(row: Model) -> Self {
        let waits = row.ended_at.is_none() && row.attempts > 0;
        Self {
            message: message::id(row.message_id),
            sequence: row.sequence,
            at: row.at.rfc3339(),
            state: row.state.word(),
            attempts: row.attempts,
            status: row.last_status,
            took_ms: row.last_took.map(|took| took / 1_000),
            last_at: row.last_at.map(Moment::rfc3339),
            next_at: waits.then(|| row.next_at.rfc3339()),
            trouble: row.last_trouble,
            kind: row.kind,
        }
    }
}

type DeliveryParameters = Parameters<Deliveries>;

/// What a webhook was told in the last 30 days.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}/deliveries", operation_id = "list_webhook_deliveries", tag = "webhooks",
    params(
        ("id" = Uuid, Path, description = "The webhook"),
        DeliveryParameters,
    ),
    responses(
        (status = 200, description = "A page of messages", body = ApiPage<DeliveryAnswer>),
        (status = 404, description = "No such webhook", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_deliveries(caller: Scoped<WebhooksRead>, ids: Ids<1>, asked: Asked) -> Result<Response, Halt> {
    let [id] = ids.0;
    webhook(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    let path = format!("/api/v1/webhooks/{id}/deliveries");
    let Api { filter, sorting, request } = of_api(&Deliveries::default(), &caller.cx, &path, &asked)?;
    let oldest_first = sorting.direction == Direction::Ascending;
    let found = deliveries(&caller.cx, id, &filter, oldest_first, &request).await?;
    api::json(StatusCode::OK, &ApiPage::of(found, DeliveryAnswer::from))
}
