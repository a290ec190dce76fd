//! `/api/v1/webhooks`: where other systems are told (ALL-7).

use crate::actions::webhooks::{
    change_webhook, create_webhook, remove_webhook, rotate_webhook_secret, switch_webhook_off, switch_webhook_on,
    test_webhook,
};
use crate::lists::Webhooks;
use crate::queries::webhooks::{Webhook, webhook, webhook_after_change, webhooks};
use crate::rights::{WebhooksRead, WebhooksWrite};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use gatehouse_core::{Moment, Secret, Uuid};
use gatehouse_db::Direction;
use gatehouse_web::api::{self, ApiDoors, ApiPage, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{Api, Parameters, of_api};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Halt, operations};
use gatehouse_webhooks::Entry;
use gatehouse_webhooks::model::chosen::words;
use gatehouse_webhooks::model::message;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new()
        .keys(operations![list_webhooks, get_webhook])
        .keys(operations![new_webhook, patch_webhook, delete_webhook])
        .keys(operations![turn_webhook_on, turn_webhook_off, new_webhook_secret, send_test_message])
}

/// A webhook.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookEndpoint, example = json!({"id": "0199a0c2-7d00-7000-8000-00000000000b", "name": "Accounting", "url": "https://hooks.example.com/gatehouse",
    "types": ["order", "staff.invited"], "state": "on", "failures": 0, "waiting": 0, "failed": 0,
    "created_at": "2026-11-21T12:00:00Z", "version": 3}))]
pub struct WebhookAnswer {
    id: Uuid,
    name: String,
    url: String,
    /// Types (`license.issued`) and areas (`order`); `*` is all of them.
    types: Vec<String>,
    /// `new`: it has to be switched on; `on`; `off`; `broken`: it failed for more than a day, what it misses is kept for 30 days.
    #[schema(example = "on")]
    state: &'static str,
    /// Tries that failed, one after the other.
    failures: i64,
    /// Since when; absent while none fails.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    failing_since: Option<String>,
    /// Messages that wait.
    waiting: i64,
    /// Messages of the last 30 days that were given up.
    failed: i64,
    /// Until when the secret before signs too; absent when it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    old_secret_until: Option<String>,
    /// `whsec_…`: in the first answer of the request that made it, and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
    #[schema(format = DateTime)]
    created_at: String,
    /// Also the ETag.
    version: i64,
}

impl WebhookAnswer {
    fn of(found: Webhook, now: Moment) -> Self {
        let Webhook { opened, waiting, failed } = found;
        let row = opened.row;
        Self {
            id: row.id,
            name: opened.name.0,
            url: opened.url.0,
            types: words(&row.types).map(str::to_owned).collect(),
            state: row.state.word(),
            failures: row.failures,
            failing_since: row.failing_since.map(Moment::rfc3339),
            waiting,
            failed,
            old_secret_until: row.old_key_until.filter(|until| *until > now).map(Moment::rfc3339),
            secret: None,
            created_at: row.created_at.rfc3339(),
            version: row.version,
        }
    }
}

/// A new webhook.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Accounting", "url": "https://hooks.example.com/gatehouse", "types": ["order", "staff.invited"]}))]
pub struct NewWebhook {
    #[schema(max_length = 100)]
    name: String,
    /// `https`, port 443 or 8443, and in a public network.
    #[schema(max_length = 500)]
    url: String,
    /// Types (`license.issued`) and areas (`order`); `*` is all of them, those of later versions too.
    #[schema(max_items = 400)]
    types: Vec<String>,
}

/// What of a webhook changes; members that are missing stay as they are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"types": ["*"]}))]
pub struct WebhookPatch {
    #[schema(max_length = 100)]
    name: Option<String>,
    /// Another address has to be switched on again.
    #[schema(max_length = 500)]
    url: Option<String>,
    #[schema(max_items = 400)]
    types: Option<Vec<String>>,
}

/// A test message on its way.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"message": "msg_0199a0c27d0070008000000000000001"}))]
pub struct TestAnswer {
    /// Its `webhook-id`.
    message: String,
}

type WebhookParameters = Parameters<Webhooks>;

/// Webhooks, by date.
#[utoipa::path(get, path = "/api/v1/webhooks", tag = "webhooks",
    params(WebhookParameters),
    responses(
        (status = 200, description = "A page of webhooks", body = ApiPage<WebhookAnswer>),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_webhooks(caller: Scoped<WebhooksRead>, asked: Asked) -> Result<Response, Halt> {
    let Api { filter, sorting, request } = of_api(&Webhooks, &caller.cx, "/api/v1/webhooks", &asked)?;
    let oldest_first = sorting.direction == Direction::Ascending;
    let found = webhooks(&caller.cx, filter.state, oldest_first, &request).await?;
    let now = caller.cx.now();
    api::json(StatusCode::OK, &ApiPage::of(found, |one| WebhookAnswer::of(one, now)))
}

/// One webhook.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}", tag = "webhooks",
    params(
        ("id" = Uuid, Path, description = "The webhook"),
        api::IfNoneMatch,
    ),
    responses(
        (status = 200, description = "The webhook", body = WebhookAnswer),
        (status = 304, description = "The caller has this version"),
        (status = 404, description = "No such webhook", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_webhook(caller: Scoped<WebhooksRead>, ids: Ids<1>, headers: HeaderMap) -> Result<Response, Halt> {
    let [id] = ids.0;
    let found = webhook(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    let tag = tag(&found);
    if api::is_current(&headers, &tag) {
        return Ok(api::not_modified(&tag));
    }
    api::json_versioned(StatusCode::OK, &tag, &WebhookAnswer::of(found, caller.cx.now()))
}

/// The version, and what else of the answer changes.
fn tag(found: &Webhook) -> String {
    format!("{}-{}.{}.{}", found.opened.row.version, found.opened.row.failures, found.waiting, found.failed)
}

/// Adds a webhook. It is told nothing until it is switched on.
#[utoipa::path(post, path = "/api/v1/webhooks", tag = "webhooks",
    request_body = NewWebhook,
    params(api::Once),
    responses(
        (status = 201, description = "The webhook; its secret in this answer alone", body = WebhookAnswer,
            headers(("Location" = String, description = "The webhook's address"))),
        (status = 409, description = "`webhook.too_many`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`webhook.name_…`, `webhook.url_…`, `webhook.types_missing`, `webhook.type_unknown`, or `idempotency.key_reused`",
            body = Problem, content_type = "application/problem+json"),
    ))]
async fn new_webhook(call: Change<WebhooksWrite, NewWebhook>) -> Result<Response, Halt> {
    let shown = OnceLock::new();
    call.once(
        async |cx, new: NewWebhook| {
            let entry = Entry { name: new.name, url: new.url, types: new.types };
            create_webhook(&cx, &entry).await.map(|made| {
                shown.get_or_init(|| made.secret);
                made.id
            })
        },
        async |made| {
            let place = format!("/api/v1/webhooks/{}", made.id);
            Ok(api::located(answer(&made, StatusCode::CREATED, shown.get()).await?, &place))
        },
    )
    .await
}

/// Changes a webhook. Another address has to be switched on again.
#[utoipa::path(patch, path = "/api/v1/webhooks/{id}", tag = "webhooks",
    request_body = WebhookPatch,
    params(
        ("id" = Uuid, Path, description = "The webhook"),
        api::IfMatch,
        api::Once,
    ),
    responses(
        (status = 200, description = "The webhook as it is now", body = WebhookAnswer),
        (status = 404, description = "`webhook.not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`webhook.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "As for a new one", body = Problem, content_type = "application/problem+json"),
    ))]
async fn patch_webhook(call: Change<WebhooksWrite, WebhookPatch>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    let stored = webhook_after_change(&call.cx, id).await?.ok_or(Halt::NotFound)?.opened;
    let expected = version.unwrap_or(stored.row.version);
    call.once(
        async |cx, patch: WebhookPatch| {
            let types = || words(&stored.row.types).map(str::to_owned).collect();
            let entry = Entry {
                name: patch.name.unwrap_or_else(|| stored.name.0.clone()),
                url: patch.url.unwrap_or_else(|| stored.url.0.clone()),
                types: patch.types.unwrap_or_else(types),
            };
            change_webhook(&cx, id, Some(expected), &entry).await
        },
        async |made| answer(&made, StatusCode::OK, None).await,
    )
    .await
}

/// Removes a webhook with everything that it was told and was to be told.
#[utoipa::path(delete, path = "/api/v1/webhooks/{id}", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The webhook"), api::Once),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "`webhook.not_found`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn delete_webhook(call: Change<WebhooksWrite>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    call.once(async |cx, _| remove_webhook(&cx, id, true).await, async |_| Ok(StatusCode::NO_CONTENT.into_response()))
        .await
}

/// Switches a webhook on: it gets a message of the type `webhook.challenge`, whose answer has to repeat the token.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/on", operation_id = "switch_webhook_on", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The webhook"), api::Once),
    responses(
        (status = 200, description = "The webhook, which is on", body = WebhookAnswer),
        (status = 404, description = "`webhook.not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`webhook.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`webhook.challenge_no_answer`, `webhook.challenge_status`, `webhook.challenge_wrong`", body = Problem,
            content_type = "application/problem+json"),
    ))]
async fn turn_webhook_on(call: Change<WebhooksWrite>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    call.once(
        async |cx, _| Box::pin(switch_webhook_on(&cx, id)).await,
        async |made| answer(&made, StatusCode::OK, None).await,
    )
    .await
}

/// Switches a webhook off: nothing is collected for it.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/off", operation_id = "switch_webhook_off", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The webhook"), api::Once),
    responses(
        (status = 200, description = "The webhook, which is off", body = WebhookAnswer),
        (status = 404, description = "`webhook.not_found`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn turn_webhook_off(call: Change<WebhooksWrite>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    call.once(async |cx, _| switch_webhook_off(&cx, id).await, async |made| answer(&made, StatusCode::OK, None).await)
        .await
}

/// Gives a webhook a new secret. The one before signs beside it for a day.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/secret", operation_id = "replace_webhook_secret", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The webhook"), api::Once),
    responses(
        (status = 200, description = "The webhook; its new secret in this answer alone", body = WebhookAnswer),
        (status = 404, description = "`webhook.not_found`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn new_webhook_secret(call: Change<WebhooksWrite>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    let shown = OnceLock::new();
    call.once(
        async |cx, _| {
            rotate_webhook_secret(&cx, id).await.map(|made| {
                shown.get_or_init(|| made.secret);
                made.id
            })
        },
        async |made| answer(&made, StatusCode::OK, shown.get()).await,
    )
    .await
}

/// Sends a message of the type `webhook.test`, in its turn.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/test", operation_id = "test_webhook", tag = "webhooks",
    params(("id" = Uuid, Path, description = "The webhook"), api::Once),
    responses(
        (status = 202, description = "It is on its way", body = TestAnswer),
        (status = 404, description = "`webhook.not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`webhook.not_on`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn send_test_message(call: Change<WebhooksWrite>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    call.once(
        async |cx, _| test_webhook(&cx, id).await,
        async |made| api::json(StatusCode::ACCEPTED, &TestAnswer { message: message::id(made.id) }),
    )
    .await
}

async fn answer(
    made: &Made<WebhooksWrite>,
    status: StatusCode,
    secret: Option<&Secret<String>>,
) -> Result<Response, Halt> {
    let found = webhook_after_change(&made.cx, made.id).await?.ok_or(Halt::NotFound)?;
    let tag = tag(&found);
    let secret = secret.map(|secret| secret.expose().clone());
    api::json_versioned(status, &tag, &WebhookAnswer { secret, ..WebhookAnswer::of(found, made.cx.now()) })
}
