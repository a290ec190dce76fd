//! `/api/v1/companies/{id}/branches`: the branches of a company (COM-6).

use crate::actions::staff::add_branch::add_branch;
use crate::actions::staff::remove_branch::remove_branch;
use crate::queries::branches::of_company;
use crate::queries::staff::company::Looked;
use crate::rights::staff::{CompaniesRead, CompaniesWrite};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use gatehouse_context::Seen;
use gatehouse_core::Uuid;
use gatehouse_web::api::{self, ApiDoors, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::query::Ids;
use gatehouse_web::{Halt, operations};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_branches]).keys(operations![new_branch]).keys(operations![end_branch])
}

/// A branch of a company.
#[derive(Serialize, ToSchema)]
#[schema(as = Branch, example = json!({"id": "0199a0c2-7d00-7000-8000-000000000024", "name": "Hamburg"}))]
pub struct BranchAnswer {
    id: Uuid,
    name: String,
}

impl From<(Uuid, String)> for BranchAnswer {
    fn from((id, name): (Uuid, String)) -> Self {
        Self { id, name }
    }
}

/// Every branch of a company: at most 1,000.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"items": [{"id": "0199a0c2-7d00-7000-8000-000000000024", "name": "Hamburg"}]}))]
pub struct BranchList {
    items: Vec<BranchAnswer>,
}

/// A new branch.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Hamburg"}))]
pub struct NewBranch {
    /// 1 to 100 characters, unique in the company.
    #[schema(max_length = 100)]
    name: String,
}

/// What takes the place of a branch that goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"replacement": "0199a0c2-7d00-7000-8000-000000000025"}))]
pub struct EndBranch {
    /// Another branch of the company; needed where the branch has users.
    replacement: Option<Uuid>,
}

/// The branches of a company, by name.
#[utoipa::path(get, path = "/api/v1/companies/{id}/branches", tag = "companies",
    params(("id" = Uuid, Path, description = "The company")),
    responses(
        (status = 200, description = "Its branches", body = BranchList),
        (status = 404, description = "No such company", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_branches(caller: Scoped<CompaniesRead>, ids: Ids<1>) -> Result<Response, Halt> {
    let [id] = ids.0;
    if Seen::<Looked>::find(&caller.cx, id).await?.is_none() {
        return Err(Halt::NotFound);
    }
    let items = of_company(&caller.cx, id).await?.into_iter().map(BranchAnswer::from).collect();
    api::json(StatusCode::OK, &BranchList { items })
}

/// Adds a branch to a company.
#[utoipa::path(post, path = "/api/v1/companies/{id}/branches", tag = "companies",
    request_body = NewBranch,
    params(
        ("id" = Uuid, Path, description = "The company"),
        api::Once,
    ),
    responses(
        (status = 201, description = "The branch", body = BranchAnswer),
        (status = 404, description = "`company.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`company.branch_taken`, `company.is_deleted`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`company.branch_name`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn new_branch(call: Change<CompaniesWrite, NewBranch>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    call.once(
        async |cx, body| add_branch(&cx, id, &body.name).await,
        async |made: Made<CompaniesWrite>| {
            let all = of_company(&made.cx, id).await?;
            let own = all.into_iter().find(|(branch, _)| *branch == made.id).ok_or(Halt::NotFound)?;
            api::json(StatusCode::CREATED, &BranchAnswer::from(own))
        },
    )
    .await
}

/// Removes a branch of a company; its users are of another one then.
#[utoipa::path(post, path = "/api/v1/companies/{id}/branches/{branch}/remove", tag = "companies", operation_id = "remove_branch",
    request_body = EndBranch,
    params(
        ("id" = Uuid, Path, description = "The company"),
        ("branch" = Uuid, Path, description = "The branch"),
        api::Once,
    ),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "`company.unknown`, `company.no_such_branch`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`company.is_deleted`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`company.branch_replacement`: it has users, or what takes its place is none of the company's other branches", body = Problem, content_type = "application/problem+json"),
    ))]
async fn end_branch(call: Change<CompaniesWrite, EndBranch>) -> Result<Response, Halt> {
    let [id, branch] = call.ids()?;
    call.once(
        async |cx, body| remove_branch(&cx, id, branch, body.replacement).await,
        async |_: Made<CompaniesWrite>| Ok(StatusCode::NO_CONTENT.into_response()),
    )
    .await
}
