//! `/api/v1/support/figures`: how support does, and `/api/v1/support/quotas`: what is left of contracts (SUP-19). Ratings are read in the console alone.

use crate::lists::quotas::{QuotaRow, Quotas};
use crate::lists::reports::{ReportRow, Reports};
use crate::queries::figures::Sums;
use crate::queries::quotas::Quota;
use crate::rights::ReportsRead;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_web::api::{self, ApiDoors, ApiPage, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{Api, List as _, Parameters, of_api};
use gatehouse_web::query::Asked;
use gatehouse_web::{Halt, operations};
use serde::Serialize;
use utoipa::ToSchema;

const FIGURES: &str = "/api/v1/support/figures";
const QUOTAS: &str = "/api/v1/support/quotas";

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_figures]).keys(operations![list_quotas])
}

/// Figures of support, of a time or of what requests have in common. Times are minutes that customers waited, nights and weekends included.
#[derive(Serialize, ToSchema)]
#[schema(as = SupportFigures, example = json!({"of": "2026-11", "name": "Nov 2026", "opened": 41, "ended": 38, "open": 12, "first_answer": 96,
    "first_answer_90": 610, "first_in_time": 35, "first_late": 3, "solution": 1400, "solution_90": 6200, "solution_in_time": 30, "solution_late": 4,
    "contract_requests": 7}))]
pub struct FiguresAnswer {
    /// A month, a day, an id or a word; empty: none.
    of: String,
    name: String,
    opened: i64,
    ended: i64,
    /// Not ended at its end.
    open: i64,
    /// Minutes to the first answer of a person: the median.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_answer: Option<i64>,
    /// Nine of ten were answered within so many minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_answer_90: Option<i64>,
    /// Within the target.
    first_in_time: i64,
    first_late: i64,
    /// Minutes to the last solution of what closed: the median.
    #[serde(skip_serializing_if = "Option::is_none")]
    solution: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    solution_90: Option<i64>,
    solution_in_time: i64,
    solution_late: i64,
    /// Requests that contracts paid for.
    contract_requests: i64,
}

impl From<ReportRow> for FiguresAnswer {
    fn from(row: ReportRow) -> Self {
        let Sums { opened, ended, open, .. } = row.sums;
        Self {
            of: row.key,
            name: row.name,
            opened,
            ended,
            open,
            first_answer: row.sums.first_at(50),
            first_answer_90: row.sums.first_at(90),
            first_in_time: row.sums.first_kept,
            first_late: row.sums.first_missed,
            solution: row.sums.solution_at(50),
            solution_90: row.sums.solution_at(90),
            solution_in_time: row.sums.solution_kept,
            solution_late: row.sums.solution_missed,
            contract_requests: row.sums.units,
        }
    }
}

type FigureParameters = Parameters<Reports>;

/// How support does, by time or by what requests have in common.
#[utoipa::path(get, path = "/api/v1/support/figures", tag = "support",
    params(FigureParameters),
    responses(
        (status = 200, description = "A page of figures", body = ApiPage<FiguresAnswer>),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_figures(caller: Scoped<ReportsRead>, asked: Asked) -> Result<Response, Halt> {
    let reports = Reports::of(&caller.cx).await?;
    let Api { filter, sorting, request } = of_api(&reports, &caller.cx, FIGURES, &asked)?;
    let seen = reports.look(&caller.cx, filter).await?;
    let found = reports.read(&caller.cx, &seen, sorting, &request).await?;
    api::json(StatusCode::OK, &ApiPage::of(found, FiguresAnswer::from))
}

/// What is left of the contracts that run now, of a level or a product. Those without a limit count among `contracts` and `used` alone.
#[derive(Serialize, ToSchema)]
#[schema(as = SupportQuota, example = json!({"of": "level:premium", "name": "Premium support", "contracts": 12, "unlimited": 2, "units": 240, "used": 131,
    "held": 4, "left": 105}))]
pub struct QuotaAnswer {
    /// As `of` of the figures; empty: contracts that cover all products.
    of: String,
    name: String,
    contracts: i64,
    /// Of these, without a limit.
    unlimited: i64,
    /// Requests that they have.
    units: i64,
    used: i64,
    /// Held by requests that nobody has answered.
    held: i64,
    left: i64,
}

impl From<QuotaRow> for QuotaAnswer {
    fn from(row: QuotaRow) -> Self {
        let Quota { contracts, unlimited, units, used, held, left } = row.quota;
        Self { of: row.of, name: row.name, contracts, unlimited, units, used, held, left }
    }
}

type QuotaParameters = Parameters<Quotas>;

/// What is left of the contracts that run now, by level or product.
#[utoipa::path(get, path = "/api/v1/support/quotas", tag = "support",
    params(QuotaParameters),
    responses(
        (status = 200, description = "A page of levels or products", body = ApiPage<QuotaAnswer>),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_quotas(caller: Scoped<ReportsRead>, asked: Asked) -> Result<Response, Halt> {
    let Api { filter, sorting, request } = of_api(&Quotas, &caller.cx, QUOTAS, &asked)?;
    let seen = Quotas.look(&caller.cx, filter).await?;
    let found = Quotas.read(&caller.cx, &seen, sorting, &request).await?;
    api::json(StatusCode::OK, &ApiPage::of(found, QuotaAnswer::from))
}
