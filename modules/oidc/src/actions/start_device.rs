//! A product asks to be connected (RFC 8628 §3.1): it gets a code for itself and one that its user types at another device. What it tells of
//! itself is shown there, and nobody vouches for it.

use crate::model::client::Client;
use crate::model::device::{About, DeviceState, new_code};
use crate::model::problem::{Code, Problem};
use crate::model::request_check::allowed;
use crate::model::terms;
use crate::tables::device::{ActiveModel, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{OrRefuse as _, Outcome, Secret, refuse};
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::{bound_token, token};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Products that begin, from one network: 30 at once, then one each 6 seconds.
pub const BUDGET: Budget = Budget::of_strangers(Limit { action: "oidc.device", burst: 30, seconds_each: 6 });
/// What keeps the hashes of device codes apart.
pub(super) const DEVICE: &str = "oidc.device";
/// The same of the codes that people type.
pub(super) const USER: &str = "oidc.user_code";
/// Where it is sealed what a product told.
pub(crate) const ABOUT: &str = "oidc_device.about_sealed";

/// What the product gets.
#[derive(Debug)]
pub struct Started {
    /// For itself.
    pub device_code: Secret<String>,
    /// For its user.
    pub user_code: String,
}

/// Begins it.
pub async fn start_device(cx: &Cx, client: &Client, about: About) -> Outcome<Started, Problem> {
    BUDGET.check(cx)?.or_refuse()?;
    if !client.device_grant {
        return Err(refuse(Problem::new(Code::UnauthorizedClient, "this client does not begin at devices")));
    }
    let scope = allowed(client, &about.scope);
    if scope.is_empty() {
        return Err(refuse(Problem::new(Code::InvalidScope, "none of these scopes is allowed to this client")));
    }
    let about = About { scope, ..about };
    let (id, user_code) = (cx.id(), new_code(cx.app.random.as_ref()));
    let device_code = bound_token::make(cx, DEVICE, id, &client.id.to_string());
    let tx = cx.begin().await?;
    let key = subject::key(cx, &*tx, subject::INSTALLATION).await?;
    let told = serde_json::to_vec(&about)?;
    let row = ActiveModel {
        id: Set(id),
        device_hash: Set(token::hash(cx, DEVICE, device_code.expose())),
        code_hash: Set(token::hash(cx, USER, &user_code)),
        client: Set(client.id),
        about_sealed: Set(key.seal(cx.app.random.as_ref(), ABOUT, id, &told)?),
        network: Set(cx.network.clone()),
        state: Set(DeviceState::Waiting),
        account_id: Set(None),
        approved_sealed: Set(None),
        polled_at: Set(None),
        pause: Set(terms::PAUSE),
        created_at: Set(cx.now()),
        expires_at: Set(cx.now().plus(terms::DEVICE)),
        used_at: Set(None),
        next_sealed: Set(None),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(Started { device_code, user_code })
}
