//! `/api/v1/clients/{id}`: one client (ACC-21): what it is, and what is changed of it.

use super::clients::ClientAnswer;
use crate::actions::clients::change::change;
use crate::actions::clients::disable::disable;
use crate::actions::clients::enable::enable;
use crate::actions::clients::fields::ClientInput;
use crate::actions::clients::remove::remove;
use crate::model::client::IdTokenAlg;
use crate::queries::staff_clients::{self, ClientView, after_change};
use crate::rights::{ClientsRead, ClientsWrite};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use gatehouse_context::May;
use gatehouse_core::Uuid;
use gatehouse_web::api::{self, ApiDoors, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::query::Ids;
use gatehouse_web::{Halt, operations};
use serde::Deserialize;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new()
        .keys(operations![get_client])
        .keys(operations![change_client])
        .keys(operations![remove_client])
        .keys(operations![disable_client])
        .keys(operations![enable_client])
}

/// What of a client changes; members that are missing stay as they are. What it runs on (`kind`) stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Skerrylight Shop", "redirect_uris": ["https://shop.example.com/signed-in", "https://shop.example.org/signed-in"]}))]
pub struct ClientPatch {
    #[schema(max_length = 100)]
    name: Option<String>,
    #[schema(max_items = 20)]
    redirect_uris: Option<Vec<String>>,
    #[schema(max_items = 20)]
    post_logout_redirect_uris: Option<Vec<String>>,
    /// Empty: its server hears of nobody who signed out.
    #[schema(max_length = 512)]
    backchannel_logout_uri: Option<String>,
    #[schema(max_items = 10)]
    scopes: Option<Vec<String>>,
    #[schema(value_type = Option<IdTokenAlg>)]
    id_token_alg: Option<String>,
    require_par: Option<bool>,
    first_party: Option<bool>,
    #[schema(max_items = 20)]
    products: Option<Vec<String>>,
    #[schema(max_length = 500)]
    note: Option<String>,
}

impl ClientPatch {
    /// The client as it shall be.
    fn of(self, view: ClientView) -> ClientInput {
        let (row, note) = (view.row, view.note);
        let (redirects, after, scopes, products) = match view.client {
            Some(client) => (client.redirect_uris, client.post_logout_redirect_uris, client.scopes, client.products),
            None => Default::default(),
        };
        ClientInput {
            name: self.name.unwrap_or(row.name),
            redirect_uris: self.redirect_uris.unwrap_or(redirects),
            post_logout_redirect_uris: self.post_logout_redirect_uris.unwrap_or(after),
            backchannel_logout_uri: self
                .backchannel_logout_uri
                .unwrap_or_else(|| row.backchannel_logout_uri.unwrap_or_default()),
            scopes: self.scopes.unwrap_or(scopes),
            id_token_alg: self.id_token_alg.unwrap_or_else(|| row.id_token_alg.word().to_owned()),
            require_par: self.require_par.unwrap_or(row.require_par),
            first_party: self.first_party.unwrap_or(row.first_party),
            products: self.products.unwrap_or(products),
            note: self.note.unwrap_or(note),
        }
    }
}

/// One client. Its secrets are in no answer.
#[utoipa::path(get, path = "/api/v1/clients/{id}", tag = "clients",
    params(
        ("id" = Uuid, Path, description = "The client"),
        api::IfNoneMatch,
    ),
    responses(
        (status = 200, description = "The client; `ETag` is its version", body = ClientAnswer),
        (status = 304, description = "The caller has this version"),
        (status = 404, description = "No such client", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_client(caller: Scoped<ClientsRead>, ids: Ids<1>, headers: HeaderMap) -> Result<Response, Halt> {
    let [id] = ids.0;
    let view = staff_clients::client(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    if api::is_current(&headers, view.row.version) {
        return Ok(api::not_modified(view.row.version));
    }
    api::json_versioned(StatusCode::OK, view.row.version, &ClientAnswer::from(view.row))
}

/// Changes a client. An address that is taken out of its lists sends nobody back from then on.
#[utoipa::path(patch, path = "/api/v1/clients/{id}", tag = "clients",
    request_body = ClientPatch,
    params(
        ("id" = Uuid, Path, description = "The client"),
        api::IfMatch,
        api::Once,
    ),
    responses(
        (status = 200, description = "The client as it is now", body = ClientAnswer),
        (status = 404, description = "`client.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`client.changed_meanwhile`: repeat the request; `client.row_changed`: its row was changed past Gatehouse", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "It is not at the ETag that the request names", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`client.…`: what is wrong, and in which member", body = Problem, content_type = "application/problem+json"),
    ))]
async fn change_client(call: Change<ClientsWrite, ClientPatch>) -> Result<Response, Halt> {
    let ([id], version) = (call.ids()?, call.version()?);
    call.once(
        async |cx: May<ClientsWrite>, body: ClientPatch| -> Result<Uuid, Halt> {
            let stored = after_change(&cx, id).await?.ok_or(Halt::NotFound)?;
            let at = stored.row.version;
            if version.is_some_and(|version| version != at) {
                return Err(Halt::PreconditionFailed);
            }
            Ok(change(&cx, id, Some(at), &body.of(stored)).await?)
        },
        answer,
    )
    .await
}

/// Removes a disabled client for good, with everything that people allowed it.
#[utoipa::path(delete, path = "/api/v1/clients/{id}", tag = "clients",
    params(
        ("id" = Uuid, Path, description = "The client"),
        api::Once,
    ),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "`client.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`client.not_disabled`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn remove_client(call: Change<ClientsWrite>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    call.once(
        async |cx, _| remove(&cx, id, true).await,
        async |_: Made<ClientsWrite>| Ok(StatusCode::NO_CONTENT.into_response()),
    )
    .await
}

/// Disables a client: nobody signs in by it, and it gets no further tokens. Access tokens that it has run on for 15 minutes at the most.
#[utoipa::path(post, path = "/api/v1/clients/{id}/disable", tag = "clients",
    params(
        ("id" = Uuid, Path, description = "The client"),
        api::Once,
    ),
    responses(
        (status = 200, description = "The client as it is now", body = ClientAnswer),
        (status = 404, description = "`client.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`client.already_disabled`, `client.row_changed`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn disable_client(call: Change<ClientsWrite>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    call.once(async |cx, _| disable(&cx, id, true).await, answer).await
}

/// Enables a client that was disabled.
#[utoipa::path(post, path = "/api/v1/clients/{id}/enable", tag = "clients",
    params(
        ("id" = Uuid, Path, description = "The client"),
        api::Once,
    ),
    responses(
        (status = 200, description = "The client as it is now", body = ClientAnswer),
        (status = 404, description = "`client.unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`client.not_disabled`, `client.row_changed`", body = Problem, content_type = "application/problem+json"),
    ))]
async fn enable_client(call: Change<ClientsWrite>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    call.once(async |cx, _| enable(&cx, id).await, answer).await
}

async fn answer(made: Made<ClientsWrite>) -> Result<Response, Halt> {
    let view = after_change(&made.cx, made.id).await?.ok_or(Halt::NotFound)?;
    api::json_versioned(StatusCode::OK, view.row.version, &ClientAnswer::from(view.row))
}
