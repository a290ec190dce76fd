//! What products ask: a seat, the next lease, and to give the seat back (LIC-10, LIC-13, LIC-16).
//!
//! A product needs no API key: the code, and later its renew token, prove its right.

use super::explanations::activate_or_explain;
use super::words::PartHash;
use crate::actions::activate::Activate;
use crate::actions::deactivate::deactivate;
use crate::actions::limits::{ACTIVATIONS, TOKENS};
use crate::actions::renew::{AskedRenewal, Renewed, renew};
use crate::model::seat_refusal::SeatRefusal;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gatehouse_core::{Secret, Uuid};
use gatehouse_web::api::{self, RequestRefusal};
use gatehouse_web::halt::Problem;
use gatehouse_web::{ApiDoors, ApiVisit, AppState, Halt, JsonBody, operations};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A renewal's body is no larger, in bytes.
const MOST_BYTES: usize = 16 * 1024;

/// The operations of products.
pub fn doors() -> ApiDoors {
    ApiDoors::new()
        .anyone(ACTIVATIONS, operations![post_activation])
        .anyone(TOKENS, operations![post_renewal, post_deactivation])
}

/// A device that asks for a seat.
#[derive(Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"product": "home-security", "version": "12.4", "code": "41R8A-MK5HB-DKZY0-C45SF",
    "device": {"fingerprint": ["e7d32e6a5d5a0f3a3b7f1c4d9e8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f3e2d1c0b"],
        "name": "Office laptop", "platform": "windows"}}))]
pub struct ActivationRequest {
    /// The product's code in the catalog.
    #[schema(max_length = 120)]
    product: String,
    /// The product's version.
    #[schema(max_length = 120)]
    version: Option<String>,
    /// Which of the product's applications asks.
    #[schema(max_length = 120)]
    application: Option<String>,
    /// The activation code, in any case, with or without hyphens.
    #[schema(max_length = 200, value_type = String)]
    code: Secret<String>,
    /// The device.
    device: Device,
    /// ISO 3166 code of the country that the device is in. When it is missing and the product is sold in some countries only, the
    /// country of the account that has the license counts.
    #[schema(max_length = 120)]
    region: Option<String>,
    /// The `id` of the version of the license agreement that the person accepted in the product, from `GET /api/v1/agreements/{product}`.
    /// Asked for by some products, before the first activation of a license that no account accepted it for.
    agreement: Option<Uuid>,
    /// The device's clock in unix seconds; more than 24 hours off is refused.
    #[schema(minimum = 0, maximum = 253_402_300_799i64)]
    time: Option<i64>,
}

/// A device.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Device {
    /// One to eight hashes of its parts, the primary one first: SHA-256 in lower-case hexadecimal.
    #[schema(min_items = 1, max_items = 8, value_type = Vec<PartHash>)]
    fingerprint: Vec<String>,
    /// What the person calls it.
    #[schema(max_length = 120)]
    name: Option<String>,
    /// Its platform, such as `windows`.
    #[schema(max_length = 120)]
    platform: Option<String>,
}

impl From<ActivationRequest> for Activate {
    fn from(asked: ActivationRequest) -> Self {
        Self {
            product: asked.product,
            version: asked.version,
            application: asked.application,
            code: asked.code,
            fingerprint: asked.device.fingerprint,
            device_name: asked.device.name,
            platform: asked.device.platform,
            region: asked.region,
            agreement: asked.agreement,
            time: asked.time,
        }
    }
}

/// A seat and the lease on it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"activation": "0199a0c2-7d00-7000-8000-000000000006", "lease": "eyJhbGciOiJFZERTQSIsImtpZCI6IjIxZmUzMWRmYTE1NGEyNjEifQ…",
    "renew_token": "AQ5mZ8Xk2Yb7", "issuing_keys": ["eyJhbGciOiJFZERTQSIsImtpZCI6IjIxZmUzMWRmYTE1NGEyNjEifQ…"], "server_time": 1_795_262_400}))]
pub struct ActivationAnswer {
    /// The activation's id.
    activation: Uuid,
    /// The signed lease (JWS); verifiable offline.
    lease: String,
    /// Shown for the next lease and for deactivating; a credential.
    renew_token: String,
    /// Certificates of the keys that sign leases.
    issuing_keys: Vec<String>,
    /// The server's clock in unix seconds.
    server_time: i64,
}

/// Takes a seat, or finds the one that the device holds. A refusal has `explain`: where the same body is posted to learn which rule
/// says no, and what puts it right.
#[utoipa::path(post, path = "/api/v1/activations", tag = "products", request_body = ActivationRequest, responses(
    (status = 201, description = "A seat was taken", body = ActivationAnswer),
    (status = 200, description = "This device held a seat already", body = ActivationAnswer),
    (status = 409, description = "`license.no_seat_free`, `license.transfer_limit`, `license.trial_on_device`", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`code.mistyped` (with `position`), `code.unknown`, `license.expired`, `license.blocked`, \
        `license.wrong_product`, `product.application_unknown`, `license.wrong_region`, `license.activate_by_passed`, \
        `license.awaiting_verification`, `license.agreement_required`, `license.key_file_only`, `license.merged`, \
        `license.in_reserve`, `device.clock_wrong`, `device.fingerprint_invalid`", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "`rate.limited`: too many wrong codes, or too many activations", body = Problem, content_type = "application/problem+json"),
))]
async fn post_activation(
    ApiVisit(cx): ApiVisit,
    JsonBody { value, .. }: JsonBody<ActivationRequest>,
) -> Result<Response, Halt> {
    let activated = activate_or_explain(&cx, value.into()).await?;
    let answer = ActivationAnswer {
        activation: activated.activation,
        lease: activated.issued.lease,
        renew_token: activated.issued.renew_token,
        issuing_keys: activated.issuing_keys,
        server_time: cx.now().seconds(),
    };
    api::json(if activated.is_new { StatusCode::CREATED } else { StatusCode::OK }, &answer)
}

/// A device that asks for its next lease.
#[derive(Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"renew_token": "AQ5mZ8Xk2Yb7",
    "device": {"fingerprint": ["e7d32e6a5d5a0f3a3b7f1c4d9e8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f3e2d1c0b"]}}))]
pub struct RenewalRequest<'a> {
    /// From the last answer.
    #[serde(borrow)]
    #[schema(max_length = 2000, value_type = String)]
    renew_token: Cow<'a, str>,
    /// The device.
    #[serde(borrow)]
    #[schema(value_type = Device)]
    device: RenewingDevice<'a>,
    /// The device's clock in unix seconds; more than 24 hours off is refused.
    #[schema(minimum = 0, maximum = 253_402_300_799i64)]
    time: Option<i64>,
}

#[derive(Deserialize)]
struct RenewingDevice<'a> {
    #[serde(borrow)]
    fingerprint: Vec<Text<'a>>,
}

/// A text that is not copied unless it is escaped.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl AsRef<str> for Text<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// The next lease.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"lease": "eyJhbGciOiJFZERTQSIsImtpZCI6IjIxZmUzMWRmYTE1NGEyNjEifQ…", "renew_token": "AQ7nB1Qp9Wd3", "server_time": 1_795_867_200}))]
pub struct RenewalAnswer {
    /// The signed lease (JWS). Within a minute the same one is given again.
    lease: String,
    /// For the time after; the last one stays good for a while.
    renew_token: String,
    /// The server's clock in unix seconds.
    server_time: i64,
}

/// Gives the next lease. Products ask at `renew_after` of the one they have.
#[utoipa::path(post, path = "/api/v1/activations/{activation}/renew", tag = "products",
    params(("activation" = String, Path, description = "The activation's id", example = "0199a0c2-7d00-7000-8000-000000000006")),
    request_body = RenewalRequest<'static>, responses(
    (status = 200, description = "The next lease", body = RenewalAnswer),
    (status = 404, description = "`activation.unknown`", body = Problem, content_type = "application/problem+json"),
    (status = 410, description = "`activation.deactivated`", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`license.expired`, `license.blocked`, `license.awaiting_verification`, `device.clock_wrong`, \
        `device.fingerprint_invalid`, `device.other`", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "`rate.limited`: too many renewals that had to be looked up", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "`service.unavailable`: try again after `retry_after` seconds", body = Problem, content_type = "application/problem+json"),
))]
async fn post_renewal(
    State(app): State<AppState>,
    Path(activation): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let (parts, body) = request.into_parts();
    let bytes = read(&parts, body).await?;
    let asked: RenewalRequest<'_> = serde_json::from_slice(&bytes).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        Halt::refused(RequestRefusal::Malformed(place))
    })?;
    let asked = AskedRenewal {
        activation: &activation,
        token: &asked.renew_token,
        fingerprint: &asked.device.fingerprint,
        time: asked.time,
    };
    let server_time = app.clock.now().seconds();
    match renew(&app, || ApiVisit::of(&parts, &app).0, asked).await? {
        Renewed::FromMemory(prepared) => {
            let mut answer = Vec::with_capacity(prepared.body.len() + 24);
            answer.extend_from_slice(&prepared.body);
            answer.extend_from_slice(server_time.to_string().as_bytes());
            answer.push(b'}');
            Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], answer).into_response())
        }
        Renewed::LookedUp(issued) => {
            let (lease, renew_token) = (issued.lease, issued.renew_token);
            api::json(StatusCode::OK, &RenewalAnswer { lease, renew_token, server_time })
        }
    }
}

async fn read(parts: &Parts, body: Body) -> Result<axum::body::Bytes, Halt> {
    if !api::is_json(&parts.headers) {
        return Err(Halt::refused(RequestRefusal::NotJson));
    }
    axum::body::to_bytes(body, MOST_BYTES).await.map_err(|_| Halt::refused(RequestRefusal::TooLarge))
}

/// A device that gives its seat back.
#[derive(Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"renew_token": "AQ5mZ8Xk2Yb7"}))]
pub struct DeactivationRequest {
    /// From the last answer.
    #[schema(max_length = 2000, value_type = String)]
    renew_token: Secret<String>,
    /// The device that asks. A copy of another device's state frees nobody's seat; products that do not send it are believed.
    device: Option<DeactivatingDevice>,
}

/// The device that gives its seat back.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct DeactivatingDevice {
    /// As at the activation.
    #[schema(min_items = 1, max_items = 8, value_type = Vec<PartHash>)]
    fingerprint: Vec<String>,
}

/// Frees the device's seat; the product must stop using its lease.
#[utoipa::path(post, path = "/api/v1/activations/{activation}/deactivate", tag = "products",
    params(("activation" = String, Path, description = "The activation's id", example = "0199a0c2-7d00-7000-8000-000000000006")),
    request_body = DeactivationRequest, responses(
    (status = 204, description = "The seat is free, or was already"),
    (status = 404, description = "`activation.unknown`", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "`device.other`, `device.fingerprint_invalid`", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "`rate.limited`: too many deactivations", body = Problem, content_type = "application/problem+json"),
))]
async fn post_deactivation(
    ApiVisit(cx): ApiVisit,
    Path(activation): Path<String>,
    JsonBody { value, .. }: JsonBody<DeactivationRequest>,
) -> Result<Response, Halt> {
    let activation: Uuid = activation.parse().map_err(|_| Halt::refused(SeatRefusal::UnknownActivation))?;
    let device = value.device.map(|device| device.fingerprint);
    deactivate(&cx, activation, value.renew_token.expose(), device.as_deref()).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
