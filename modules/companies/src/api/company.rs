//! `/api/v1/companies/{id}`: changes of a company on request (COM-10, COM-11).

use super::companies::CompanyAnswer;
use crate::actions::restore_company::restore_company;
use crate::actions::staff::change_facts::{Facts, change_facts};
use crate::actions::staff::rename_company::rename_company;
use crate::queries::staff::company::after_change;
use crate::rights::staff::CompaniesWrite;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_web::api::{self, ApiDoors, Change, Made};
use gatehouse_web::halt::Problem;
use gatehouse_web::{Halt, operations};
use serde::Deserialize;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![rename]).keys(operations![patch_company_facts]).keys(operations![restore])
}

/// Another name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Ostermoor Software GmbH"}))]
pub struct CompanyName {
    /// As on its licenses, 1 to 200 characters.
    #[schema(max_length = 200)]
    name: String,
}

/// Where it is, and in which language its names are sorted; members that are missing stay as they are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"country": "AT", "lang": "en"}))]
pub struct CompanyFacts {
    /// An ISO 3166 country code.
    #[schema(max_length = 2)]
    country: Option<String>,
    /// `en`, `ja` or `ru`.
    #[schema(max_length = 10)]
    lang: Option<String>,
}

/// Renames a company. Its word in addresses follows the name; earlier words go on leading to it.
#[utoipa::path(patch, path = "/api/v1/companies/{id}", tag = "companies", operation_id = "rename_company",
    request_body = CompanyName,
    params(
        ("id" = Uuid, Path, description = "The company"),
        api::IfMatch,
        api::Once,
    ),
    responses(
        (status = 200, description = "The company as it is now", body = CompanyAnswer),
        (status = 404, description = "`company.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`company.is_deleted`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`company.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`company.name_wrong`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn rename(call: Change<CompaniesWrite, CompanyName>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    call.once(async |cx, body| rename_company(&cx, id, version, &body.name).await, answer).await
}

/// Changes country or language of a company.
#[utoipa::path(patch, path = "/api/v1/companies/{id}/facts", tag = "companies",
    request_body = CompanyFacts,
    params(
        ("id" = Uuid, Path, description = "The company"),
        api::IfMatch,
        api::Once,
    ),
    responses(
        (status = 200, description = "The company as it is now", body = CompanyAnswer),
        (status = 404, description = "`company.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`company.is_deleted`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`company.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`company.country_wrong`, `company.lang_wrong`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn patch_company_facts(call: Change<CompaniesWrite, CompanyFacts>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    let change = async |cx: gatehouse_context::May<CompaniesWrite>, body: CompanyFacts| {
        let facts = Facts { country: body.country, lang: body.lang };
        change_facts(&cx, id, version, &facts).await
    };
    call.once(change, answer).await
}

/// Restores a company that its owner deleted less than 24 hours ago.
#[utoipa::path(post, path = "/api/v1/companies/{id}/restore", tag = "companies", operation_id = "restore_company",
    params(
        ("id" = Uuid, Path, description = "The company"),
        api::Once,
    ),
    responses(
        (status = 200, description = "The company as it is now", body = CompanyAnswer),
        (status = 404, description = "`company.not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`company.not_deleted`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`company.restore_late`: its 24 hours are over", body = Problem, content_type = "application/problem+json"),
    ))]
async fn restore(call: Change<CompaniesWrite>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    call.once(async |cx, _| restore_company(&cx, id).await, answer).await
}

async fn answer(made: Made<CompaniesWrite>) -> Result<Response, Halt> {
    let row = after_change(&made.cx, made.id).await?.ok_or(Halt::NotFound)?;
    api::json_versioned(StatusCode::OK, row.version, &CompanyAnswer::from(row))
}
