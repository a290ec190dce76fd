//! A client says who it is (RFC 6749 §2.3): by its secret, in the head or in the body, or by its name alone where it can keep none. Wrong ones
//! cost the budget of their network; right ones cost nothing, and are taken also where others of the network have used it up.

use crate::actions::clients::use_secret;
use crate::model::client::Client;
use crate::model::client_secret::is_well_formed;
use crate::model::problem::{Code, Problem};
use crate::queries::clients::{find, proven_by};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, HOUR, OrRefuse as _, Outcome, Secret, refuse};
use gatehouse_guard::{Budget, Limit, TooOften};

/// What programs send that do not prove themselves, or bring what opens nothing, from one network: 60 at once, then one each 2 seconds.
pub const STRANGERS: Budget = Budget::of_strangers(Limit { action: "oidc.programs", burst: 60, seconds_each: 2 });

/// What came.
#[derive(Clone, Debug)]
pub struct Presented {
    /// `client_id`.
    pub client_id: String,
    /// The secret, where there is one.
    pub secret: Option<Secret<String>>,
}

impl From<TooOften> for Problem {
    fn from(often: TooOften) -> Self {
        Self::too_often(often.after)
    }
}

/// The client.
pub async fn authenticate(cx: &Cx, presented: &Presented) -> Outcome<Client, Problem> {
    let found = match &presented.secret {
        // A server asks for all of its people: what strangers of its network bring must not keep it out.
        Some(secret) if is_well_formed(secret.expose()) => proven(cx, &presented.client_id, secret).await?,
        Some(_) => None,
        // Who can keep a secret has to show it.
        None => {
            STRANGERS.look(cx)?.or_refuse()?;
            find(cx, cx.read(), &presented.client_id).await?.filter(|client| !client.confidential)
        }
    };
    match found {
        Some(client) => Ok(client),
        None => {
            STRANGERS.check(cx)?.or_refuse()?;
            Err(refuse(Problem::new(
                Code::InvalidClient,
                "the client is unknown, switched off, or did not prove itself",
            )))
        }
    }
}

/// By its secret; the use is noted once an hour.
async fn proven(cx: &Cx, client_id: &str, secret: &Secret<String>) -> Result<Option<Client>, Fault> {
    let Some((client, row)) = proven_by(cx, cx.read(), client_id, secret).await? else { return Ok(None) };
    if row.used_at.is_some_and(|at| at.was_within(cx.now(), HOUR)) {
        return Ok(Some(client));
    }
    let tx = cx.begin().await?;
    let client = use_secret(cx, &tx, client_id, secret).await?;
    tx.commit().await?;
    Ok(client)
}

/// Counts what opened nothing.
pub fn count_failure(cx: &Cx) -> Result<Result<(), TooOften>, Fault> {
    STRANGERS.check(cx)
}
