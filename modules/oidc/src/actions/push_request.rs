//! A client pushes its request before it sends the browser (RFC 9126): what it asks is checked and kept, and nobody between can change it.

use super::requests::keep;
use crate::model::client::Client;
use crate::model::problem::Problem;
use crate::model::request::{Asked, PUSHED};
use crate::model::request_check::check;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Secret, refuse};

/// Keeps it; answers the address by which the browser names it.
pub async fn push_request(cx: &Cx, client: &Client, asked: &Asked) -> Outcome<Secret<String>, Problem> {
    if !asked.request_uri.is_empty() {
        return Err(refuse(Problem::request("request_uri cannot be pushed")));
    }
    if !client.allows_redirect(&asked.redirect_uri) {
        return Err(refuse(Problem::request("redirect_uri is not registered for this client")));
    }
    check(asked, client, true).or_refuse()?;
    let asked = Asked { client_id: client.client_id.clone(), ..asked.clone() };
    let tx = cx.begin().await?;
    let token = keep(cx, &tx, client.id, &asked, false).await?;
    tx.commit().await?;
    Ok(Secret::new(format!("{PUSHED}{}", token.expose())))
}
