//! Where somebody goes who was sent here to sign out (RP-Initiated Logout 1.0): back to the client only where it names itself and the address
//! is registered for this.

use crate::model::client::Client;
use crate::model::jwt;
use crate::queries::keys::keys;
use crate::queries::{clients, subjects};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_web::visit::query_escape;

/// What the client sent along; empty: not there.
#[derive(Clone, Debug, Default)]
pub struct SignOut {
    /// An ID token of whoever is to be signed out.
    pub id_token_hint: String,
    /// Who sends.
    pub client_id: String,
    /// Where to go then.
    pub post_logout_redirect_uri: String,
    /// What the client wants to have back.
    pub state: String,
}

/// The way.
#[derive(Clone, Debug, Default)]
pub struct WayOut {
    /// The client, where it is known.
    pub client: Option<Client>,
    /// Where to go then.
    pub back: Option<String>,
    /// Whether another person is signed in than the client means.
    pub is_other: bool,
}

/// Finds it. `account`: who is signed in.
pub async fn way_out(cx: &Cx, asked: &SignOut, account: Option<Uuid>) -> Result<WayOut, Fault> {
    let claims = if asked.id_token_hint.is_empty() {
        None
    } else {
        // Its end is not looked at: it says who was signed in (§2).
        jwt::verified(&asked.id_token_hint, jwt::ID, keys(cx).await?.public())
    };
    let said = |name: &str| claims.as_ref().and_then(|claims| claims.get(name)?.as_str()).unwrap_or_default();
    let client_id = match (said("aud"), asked.client_id.as_str()) {
        ("", client_id) => client_id,
        (client_id, "") => client_id,
        (one, other) if one == other => one,
        _ => return Ok(WayOut::default()),
    };
    let client = clients::find(cx, cx.read(), client_id).await?;
    let is_other = match (said("sub"), account) {
        ("", _) | (_, None) => false,
        (sub, Some(account)) => subjects::of_account(cx, cx.read(), account).await?.as_deref() != Some(sub),
    };
    let back = client.as_ref().and_then(|client| back(client, asked));
    Ok(WayOut { client, back, is_other })
}

fn back(client: &Client, asked: &SignOut) -> Option<String> {
    let uri = asked.post_logout_redirect_uri.as_str();
    if uri.is_empty() || !client.allows_post_logout(uri) {
        return None;
    }
    if asked.state.is_empty() {
        return Some(uri.to_owned());
    }
    let joint = if uri.contains('?') { '&' } else { '?' };
    Some(format!("{uri}{joint}state={}", query_escape(&asked.state)))
}
