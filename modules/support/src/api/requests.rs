//! `/api/v1/requests`: what people ask support (SUP-17), and requests that are opened for callers (SUP-23).

use crate::actions::open_for_caller::{OpenForCaller, open_for_caller};
use crate::lists::staff_requests::Requests;
use crate::queries::staff::{Looked, messages, texts};
use crate::queries::staff_requests::requests;
use crate::rights::{RequestsRead, RequestsWrite};
use crate::tables::request::Model;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use gatehouse_context::{May, Right, Seen};
use gatehouse_core::{Moment, Uuid};
use gatehouse_web::api::{self, ApiDoors, ApiPage, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{Api, Parameters, of_api};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Halt, operations};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new()
        .keys(operations![list_requests])
        .keys(operations![get_request])
        .keys(operations![list_request_messages])
        .keys(operations![new_request])
}

/// A request.
#[derive(Serialize, ToSchema)]
#[schema(as = SupportRequest, example = json!({"id": "0199a0c2-7d00-7000-8000-000000000041", "number": "R-260000017-5", "category": "technical",
    "status": "processing", "work": "assigned", "level": "premium", "critical": null, "channel": "web", "lang": "en", "company": null,
    "account": "0199a0c2-7d00-7000-8000-000000000023", "contract": null, "license": null, "product": null, "queue": null, "assignee": null,
    "merged_into": null, "opened_at": "2026-11-21T12:00:00Z", "updated_at": "2026-11-21T12:30:00Z", "first_answer_at": null,
    "due_at": "2026-11-21T14:00:00Z", "closed_at": null, "messages": 2, "version": 3}))]
pub struct RequestAnswer {
    id: Uuid,
    number: String,
    /// Such as `technical`.
    category: String,
    /// One of nine, such as `processing`.
    status: String,
    /// How far support is with it: `new`, `assigned`, `in_development` or `on_hold`.
    work: String,
    /// `standard`, `premium` or `premium_plus`.
    level: String,
    /// `incident` or `virus_incident`, where it is one.
    critical: Option<String>,
    channel: String,
    lang: String,
    company: Option<Uuid>,
    /// Who asked, where they have an account.
    account: Option<Uuid>,
    contract: Option<Uuid>,
    license: Option<Uuid>,
    product: Option<Uuid>,
    queue: Option<Uuid>,
    /// The member of the staff who has it.
    assignee: Option<Uuid>,
    /// It goes on in this one.
    merged_into: Option<Uuid>,
    #[schema(format = DateTime)]
    opened_at: String,
    #[schema(format = DateTime)]
    updated_at: String,
    #[schema(format = DateTime)]
    first_answer_at: Option<String>,
    /// When the next answer is due; none at the standard level.
    #[schema(format = DateTime)]
    due_at: Option<String>,
    #[schema(format = DateTime)]
    closed_at: Option<String>,
    messages: i64,
    /// Also the ETag.
    version: i64,
}

impl From<Model> for RequestAnswer {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            number: row.number,
            category: row.category.word().to_owned(),
            status: row.status.word().to_owned(),
            work: row.work.word().to_owned(),
            level: row.level.word().to_owned(),
            critical: row.critical.map(|kind| kind.word().to_owned()),
            channel: row.channel.word().to_owned(),
            lang: row.lang,
            company: row.company_id,
            account: row.account_id,
            contract: row.contract_id,
            license: row.license_id,
            product: row.product_id,
            queue: row.queue_id,
            assignee: row.assignee_id,
            merged_into: row.merged_into,
            opened_at: row.opened_at.rfc3339(),
            updated_at: row.updated_at.rfc3339(),
            first_answer_at: row.first_answer_at.map(Moment::rfc3339),
            due_at: row.due_at.map(Moment::rfc3339),
            closed_at: row.closed_at.map(Moment::rfc3339),
            messages: row.messages,
            version: row.version,
        }
    }
}

/// A message or a note.
#[derive(Serialize, ToSchema)]
#[schema(as = SupportMessage, example = json!({"id": "0199a0c2-7d00-7000-8000-000000000042", "seq": 1, "author": "customer", "audience": "public",
    "channel": "web", "text": "It stops after a minute.", "is_solution": false, "unconfirmed": false, "files": 0,
    "at": "2026-11-21T12:00:00Z"}))]
pub struct MessageAnswer {
    id: Uuid,
    seq: i64,
    /// `customer`, `staff` or `machine`.
    author: String,
    /// `public`, or `internal`: a note.
    audience: String,
    channel: String,
    text: String,
    is_solution: bool,
    /// A mail of an address that nobody has confirmed; only support sees it.
    unconfirmed: bool,
    files: i64,
    #[schema(format = DateTime)]
    at: String,
}

/// The correspondence: the latest 1,000 messages, oldest first.
#[derive(Serialize, ToSchema)]
#[schema(as = SupportMessages, example = json!({"subject": "It stopped", "items": [{"id": "0199a0c2-7d00-7000-8000-000000000042", "seq": 1,
    "author": "customer", "audience": "public", "channel": "web", "text": "It stops after a minute.", "is_solution": false,
    "unconfirmed": false, "files": 0, "at": "2026-11-21T12:00:00Z"}]}))]
pub struct MessageList {
    subject: String,
    items: Vec<MessageAnswer>,
}

/// A request of somebody who called or wrote a letter.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSupportRequest, example = json!({"channel": "call", "account": "0199a0c2-7d00-7000-8000-000000000023", "category": "portal",
    "subject": "Invoice is missing", "description": "Asks for the invoice of March."}))]
pub struct NewRequest {
    /// `call` or `letter`.
    channel: String,
    /// The account; without it, `name` and `email` are needed.
    account: Option<Uuid>,
    /// In the name of their company.
    #[serde(default)]
    for_company: bool,
    #[schema(max_length = 120)]
    name: Option<String>,
    email: Option<String>,
    #[schema(max_length = 60)]
    phone: Option<String>,
    /// `en`, `ja` or `ru`.
    lang: Option<String>,
    category: String,
    #[schema(max_length = 200)]
    subject: String,
    #[schema(max_length = 50000)]
    description: String,
    product: Option<Uuid>,
    /// The fields of the category's form, as far as they are known.
    #[serde(default)]
    fields: BTreeMap<String, String>,
}

impl NewRequest {
    fn input(self) -> OpenForCaller {
        let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        OpenForCaller {
            draft: String::new(),
            channel: self.channel,
            account: id(self.account),
            for_company: if self.for_company { "true".to_owned() } else { String::new() },
            name: self.name.unwrap_or_default(),
            email: self.email.unwrap_or_default(),
            phone: self.phone.unwrap_or_default(),
            lang: self.lang.unwrap_or_default(),
            category: self.category,
            subject: self.subject,
            description: self.description,
            product: id(self.product),
            fields: self.fields,
        }
    }
}

type RequestParameters = Parameters<Requests>;

/// Requests: critical ones first, then by level, then in the order of arrival.
#[utoipa::path(get, path = "/api/v1/requests", tag = "support",
    params(RequestParameters),
    responses(
        (status = 200, description = "A page of requests", body = ApiPage<RequestAnswer>),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_requests(caller: Scoped<RequestsRead>, asked: Asked) -> Result<Response, Halt> {
    let list = Requests::of(&caller.cx, false).await?;
    let Api { filter, sorting, request } = of_api(&list, &caller.cx, "/api/v1/requests", &asked)?;
    let seen = Seen::of(&caller.cx, filter).await?;
    let found = requests(&caller.cx, &seen, sorting, &request).await?;
    api::json(StatusCode::OK, &ApiPage::of(found, RequestAnswer::from))
}

/// One request.
#[utoipa::path(get, path = "/api/v1/requests/{id}", tag = "support",
    params(
        ("id" = Uuid, Path, description = "The request"),
        api::IfNoneMatch,
    ),
    responses(
        (status = 200, description = "The request", body = RequestAnswer),
        (status = 304, description = "The caller has this version"),
        (status = 404, description = "No such request", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_request(caller: Scoped<RequestsRead>, ids: Ids<1>, headers: HeaderMap) -> Result<Response, Halt> {
    let [id] = ids.0;
    let row = Seen::<Looked>::find(&caller.cx, id).await?.ok_or(Halt::NotFound)?.row().clone();
    if api::is_current(&headers, row.version) {
        return Ok(api::not_modified(row.version));
    }
    api::json_versioned(StatusCode::OK, row.version, &RequestAnswer::from(row))
}

/// The subject and the correspondence of a request, with the notes of support.
#[utoipa::path(get, path = "/api/v1/requests/{id}/messages", tag = "support",
    params(("id" = Uuid, Path, description = "The request")),
    responses(
        (status = 200, description = "Its messages", body = MessageList),
        (status = 404, description = "No such request", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_request_messages(caller: Scoped<RequestsRead>, ids: Ids<1>) -> Result<Response, Halt> {
    let [id] = ids.0;
    let seen = Seen::<Looked>::find(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    let subject = texts(&caller.cx, &seen).await?.subject;
    let (said, _) = messages(&caller.cx, &seen).await?;
    let items = said.into_iter().map(|one| MessageAnswer {
        id: one.row.id,
        seq: one.row.seq,
        author: one.row.author.word().to_owned(),
        audience: one.row.audience.word().to_owned(),
        channel: one.row.channel.word().to_owned(),
        text: one.text,
        is_solution: one.row.is_solution,
        unconfirmed: one.row.unconfirmed,
        files: i64::try_from(one.files.len()).unwrap_or(i64::MAX),
        at: one.row.at.rfc3339(),
    });
    api::json(StatusCode::OK, &MessageList { subject, items: items.collect() })
}

/// Opens a request for somebody who called or wrote a letter.
#[utoipa::path(post, path = "/api/v1/requests", tag = "support",
    request_body = NewRequest,
    params(api::Once),
    responses(
        (status = 201, description = "The request", body = RequestAnswer),
        (status = 422, description = "`input.…`: a field is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn new_request(call: Change<RequestsWrite, NewRequest>) -> Result<Response, Halt> {
    call.once(
        async |cx, body: NewRequest| open_for_caller(&cx, &body.input()).await.map(|opened| opened.id),
        async |made: Made<RequestsWrite>| shown(&made.cx, made.id, StatusCode::CREATED).await,
    )
    .await
}

/// A request after a change of it: the change has its own line in the log.
pub(super) async fn shown<R: Right>(cx: &May<R>, id: Uuid, status: StatusCode) -> Result<Response, Halt> {
    let row = crate::queries::staff::after_change(cx, id).await?.ok_or(Halt::NotFound)?;
    api::json_versioned(status, row.version, &RequestAnswer::from(row))
}
