//! `/api/v1/orders/{id}/card`: the card that somebody chose to save in the shop (ACC-19).

use super::page;
use crate::actions::remove_card::remove_card;
use crate::actions::save_card::{SaveCard, save_card};
use crate::queries::cards::{self, CardState};
use crate::rights::{OrdersRead, OrdersWrite};
use crate::tables::saved_card;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use gatehouse_core::{Moment, Uuid};
use gatehouse_web::api::{self, ApiDoors, ApiPage, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{PageParameters, paging};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Halt, operations};
use serde::Serialize;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_taken_back_cards]).keys(operations![put_card, get_card, delete_card])
}

/// How a card stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CardState)]
enum State {
    /// None is saved.
    None,
    /// One is saved.
    Saved,
    /// The person took it back: remove it in the shop, then delete it here.
    TakenBack,
}

/// The card of the account that an order belongs to.
#[derive(Serialize, ToSchema)]
#[schema(as = Card, example = json!({"state": "saved", "last_four": "4242", "expires": "2028-09", "taken_back_at": null}))]
struct CardAnswer {
    state: State,
    /// The last four digits, while it is saved.
    last_four: Option<String>,
    /// The month in which it ends, while it is saved.
    expires: Option<String>,
    #[schema(format = DateTime)]
    taken_back_at: Option<String>,
}

impl From<CardState> for CardAnswer {
    fn from(state: CardState) -> Self {
        let none = Self { state: State::None, last_four: None, expires: None, taken_back_at: None };
        match state {
            CardState::None => none,
            CardState::Saved(saved) => Self {
                state: State::Saved,
                last_four: Some(saved.card.last_four().to_owned()),
                expires: Some(saved.card.expires()),
                ..none
            },
            CardState::TakenBack(at) => Self { state: State::TakenBack, taken_back_at: Some(at.rfc3339()), ..none },
        }
    }
}

/// A card that was taken back.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"order": "0199a0c2-7d00-7000-8000-000000000002", "account": "0199a0c2-7d00-7000-8000-000000000009", "taken_back_at": "2026-11-21T12:00:00Z"}))]
struct TakenBackCard {
    /// The order with which the shop told of the card.
    order: Uuid,
    /// Whose: `buyer_account` of their orders.
    account: Uuid,
    #[schema(format = DateTime)]
    taken_back_at: Option<String>,
}

impl From<saved_card::Model> for TakenBackCard {
    fn from(row: saved_card::Model) -> Self {
        let taken_back_at = row.forgotten_at.map(Moment::rfc3339);
        Self { order: row.purchase_id, account: row.account_id, taken_back_at }
    }
}

/// Cards that people took back, until the shop deletes them here: ask from time to time.
#[utoipa::path(get, path = "/api/v1/taken-back-cards", tag = "orders",
    params(PageParameters),
    responses(
        (status = 200, description = "A page of them, the first one first", body = ApiPage<TakenBackCard>),
        (status = 422, description = "`input.…`: not a cursor of this list, or not a number of rows", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_taken_back_cards(caller: Scoped<OrdersRead>, asked: Asked) -> Result<Response, Halt> {
    let request = paging(&caller.cx, "/api/v1/taken-back-cards", &asked)?;
    let found = cards::taken_back(&caller.cx, &request).await?;
    api::json(StatusCode::OK, &page(found, TakenBackCard::from))
}

/// Says which card the buyer of an order chose to save in the shop: four digits and a month, never a card number.
#[utoipa::path(put, path = "/api/v1/orders/{id}/card", tag = "orders",
    request_body = SaveCard,
    params(
        ("id" = Uuid, Path, description = "An order of the person"),
        api::Once,
    ),
    responses(
        (status = 204, description = "It is shown in their account"),
        (status = 404, description = "`order.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`card.taken_back`: remove it in the shop and delete it here first", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`card.number_refused`: more than the last four digits, of which nothing was stored; `card.unreadable`, `card.ended`, `card.no_account`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn put_card(call: Change<OrdersWrite, SaveCard>) -> Result<Response, Halt> {
    let [order] = call.ids()?;
    call.once(async |cx, card| save_card(&cx, &SaveCard { order, ..card }).await, done).await
}

/// The card that the buyer of an order saved, or that they took it back.
#[utoipa::path(get, path = "/api/v1/orders/{id}/card", tag = "orders",
    params(("id" = Uuid, Path, description = "An order of the person")),
    responses(
        (status = 200, description = "How it stands", body = CardAnswer),
        (status = 404, description = "No such order", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_card(caller: Scoped<OrdersRead>, ids: Ids<1>) -> Result<Response, Halt> {
    let [order] = ids.0;
    let state = cards::of_order(&caller.cx, order).await?.ok_or(Halt::NotFound)?;
    api::json(StatusCode::OK, &CardAnswer::from(state))
}

/// Says that the shop keeps no card of the buyer any more, also after they took it back.
#[utoipa::path(delete, path = "/api/v1/orders/{id}/card", tag = "orders",
    params(
        ("id" = Uuid, Path, description = "An order of the person"),
        api::Once,
    ),
    responses(
        (status = 204, description = "There is none any more"),
        (status = 404, description = "`order.unknown`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn delete_card(call: Change<OrdersWrite>) -> Result<Response, Halt> {
    let [order] = call.ids()?;
    call.once(async |cx, _| remove_card(&cx, order).await, done).await
}

async fn done(_: Made<OrdersWrite>) -> Result<Response, Halt> {
    Ok(StatusCode::NO_CONTENT.into_response())
}
