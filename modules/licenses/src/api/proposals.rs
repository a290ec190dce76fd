//! `/api/v1/proposals`: large changes that wait for a second clerk (LIC-20, LIC-21). A program proposes by blocking or issuing anew; only a
//! member of the staff decides, in the console.

use crate::model::proposed::Proposed;
use crate::queries::proposals::proposal;
use crate::rights::LicensesWrite;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_approval::table::Model;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_web::api::{self, ApiDoors, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::query::Ids;
use gatehouse_web::{Halt, operations};
use serde::Serialize;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![get_proposal])
}

/// A large change that waits for a second clerk, or waited.
// No other members, so that the description tells it from a license.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"proposal": "0199a0c2-7d00-7000-8000-000000000009", "kind": "licenses.block", "state": "waiting",
    "licenses": ["0199a0c2-7d00-7000-8000-000000000004"], "seats": 1000, "proposed_at": "2026-11-22T08:00:00Z",
    "expires_at": "2026-12-06T08:00:00Z", "decided_at": null}))]
pub struct ProposalAnswer {
    /// Its id.
    proposal: Uuid,
    /// `licenses.block` or `licenses.reissue`.
    kind: String,
    /// `waiting`, `approved`, `declined` or `withdrawn`. Nothing can be decided after `expires_at`.
    state: String,
    /// The licenses that it changes.
    licenses: Vec<Uuid>,
    /// Their seats together.
    seats: i64,
    #[schema(format = DateTime)]
    proposed_at: String,
    #[schema(format = DateTime)]
    expires_at: String,
    #[schema(format = DateTime)]
    decided_at: Option<String>,
}

impl ProposalAnswer {
    pub(super) fn of(row: &Model) -> Result<Self, Fault> {
        Ok(Self {
            proposal: row.id,
            kind: row.kind.clone(),
            state: row.state.word().to_owned(),
            licenses: Proposed::read(row)?.licenses(),
            seats: row.weight,
            proposed_at: row.proposed_at.rfc3339(),
            expires_at: row.expires_at.rfc3339(),
            decided_at: row.decided_at.map(Moment::rfc3339),
        })
    }
}

/// What became of a change that another clerk has to approve.
#[utoipa::path(get, path = "/api/v1/proposals/{id}", tag = "licenses",
    params(("id" = Uuid, Path, description = "The proposal")),
    responses(
        (status = 200, description = "The proposal", body = ProposalAnswer),
        (status = 404, description = "No such proposal", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_proposal(caller: Scoped<LicensesWrite>, ids: Ids<1>) -> Result<Response, Halt> {
    let [id] = ids.0;
    let view = proposal(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    api::json(StatusCode::OK, &ProposalAnswer::of(&view.row)?)
}
