//! `/api/v1/orders`: orders, and issuing licenses under them (LIC-3).

use super::batches::BatchAnswer;
use super::{page, told_of};
use crate::actions::create_order::{CreateOrder, create_order};
use crate::actions::invite_buyer::invite_buyer;
use crate::actions::issue::{Issue, issue};
use crate::actions::name_seller::{NameSeller, name_seller};
use crate::actions::tell_payment::{TellPayment, tell_payment};
use crate::lists::Orders;
use crate::model::license::grouped;
use crate::model::money::Money;
use crate::model::order::{AT_ONCE, Payment, Source};
use crate::queries::AfterChange;
use crate::queries::license::issued_codes;
use crate::queries::orders::{self, NotedOrder, OrderView};
use crate::rights::{OrdersRead, OrdersWrite};
use crate::tables::purchase;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use gatehouse_context::Seen;
use gatehouse_core::{Personal, Uuid};
use gatehouse_web::api::{self, ApiDoors, ApiPage, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{Api, Parameters, of_api};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Halt, operations};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::{IntoParams, ToSchema};

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_orders, get_order]).keys(operations![
        new_order,
        change_order,
        issue_licenses,
        invite_order_buyer,
        put_payment
    ])
}

/// An order.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000002", "number": "SHOP-1001", "source": "shop", "seller": "0199a0c2-7d00-7000-8000-00000000000a", "partner": null,
    "buyer_account": null, "buyer_email": "buyer@example.com", "buyer_lang": "ja", "note": "", "amount": "49.90", "currency": "EUR",
    "payment": "paid", "invoice_url": "https://shop.example.com/invoices/1001", "created_at": "2026-11-21T12:00:00Z", "version": 1}))]
pub struct OrderAnswer {
    id: Uuid,
    number: String,
    source: Source,
    /// The seller that it names: `/api/v1/sellers/{id}`.
    seller: Option<Uuid>,
    partner: Option<String>,
    buyer_account: Option<Uuid>,
    /// Where codes are mailed to. Only in the answer about one order, because each look at it is in the audit log.
    #[serde(skip_serializing_if = "Option::is_none")]
    buyer_email: Option<String>,
    /// The language of the buyer's mails: `en`, `ja` or `ru`; null: the vendor's default.
    buyer_lang: Option<String>,
    note: String,
    /// What it cost, where the shop told it.
    amount: Option<String>,
    /// ISO 4217.
    currency: Option<String>,
    /// How its payment stands.
    payment: Payment,
    /// Where its invoice is. Only in the answer about one order.
    #[serde(skip_serializing_if = "Option::is_none")]
    invoice_url: Option<String>,
    #[schema(format = DateTime)]
    created_at: String,
    version: i64,
}

impl OrderAnswer {
    fn new(row: &purchase::Model, note: Personal<String>) -> Self {
        let money = Money::stored(row.amount, row.currency.as_deref());
        Self {
            id: row.id,
            number: row.number.clone(),
            source: row.source,
            seller: row.seller_id,
            partner: row.partner.clone(),
            buyer_account: row.buyer_account,
            buyer_email: None,
            buyer_lang: row.buyer_lang.clone(),
            note: note.0,
            amount: money.as_ref().map(Money::amount),
            currency: money.map(|money| money.currency),
            payment: row.payment,
            invoice_url: None,
            created_at: row.created_at.rfc3339(),
            version: row.version,
        }
    }
}

impl From<OrderView> for OrderAnswer {
    fn from(view: OrderView) -> Self {
        Self { buyer_email: view.buyer_email, invoice_url: view.invoice, ..Self::new(&view.order, view.note) }
    }
}

impl From<NotedOrder> for OrderAnswer {
    fn from(row: NotedOrder) -> Self {
        Self::new(&row.order, row.note)
    }
}

/// What a key that may not read orders is told of the one that it recorded.
// No other members, so that the description tells it from the whole.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000002", "number": "SHOP-1001", "version": 1}))]
pub struct BriefOrder {
    id: Uuid,
    number: String,
    /// Also the ETag.
    version: i64,
}

/// An order after it was recorded: whole for a key that may read orders.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum OrderAfterChange {
    Whole(Box<OrderAnswer>),
    Brief(BriefOrder),
}

/// A license just issued.
#[derive(Serialize, ToSchema)]
pub struct IssuedLicense {
    id: Uuid,
    number: String,
    /// The whole activation code: a secret of the buyer.
    code: String,
}

/// What was issued.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"batch": {"id": "0199a0c2-7d00-7000-8000-000000000003", "order": "0199a0c2-7d00-7000-8000-000000000002",
    "total": 1, "done": 1, "state": "done", "seats": 5, "kind": "commercial", "created_at": "2026-11-21T12:00:00Z",
    "finished_at": "2026-11-21T12:00:00Z"},
    "licenses": [{"id": "0199a0c2-7d00-7000-8000-000000000004", "number": "12345-67890", "code": "41R8A-MK5HB-DKZY0-C45SF"}]}))]
pub struct IssuedAnswer {
    batch: BatchAnswer,
    /// The licenses, when there are at most 100; empty while a batch is being made.
    licenses: Vec<IssuedLicense>,
}

type OrderParameters = Parameters<Orders>;

/// The order in the address of an operation, for its description.
pub(super) struct OrderId;

impl IntoParams for OrderId {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let id = ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
            .build();
        let parameter = ParameterBuilder::new().name("id").parameter_in(ParameterIn::Path).required(Required::True);
        vec![parameter.description(Some("The order")).schema(Some(id)).build()]
    }
}

/// What a change of an order answers.
const AS_IT_IS: &str = "The order as it is now; for a key without `orders:read` its `id`, `number` and `version` alone";

/// Orders, newest first.
#[utoipa::path(get, path = "/api/v1/orders", tag = "orders",
    params(OrderParameters),
    responses(
        (status = 200, description = "A page of orders", body = ApiPage<OrderAnswer>),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_orders(caller: Scoped<OrdersRead>, asked: Asked) -> Result<Response, Halt> {
    let Api { filter, sorting, request } = of_api(&Orders::default(), &caller.cx, "/api/v1/orders", &asked)?;
    let found = orders::noted_orders(&caller.cx, &filter, sorting, &request).await?;
    api::json(StatusCode::OK, &page(found, OrderAnswer::from))
}

/// Records an order.
#[utoipa::path(post, path = "/api/v1/orders", tag = "orders",
    request_body = CreateOrder,
    params(api::Once),
    responses(
        (status = 201, description = "The order; for a key without `orders:read` its `id`, `number` and `version` alone", body = OrderAfterChange, headers(("Location" = String, description = "The order's address"))),
        (status = 409, description = "`order.number_taken`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`, or `idempotency.key_reused`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn new_order(call: Change<OrdersWrite, CreateOrder>) -> Result<Response, Halt> {
    call.once(async |cx, new| create_order(&cx, &new).await, told).await
}

/// What of an order changes: the member must be there, also to say that nobody is known.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"seller": "example-shop"}))]
pub struct OrderPatch {
    /// The code or id of its seller; `null`: none that is known.
    #[serde(deserialize_with = "named")]
    #[schema(max_length = 64, required = true)]
    seller: Option<String>,
}

/// A member that may be `null`, and not missing.
fn named<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(deserializer)
}

/// Names the seller of an order.
#[utoipa::path(patch, path = "/api/v1/orders/{id}", tag = "orders",
    request_body = OrderPatch,
    params(
        OrderId,
        api::IfMatch,
        api::Once,
    ),
    responses(
        (status = 200, description = AS_IT_IS, body = OrderAfterChange),
        (status = 404, description = "`order.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`order.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.unknown`: no such seller", body = Problem, content_type = "application/problem+json"),
    ))]
async fn change_order(call: Change<OrdersWrite, OrderPatch>) -> Result<Response, Halt> {
    let ([order], expected) = (call.ids()?, call.version()?);
    let input = |body: OrderPatch| NameSeller { order, seller: body.seller.unwrap_or_default(), expected };
    call.once(async |cx, body| name_seller(&cx, &input(body)).await, |made| answer(made, StatusCode::OK)).await
}

async fn told(made: Made<OrdersWrite>) -> Result<Response, Halt> {
    let id = made.id;
    Ok(api::located(answer(made, StatusCode::CREATED).await?, &format!("/api/v1/orders/{id}")))
}

/// The order: all of it only for a key that may read orders too.
async fn answer(made: Made<OrdersWrite>, status: StatusCode) -> Result<Response, Halt> {
    let found = orders::after_change(&made.cx, made.id).await?;
    let (version, answer) = match told_of(&made, found).await? {
        AfterChange::Whole(view, _) => (view.order.version, OrderAfterChange::Whole(Box::new(OrderAnswer::from(view)))),
        AfterChange::Brief(row) => {
            let brief = BriefOrder { id: row.id, number: row.number, version: row.version };
            (row.version, OrderAfterChange::Brief(brief))
        }
    };
    api::json_versioned(status, version, &answer)
}

/// One order.
#[utoipa::path(get, path = "/api/v1/orders/{id}", tag = "orders",
    params(
        OrderId,
        api::IfNoneMatch,
    ),
    responses(
        (status = 200, description = "The order", body = OrderAnswer),
        (status = 304, description = "The caller has this version"),
        (status = 404, description = "No such order", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_order(caller: Scoped<OrdersRead>, ids: Ids<1>, headers: HeaderMap) -> Result<Response, Halt> {
    let [id] = ids.0;
    let view = Seen::<OrderView>::find(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    if api::is_current(&headers, view.order.version) {
        return Ok(api::not_modified(view.order.version));
    }
    api::json_versioned(StatusCode::OK, view.order.version, &OrderAnswer::from(view.into_inner()))
}

/// Issues licenses under an order. Up to 100 are in the answer with their codes.
#[utoipa::path(post, path = "/api/v1/orders/{id}/licenses", tag = "orders",
    request_body = Issue,
    params(
        OrderId,
        ("Idempotency-Key" = Option<String>, Header, description = "The same key does it once; the answer to a repetition carries the same codes"),
    ),
    responses(
        (status = 201, description = "The licenses and their codes", body = IssuedAnswer, headers(("Location" = String, description = "The batch's address"))),
        (status = 202, description = "More than 100: a batch is being made", body = IssuedAnswer, headers(("Location" = String, description = "The batch's address"))),
        (status = 404, description = "`order.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`, or `idempotency.key_reused`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn issue_licenses(call: Change<OrdersWrite, Issue>) -> Result<Response, Halt> {
    let [order] = call.ids()?;
    call.once(async |cx, new| issue(&cx, &Issue { order, ..new }).await.map(|issued| issued.batch), issued).await
}

async fn issued(made: Made<OrdersWrite>) -> Result<Response, Halt> {
    let batch = orders::issued_batch(&made.cx, made.id).await?.ok_or(Halt::NotFound)?;
    let at_once = batch.total <= AT_ONCE;
    let codes = if at_once { issued_codes(&made.cx, batch.id).await? } else { Vec::new() };
    let licenses = codes
        .into_iter()
        .map(|(row, code)| IssuedLicense { id: row.id, number: grouped(&row.number), code: code.to_string() })
        .collect();
    let status = if at_once { StatusCode::CREATED } else { StatusCode::ACCEPTED };
    let mut response = api::json(status, &IssuedAnswer { batch: BatchAnswer::from(&batch), licenses })?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(api::located(response, &format!("/api/v1/batches/{}", batch.id)))
}

/// Mails the buyer of an order the link to set a password again. Issuing licenses under an order of the shop mails it with the codes to a
/// buyer who has no account; it works for 7 days.
#[utoipa::path(post, path = "/api/v1/orders/{id}/invitation", tag = "orders",
    params(
        OrderId,
        api::Once,
    ),
    responses(
        (status = 200, description = "The mail is on its way: the order; for a key without `orders:read` its `id`, `number` and `version` alone", body = OrderAfterChange),
        (status = 404, description = "`order.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`order.buyer_has_account`, `order.nobody_to_mail`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`rate.limited`: mailed several times just now", body = Problem, content_type = "application/problem+json"),
    ))]
async fn invite_order_buyer(call: Change<OrdersWrite>) -> Result<Response, Halt> {
    let [order] = call.ids()?;
    call.once(async |cx, _| invite_buyer(&cx, order).await, |made| answer(made, StatusCode::OK)).await
}

/// Tells how the payment of an order stands, what the order cost, and where its invoice is: the buyer reads it in their purchases. All
/// three are set anew. A refund blocks no license.
#[utoipa::path(put, path = "/api/v1/orders/{id}/payment", tag = "orders",
    request_body = TellPayment,
    params(
        OrderId,
        api::IfMatch,
        api::Once,
    ),
    responses(
        (status = 200, description = AS_IT_IS, body = OrderAfterChange),
        (status = 404, description = "`order.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`order.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn put_payment(call: Change<OrdersWrite, TellPayment>) -> Result<Response, Halt> {
    let ([order], expected) = (call.ids()?, call.version()?);
    let input = |body: TellPayment| TellPayment { order, expected, ..body };
    call.once(async |cx, body| tell_payment(&cx, &input(body)).await, |made| answer(made, StatusCode::OK)).await
}
