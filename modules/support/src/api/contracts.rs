//! `/api/v1/contracts`: contracts of companies (LIC-27).

use super::contract_parts;
use crate::actions::enter_contract::{NewContract, TypedTerms, enter_contract};
use crate::lists::contracts::Contracts;
use crate::model::contract::ContactPerson;
use crate::queries::contracts::{ContractView, contracts};
use crate::rights::{ContractsRead, ContractsWrite};
use crate::tables::contract::Model;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use gatehouse_catalog::model::input::{Invalid, Reader};
use gatehouse_context::Seen;
use gatehouse_core::{Uuid, refuse};
use gatehouse_web::api::{self, ApiDoors, ApiPage, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{Api, Parameters, of_api};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Halt, operations};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new()
        .keys(operations![list_contracts])
        .keys(operations![get_contract])
        .keys(operations![new_contract])
        .merge(contract_parts::doors())
}

/// A contract.
#[derive(Serialize, ToSchema)]
#[schema(as = SupportContract, example = json!({"id": "0199a0c2-7d00-7000-8000-000000000051", "number": "C-2026-17",
    "company": "0199a0c2-7d00-7000-8000-000000000021", "name": "Premium 24×7", "level": "premium", "units": 50, "left": 48, "critical": true,
    "state": "active", "starts_at": "2026-01-01T00:00:00Z", "ends_at": "2026-12-31T23:59:59Z", "max_contacts": 10, "issue": 2, "version": 4}))]
pub struct ContractAnswer {
    id: Uuid,
    number: String,
    company: Uuid,
    name: String,
    /// `premium` or `premium_plus`.
    level: String,
    /// Requests that it has; none: unlimited.
    units: Option<i64>,
    left: Option<i64>,
    /// Whether it has critical incidents.
    critical: bool,
    /// `active` or `ended`.
    state: String,
    #[schema(format = DateTime)]
    starts_at: String,
    #[schema(format = DateTime)]
    ends_at: String,
    /// Why it ended before its term: `customer`, `unpaid`, `replaced` or `mistake`.
    #[serde(skip_serializing_if = "Option::is_none")]
    end_reason: Option<String>,
    /// The most contacts that it may have.
    max_contacts: i64,
    /// Which issue of its certificate is the latest.
    issue: i64,
    /// The request that asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Uuid>,
    /// Also the ETag.
    version: i64,
}

impl From<Model> for ContractAnswer {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            left: row.left(),
            number: row.number,
            company: row.company_id,
            name: row.name,
            level: row.level.word().to_owned(),
            units: row.units,
            critical: row.critical,
            state: row.state.word().to_owned(),
            starts_at: row.starts_at.rfc3339(),
            ends_at: row.ends_at.rfc3339(),
            end_reason: row.end_reason.map(|reason| reason.word().to_owned()),
            max_contacts: row.max_contacts,
            issue: row.issue,
            request: row.request_id,
            version: row.version,
        }
    }
}

type ContractParameters = Parameters<Contracts>;

/// Contracts, by end or number.
#[utoipa::path(get, path = "/api/v1/contracts", tag = "support",
    params(ContractParameters),
    responses(
        (status = 200, description = "A page of contracts", body = ApiPage<ContractAnswer>),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_contracts(caller: Scoped<ContractsRead>, asked: Asked) -> Result<Response, Halt> {
    let Api { filter, sorting, request } = of_api(&Contracts, &caller.cx, "/api/v1/contracts", &asked)?;
    let (found, _) = contracts(&caller.cx, &filter, sorting, &request).await?;
    api::json(StatusCode::OK, &ApiPage::of(found, ContractAnswer::from))
}

/// One contract.
#[utoipa::path(get, path = "/api/v1/contracts/{id}", tag = "support",
    params(
        ("id" = Uuid, Path, description = "The contract"),
        api::IfNoneMatch,
    ),
    responses(
        (status = 200, description = "The contract", body = ContractAnswer),
        (status = 304, description = "The caller has this version"),
        (status = 404, description = "No such contract", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_contract(caller: Scoped<ContractsRead>, ids: Ids<1>, headers: HeaderMap) -> Result<Response, Halt> {
    let [id] = ids.0;
    let row = Seen::<ContractView>::find(&caller.cx, id).await?.ok_or(Halt::NotFound)?.into_inner().row;
    if api::is_current(&headers, row.version) {
        return Ok(api::not_modified(row.version));
    }
    api::json_versioned(StatusCode::OK, row.version, &ContractAnswer::from(row))
}

/// A contract as it is entered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSupportContract, example = json!({"number": "C-2026-17", "company": "0199a0c2-7d00-7000-8000-000000000021",
    "name": "Premium 24×7", "level": "premium", "units": 50, "critical": true, "starts": "2026-01-01", "ends": "2026-12-31",
    "products": ["0199a0c2-7d00-7000-8000-000000000011"], "contacts": [{"name": "Dana Whitfield", "email": "dana@example.com"}]}))]
pub struct NewContractBody {
    #[schema(max_length = 120)]
    number: String,
    company: Uuid,
    #[schema(max_length = 120)]
    name: String,
    /// `premium` or `premium_plus`.
    level: String,
    /// Requests that it has, up to 1,000,000; none: unlimited.
    units: Option<i64>,
    /// Whether it has critical incidents.
    #[serde(default)]
    critical: bool,
    /// Its first day, in the vendor's zone.
    #[schema(format = Date)]
    starts: String,
    /// Its last day.
    #[schema(format = Date)]
    ends: String,
    /// What it covers; none: all products.
    #[serde(default)]
    products: Vec<Uuid>,
    /// Who may use it, at most `max_contacts`.
    #[serde(default)]
    contacts: Vec<ContactPerson>,
    /// The most contacts that it may have, 1 to 50; 10 when missing.
    max_contacts: Option<i64>,
    /// The request of the company that asks for it: it is answered with the contract.
    request: Option<Uuid>,
}

impl NewContractBody {
    fn read(self, zone: &TimeZone) -> Result<NewContract, Invalid> {
        let mut reader = Reader::default();
        let units = self.units.map(|units| units.to_string()).unwrap_or_default();
        let max_contacts = self.max_contacts.map(|most| most.to_string()).unwrap_or_default();
        let terms = TypedTerms {
            number: &self.number,
            name: &self.name,
            level: &self.level,
            units: &units,
            critical: self.critical,
            starts: &self.starts,
            ends: &self.ends,
            max_contacts: &max_contacts,
        };
        let new = NewContract {
            company: self.company,
            products: self.products,
            contacts: self.contacts,
            request: self.request,
            ..terms.read(&mut reader, zone)
        };
        reader.finish(new)
    }
}

/// Enters a contract. The same number again is refused.
#[utoipa::path(post, path = "/api/v1/contracts", tag = "support",
    request_body = NewContractBody,
    params(api::Once),
    responses(
        (status = 201, description = "The contract", body = ContractAnswer),
        (status = 409, description = "`contract.taken`, `contract.activated`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`contract.company`, `contract.term`, `contract.products`, `contract.contacts`, `contract.contacts_most`, `contract.request`, or `input.…`: a field is wrong",
            body = Problem, content_type = "application/problem+json"),
    ))]
async fn new_contract(call: Change<ContractsWrite, NewContractBody>) -> Result<Response, Halt> {
    call.once(
        async |cx, body: NewContractBody| -> Result<Uuid, Halt> {
            let new = body.read(&cx.app.settings.vendor_zone()).map_err(refuse)?;
            Ok(enter_contract(&cx, new).await?)
        },
        async |made: Made<ContractsWrite>| {
            let row = crate::queries::contracts::after_change(&made.cx, made.id).await?.ok_or(Halt::NotFound)?;
            api::json_versioned(StatusCode::CREATED, row.version, &ContractAnswer::from(row))
        },
    )
    .await
}
