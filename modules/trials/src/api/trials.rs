//! `/api/v1/trials`: the trials, without who asked for them.

use crate::lists::Trials;
use crate::model::state::TrialState;
use crate::queries::trials::{TrialRow, trials};
use crate::rights::TrialsRead;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_context::Seen;
use gatehouse_core::{Moment, Uuid};
use gatehouse_web::api::{self, ApiDoors, ApiPage, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{Api, Parameters, of_api};
use gatehouse_web::query::Asked;
use gatehouse_web::{Halt, operations};
use serde::Serialize;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_trials])
}

/// A trial.
#[derive(Serialize, ToSchema)]
#[schema(as = Trial, example = json!({"id": "0199a0c2-7d00-7000-8000-000000000001", "product": "0199a0c2-7d00-7000-8000-000000000002",
    "state": "running", "account": null, "license": "0199a0c2-7d00-7000-8000-000000000003", "asked_at": "2026-11-21T12:00:00Z",
    "activated_at": "2026-11-21T12:30:00Z", "ends_at": "2026-12-21T12:30:00Z", "bought_at": null}))]
pub struct TrialAnswer {
    id: Uuid,
    product: Uuid,
    state: TrialState,
    /// The account of whoever asked while they were signed in.
    account: Option<Uuid>,
    license: Option<Uuid>,
    #[schema(format = DateTime)]
    asked_at: String,
    #[schema(format = DateTime)]
    activated_at: Option<String>,
    #[schema(format = DateTime)]
    ends_at: Option<String>,
    #[schema(format = DateTime)]
    bought_at: Option<String>,
}

impl From<TrialRow> for TrialAnswer {
    fn from(TrialRow { trial, .. }: TrialRow) -> Self {
        Self {
            id: trial.id,
            product: trial.product_id,
            state: trial.state,
            account: trial.account_id,
            license: trial.license_id,
            asked_at: trial.asked_at.rfc3339(),
            activated_at: trial.activated_at.map(Moment::rfc3339),
            ends_at: trial.ends_at.map(Moment::rfc3339),
            bought_at: trial.bought_at.map(Moment::rfc3339),
        }
    }
}

type TrialParameters = Parameters<Trials>;

/// Trials, newest first. Who asked for one is told to no program.
#[utoipa::path(get, path = "/api/v1/trials", tag = "licenses",
    params(TrialParameters),
    responses(
        (status = 200, description = "A page of trials", body = ApiPage<TrialAnswer>),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_trials(caller: Scoped<TrialsRead>, asked: Asked) -> Result<Response, Halt> {
    let Api { filter, sorting, request } = of_api(&Trials::default(), &caller.cx, "/api/v1/trials", &asked)?;
    let seen = Seen::of(&caller.cx, filter).await?;
    let found = trials(&caller.cx, &seen, sorting, &request).await?;
    api::json(StatusCode::OK, &ApiPage::of(found, TrialAnswer::from))
}
