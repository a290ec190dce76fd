//! `/api/v1/contracts/{id}/…`: the contacts of a contract, its ledger, its term and its units (LIC-27).

use super::contracts::ContractAnswer;
use crate::actions::correct_units::{CorrectUnits, correct_units};
use crate::actions::end_contract::{EndContract, end_contract};
use crate::actions::extend_contract::{ExtendContract, extend_contract};
use crate::actions::set_contacts::set_contacts;
use crate::model::contract::ContactPerson;
use crate::queries::contracts::{ContractView, after_change, ledger_page};
use crate::rights::{ContractsRead, ContractsWrite};
use crate::tables::quota_ledger;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::Uuid;
use gatehouse_web::api::{self, ApiDoors, ApiPage, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{PageParameters, paging};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Halt, operations};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new()
        .keys(operations![get_contract_contacts])
        .keys(operations![set_contract_contacts])
        .keys(operations![list_contract_ledger])
        .keys(operations![extend_contract_term])
        .keys(operations![correct_contract_units])
        .keys(operations![end_contract_early])
}

async fn shown(cx: &Cx, id: Uuid) -> Result<Response, Halt> {
    let row = after_change(cx, id).await?.ok_or(Halt::NotFound)?;
    api::json_versioned(StatusCode::OK, row.version, &ContractAnswer::from(row))
}

/// The contacts of a contract.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SupportContractContacts, example = json!({"contacts": [{"name": "Dana Whitfield", "email": "dana@example.com", "phone": "+49 30 1"}]}))]
pub struct ContactsBody {
    contacts: Vec<ContactPerson>,
}

/// Who may use a contract.
#[utoipa::path(get, path = "/api/v1/contracts/{id}/contacts", tag = "support",
    params(("id" = Uuid, Path, description = "The contract")),
    responses(
        (status = 200, description = "Its contacts", body = ContactsBody),
        (status = 404, description = "No such contract", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_contract_contacts(caller: Scoped<ContractsRead>, ids: Ids<1>) -> Result<Response, Halt> {
    let [id] = ids.0;
    let view = Seen::<ContractView>::find(&caller.cx, id).await?.ok_or(Halt::NotFound)?.into_inner();
    api::json(StatusCode::OK, &ContactsBody { contacts: view.contacts })
}

/// Names others in place of the contacts that a contract has; each change has its line in the log, and they are told.
#[utoipa::path(put, path = "/api/v1/contracts/{id}/contacts", tag = "support",
    request_body = ContactsBody,
    params(("id" = Uuid, Path, description = "The contract"), api::IfMatch, api::Once),
    responses(
        (status = 200, description = "The contract as it is now", body = ContractAnswer),
        (status = 404, description = "`contract.not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`contract.changed`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`contract.contacts`, `contract.contacts_most`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn set_contract_contacts(call: Change<ContractsWrite, ContactsBody>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    call.once(
        async |cx, body: ContactsBody| set_contacts(&cx, id, &body.contacts, version).await,
        async |made: Made<ContractsWrite>| shown(&made.cx, id).await,
    )
    .await
}

/// A line of a contract's ledger.
#[derive(Serialize, ToSchema)]
#[schema(as = SupportLedgerLine, example = json!({"id": "0199a0c2-7d00-7000-8000-000000000061", "kind": "reserved", "units": 1, "left": 47,
    "request": "0199a0c2-7d00-7000-8000-000000000031", "at": "2026-03-02T09:30:00Z"}))]
pub struct LineAnswer {
    id: Uuid,
    /// `granted`, `reserved`, `released`, `used`, `returned`, `lapsed` or `corrected`.
    kind: String,
    /// How many; of a correction, fewer than none where some were taken away.
    units: i64,
    /// What was left after it; none: unlimited.
    left: Option<i64>,
    /// For this request.
    request: Option<Uuid>,
    /// Why it was corrected: `bought`, `goodwill`, `billing` or `mistake`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[schema(format = DateTime)]
    at: String,
}

impl From<quota_ledger::Model> for LineAnswer {
    fn from(row: quota_ledger::Model) -> Self {
        Self {
            id: row.id,
            kind: row.kind.word().to_owned(),
            units: row.units,
            left: row.left_after,
            request: row.request_id,
            reason: row.reason.map(|reason| reason.word().to_owned()),
            at: row.at.rfc3339(),
        }
    }
}

/// The ledger of a contract, the latest line first.
#[utoipa::path(get, path = "/api/v1/contracts/{id}/ledger", tag = "support",
    params(("id" = Uuid, Path, description = "The contract"), PageParameters),
    responses(
        (status = 200, description = "A page of its lines", body = ApiPage<LineAnswer>),
        (status = 404, description = "No such contract", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`: a parameter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_contract_ledger(caller: Scoped<ContractsRead>, ids: Ids<1>, asked: Asked) -> Result<Response, Halt> {
    let [id] = ids.0;
    let request = paging(&caller.cx, &format!("/api/v1/contracts/{id}/ledger"), &asked)?;
    let seen = Seen::<ContractView>::find(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    let found = ledger_page(&caller.cx, &seen, &request).await?;
    api::json(StatusCode::OK, &ApiPage::of(found, LineAnswer::from))
}

/// A later end of a contract.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SupportContractExtension, example = json!({"ends": "2027-12-31"}))]
pub struct ExtensionBody {
    /// The new last day, in the vendor's zone.
    #[schema(format = Date)]
    ends: String,
}

/// Lets a contract run longer. One that has ended is not brought back.
#[utoipa::path(post, path = "/api/v1/contracts/{id}/extension", tag = "support",
    request_body = ExtensionBody,
    params(("id" = Uuid, Path, description = "The contract"), api::IfMatch, api::Once),
    responses(
        (status = 200, description = "The contract as it is now", body = ContractAnswer),
        (status = 404, description = "`contract.not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`contract.ended`, `contract.changed`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`contract.end`, or `input.…`: a field is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn extend_contract_term(call: Change<ContractsWrite, ExtensionBody>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    call.once(
        async |cx, body: ExtensionBody| {
            extend_contract(&cx, id, &ExtendContract { ends: body.ends, version: text(version) }).await
        },
        async |made: Made<ContractsWrite>| shown(&made.cx, id).await,
    )
    .await
}

/// More units of a contract, or fewer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SupportContractCorrection, example = json!({"units": -2, "reason": "billing"}))]
pub struct CorrectionBody {
    /// How many more; fewer than none: fewer.
    units: i64,
    /// `bought`, `goodwill`, `billing` or `mistake`.
    reason: String,
}

/// Adds units to a contract or takes some away. What is held or used stays.
#[utoipa::path(post, path = "/api/v1/contracts/{id}/corrections", tag = "support",
    request_body = CorrectionBody,
    params(("id" = Uuid, Path, description = "The contract"), api::IfMatch, api::Once),
    responses(
        (status = 200, description = "The contract as it is now", body = ContractAnswer),
        (status = 404, description = "`contract.not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`contract.ended`, `contract.changed`, `contract.unlimited`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`contract.units`, or `input.…`: a field is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn correct_contract_units(call: Change<ContractsWrite, CorrectionBody>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    call.once(
        async |cx, body: CorrectionBody| {
            let typed = CorrectUnits { units: body.units.to_string(), reason: body.reason, version: text(version) };
            correct_units(&cx, id, &typed).await
        },
        async |made: Made<ContractsWrite>| shown(&made.cx, id).await,
    )
    .await
}

/// Why a contract ends before its term.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SupportContractEnd, example = json!({"reason": "replaced"}))]
pub struct EndBody {
    /// `customer`, `unpaid`, `replaced` or `mistake`.
    reason: String,
}

/// Ends a contract now. What is left of it lapses; its requests go on for the days of grace.
#[utoipa::path(post, path = "/api/v1/contracts/{id}/end", tag = "support",
    request_body = EndBody,
    params(("id" = Uuid, Path, description = "The contract"), api::IfMatch, api::Once),
    responses(
        (status = 200, description = "The contract as it is now", body = ContractAnswer),
        (status = 404, description = "`contract.not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`contract.ended`, `contract.changed`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`: the reason is none", body = Problem, content_type = "application/problem+json"),
    ))]
async fn end_contract_early(call: Change<ContractsWrite, EndBody>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    call.once(
        async |cx, body: EndBody| {
            // Whoever writes a program has thought about it.
            let typed = EndContract { reason: body.reason, confirm: "true".into(), version: text(version) };
            end_contract(&cx, id, &typed).await
        },
        async |made: Made<ContractsWrite>| shown(&made.cx, id).await,
    )
    .await
}

fn text(version: Option<i64>) -> String {
    version.map(|version| version.to_string()).unwrap_or_default()
}
