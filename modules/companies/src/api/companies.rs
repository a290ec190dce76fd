//! `/api/v1/companies`: the companies, and their users (COM).

use crate::lists::{Companies, UsersOf};
use crate::model::rights::CompanyRight;
use crate::model::states::{CompanyState, JoinByLicense};
use crate::queries::members::MemberRow;
use crate::queries::staff::companies::companies;
use crate::queries::staff::company::Looked;
use crate::queries::staff::parts::PeopleOf;
use crate::queries::staff::users::users;
use crate::rights::staff::CompaniesRead;
use crate::tables::company::Model;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use gatehouse_context::Seen;
use gatehouse_core::{Moment, Uuid};
use gatehouse_web::api::{self, ApiDoors, ApiPage, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{Api, Parameters, of_api};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Halt, operations};
use serde::Serialize;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new()
        .keys(operations![list_companies])
        .keys(operations![get_company])
        .keys(operations![list_company_users])
}

/// A company.
#[derive(Serialize, ToSchema)]
#[schema(as = Company, example = json!({"id": "0199a0c2-7d00-7000-8000-000000000021", "name": "Ostermoor GmbH", "word": "ostermoor-gmbh",
    "country": "DE", "lang": "en", "state": "active", "join_by_license": "open", "require_factor": false, "require_sso": false,
    "owner": "0199a0c2-7d00-7000-8000-000000000022", "created_at": "2026-11-21T12:00:00Z", "deleted_at": null, "purge_at": null, "version": 3}))]
pub struct CompanyAnswer {
    id: Uuid,
    name: String,
    /// Its word in addresses: `/c/WORD`.
    word: String,
    /// An ISO 3166 country code.
    country: String,
    /// In which language the names of its users are sorted.
    lang: String,
    /// `active`, `unverified` or `deleted`.
    state: String,
    /// What becomes of people whose license it has: `open`, `approve` or `closed`.
    join_by_license: String,
    require_factor: bool,
    require_sso: bool,
    /// The user who is its owner, as in the list of its users.
    owner: Uuid,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    deleted_at: Option<String>,
    /// Until when a deleted one can be restored.
    #[schema(format = DateTime)]
    purge_at: Option<String>,
    /// Also the ETag.
    version: i64,
}

impl From<Model> for CompanyAnswer {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            name: row.name,
            word: row.slug,
            country: row.country,
            lang: row.lang,
            state: CompanyState::word(row.state).to_owned(),
            join_by_license: JoinByLicense::word(row.join_by_license).to_owned(),
            require_factor: row.require_factor,
            require_sso: row.require_sso,
            owner: row.owner_member_id,
            created_at: row.created_at.rfc3339(),
            deleted_at: row.deleted_at.map(Moment::rfc3339),
            purge_at: row.purge_at.map(Moment::rfc3339),
            version: row.version,
        }
    }
}

/// A user of a company.
#[derive(Serialize, ToSchema)]
#[schema(as = CompanyUser, example = json!({"id": "0199a0c2-7d00-7000-8000-000000000022", "account": "0199a0c2-7d00-7000-8000-000000000023",
    "first_name": "Anna", "last_name": "Keller", "country": "DE", "branch": "Hamburg", "owner": true, "rights": [], "blocked": false,
    "joined_at": "2026-11-21T12:00:00Z"}))]
pub struct CompanyUserAnswer {
    id: Uuid,
    account: Uuid,
    first_name: String,
    last_name: String,
    /// An ISO 3166 country code.
    country: Option<String>,
    /// The name of their branch.
    branch: Option<String>,
    /// The owner has every right.
    owner: bool,
    /// The rights that they were given, such as `manage_users`.
    rights: Vec<String>,
    blocked: bool,
    #[schema(format = DateTime)]
    joined_at: String,
}

impl From<MemberRow> for CompanyUserAnswer {
    fn from(row: MemberRow) -> Self {
        let MemberRow { member, name, branch, is_owner, .. } = row;
        let rights = member.rights_own.union(member.rights_groups);
        Self {
            id: member.id,
            account: member.account_id,
            first_name: name.first,
            last_name: name.last,
            country: member.country,
            branch,
            owner: is_owner,
            rights: rights.iter().map(CompanyRight::word).map(str::to_owned).collect(),
            blocked: member.blocked_at.is_some(),
            joined_at: member.joined_at.rfc3339(),
        }
    }
}

type CompanyParameters = Parameters<Companies>;
type UserParameters = Parameters<UsersOf>;

/// Companies, by name or date.
#[utoipa::path(get, path = "/api/v1/companies", tag = "companies",
    params(CompanyParameters),
    responses(
        (status = 200, description = "A page of companies", body = ApiPage<CompanyAnswer>),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_companies(caller: Scoped<CompaniesRead>, asked: Asked) -> Result<Response, Halt> {
    let Api { filter, sorting, request } = of_api(&Companies, &caller.cx, "/api/v1/companies", &asked)?;
    let seen = Seen::of(&caller.cx, filter).await?;
    let found = companies(&caller.cx, &seen, sorting, &request).await?;
    api::json(StatusCode::OK, &ApiPage::of(found, CompanyAnswer::from))
}

/// One company.
#[utoipa::path(get, path = "/api/v1/companies/{id}", tag = "companies",
    params(
        ("id" = Uuid, Path, description = "The company"),
        api::IfNoneMatch,
    ),
    responses(
        (status = 200, description = "The company", body = CompanyAnswer),
        (status = 304, description = "The caller has this version"),
        (status = 404, description = "No such company", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_company(caller: Scoped<CompaniesRead>, ids: Ids<1>, headers: HeaderMap) -> Result<Response, Halt> {
    let [id] = ids.0;
    let row = Seen::<Looked>::find(&caller.cx, id).await?.ok_or(Halt::NotFound)?.into_inner().row;
    if api::is_current(&headers, row.version) {
        return Ok(api::not_modified(row.version));
    }
    api::json_versioned(StatusCode::OK, row.version, &CompanyAnswer::from(row))
}

/// The users of a company, by name in its language.
#[utoipa::path(get, path = "/api/v1/companies/{id}/users", tag = "companies",
    params(
        ("id" = Uuid, Path, description = "The company"),
        UserParameters,
    ),
    responses(
        (status = 200, description = "A page of its users", body = ApiPage<CompanyUserAnswer>),
        (status = 404, description = "No such company", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_company_users(caller: Scoped<CompaniesRead>, ids: Ids<1>, asked: Asked) -> Result<Response, Halt> {
    let [id] = ids.0;
    if Seen::<Looked>::find(&caller.cx, id).await?.is_none() {
        return Err(Halt::NotFound);
    }
    let list = UsersOf::of(&caller.cx, id).await?;
    let path = format!("/api/v1/companies/{id}/users");
    let Api { filter, sorting, request } = of_api(&list, &caller.cx, &path, &asked)?;
    let of = Seen::of(&caller.cx, PeopleOf(id)).await?;
    let found = users(&caller.cx, &of, &filter, sorting.direction, &request).await?;
    api::json(StatusCode::OK, &ApiPage::of(found, CompanyUserAnswer::from))
}
