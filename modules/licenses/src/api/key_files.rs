//! Key files for products (LIC-11), and what became of them (LIC-20).

use super::words::PartHash;
use crate::actions::activate::Activate;
use crate::actions::key_files::KeyFiles;
use crate::actions::key_files::for_product::{AskKeyFileOnline, key_file_for_product};
use crate::actions::limits::ACTIVATIONS;
use crate::queries::status_lists;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use gatehouse_core::{Secret, Uuid};
use gatehouse_guard::{Budget, Limit};
use gatehouse_web::halt::Problem;
use gatehouse_web::{ApiDoors, ApiVisit, Halt, JsonBody, api, operations};
use serde::{Deserialize, Serialize};

/// A list can be long, and nobody needs it often.
const LISTS: Budget = Budget::of_strangers(Limit { action: "licenses.status_list", burst: 30, seconds_each: 10 });

/// The operations.
pub fn doors() -> ApiDoors {
    ApiDoors::new().anyone(LISTS, operations![get_status_list]).anyone(ACTIVATIONS, operations![post_key_file])
}

/// A signed status list with what is needed to verify it without a network.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"status_list": "eyJhbGciOiJFZDI1NTE5IiwidHlwIjoic3RhdHVzbGlzdCtqd3QifQ…", "issuing_keys": ["eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiMjFmZTMxZGZhMTU0YTI2MSJ9…"]}))]
pub struct StatusListAnswer {
    /// The list (JWS): a Token Status List of the IETF.
    status_list: String,
    /// Certificates of the keys that sign key files and lists.
    issuing_keys: Vec<String>,
    /// The issuing keys that a root key has taken back (JWS); missing while there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    revoked_keys: Option<String>,
}

/// What became of the key files of a product and year, two bits for each: for devices without a network, carried to them as a file or
/// within an update of the product. The address stands in each key file. Made within two minutes after a change, and every day.
#[utoipa::path(get, path = "/api/v1/status-lists/{product}/{list}", tag = "products",
    params(("product" = String, Path, description = "The product's code, as the key file's `aud` has it", example = "home-security"),
        ("list" = String, Path, description = "The year in which the file was made; a year with many files has further lists", example = "2026")), responses(
    (status = 200, description = "The list", body = StatusListAnswer),
    (status = 304, description = "`If-None-Match` names the current list"),
    (status = 429, description = "`rate.limited`: 30 lists at once, then one in 10 seconds for a network", body = Problem,
        content_type = "application/problem+json"),
    (status = 404, description = "No such list, or it is younger than two minutes", body = Problem,
        content_type = "application/problem+json"),
))]
async fn get_status_list(
    ApiVisit(cx): ApiVisit,
    Path((product, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Halt> {
    let (id, seq) = status_lists::number(&cx, &product, &name).await?.ok_or(Halt::NotFound)?;
    let vendor = cx.service::<KeyFiles>()?;
    let (revoked, revoked_keys) = vendor.revoked().map_or((0, None), |(seq, text)| (seq, Some(text)));
    if api::is_current(&headers, format!("{seq}.{revoked}")) {
        return Ok(api::not_modified(format!("{seq}.{revoked}")));
    }
    LISTS.check(&cx)?.map_err(Halt::refused)?;
    let list = status_lists::one(cx.read(), id).await?.ok_or(Halt::NotFound)?;
    let status_list = list.list.ok_or(Halt::NotFound)?;
    let issuing_keys = vendor.keys().certificates();
    let answer = StatusListAnswer { status_list, issuing_keys, revoked_keys };
    let mut response = api::json_versioned(StatusCode::OK, format!("{}.{revoked}", list.seq), &answer)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    Ok(response)
}

/// A device that asks for a key file.
#[derive(Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"product": "home-security", "code": "41R8A-MK5HB-DKZY0-C45SF",
    "device": {"fingerprint": ["e7d32e6a5d5a0f3a3b7f1c4d9e8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f3e2d1c0b"],
        "name": "Office laptop", "platform": "windows"}}))]
pub struct KeyFileRequest {
    /// The product's code in the catalog.
    #[schema(max_length = 120)]
    product: String,
    /// The product's version.
    #[schema(max_length = 120)]
    version: Option<String>,
    /// Which of the product's applications asks: it gets the key file of its group.
    #[schema(max_length = 120)]
    application: Option<String>,
    /// The activation code, in any case, with or without hyphens.
    #[schema(max_length = 200, value_type = String)]
    code: Secret<String>,
    /// The device.
    device: KeyFileDevice,
    /// ISO 3166 code of the country that the device is in.
    #[schema(max_length = 120)]
    region: Option<String>,
    /// The `id` of the version of the license agreement that the person accepted in the product.
    agreement: Option<Uuid>,
}

/// A device.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct KeyFileDevice {
    /// One to eight hashes of its parts, the primary one first: SHA-256 in lower-case hexadecimal.
    #[schema(min_items = 1, max_items = 8, value_type = Vec<PartHash>)]
    fingerprint: Vec<String>,
    /// What the person calls it.
    #[schema(max_length = 120)]
    name: Option<String>,
    /// Its platform, such as `windows`.
    #[schema(max_length = 120)]
    platform: Option<String>,
}

/// A key file for the device that asked.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"serial": "3F2A91C0", "key_file": "# Key file 3F2A91C0.key\n…",
    "further": [{"group": "Plug-ins", "serial": "77AB1200", "key_file": "# Key file 77AB1200.key\n…"}], "server_time": 1_795_262_400}))]
pub struct KeyFileAnswer {
    /// Its serial number.
    serial: String,
    /// The file's text, to be kept to the byte.
    key_file: String,
    /// Where the request names no application and the product has groups of them: the key files of the other groups. All take one seat.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    further: Vec<FurtherAnswer>,
    /// The server's clock in unix seconds.
    server_time: i64,
}

/// A key file of another group of applications, for the same device and seat.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = FurtherKeyFile)]
pub struct FurtherAnswer {
    /// The group, as the catalog calls it.
    group: String,
    /// Its serial number.
    serial: String,
    /// The file's text, to be kept to the byte.
    key_file: String,
}

/// Makes a key file for the device that asks, or finds the one that it has: it takes a seat as an activation does. For products that run
/// where no network is and are set up where there is one.
#[utoipa::path(post, path = "/api/v1/key-files", tag = "products", request_body = KeyFileRequest, responses(
    (status = 201, description = "A key file was made", body = KeyFileAnswer),
    (status = 200, description = "The device had this key file already", body = KeyFileAnswer),
    (status = 409, description = "`license.no_seat_free`, `license.transfer_limit`", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "As when a device activates", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "`rate.limited`: too many wrong codes, or too many activations", body = Problem, content_type = "application/problem+json"),
))]
async fn post_key_file(
    ApiVisit(cx): ApiVisit,
    JsonBody { value, .. }: JsonBody<KeyFileRequest>,
) -> Result<Response, Halt> {
    let said = Activate {
        product: value.product,
        version: value.version,
        application: value.application,
        code: value.code,
        fingerprint: value.device.fingerprint,
        device_name: value.device.name,
        platform: value.device.platform,
        region: value.region,
        agreement: value.agreement,
        time: None,
    };
    let made = Box::pin(key_file_for_product(&cx, AskKeyFileOnline(said))).await?;
    let status = if made.is_new { StatusCode::CREATED } else { StatusCode::OK };
    let further = made.further.into_iter();
    let further = further.map(|file| FurtherAnswer { group: file.group, serial: file.serial, key_file: file.text });
    let answer = KeyFileAnswer {
        serial: made.serial,
        key_file: made.text,
        further: further.collect(),
        server_time: cx.now().seconds(),
    };
    api::json(status, &answer)
}
