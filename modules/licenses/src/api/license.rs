//! `/api/v1/licenses/{id}`: seeing, blocking and unblocking a license (LIC-17, LIC-20).

use super::license_answer::{BriefLicense, LicenseAfterChange, LicenseAnswer};
use super::proposals::ProposalAnswer;
use super::told_of;
use crate::actions::block::{Block, Holds, block};
use crate::actions::reissue::{Reissue, Reissued, reissue};
use crate::actions::unblock::{TakeBack, take_back, unblock};
use crate::model::license::BlockReason;
use crate::model::take_back::TakeBackReason;
use crate::queries::AfterChange;
use crate::queries::license::{LicenseView, after_change};
use crate::queries::proposals::proposal;
use crate::rights::{LicensesRead, LicensesWrite};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use gatehouse_catalog::model::input::number;
use gatehouse_context::Seen;
use gatehouse_core::Uuid;
use gatehouse_web::api::{self, ApiDoors, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::query::Ids;
use gatehouse_web::{Halt, operations};
use serde::Deserialize;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![get_license]).keys(operations![
        block_license,
        unblock_license,
        take_back_block,
        reissue_code
    ])
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
    /// In steps: grace from `from` on, then limited, then blocked. The days are the operator's unless the next two say otherwise.
    #[serde(default)]
    in_steps: bool,
    /// Days of grace.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 365)]
    grace_days: String,
    /// Days with limits, 0 for none.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 365)]
    limited_days: String,
}

/// Why a block is taken back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "settled"}))]
pub struct TakeBackBody {
    /// Why.
    #[schema(value_type = TakeBackReason)]
    reason: String,
}

/// How a license gets a new code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"devices": "keep", "transition_days": 7}))]
pub struct ReissueBody {
    /// For how many days the old code still works; 0 when missing.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 90)]
    transition_days: String,
    /// `keep`: the devices stay active. `free`: all are deactivated, only without a transition.
    #[schema(pattern = "^(keep|free)$")]
    devices: String,
    /// `keep`, or when missing: all accounts that have the license keep it, and get the new code. `buyer`: the buyer's alone does, only
    /// without a transition.
    #[serde(default)]
    #[schema(pattern = "^(keep|buyer)?$")]
    accounts: String,
    /// Words to the holder, up to 2,000 characters.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: String,
}

impl BlockBody {
    fn of(self, license: Uuid, version: Option<i64>) -> Block {
        Block {
            license,
            reason: self.reason,
            from: self.from,
            in_steps: self.in_steps,
            grace_days: self.grace_days,
            limited_days: self.limited_days,
            note: self.note,
            version,
        }
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
        (status = 202, description = "The license is large: another clerk has to approve", body = ProposalAnswer),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`license.already_blocked`, `license.proposed_already`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`license.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn block_license(call: Change<LicensesWrite, BlockBody>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    call.once(
        async |cx, body| {
            block(&cx, &body.of(id, version)).await.map(|holds| match holds {
                Holds::Waits(proposal) => proposal,
                Holds::Now | Holds::Later => id,
            })
        },
        told,
    )
    .await
}

/// Takes a block back, in force or planned, without saying why; the holders are told by mail. A block in steps needs a reason.
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
        (status = 422, description = "`input.required`: a block in steps is taken back by `take-back`, with a reason", body = Problem, content_type = "application/problem+json"),
    ))]
async fn unblock_license(call: Change<LicensesWrite>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    call.once(async |cx, _| unblock(&cx, id, version).await.map(|()| id), told).await
}

/// Takes a block back, at whichever of its steps, with a reason; the holders are told by mail.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/take-back", tag = "licenses",
    request_body = TakeBackBody,
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
        (status = 422, description = "`input.…`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn take_back_block(call: Change<LicensesWrite, TakeBackBody>) -> Result<Response, Halt> {
    let ([license], version) = (call.ids()?, call.version()?);
    call.once(
        async |cx, body| take_back(&cx, &TakeBack { license, reason: body.reason, version }).await.map(|()| license),
        told,
    )
    .await
}

/// Gives a license a new code because others know the old one. Holders get it by mail; number, end and seats stay.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/reissue", tag = "licenses",
    request_body = ReissueBody,
    params(
        ("id" = Uuid, Path, description = "The license"),
        api::IfMatch,
        api::Once,
    ),
    responses(
        (status = 200, description = "The license; for a key without `licenses:read` its `id`, `number`, `status` and `version` alone", body = LicenseAfterChange),
        (status = 202, description = "The license is large: another clerk has to approve", body = ProposalAnswer),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`license.blocked`, `license.proposed_already`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`license.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`license.no_buyer`, `input.…`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn reissue_code(call: Change<LicensesWrite, ReissueBody>) -> Result<Response, Halt> {
    let ([license], version) = (call.ids()?, call.version()?);
    call.once(
        async |cx, body| {
            let ReissueBody { transition_days, devices, accounts, note } = body;
            let input = Reissue { license, transition_days, devices, accounts, note, version };
            reissue(&cx, &input).await.map(|reissued| match reissued {
                Reissued::Waits(proposal) => proposal,
                Reissued::Done(_) => license,
            })
        },
        told,
    )
    .await
}

/// The license as it is now: all of it only for a key that may read licenses too.
pub(super) async fn told(made: Made<LicensesWrite>) -> Result<Response, Halt> {
    let found = after_change(&made.cx, made.id).await?;
    // What was made of a large license is a proposal.
    if found.is_none()
        && let Some(view) = proposal(&made.cx, made.id).await?
    {
        return api::json(StatusCode::ACCEPTED, &ProposalAnswer::of(&view.row)?);
    }
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
