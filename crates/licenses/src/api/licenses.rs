//! `/api/v1/licenses`: finding, seeing, blocking and unblocking (LIC-17, LIC-20).

use super::{newest, page, page_request, paging, rfc3339, sorting};
use crate::actions::block::{Block, block};
use crate::actions::unblock::unblock;
use crate::model::input::{Invalid, Wrong};
use crate::model::license::{BlockReason, Kind, Status, grouped, status};
use crate::model::seat_refusal::SeatRefusal;
use crate::pages::frame::{Asked, Ids};
use crate::queries::beside::{Beside, beside};
use crate::queries::catalog::{self, Names};
use crate::queries::licenses::{self, Found, LICENSE_COLUMNS, LicenseColumn, LicenseFilter, LicenseView, Search};
use crate::tables::license;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use gatehouse_core::{Actor, Moment, Uuid};
use gatehouse_db::{Cx, ListKey};
use gatehouse_formats::{ActivationCode, CodeError};
use gatehouse_web::api::{self, ApiPage, Once};
use gatehouse_web::halt::Problem;
use gatehouse_web::{ApiCaller, AppState, Halt, JsonBody};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_licenses))
        .routes(routes!(search_licenses))
        .routes(routes!(get_license))
        .routes(routes!(block_license))
        .routes(routes!(unblock_license))
}

/// The code and name of a product or edition.
#[derive(Serialize, ToSchema)]
pub struct Named {
    id: Uuid,
    code: String,
    name: String,
}

/// A block, in force or planned.
#[derive(Serialize, ToSchema)]
pub struct BlockAnswer {
    /// Why.
    #[schema(value_type = Option<BlockReason>)]
    reason: Option<String>,
    /// From when on; may lie ahead.
    #[schema(format = DateTime)]
    from: String,
    /// The words to the holder.
    note: Option<String>,
}

/// How long the license runs: months, days, a fixed end, or none of them for no end.
#[derive(Serialize, ToSchema)]
pub struct TermLength {
    /// Calendar months from the first activation.
    months: Option<i64>,
    /// Calendar days from the first activation.
    days: Option<i64>,
    /// The end, whenever it is activated.
    #[schema(format = DateTime)]
    fixed_until: Option<String>,
}

/// A license. The whole activation code is never in it.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000004", "number": "12345-67890", "status": "active", "kind": "commercial",
    "product": {"id": "0199a0c2-7d00-7000-8000-000000000001", "code": "home-security", "name": "Home Security"},
    "edition": {"id": "0199a0c2-7d00-7000-8000-000000000005", "code": "family", "name": "Family"},
    "order": "0199a0c2-7d00-7000-8000-000000000002", "seats": 5, "seats_used": 2, "issued_at": "2026-11-21T12:00:00Z",
    "term": {"months": 12, "days": null, "fixed_until": null}, "code_ends_in": "C45SF", "holders": 1,
    "first_activated_at": "2026-11-22T08:00:00Z", "ends_at": "2027-11-22T08:00:00Z", "activate_by": null, "block": null, "version": 3}))]
pub struct LicenseAnswer {
    id: Uuid,
    /// Ten digits in two groups, as people read them; a lease has them without the hyphen.
    number: String,
    #[schema(value_type = Status)]
    status: String,
    #[schema(value_type = Kind)]
    kind: String,
    product: Named,
    edition: Named,
    order: Uuid,
    seats: i64,
    seats_used: i64,
    term: TermLength,
    /// The last five characters of its code; null when the code is gone.
    code_ends_in: Option<String>,
    /// In how many accounts it stands.
    holders: i64,
    #[schema(format = DateTime)]
    issued_at: String,
    #[schema(format = DateTime)]
    first_activated_at: Option<String>,
    #[schema(format = DateTime)]
    ends_at: Option<String>,
    #[schema(format = DateTime)]
    activate_by: Option<String>,
    block: Option<BlockAnswer>,
    version: i64,
}

impl LicenseAnswer {
    fn new(row: &license::Model, names: &Names, beside: Option<&Beside>, now: Moment) -> Self {
        let named = |id: Uuid, found: Option<&(String, String)>| {
            let (code, name) = found.cloned().unwrap_or_default();
            Named { id, code, name }
        };
        let block = row.blocked_at.or(row.block_from).map(|from| BlockAnswer {
            reason: row.block_reason.clone(),
            from: Moment(from).rfc3339(),
            note: row.block_note.clone(),
        });
        Self {
            id: row.id,
            number: grouped(&row.number),
            status: status(row, now).word().to_owned(),
            kind: row.kind.clone(),
            product: named(row.product_id, names.products.get(&row.product_id)),
            edition: named(row.edition_id, names.editions.get(&row.edition_id)),
            order: row.purchase_id,
            seats: row.seats,
            seats_used: row.seats_used,
            term: TermLength { months: row.months, days: row.days, fixed_until: rfc3339(row.fixed_until) },
            code_ends_in: beside.map(|b| b.last_group.clone()).filter(|group| !group.is_empty()),
            holders: beside.map_or(0, |b| b.holders),
            issued_at: Moment(row.created_at).rfc3339(),
            first_activated_at: rfc3339(row.first_activated_at),
            ends_at: rfc3339(row.ends_at),
            activate_by: rfc3339(row.activate_by),
            block,
            version: row.version,
        }
    }

    /// The ETag. Seats, holders and the status change without a new version; `If-Match` compares the version alone.
    fn tag(&self) -> String {
        format!("{}-{}-{}-{}", self.version, self.seats_used, self.holders, self.status)
    }
}

/// What to search for. It stands in the body, because a code or an address must not stand in a URL.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "41R8A-MK5HB-DKZY0-C45SF"}))]
pub struct LicenseSearch {
    /// An activation code, its last five characters, an e-mail address, or a license number.
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

/// What to block.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "payment_dispute", "from": "2099-12-01T00:00:00Z", "note": "Invoice 77 was charged back."}))]
pub struct BlockBody {
    /// Why.
    #[schema(value_type = BlockReason)]
    reason: String,
    /// A day (in the vendor's zone) or a moment (RFC 3339), not in the past; at once when missing.
    #[schema(max_length = 40)]
    from: Option<String>,
    /// Words to the holder, up to 2,000 characters.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: String,
}

fn known_status(word: &str) -> Result<Option<Status>, Halt> {
    if word.is_empty() {
        return Ok(None);
    }
    Status::from_word(word).map(Some).ok_or_else(|| Halt::refused(Invalid::one("status", Wrong::Choice)))
}

fn known_id(field: &'static str, text: &str) -> Result<Option<Uuid>, Halt> {
    if text.is_empty() {
        return Ok(None);
    }
    Uuid::parse_str(text).map(Some).map_err(|_| Halt::refused(Invalid::one(field, Wrong::Unknown)))
}

/// A product by its code, as issuing takes it, or by its id.
async fn known_product(cx: &Cx, text: &str) -> Result<Option<Uuid>, Halt> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Ok(id) = Uuid::parse_str(text) {
        return Ok(Some(id));
    }
    let word = text.to_lowercase();
    let names = catalog::names(cx).await?;
    let found = names.products.iter().find(|(_, (code, _))| *code == word).map(|(id, _)| *id);
    found.map(Some).ok_or_else(|| Halt::refused(Invalid::one("product", Wrong::Unknown)))
}

/// Why a text finds nothing: a mistyped code with the place of the mistake (LIC-2), else that it is none of these.
fn unreadable(field: &'static str, text: &str) -> Halt {
    let symbols = text.chars().filter(|c| c.is_alphanumeric()).count();
    match ActivationCode::parse(text) {
        Err(error) if symbols >= 15 && error != CodeError::Empty => Halt::refused(SeatRefusal::Mistyped(error)),
        _ => Halt::refused(Invalid::one(field, Wrong::Unknown)),
    }
}

fn answers(found: Found, now: Moment) -> ApiPage<LicenseAnswer> {
    let (names, beside) = (found.names, found.beside);
    page(found.page, |row| LicenseAnswer::new(&row, &names, beside.get(&row.id), now))
}

/// Licenses, newest first.
#[utoipa::path(get, path = "/api/v1/licenses", tag = "licenses", security(("api_key" = ["licenses:read"])),
    params(
        ("q" = Option<String>, Query, description = "A license number, or the last five characters of a code"),
        ("status" = Option<String>, Query, description = "`not_activated`, `active`, `expired`, `blocked` or `awaiting_verification`"),
        ("product" = Option<String>, Query, description = "Of this product: its code or id"),
        ("order" = Option<Uuid>, Query, description = "Of this order"),
        ("batch" = Option<Uuid>, Query, description = "Of this batch"),
        ("account" = Option<Uuid>, Query, description = "Held by this account"),
        ("sort" = Option<String>, Query, description = "`created`, `ends` or `number`, with a minus before it for descending"),
        ("after" = Option<String>, Query, description = "The cursor `next` of the page before"),
        ("before" = Option<String>, Query, description = "The cursor `previous` of the page behind"),
        ("size" = Option<u64>, Query, description = "Rows of a page, 1 to 200; 50 when missing"),
    ),
    responses(
        (status = 200, description = "A page of licenses", body = ApiPage<LicenseAnswer>),
        (status = 422, description = "`input.…`: a filter is wrong; `input.not_in_url`: a code or an address in `q` — post it to `/api/v1/licenses/search`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_licenses(caller: ApiCaller, asked: Asked) -> Result<Response, Halt> {
    caller.scope("licenses:read")?;
    let text = asked.get("q");
    match Search::read(&text) {
        // The last group is no secret (LIC-4); what may be a code with a mistake in it is one all the same.
        Search::Code(_) | Search::Email(_) => return Err(Halt::refused(Invalid::one("q", Wrong::InUrl))),
        Search::Unreadable if text.chars().filter(|c| c.is_alphanumeric()).count() >= 15 => {
            return Err(Halt::refused(Invalid::one("q", Wrong::InUrl)));
        }
        Search::Unreadable => return Err(unreadable("q", &text)),
        Search::Nothing | Search::Number(_) | Search::LastGroup(_) => {}
    }
    let filter = LicenseFilter {
        text,
        status: known_status(&asked.get("status"))?,
        product: known_product(&caller.cx, &asked.get("product")).await?,
        account: known_id("account", &asked.get("account"))?,
        order: known_id("order", &asked.get("order"))?,
        batch: known_id("batch", &asked.get("batch"))?,
    };
    let sort = sorting(&asked.get("sort"), &LICENSE_COLUMNS, newest(LicenseColumn::Created))?;
    let request = paging(&caller.cx, "/api/v1/licenses", &asked)?;
    let found = licenses::licenses(&caller.cx, &filter, sort, &request).await?;
    api::json(StatusCode::OK, &answers(found, caller.cx.now()))
}

/// Finds licenses by a code, its last group, an e-mail address or a license number.
#[utoipa::path(post, path = "/api/v1/licenses/search", tag = "licenses", security(("api_key" = ["licenses:read"])),
    request_body = LicenseSearch,
    responses(
        (status = 200, description = "A page of licenses", body = ApiPage<LicenseAnswer>),
        (status = 422, description = "`code.mistyped` (with `position`), or `input.…`: the text is none of these", body = Problem, content_type = "application/problem+json"),
    ))]
async fn search_licenses(caller: ApiCaller, body: JsonBody<LicenseSearch>) -> Result<Response, Halt> {
    caller.scope("licenses:read")?;
    let asked = body.value;
    if asked.text.trim().is_empty() {
        return Err(Halt::refused(Invalid::one("text", Wrong::Required)));
    }
    if Search::read(&asked.text) == Search::Unreadable {
        return Err(unreadable("text", &asked.text));
    }
    let members = [asked.status.as_deref().unwrap_or(""), asked.product.as_deref().unwrap_or(""), asked.text.trim()];
    let list = ListKey::new(&caller.cx, format!("/api/v1/licenses/search {}", members.join(" ")));
    let filter = LicenseFilter {
        text: asked.text,
        status: known_status(asked.status.as_deref().unwrap_or(""))?,
        product: known_product(&caller.cx, asked.product.as_deref().unwrap_or("")).await?,
        ..LicenseFilter::default()
    };
    let request = page_request(list, asked.after.as_deref(), None, asked.size)?;
    let found = licenses::licenses(&caller.cx, &filter, newest(LicenseColumn::Created), &request).await?;
    api::json(StatusCode::OK, &answers(found, caller.cx.now()))
}

/// One license. The look is in the audit log.
#[utoipa::path(get, path = "/api/v1/licenses/{id}", tag = "licenses", security(("api_key" = ["licenses:read"])),
    params(
        ("id" = Uuid, Path, description = "The license"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag that the caller has"),
    ),
    responses(
        (status = 200, description = "The license; `ETag` is its version, its used seats, its holders and its status", body = LicenseAnswer),
        (status = 304, description = "The caller has this version"),
        (status = 404, description = "No such license", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_license(caller: ApiCaller, ids: Ids<1>, headers: HeaderMap) -> Result<Response, Halt> {
    let [id] = ids.0;
    caller.scope("licenses:read")?;
    let view = licenses::license(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    let answer = whole(&caller.cx, &view).await?;
    if api::is_current(&headers, answer.tag()) {
        return Ok(api::not_modified(answer.tag()));
    }
    api::json_versioned(StatusCode::OK, answer.tag(), &answer)
}

async fn whole(cx: &Cx, view: &LicenseView) -> Result<LicenseAnswer, Halt> {
    let beside = beside(cx, std::slice::from_ref(&view.license)).await?;
    Ok(LicenseAnswer::new(&view.license, &view.names, beside.get(&view.license.id), cx.now()))
}

/// Blocks a license, at once or from a date; its holders are told by mail.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/block", tag = "licenses", security(("api_key" = ["licenses:write"])),
    request_body = BlockBody,
    params(
        ("id" = Uuid, Path, description = "The license"),
        ("If-Match" = Option<String>, Header, description = "Only when it is still at this ETag"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key does it once"),
    ),
    responses(
        (status = 200, description = "The license", body = LicenseAnswer),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`license.already_blocked`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`license.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`input.…`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn block_license(
    caller: ApiCaller,
    ids: Ids<1>,
    headers: HeaderMap,
    body: JsonBody<BlockBody>,
) -> Result<Response, Halt> {
    let [id] = ids.0;
    caller.scope("licenses:write")?;
    let cx = match api::once(&caller.cx, &headers, &format!("licenses.{id}.block"), &body.bytes).await? {
        Once::First(cx) => cx,
        Once::Again(_) => return Ok(api::replayed(answer(&caller.cx, id).await?)),
    };
    let asked = body.value;
    let version = api::if_match(&headers)?;
    let input = Block { license: id, reason: asked.reason, from: asked.from, note: asked.note, version };
    block(&cx, &input).await?;
    answer(&cx, id).await
}

/// Takes a block back, in force or planned; the holders are told by mail.
#[utoipa::path(post, path = "/api/v1/licenses/{id}/unblock", tag = "licenses", security(("api_key" = ["licenses:write"])),
    params(
        ("id" = Uuid, Path, description = "The license"),
        ("If-Match" = Option<String>, Header, description = "Only when it is still at this ETag"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key does it once"),
    ),
    responses(
        (status = 200, description = "The license", body = LicenseAnswer),
        (status = 404, description = "`license.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`license.not_blocked`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`license.changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn unblock_license(caller: ApiCaller, ids: Ids<1>, headers: HeaderMap) -> Result<Response, Halt> {
    let [id] = ids.0;
    caller.scope("licenses:write")?;
    let cx = match api::once(&caller.cx, &headers, &format!("licenses.{id}.unblock"), b"").await? {
        Once::First(cx) => cx,
        Once::Again(_) => return Ok(api::replayed(answer(&caller.cx, id).await?)),
    };
    unblock(&cx, id, api::if_match(&headers)?).await?;
    answer(&cx, id).await
}

/// The license as it is now. Whoever may change it may see the answer, also without the scope for reading.
async fn answer(cx: &Cx, id: Uuid) -> Result<Response, Halt> {
    let view = licenses::license(&cx.acting_as(Actor::Program("api")), id).await?.ok_or(Halt::NotFound)?;
    let answer = whole(&cx.acting_as(Actor::Program("api")), &view).await?;
    api::json_versioned(StatusCode::OK, answer.tag(), &answer)
}
