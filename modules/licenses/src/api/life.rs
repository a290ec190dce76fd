//! `/api/v1/licenses/{id}/…` and `/api/v1/merges`: top-up, renewal, reserve and merge (LIC-18, LIC-19).

use super::license::told;
use crate::actions::merge::{Merge, Preview, merge, preview};
use crate::actions::renew_license::{RenewLicense, renew_license};
use crate::actions::reserve::{add_reserve, remove_reserve};
use crate::actions::top_up::{TopUp, top_up};
use crate::actions::undo_merge::undo_merge;
use crate::model::behalf::Behalf;
use crate::model::license::grouped;
use crate::model::life::seat_days;
use crate::rights::LicensesWrite;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_catalog::model::merge_rule::MergeRule;
use gatehouse_core::{Moment, Uuid};
use gatehouse_web::api::{self, ApiDoors, Change, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::query::Asked;
use gatehouse_web::{Halt, operations};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::license_answer::LicenseAfterChange;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![top_up_license, renew_a_license, reserve_license, drop_reserve]).keys(operations![
        preview_merge,
        merge_licenses,
        undo_a_merge
    ])
}

/// Adds seats: a new code with the same end. The old code stops after the transition, and holders get a mail with the new one.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/top-up", tag = "licenses",
    request_body = TopUp,
    params(
        ("id" = Uuid, Path, description = "The license"),
        api::IfMatch,
        api::Once,
    ),
    responses(
        (status = 200, description = "The license; a line that was told before changes nothing", body = LicenseAfterChange),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`license.blocked`, `license.expired`, `license.merged`, `license.trial`, `license.in_reserve`, `license.has_reserve`, `license.awaiting_verification`, `order.line_taken`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`license.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn top_up_license(call: Change<LicensesWrite, TopUp>) -> Result<Response, Halt> {
    let ([license], version) = (call.ids()?, call.version()?);
    let act = async |cx: gatehouse_context::May<LicensesWrite>, body: TopUp| {
        top_up(&cx, &TopUp { license, version, ..body }).await.map(|_| license)
    };
    call.once(act, told).await
}

/// Adds a term: from the end on where the renewal comes before it or within 30 days after it, else from now on. An end never becomes earlier.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/renew", tag = "licenses",
    request_body = RenewLicense,
    params(
        ("id" = Uuid, Path, description = "The license"),
        api::IfMatch,
        api::Once,
    ),
    responses(
        (status = 200, description = "The license; a line that was told before changes nothing", body = LicenseAfterChange),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`license.not_activated`, `license.has_no_end`, `license.blocked`, `license.merged`, `license.trial`, `license.in_reserve`, `license.awaiting_verification`, `order.line_taken`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`license.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`license.shorter`, `input.…`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn renew_a_license(call: Change<LicensesWrite, RenewLicense>) -> Result<Response, Halt> {
    let ([license], version) = (call.ids()?, call.version()?);
    let act = async |cx: gatehouse_context::May<LicensesWrite>, body: RenewLicense| {
        renew_license(&cx, &RenewLicense { license, version, ..body }).await.map(|_| license)
    };
    call.once(act, told).await
}

/// Which license waits.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reserve": "0199a0c2-7d00-7000-8000-000000000009"}))]
pub struct ReserveBody {
    /// A license of the same product, edition and kind, with at least as many seats, that no device was activated with.
    reserve: Uuid,
}

/// Adds a reserve: it takes over when the license ends, with its term, seats and code.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/reserve", tag = "licenses",
    request_body = ReserveBody,
    params(
        ("id" = Uuid, Path, description = "The license"),
        api::Once,
    ),
    responses(
        (status = 200, description = "The license", body = LicenseAfterChange),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`license.has_reserve`, `license.not_activated`, `license.has_no_end`, `license.expired`, `license.blocked`, `license.merged`, `license.trial`, `license.in_reserve`, `license.awaiting_verification`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`license.other_type`, `license.already_begun`, `license.activate_by_too_early`, `license.fewer_seats`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn reserve_license(call: Change<LicensesWrite, ReserveBody>) -> Result<Response, Halt> {
    let [license] = call.ids()?;
    let act = async |cx: gatehouse_context::May<LicensesWrite>, body: ReserveBody| {
        add_reserve(&cx, Behalf::Own, license, body.reserve).await.map(|()| license)
    };
    call.once(act, told).await
}

/// Takes the reserve away: its code can be activated by itself again.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/reserve/remove", tag = "licenses",
    params(
        ("id" = Uuid, Path, description = "The license"),
        api::Once,
    ),
    responses(
        (status = 200, description = "The license", body = LicenseAfterChange),
        (status = 409, description = "`license.no_reserve`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn drop_reserve(call: Change<LicensesWrite>) -> Result<Response, Halt> {
    let [license] = call.ids()?;
    call.once(async |cx, _| remove_reserve(&cx, Behalf::Own, license).await.map(|()| license), told).await
}

/// What goes into a merge.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000003", "number": "12345-67890", "seats": 5, "seat_days": 500}))]
pub struct MergePart {
    id: Uuid,
    number: String,
    seats: i64,
    /// Whole seat-days that are left of it.
    seat_days: i64,
}

/// What a merge would make.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"parts": [{"id": "0199a0c2-7d00-7000-8000-000000000003", "number": "12345-67890", "seats": 5, "seat_days": 500}],
    "rule": "seat_days", "seats": 15, "ends_at": "2028-01-10T08:00:00Z", "devices": 7, "transition_days": 14}))]
pub struct MergePreview {
    /// The licenses and the renewal.
    parts: Vec<MergePart>,
    rule: MergeRule,
    seats: i64,
    #[schema(format = DateTime)]
    ends_at: String,
    /// Devices in use, which count in the new license.
    devices: i64,
    /// For how many days they go on with their old codes.
    transition_days: i64,
}

impl From<Preview> for MergePreview {
    fn from(preview: Preview) -> Self {
        let part = |(row, part): &(crate::tables::license::Model, crate::model::life::Part)| MergePart {
            id: row.id,
            number: grouped(&row.number),
            seats: row.seats,
            seat_days: seat_days(&[*part]),
        };
        Self {
            parts: preview.parts.iter().map(part).collect(),
            rule: preview.rule,
            seats: preview.seats,
            ends_at: Moment::rfc3339(preview.ends),
            devices: preview.devices,
            transition_days: preview.transition_days,
        }
    }
}

/// What a merge would make now. Changes nothing.
#[utoipa::path(get, path = "/api/v1/merges/preview", tag = "licenses",
    params(
        ("licenses" = String, Query, description = "The ids of the licenses that become one, with commas between them", max_length = 2000),
        ("renewal" = Uuid, Query, description = "The renewal"),
    ),
    responses(
        (status = 200, description = "What would come of it", body = MergePreview),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "As when they are merged", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "As when they are merged", body = Problem, content_type = "application/problem+json"),
    ))]
async fn preview_merge(caller: Scoped<LicensesWrite>, asked: Asked) -> Result<Response, Halt> {
    let listed = asked.raw("licenses").unwrap_or_default().split(',');
    let licenses = listed.filter_map(|id| Uuid::parse_str(id.trim()).ok()).collect();
    let input = Merge { licenses, renewal: asked.raw("renewal").and_then(|id| Uuid::parse_str(id).ok()) };
    let preview = preview(&caller.cx, Behalf::Own, &input).await?;
    api::json(StatusCode::OK, &MergePreview::from(preview))
}

/// Merges several licenses of one customer and a renewal into one, with a new code. At no other time than renewal.
#[utoipa::path(post, path = "/api/v1/merges", tag = "licenses",
    request_body = Merge,
    params(api::Once),
    responses(
        (status = 200, description = "The new license", body = LicenseAfterChange),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`license.merge_only_at_renewal`, `license.other_customer`, `license.devices_in_use`, `license.has_reserve`, `license.not_activated`, `license.has_no_end`, `license.expired`, `license.blocked`, `license.merged`, `license.trial`, `license.in_reserve`, `license.awaiting_verification`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`license.merge_choice`, `license.other_type`, `license.merge_too_large`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn merge_licenses(call: Change<LicensesWrite, Merge>) -> Result<Response, Halt> {
    call.once(async |cx, body| merge(&cx, Behalf::Own, &body).await, told).await
}

/// Undoes the merge that made this license, until its code was used: the old codes hold again.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/undo-merge", tag = "licenses",
    params(
        ("id" = Uuid, Path, description = "The license that the merge made"),
        api::Once,
    ),
    responses(
        (status = 200, description = "The license, which is closed", body = LicenseAfterChange),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`license.not_merged`, `license.merge_in_use`, `license.has_reserve`, `license.blocked`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn undo_a_merge(call: Change<LicensesWrite>) -> Result<Response, Halt> {
    let [license] = call.ids()?;
    call.once(async |cx, _| undo_merge(&cx, Behalf::Own, license).await.map(|_| license), told).await
}
