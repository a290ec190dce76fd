//! `/api/v1/licenses/{id}/change`: a sold license becomes something else, and what was decided about it (LIC-1).

use super::license::told;
use super::license_answer::LicenseAfterChange;
use crate::actions::change_sold_license::{ChangeSold, call_off_change, change_sold_license};
use crate::model::sold_change::{Standing, standing};
use crate::queries::license::LicenseView;
use crate::queries::sold_changes::{self, Decided};
use crate::rights::{LicensesRead, LicensesWrite};
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_catalog::model::input::number;
use gatehouse_context::Seen;
use gatehouse_core::{Moment, Uuid};
use gatehouse_web::api::{self, ApiDoors, ApiPage, Change, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::query::Ids;
use gatehouse_web::{Halt, operations};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_changes]).keys(operations![change_license, call_off_license_change])
}

/// What a license becomes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"edition": "family", "seats": 10, "from": "2099-12-01T00:00:00Z", "why": "Agreed with the customer on the phone."}))]
pub struct ChangeBody {
    /// The code of an edition of its product, which it becomes as it is sold now; its own when missing.
    #[serde(default)]
    #[schema(max_length = 64)]
    edition: String,
    /// Devices at once, 1 to 100,000; as many as now when missing.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 100_000)]
    seats: String,
    /// A day (in the vendor's zone) or a moment (RFC 3339), not in the past; needed where anything is taken away, else at once when missing.
    #[schema(max_length = 40)]
    from: Option<String>,
    /// Words to the holders, 1 to 2,000 characters.
    #[schema(max_length = 2000)]
    why: String,
}

/// How a decision stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeState {
    /// It takes effect on its date.
    Waits,
    /// It is in effect.
    Applied,
    /// It was called off before.
    CalledOff,
}

/// A decision about a sold license.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000015", "state": "applied", "edition_before": "home", "edition_after": "family",
    "revision_before": 1, "revision_after": 3, "seats_before": 5, "seats_after": 10, "takes_away": false, "why": "Agreed with the customer on the phone.",
    "from": "2026-12-01T00:00:00Z", "decided_at": "2026-11-22T08:00:00Z", "decided_by_kind": "staff",
    "decided_by": "0199a0c2-7d00-7000-8000-000000000008"}))]
pub struct ChangeAnswer {
    id: Uuid,
    state: ChangeState,
    /// The edition's code.
    edition_before: String,
    edition_after: String,
    revision_before: i64,
    revision_after: i64,
    seats_before: i64,
    seats_after: i64,
    /// Whether the holders lose anything.
    takes_away: bool,
    /// The words to the holders; null once they are forgotten.
    why: Option<String>,
    #[schema(format = DateTime)]
    from: String,
    #[schema(format = DateTime)]
    decided_at: String,
    /// `staff`, `api_key` or `program`.
    decided_by_kind: String,
    decided_by: Option<Uuid>,
}

impl From<Decided> for ChangeAnswer {
    fn from(decided: Decided) -> Self {
        let (row, difference) = (decided.row, decided.difference);
        Self {
            id: row.id,
            state: match standing(&row) {
                Standing::Waits => ChangeState::Waits,
                Standing::Applied(_) => ChangeState::Applied,
                Standing::CalledOff(_) => ChangeState::CalledOff,
            },
            edition_before: difference.before.code,
            edition_after: difference.after.code,
            revision_before: row.rev_before,
            revision_after: row.rev_after,
            seats_before: row.seats_before,
            seats_after: row.seats_after,
            takes_away: row.takes_away,
            why: decided.reason.map(|why| why.0),
            from: Moment::rfc3339(row.from_at),
            decided_at: Moment::rfc3339(row.decided_at),
            decided_by_kind: row.decided_by_kind,
            decided_by: row.decided_by_id,
        }
    }
}

/// What was decided about a license, newest first: the latest 50.
#[utoipa::path(get, path = "/api/v1/licenses/{id}/changes", tag = "licenses",
    params(("id" = Uuid, Path, description = "The license")),
    responses(
        (status = 200, description = "Its decisions", body = ApiPage<ChangeAnswer>),
        (status = 404, description = "No such license", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_changes(caller: Scoped<LicensesRead>, ids: Ids<1>) -> Result<Response, Halt> {
    let [id] = ids.0;
    let view = Seen::<LicenseView>::find(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    let decided = sold_changes::of_license(&caller.cx, &view.license).await?;
    let items: Vec<ChangeAnswer> = decided.into_iter().map(ChangeAnswer::from).collect();
    api::json(StatusCode::OK, &ApiPage { items, next: None, previous: None })
}

/// Decides that a sold license becomes something else, at once or from a date; its holders are told by mail.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/change", tag = "licenses",
    request_body = ChangeBody,
    params(
        ("id" = Uuid, Path, description = "The license"),
        api::IfMatch,
        api::Once,
    ),
    responses(
        (status = 200, description = "The license; for a key without `licenses:read` its `id`, `number`, `status` and `version` alone", body = LicenseAfterChange),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`license.nothing_changes`, `license.change_waits`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`license.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn change_license(call: Change<LicensesWrite, ChangeBody>) -> Result<Response, Halt> {
    let ([license], version) = (call.ids()?, call.version()?);
    let input = |body: ChangeBody| ChangeSold {
        license,
        edition: body.edition,
        seats: body.seats,
        from: body.from,
        why: body.why,
        version,
    };
    call.once(async |cx, body| change_sold_license(&cx, &input(body)).await.map(|_| license), told).await
}

/// Calls the decision off that waits for its date; the holders are told by mail.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/change/call-off", tag = "licenses",
    params(
        ("id" = Uuid, Path, description = "The license"),
        api::IfMatch,
        api::Once,
    ),
    responses(
        (status = 200, description = "The license; for a key without `licenses:read` its `id`, `number`, `status` and `version` alone", body = LicenseAfterChange),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`license.no_change_waits`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`license.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn call_off_license_change(call: Change<LicensesWrite>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    call.once(async |cx, _| call_off_change(&cx, id, version).await.map(|()| id), told).await
}
