//! `/api/v1/licenses/{id}`: seeing, blocking and unblocking a license (LIC-17, LIC-20).

use super::license_answer::{BriefLicense, LicenseAfterChange, LicenseAnswer};
use super::told_of;
use crate::actions::block::{Block, block};
use crate::actions::unblock::unblock;
use crate::model::license::BlockReason;
use crate::queries::AfterChange;
use crate::queries::license::{LicenseView, after_change};
use crate::rights::{LicensesRead, LicensesWrite};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use gatehouse_context::Seen;
use gatehouse_core::Uuid;
use gatehouse_web::api::{self, ApiDoors, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::query::Ids;
use gatehouse_web::{Halt, operations};
use serde::Deserialize;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![get_license]).keys(operations![block_license, unblock_license])
}

/// What to block.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "payment_dispute", "from": "2099-12-01T00:00:00Z", "note": "Invoice 77 was charged back."}))]
pub struct BlockBody {
    /// Why.
    #[schema(value_type = BlockReason)]
    reason: String,
    /// A day (in the vendor's zone) or a moment (RFC 3339), not in the past; at once when missing.
    #[schema(max_length = 40)]
    from: Option<String>,
    /// Words to the holder, up to 2,000 characters.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: String,
}

impl BlockBody {
    fn of(self, license: Uuid, version: Option<i64>) -> Block {
        Block { license, reason: self.reason, from: self.from, note: self.note, version }
    }
}

/// One license. The look is in the audit log.
#[utoipa::path(get, path = "/api/v1/licenses/{id}", tag = "licenses",
    params(
        ("id" = Uuid, Path, description = "The license"),
        api::IfNoneMatch,
    ),
    responses(
        (status = 200, description = "The license; `ETag` is its version, its used seats, its holders and its status", body = LicenseAnswer),
        (status = 304, description = "The caller has this version"),
        (status = 404, description = "No such license", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_license(caller: Scoped<LicensesRead>, ids: Ids<1>, headers: HeaderMap) -> Result<Response, Halt> {
    let [id] = ids.0;
    let view = Seen::<LicenseView>::find(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    let answer = LicenseAnswer::of(&view, caller.cx.now());
    if api::is_current(&headers, answer.tag()) {
        return Ok(api::not_modified(answer.tag()));
    }
    api::json_versioned(StatusCode::OK, answer.tag(), &answer)
}

/// Blocks a license, at once or from a date; its holders are told by mail.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/block", tag = "licenses",
    request_body = BlockBody,
    params(
        ("id" = Uuid, Path, description = "The license"),
        api::IfMatch,
        api::Once,
    ),
    responses(
        (status = 200, description = "The license; for a key without `licenses:read` its `id`, `number`, `status` and `version` alone", body = LicenseAfterChange),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`license.already_blocked`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`license.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn block_license(call: Change<LicensesWrite, BlockBody>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    call.once(async |cx, body| block(&cx, &body.of(id, version)).await.map(|_| id), told).await
}

/// Takes a block back, in force or planned; the holders are told by mail.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/unblock", tag = "licenses",
    params(
        ("id" = Uuid, Path, description = "The license"),
        api::IfMatch,
        api::Once,
    ),
    responses(
        (status = 200, description = "The license; for a key without `licenses:read` its `id`, `number`, `status` and `version` alone", body = LicenseAfterChange),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`license.not_blocked`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`license.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn unblock_license(call: Change<LicensesWrite>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    call.once(async |cx, _| unblock(&cx, id, version).await.map(|()| id), told).await
}

/// The license as it is now: all of it only for a key that may read licenses too.
pub(super) async fn told(made: Made<LicensesWrite>) -> Result<Response, Halt> {
    let found = after_change(&made.cx, made.id).await?;
    let now = made.cx.now();
    let (tag, answer) = match told_of(&made, found).await? {
        AfterChange::Whole(view, _) => {
            let whole = LicenseAnswer::of(&view, now);
            (whole.tag(), LicenseAfterChange::Whole(Box::new(whole)))
        }
        AfterChange::Brief(row) => (row.version.to_string(), LicenseAfterChange::Brief(BriefLicense::new(&row, now))),
    };
    api::json_versioned(StatusCode::OK, tag, &answer)
}
