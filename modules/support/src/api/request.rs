//! `/api/v1/requests/{id}/…`: support answers, notes, and moves requests on.

use super::requests::{RequestAnswer, shown};
use crate::actions::answer_as_staff::{Note, StaffAnswer, add_note, answer_as_staff};
use crate::actions::set_status::{SetStatus, set_status};
use crate::actions::sort::{Sort, sort};
use crate::model::work::Work;
use crate::refusals::RequestRefusal;
use crate::rights::RequestsWrite;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_catalog::model::input::Reader;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};
use gatehouse_web::api::{self, ApiDoors, Change, Made};
use gatehouse_web::halt::Problem;
use gatehouse_web::{Halt, operations};
use serde::Deserialize;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new()
        .keys(operations![new_answer])
        .keys(operations![new_note])
        .keys(operations![set_request_status])
        .keys(operations![sort_request])
}

/// An answer that the customer gets.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SupportAnswer, example = json!({"text": "Which version is it?", "becomes": "awaiting_answer"}))]
pub struct NewAnswer {
    #[schema(max_length = 50000)]
    text: String,
    /// `awaiting_answer` or `solution_provided`; without it, the status stays.
    becomes: Option<String>,
}

/// A note that only support sees.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SupportNote, example = json!({"text": "Known bug 17."}))]
pub struct NewNote {
    #[schema(max_length = 50000)]
    text: String,
}

/// Another status.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SupportStatus, example = json!({"status": "canceled_by_support", "reason": "duplicate"}))]
pub struct NewStatus {
    /// Such as `canceled_by_support`.
    status: String,
    /// Why it is canceled: `duplicate`, `not_covered`, `no_license`, `unwanted` or `other`.
    reason: Option<String>,
    /// Where it goes on: the number of a request, or an `https:` link.
    target: Option<String>,
    /// What the customer is told besides.
    #[schema(max_length = 50000)]
    message: Option<String>,
}

/// Where it lies, and how far support is with it; what is missing stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SupportSorting, example = json!({"work": "on_hold"}))]
pub struct Sorting {
    queue: Option<Uuid>,
    /// `new`, `assigned`, `in_development` or `on_hold`.
    work: Option<String>,
}

/// Answers a request.
#[utoipa::path(post, path = "/api/v1/requests/{id}/answers", tag = "support",
    request_body = NewAnswer,
    params(("id" = Uuid, Path, description = "The request"), api::IfMatch, api::Once),
    responses(
        (status = 201, description = "The request as it is now", body = RequestAnswer),
        (status = 404, description = "`request.not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`request.ended`, `request.merged`, `request.changed`, `request.step`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`: a field is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn new_answer(call: Change<RequestsWrite, NewAnswer>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    call.once(
        async |cx, body: NewAnswer| {
            let becomes = body.becomes.unwrap_or_default();
            let input = StaffAnswer { text: body.text, becomes, version, canned: None, vouches: false };
            answer_as_staff(&cx, id, &input).await
        },
        async |made: Made<RequestsWrite>| shown(&made.cx, id, StatusCode::CREATED).await,
    )
    .await
}

/// Adds a note to a request.
#[utoipa::path(post, path = "/api/v1/requests/{id}/notes", tag = "support",
    request_body = NewNote,
    params(("id" = Uuid, Path, description = "The request"), api::Once),
    responses(
        (status = 201, description = "The request as it is now", body = RequestAnswer),
        (status = 404, description = "`request.not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`: a field is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn new_note(call: Change<RequestsWrite, NewNote>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    call.once(
        async |cx, body: NewNote| add_note(&cx, id, &Note { text: body.text }).await,
        async |made: Made<RequestsWrite>| shown(&made.cx, id, StatusCode::CREATED).await,
    )
    .await
}

/// Moves a request on without an answer.
#[utoipa::path(post, path = "/api/v1/requests/{id}/status", tag = "support",
    request_body = NewStatus,
    params(("id" = Uuid, Path, description = "The request"), api::IfMatch, api::Once),
    responses(
        (status = 200, description = "The request as it is now", body = RequestAnswer),
        (status = 404, description = "`request.not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`request.step`, `request.changed`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`request.target`, or `input.…`: a field is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn set_request_status(call: Change<RequestsWrite, NewStatus>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    call.once(
        async |cx, body: NewStatus| {
            let input = SetStatus {
                status: body.status,
                reason: body.reason.unwrap_or_default(),
                target: body.target.unwrap_or_default(),
                message: body.message.unwrap_or_default(),
                version,
            };
            set_status(&cx, id, &input).await.map(|()| id)
        },
        async |made: Made<RequestsWrite>| shown(&made.cx, id, StatusCode::OK).await,
    )
    .await
}

/// Moves a request into another queue, or says how far support is with it.
#[utoipa::path(patch, path = "/api/v1/requests/{id}", tag = "support",
    request_body = Sorting,
    params(("id" = Uuid, Path, description = "The request"), api::IfMatch, api::Once),
    responses(
        (status = 200, description = "The request as it is now", body = RequestAnswer),
        (status = 404, description = "`request.not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`request.changed`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`request.queue`, or `input.…`: a field is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn sort_request(call: Change<RequestsWrite, Sorting>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    call.once(
        async |cx, body: Sorting| -> Outcome<Uuid, RequestRefusal> {
            let mut reader = Reader::default();
            let work = body.work.as_deref().and_then(|word| reader.choice("work", word, Work::from_word));
            reader.finish(()).or_refuse()?;
            sort(&cx, id, Sort { queue: body.queue, work, version }).await.map(|()| id)
        },
        async |made: Made<RequestsWrite>| shown(&made.cx, id, StatusCode::OK).await,
    )
    .await
}
