//! `/api/v1/clients`: the sites, apps and products that sign people in here (ACC-21).

use crate::actions::clients::fields::ClientInput;
use crate::actions::clients::register::{NewClient, register};
use crate::lists::Clients;
use crate::model::client::{Client, ClientKind, IdTokenAlg};
use crate::queries::clients::read;
use crate::queries::staff_clients::{ClientView, after_change, clients};
use crate::rights::{ClientsRead, ClientsWrite};
use crate::tables::client::Model;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_core::{Secret, Uuid};
use gatehouse_web::api::{self, ApiDoors, ApiPage, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{Api, Parameters, of_api};
use gatehouse_web::query::Asked;
use gatehouse_web::{Halt, operations};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_clients]).keys(operations![register_client])
}

/// A site, an app or a product that signs people in.
#[derive(Serialize, ToSchema)]
#[schema(as = Client, example = json!({"id": "0199a0c2-7d00-7000-8000-000000000061", "client_id": "ghc_5f2d8a91c03e47b6a8d1f0e29b7c6453",
    "name": "Skerrylight Shop", "kind": "web", "redirect_uris": ["https://shop.example.com/signed-in"],
    "post_logout_redirect_uris": ["https://shop.example.com/"], "backchannel_logout_uri": "https://shop.example.com/signed-out",
    "scopes": ["openid", "profile", "email"], "id_token_alg": "RS256", "require_par": false, "first_party": true, "products": [],
    "disabled": false, "created_at": "2026-11-21T12:00:00Z", "changed_at": "2026-11-21T12:00:00Z", "version": 1}))]
pub struct ClientAnswer {
    id: Uuid,
    /// What it calls itself in the protocol.
    client_id: String,
    name: String,
    #[schema(value_type = ClientKind)]
    kind: String,
    redirect_uris: Vec<String>,
    post_logout_redirect_uris: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    backchannel_logout_uri: Option<String>,
    /// `openid`, `profile`, `email`, `offline_access`.
    scopes: Vec<String>,
    #[schema(value_type = IdTokenAlg)]
    id_token_alg: String,
    /// Whether it must push its requests (RFC 9126).
    require_par: bool,
    /// Whether it is the vendor's own, and nobody is asked for consent.
    first_party: bool,
    /// The products that sign in by it, as people know them.
    products: Vec<String>,
    /// Whether it signs nobody in.
    disabled: bool,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    changed_at: String,
    /// Also the ETag.
    version: i64,
}

impl From<Model> for ClientAnswer {
    fn from(row: Model) -> Self {
        // Lists that are none are told as empty.
        let (redirects, after, products) = match read(row.clone()) {
            Some(Client { redirect_uris, post_logout_redirect_uris, products, .. }) => {
                (redirect_uris, post_logout_redirect_uris, products)
            }
            None => (Vec::new(), Vec::new(), Vec::new()),
        };
        Self {
            id: row.id,
            client_id: row.client_id,
            name: row.name,
            kind: row.kind.word().to_owned(),
            redirect_uris: redirects,
            post_logout_redirect_uris: after,
            backchannel_logout_uri: row.backchannel_logout_uri,
            scopes: row.scopes.split(' ').map(str::to_owned).collect(),
            id_token_alg: row.id_token_alg.word().to_owned(),
            require_par: row.require_par,
            first_party: row.first_party,
            products,
            disabled: row.disabled_at.is_some(),
            created_at: row.created_at.rfc3339(),
            changed_at: row.changed_at.rfc3339(),
            version: row.version,
        }
    }
}

/// A client that was registered.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"client": {"id": "0199a0c2-7d00-7000-8000-000000000061", "client_id": "ghc_5f2d8a91c03e47b6a8d1f0e29b7c6453",
    "name": "Skerrylight Shop", "kind": "web", "redirect_uris": ["https://shop.example.com/signed-in"], "post_logout_redirect_uris": [],
    "scopes": ["openid", "profile", "email"], "id_token_alg": "RS256", "require_par": false, "first_party": true, "products": [],
    "disabled": false, "created_at": "2026-11-21T12:00:00Z", "changed_at": "2026-11-21T12:00:00Z", "version": 1},
    "client_secret": "ghcs_2Zr0Yk8vQ1nB7xTfLw4dJmC6sHgAeUiOpK3yVb9tXcR1aBcD"}))]
pub struct RegisteredAnswer {
    client: ClientAnswer,
    /// The secret of a client of the kind `web`. It is in this answer alone, and not in that to a repeated request.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<String>,
}

/// A new client.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewClient, example = json!({"name": "Skerrylight Shop", "kind": "web", "redirect_uris": ["https://shop.example.com/signed-in"],
    "post_logout_redirect_uris": ["https://shop.example.com/"], "backchannel_logout_uri": "https://shop.example.com/signed-out",
    "scopes": ["openid", "profile", "email"], "first_party": true}))]
pub struct NewClientBody {
    /// What people read.
    #[schema(max_length = 100)]
    name: String,
    /// `web` keeps a secret, `native` and `device` keep none; `device` may let people sign in on another device as well. It stays so.
    #[schema(value_type = ClientKind)]
    kind: String,
    /// Where people are sent back to, to the letter: `https:`; for `native` and `device` also `http://127.0.0.1/…` and `http://[::1]/…`,
    /// whose port may differ, and schemes such as `com.example.app:/…`.
    #[serde(default)]
    #[schema(max_items = 20, example = json!(["https://shop.example.com/signed-in"]))]
    redirect_uris: Vec<String>,
    /// Where people may be sent after signing out; the same rules.
    #[serde(default)]
    #[schema(max_items = 20)]
    post_logout_redirect_uris: Vec<String>,
    /// Where the client's server hears that somebody signed out; of the kind `web` only.
    #[serde(default)]
    #[schema(max_length = 512)]
    backchannel_logout_uri: String,
    /// `openid`, `profile`, `email`, `offline_access`; `openid` is always among them.
    #[serde(default)]
    #[schema(max_items = 10)]
    scopes: Vec<String>,
    /// What signs its ID tokens; RS256 when missing.
    #[serde(default)]
    #[schema(value_type = Option<IdTokenAlg>)]
    id_token_alg: String,
    /// Whether it must push its requests (RFC 9126).
    #[serde(default)]
    require_par: bool,
    /// Whether it is the vendor's own, and nobody is asked for consent.
    #[serde(default)]
    first_party: bool,
    /// The products that sign in by it, as people know them.
    #[serde(default)]
    #[schema(max_items = 20)]
    products: Vec<String>,
    /// What it is for; staff read it, and no program.
    #[serde(default)]
    #[schema(max_length = 500)]
    note: String,
}

impl From<NewClientBody> for NewClient {
    fn from(body: NewClientBody) -> Self {
        let client = ClientInput {
            name: body.name,
            redirect_uris: body.redirect_uris,
            post_logout_redirect_uris: body.post_logout_redirect_uris,
            backchannel_logout_uri: body.backchannel_logout_uri,
            scopes: body.scopes,
            id_token_alg: body.id_token_alg,
            require_par: body.require_par,
            first_party: body.first_party,
            products: body.products,
            note: body.note,
        };
        Self { kind: body.kind, client }
    }
}

type ClientParameters = Parameters<Clients>;

/// Clients, by name or by when they were registered.
#[utoipa::path(get, path = "/api/v1/clients", tag = "clients",
    params(ClientParameters),
    responses(
        (status = 200, description = "A page of clients", body = ApiPage<ClientAnswer>),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_clients(caller: Scoped<ClientsRead>, asked: Asked) -> Result<Response, Halt> {
    let Api { filter, sorting, request } = of_api(&Clients, &caller.cx, "/api/v1/clients", &asked)?;
    let found = clients(&caller.cx, &filter, sorting, &request).await?;
    api::json(StatusCode::OK, &ApiPage::of(found, ClientAnswer::from))
}

/// Registers a client. One of the kind `web` gets its secret with this answer, and never again.
#[utoipa::path(post, path = "/api/v1/clients", tag = "clients",
    request_body = NewClientBody,
    params(api::Once),
    responses(
        (status = 201, description = "The client", body = RegisteredAnswer, headers(("Location" = String, description = "The client's address"))),
        (status = 409, description = "`client.too_many`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`client.…`: what is wrong, and in which member", body = Problem, content_type = "application/problem+json"),
    ))]
async fn register_client(call: Change<ClientsWrite, NewClientBody>) -> Result<Response, Halt> {
    let secret = OnceLock::<Secret<String>>::new();
    call.once(
        async |cx, body: NewClientBody| {
            register(&cx, &body.into()).await.map(|made| {
                if let Some(new) = made.secret {
                    let _ = secret.set(new.secret);
                }
                made.id
            })
        },
        async |made: Made<ClientsWrite>| {
            let view = after_change(&made.cx, made.id).await?.ok_or(Halt::NotFound)?;
            registered(view, secret.get())
        },
    )
    .await
}

fn registered(view: ClientView, secret: Option<&Secret<String>>) -> Result<Response, Halt> {
    let (id, version) = (view.row.id, view.row.version);
    let client_secret = secret.map(|secret| secret.expose().clone());
    let answer = RegisteredAnswer { client: ClientAnswer::from(view.row), client_secret };
    let answer = api::json_versioned(StatusCode::CREATED, version, &answer)?;
    Ok(api::located(answer, &format!("/api/v1/clients/{id}")))
}
