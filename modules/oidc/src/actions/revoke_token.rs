//! A client gives a token back (RFC 7009): everything that came of the sign-in ends, whichever of its tokens it was. A token that opens nothing
//! is given back already.

use super::revoke;
use crate::events;
use crate::model::client::Client;
use crate::model::problem::Problem;
use crate::queries::tokens::{access, refresh};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, refuse};

/// Takes it back.
pub async fn revoke_token(cx: &Cx, client: &Client, token: &str) -> Outcome<(), Problem> {
    let family = match refresh(cx, cx.read(), token).await? {
        Some((_, family)) => Some(family),
        None => access(cx, token).await?.map(|access| access.family),
    };
    let Some(family) = family.filter(|family| family.revoked_at.is_none()) else { return Ok(()) };
    if family.client != client.id {
        return Err(refuse(Problem::grant("the token is another client's")));
    }
    let tx = cx.begin().await?;
    revoke(cx, &tx, family.id).await?;
    cx.audit(&tx, events::REVOKED.about(client.id).of_account(family.account_id)).await?;
    tx.commit().await?;
    Ok(())
}
