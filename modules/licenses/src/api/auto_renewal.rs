//! `/api/v1/licenses/{id}/auto-renewal`: whether the shop renews a license by itself, and what its holder wishes (LIC-8).

use crate::actions::tell_auto_renewal::{TellAutoRenewal, tell_auto_renewal};
use crate::queries::renewals;
use crate::rights::{OrdersRead, OrdersWrite};
use crate::tables::auto_renewal;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use gatehouse_core::Moment;
use gatehouse_web::api::{self, ApiDoors, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::query::Ids;
use gatehouse_web::{Halt, operations};
use serde::Serialize;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![get_auto_renewal, put_auto_renewal])
}

/// How automatic renewal of a license stands.
#[derive(Serialize, ToSchema)]
#[schema(as = AutoRenewal, example = json!({"is_on": true, "renews_at": "2099-11-30T00:00:00Z", "told_at": "2026-11-22T08:00:00Z",
    "wish": "off", "wish_state": "sent", "wished_at": "2026-11-29T08:00:00Z"}))]
struct AutoRenewalAnswer {
    /// As the shop told last; false where it told nothing.
    is_on: bool,
    #[schema(format = DateTime)]
    renews_at: Option<String>,
    /// When the shop told last.
    #[schema(format = DateTime)]
    told_at: Option<String>,
    /// What a holder wishes, `on` or `off`, until the shop has answered; null where nothing waits.
    wish: Option<&'static str>,
    /// `none`, `asked`, `sent`, `refused` or `unconfirmed`.
    wish_state: &'static str,
    #[schema(format = DateTime)]
    wished_at: Option<String>,
}

impl From<Option<auto_renewal::Model>> for AutoRenewalAnswer {
    fn from(row: Option<auto_renewal::Model>) -> Self {
        let Some(row) = row else {
            return Self {
                is_on: false,
                renews_at: None,
                told_at: None,
                wish: None,
                wish_state: "none",
                wished_at: None,
            };
        };
        Self {
            is_on: row.is_on,
            renews_at: row.renews_at.map(Moment::rfc3339),
            told_at: row.told_at.map(Moment::rfc3339),
            wish: row.wish.map(|wish| wish.word()),
            wish_state: row.state.word(),
            wished_at: row.wished_at.filter(|_| row.wish.is_some()).map(Moment::rfc3339),
        }
    }
}

/// Whether a license renews automatically, and what its holder wishes: ask for it after the mail that tells of a wish.
#[utoipa::path(get, path = "/api/v1/licenses/{id}/auto-renewal", tag = "orders",
    params(("id" = Uuid, Path, description = "The license")),
    responses(
        (status = 200, description = "How it stands", body = AutoRenewalAnswer),
        (status = 404, description = "No such license", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_auto_renewal(caller: Scoped<OrdersRead>, ids: Ids<1>) -> Result<Response, Halt> {
    let [id] = ids.0;
    let row = renewals::told(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    api::json(StatusCode::OK, &AutoRenewalAnswer::from(row))
}

/// Says whether the shop renews the license automatically, when next, and where the buyer switches it there. This answers a wish.
#[utoipa::path(put, path = "/api/v1/licenses/{id}/auto-renewal", tag = "orders",
    request_body = TellAutoRenewal,
    params(
        ("id" = Uuid, Path, description = "The license"),
        api::Once,
    ),
    responses(
        (status = 204, description = "Its holders see it"),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`: a field is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn put_auto_renewal(call: Change<OrdersWrite, TellAutoRenewal>) -> Result<Response, Halt> {
    let [license] = call.ids()?;
    call.once(async |cx, told| tell_auto_renewal(&cx, &TellAutoRenewal { license, ..told }).await, done).await
}

async fn done(_: Made<OrdersWrite>) -> Result<Response, Halt> {
    Ok(StatusCode::NO_CONTENT.into_response())
}
