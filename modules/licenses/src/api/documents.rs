//! `/api/v1/orders/{id}/documents`: the closing documents of an order (LIC-26).

use super::orders::OrderId;
use crate::actions::add_document::{AddDocument, add_document};
use crate::model::document::{DocumentKind, day};
use crate::queries::documents::{self, Document};
use crate::rights::{OrdersRead, OrdersWrite};
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gatehouse_core::Uuid;
use gatehouse_web::api::{self, ApiDoors, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::query::Ids;
use gatehouse_web::{Halt, operations};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_documents]).keys(operations![post_document])
}

/// A closing document. The file itself is handed to the buyer and to staff alone.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-00000000000d", "kind": "invoice", "number": "INV-2026-1001",
    "date": "2026-11-21", "language": "en", "size": 48213, "created_at": "2026-11-21T12:00:00Z"}))]
pub struct DocumentAnswer {
    id: Uuid,
    kind: DocumentKind,
    /// Its number in the books of the seller.
    number: String,
    /// The day that stands on it.
    #[schema(format = Date)]
    date: String,
    /// `en`, `ja` or `ru`.
    language: String,
    /// Bytes.
    size: i64,
    #[schema(format = DateTime)]
    created_at: String,
}

impl From<Document> for DocumentAnswer {
    fn from(document: Document) -> Self {
        Self {
            id: document.id,
            kind: document.kind,
            number: document.number,
            date: day(document.dated_at),
            language: document.lang,
            size: document.size,
            created_at: document.created_at.rfc3339(),
        }
    }
}

/// The closing documents of an order: at most 20.
#[derive(Serialize, ToSchema)]
pub struct DocumentsAnswer {
    items: Vec<DocumentAnswer>,
}

/// A document to be added. A body has at most 2 MiB, so a file at most 1.4 MiB; larger ones, up to 4 MiB, are uploaded in the console.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"kind": "invoice", "number": "INV-2026-1001", "date": "2026-11-21", "language": "en",
    "name": "invoice-1001.pdf", "file": "JVBERi0xLjcK"}))]
pub struct NewDocument {
    /// What it is.
    #[schema(value_type = DocumentKind)]
    kind: String,
    /// Its number.
    #[schema(min_length = 1, max_length = 64)]
    number: String,
    /// The day that stands on it.
    #[schema(format = Date)]
    date: String,
    /// `en`, `ja` or `ru`.
    #[schema(max_length = 2, pattern = "^(en|ja|ru)$")]
    language: String,
    /// What the buyer's browser will call the file.
    #[schema(max_length = 120)]
    name: String,
    /// A PDF, PNG or JPEG in base64 (RFC 4648 §4, with padding).
    #[schema(format = Byte)]
    file: String,
}

impl NewDocument {
    fn input(self, order: Uuid) -> AddDocument {
        let Self { kind, number, date, language, name, file } = self;
        // What is no base64 is as nothing: the action says that it cannot be read.
        let file = STANDARD.decode(file.as_bytes()).unwrap_or_default().into();
        AddDocument { order, id: None, kind, number, date, language, name, file }
    }
}

/// The closing documents of an order, the newest first.
#[utoipa::path(get, path = "/api/v1/orders/{id}/documents", tag = "orders",
    params(OrderId),
    responses(
        (status = 200, description = "The documents", body = DocumentsAnswer),
        (status = 404, description = "No such order", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_documents(caller: Scoped<OrdersRead>, ids: Ids<1>) -> Result<Response, Halt> {
    let [order] = ids.0;
    let found = documents::documents(&caller.cx, order).await?.ok_or(Halt::NotFound)?;
    let items = found.into_iter().map(DocumentAnswer::from).collect();
    api::json(StatusCode::OK, &DocumentsAnswer { items })
}

/// Adds a closing document to an order: the buyer downloads it from their purchases.
#[utoipa::path(post, path = "/api/v1/orders/{id}/documents", tag = "orders",
    request_body = NewDocument,
    params(
        OrderId,
        api::Once,
    ),
    responses(
        (status = 201, description = "The document", body = DocumentAnswer),
        (status = 404, description = "`order.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`file.too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`file.wrong_kind`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`, `document.unreadable`, `document.too_many`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn post_document(call: Change<OrdersWrite, NewDocument>) -> Result<Response, Halt> {
    let [order] = call.ids()?;
    call.once(async |cx, new| add_document(&cx, &new.input(order)).await, told).await
}

async fn told(made: Made<OrdersWrite>) -> Result<Response, Halt> {
    let document = documents::added(&made.cx, made.id).await?.ok_or(Halt::NotFound)?;
    api::json(StatusCode::CREATED, &DocumentAnswer::from(document))
}
