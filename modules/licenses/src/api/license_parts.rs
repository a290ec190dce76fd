//! `/api/v1/licenses/{id}/…`: a license's devices and history, and mailing its code again (LIC-12, LIC-13, ALL-3).

use super::page;
use crate::actions::deactivate_as_staff::{DeactivateAsStaff, deactivate_as_staff};
use crate::actions::resend_code::resend_code;
use crate::actions::transfers::lift_transfer_limit;
use crate::model::license::BlockReason;
use crate::queries::devices::{Device, devices, has_device};
use crate::queries::license::{self, LicenseView};
use crate::rights::{LicensesRead, LicensesWrite};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use gatehouse_context::{Audit, May, Seen};
use gatehouse_core::{Moment, Uuid};
use gatehouse_web::api::{self, ApiDoors, ApiPage, Change, Made, NoBody, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{PageParameters, paging};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Halt, history, operations};
use serde::Serialize;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_devices, list_history]).keys(operations![free_seat, resend, lift_transfers])
}

/// A device that holds a seat, or held one.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000006", "name": "Office laptop", "platform": "windows",
    "application": "home-win", "version": "12.4", "activated_at": "2026-11-22T08:00:00Z",
    "last_seen_at": "2026-11-23T08:00:00Z", "freed_at": null}))]
pub struct DeviceAnswer {
    /// The activation's id.
    id: Uuid,
    /// What its holder calls the device, else what it calls itself; null when it has no name.
    name: Option<String>,
    platform: String,
    application: Option<String>,
    version: Option<String>,
    #[schema(format = DateTime)]
    activated_at: Option<String>,
    #[schema(format = DateTime)]
    last_seen_at: Option<String>,
    /// When the seat was freed; null while the device holds it.
    #[schema(format = DateTime)]
    freed_at: Option<String>,
}

impl From<Device> for DeviceAnswer {
    fn from(device: Device) -> Self {
        let row = device.row;
        Self {
            id: row.id,
            name: Some(device.name).filter(|name| !name.is_empty()),
            platform: row.platform,
            application: row.application,
            version: row.product_version,
            activated_at: Some(row.activated_at.rfc3339()),
            last_seen_at: Some(row.last_seen_at.rfc3339()),
            freed_at: row.deactivated_at.map(Moment::rfc3339),
        }
    }
}

/// One thing that happened to a license.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000007", "at": "2026-11-22T08:00:00Z",
    "kind": "license.blocked", "actor_kind": "staff", "actor": "0199a0c2-7d00-7000-8000-000000000008",
    "reason": "payment_dispute"}))]
pub struct HistoryAnswer {
    id: Uuid,
    #[schema(format = DateTime)]
    at: Option<String>,
    /// A stable word such as `license.activated`.
    kind: String,
    /// `account`, `staff`, `api_key`, `product` or `program`.
    actor_kind: String,
    /// Who, where the kind of actor has ids.
    actor: Option<Uuid>,
    /// Why it was blocked.
    reason: Option<BlockReason>,
}

impl From<Audit> for HistoryAnswer {
    fn from(line: Audit) -> Self {
        Self {
            id: line.id,
            at: Some(line.at.rfc3339()),
            reason: block_reason(&line),
            kind: line.kind,
            actor_kind: line.actor_kind,
            actor: line.actor_id,
        }
    }
}

/// Why a license was blocked, where the line says so.
fn block_reason(line: &Audit) -> Option<BlockReason> {
    let details: serde_json::Value = serde_json::from_str(line.details.as_deref()?).ok()?;
    BlockReason::from_word(details["reason"].as_str()?)
}

/// How many mails were queued.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"mails": 1}))]
pub struct ResentAnswer {
    /// One for each holder, else one for the buyer.
    mails: usize,
}

/// The devices of a license, those that hold a seat first.
#[utoipa::path(get, path = "/api/v1/licenses/{id}/devices", tag = "licenses",
    params(
        ("id" = Uuid, Path, description = "The license"),
        PageParameters,
    ),
    responses(
        (status = 200, description = "A page of its devices", body = ApiPage<DeviceAnswer>),
        (status = 404, description = "No such license", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_devices(caller: Scoped<LicensesRead>, ids: Ids<1>, asked: Asked) -> Result<Response, Halt> {
    let [id] = ids.0;
    let view = Seen::<LicenseView>::find(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    let request = paging(&caller.cx, &format!("/api/v1/licenses/{id}/devices"), &asked)?;
    let found = devices(&caller.cx, &view.license, &request).await?;
    api::json(StatusCode::OK, &page(found, DeviceAnswer::from))
}

/// Frees the seat of a device. The device stops at the end of its lease at the latest.
#[utoipa::path(delete, path = "/api/v1/licenses/{id}/devices/{device}", tag = "licenses",
    params(
        ("id" = Uuid, Path, description = "The license"),
        ("device" = Uuid, Path, description = "The activation's id"),
    ),
    responses(
        (status = 204, description = "The seat is free, or was already"),
        (status = 404, description = "No such license, or no such device of it", body = Problem, content_type = "application/problem+json"),
    ))]
async fn free_seat(caller: Scoped<LicensesWrite>, ids: Ids<2>) -> Result<Response, Halt> {
    let [license, device] = ids.0;
    if !has_device(&caller.cx, license, device).await? {
        return Err(Halt::NotFound);
    }
    let input = DeactivateAsStaff { license, activation: device, is_confirmed: true };
    deactivate_as_staff(&caller.cx, input).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What happened to a license, newest first: its latest 50 events. Looks at it stand in the audit log only.
#[utoipa::path(get, path = "/api/v1/licenses/{id}/history", tag = "licenses",
    params(("id" = Uuid, Path, description = "The license")),
    responses(
        (status = 200, description = "Its history", body = ApiPage<HistoryAnswer>),
        (status = 404, description = "No such license", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_history(caller: Scoped<LicensesRead>, ids: Ids<1>) -> Result<Response, Halt> {
    let [id] = ids.0;
    let view = Seen::<LicenseView>::find(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    let lines = history::lines(&caller.cx, view.license.id).await?;
    let items: Vec<HistoryAnswer> = lines.into_iter().map(HistoryAnswer::from).collect();
    api::json(StatusCode::OK, &ApiPage { items, next: None, previous: None })
}

/// Mails a license's code again to its holders, else to the buyer. Three times at once, then once an hour.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/resend", tag = "licenses",
    params(("id" = Uuid, Path, description = "The license")),
    responses(
        (status = 202, description = "The mails are queued", body = ResentAnswer),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`license.blocked`, `license.nobody_to_mail`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`rate.limited`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn resend(caller: Scoped<LicensesWrite>, ids: Ids<1>) -> Result<Response, Halt> {
    let [id] = ids.0;
    let mails = resend_code(&caller.cx, id).await?;
    api::json(StatusCode::ACCEPTED, &ResentAnswer { mails })
}

/// Lets a license move to further devices: the seats freed so far no longer count against its transfer limit.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/lift-transfer-limit", tag = "licenses",
    params(
        ("id" = Uuid, Path, description = "The license"),
        api::Once,
    ),
    responses(
        (status = 204, description = "No freed seat counts any more"),
        (status = 404, description = "No such license", body = Problem, content_type = "application/problem+json"),
    ))]
async fn lift_transfers(call: Change<LicensesWrite>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    let lift = async |cx: May<LicensesWrite>, _: NoBody| {
        if !license::is_there(&cx, id).await? {
            return Err(Halt::NotFound);
        }
        lift_transfer_limit(&cx, id).await?;
        Ok(id)
    };
    call.once(lift, done).await
}

async fn done(_: Made<LicensesWrite>) -> Result<Response, Halt> {
    Ok(StatusCode::NO_CONTENT.into_response())
}
