//! `/api/v1/licenses`: finding licenses (LIC-17).

use super::license_answer::LicenseAnswer;
use super::page;
use crate::lists::Licenses;
use crate::model::license::Status;
use crate::model::search::{Search, SearchRefusal, mistake_in_code};
use crate::model::seat_refusal::Mistyped;
use crate::queries::licenses::{self, Found, LicenseColumn, LicenseFilter};
use crate::rights::LicensesRead;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_catalog::model::input::{Wrong, invalid};
use gatehouse_catalog::queries::products;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Moment, Uuid};
use gatehouse_db::{Direction, ListKey, Sorting};
use gatehouse_web::api::{self, ApiDoors, ApiPage, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{Api, Parameters, of_api, request};
use gatehouse_web::query::Asked;
use gatehouse_web::{Halt, JsonBody, operations};
use serde::Deserialize;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_licenses, search_licenses])
}

/// The order of a search.
const NEWEST: Sorting<LicenseColumn> = Sorting { column: LicenseColumn::Created, direction: Direction::Descending };

type LicenseParameters = Parameters<Licenses>;

/// What to search for. It stands in the body, because a code or an address must not stand in a URL.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "41R8A-MK5HB-DKZY0-C45SF"}))]
pub struct LicenseSearch {
    /// An activation code, its last five characters, an email address, or a license number.
    #[schema(max_length = 300)]
    text: String,
    #[schema(value_type = Option<Status>)]
    status: Option<String>,
    /// The product's code or id.
    #[schema(max_length = 64)]
    product: Option<String>,
    /// The cursor `next` of the page before.
    #[schema(max_length = 2048)]
    after: Option<String>,
    /// 1 to 200; 50 when missing.
    #[schema(minimum = 1, maximum = 200)]
    size: Option<u64>,
}

fn known_status(word: &str) -> Result<Option<Status>, Halt> {
    if word.is_empty() {
        return Ok(None);
    }
    Status::from_word(word).map(Some).ok_or_else(|| Halt::refused(invalid("status", Wrong::Choice)))
}

/// A product by its code, as issuing takes it, or by its id.
async fn known_product(cx: &Cx, text: &str) -> Result<Option<Uuid>, Halt> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let found = products::product_named(cx, text).await?;
    found.map(Some).ok_or_else(|| Halt::refused(invalid("product", Wrong::Unknown)))
}

/// Why a text finds nothing: a mistyped code with the place of the mistake (LIC-2), else that it is none of these.
fn unreadable(field: &'static str, text: &str) -> Halt {
    match mistake_in_code(text) {
        Some(error) => Halt::refused(Mistyped(error)),
        None => Halt::refused(invalid(field, Wrong::Unknown)),
    }
}

fn answers(found: Found, now: Moment) -> ApiPage<LicenseAnswer> {
    let (names, details) = (found.names, found.details);
    page(found.page, |row| LicenseAnswer::new(&row, &names, details.get(&row.id), now))
}

/// Licenses, newest first.
#[utoipa::path(get, path = "/api/v1/licenses", tag = "licenses",
    params(LicenseParameters),
    responses(
        (status = 200, description = "A page of licenses", body = ApiPage<LicenseAnswer>),
        (status = 422, description = "`input.…`: a filter is wrong; `input.not_in_url`: a code or an address in `q` — post it to `/api/v1/licenses/search`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_licenses(caller: Scoped<LicensesRead>, asked: Asked) -> Result<Response, Halt> {
    let text = asked.get("q");
    let search = Search::read(&text);
    if !search.may_stand_in_query(&text) {
        return Err(Halt::refused(SearchRefusal::InUrl));
    }
    if search == Search::Unreadable {
        return Err(unreadable("q", &text));
    }
    let Api { filter: query, sorting, request } = of_api(&Licenses::default(), &caller.cx, "/api/v1/licenses", &asked)?;
    let product = known_product(&caller.cx, &query.product).await?;
    let asked = Seen::of(&caller.cx, LicenseFilter { product, ..query.filter }).await?;
    let found = licenses::licenses(&caller.cx, &asked, sorting, &request).await?;
    api::json(StatusCode::OK, &answers(found, caller.cx.now()))
}

/// Finds licenses by a code, its last group, an email address or a license number.
#[utoipa::path(post, path = "/api/v1/licenses/search", tag = "licenses",
    request_body = LicenseSearch,
    responses(
        (status = 200, description = "A page of licenses", body = ApiPage<LicenseAnswer>),
        (status = 422, description = "`code.mistyped` (with `position`), or `input.…`: the text is none of these", body = Problem, content_type = "application/problem+json"),
    ))]
async fn search_licenses(caller: Scoped<LicensesRead>, body: JsonBody<LicenseSearch>) -> Result<Response, Halt> {
    let asked = body.value;
    if asked.text.trim().is_empty() {
        return Err(Halt::refused(invalid("text", Wrong::Required)));
    }
    if Search::read(&asked.text) == Search::Unreadable {
        return Err(unreadable("text", &asked.text));
    }
    let members = [asked.status.as_deref().unwrap_or(""), asked.product.as_deref().unwrap_or(""), asked.text.trim()];
    let list = ListKey::new(&caller.cx.app.keys, format!("/api/v1/licenses/search {}", members.join(" ")));
    let filter = LicenseFilter {
        text: asked.text,
        status: known_status(asked.status.as_deref().unwrap_or(""))?,
        product: known_product(&caller.cx, asked.product.as_deref().unwrap_or("")).await?,
        ..LicenseFilter::default()
    };
    let request = request(list, asked.after.as_deref(), None, asked.size)?;
    let asked = Seen::of(&caller.cx, filter).await?;
    let found = licenses::licenses(&caller.cx, &asked, NEWEST, &request).await?;
    api::json(StatusCode::OK, &answers(found, caller.cx.now()))
}
