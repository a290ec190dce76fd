//! What a client gets to know of somebody, by the scopes that they allowed (OpenID Connect Core §5.3 and §5.4).

use crate::model::request_check::has;
use crate::queries::subjects;
use crate::queries::tokens::Access;
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use serde_json::{Value, json};

/// Their claims; `None`: the account is gone.
pub async fn userinfo(cx: &Cx, access: &Access) -> Result<Option<Value>, Fault> {
    let (account, scope) = (access.family.account_id, access.text("scope"));
    // A sign-in that was pointed at somebody else past the program tells nothing of them (PRI-13).
    if subjects::of_account(cx, cx.read(), account).await?.as_deref() != Some(access.text("sub")) {
        return Ok(None);
    }
    let Some(contact) = contacts::contact(cx, cx.read(), account).await? else { return Ok(None) };
    let mut claims = json!({ "sub": access.text("sub") });
    if has(scope, "profile") {
        let name = contacts::name(cx, cx.read(), account).await?;
        if let Some(name) = name {
            let parts = [("name", name.whole()), ("given_name", name.first.clone()), ("family_name", name.last)];
            for (claim, value) in parts {
                if let Some(value) = value {
                    claims[claim] = value.into();
                }
            }
        }
        claims["locale"] = contact.to.lang.tag().into();
        if let Some(zone) = &contact.to.zone {
            claims["zoneinfo"] = zone.as_str().into();
        }
    }
    if has(scope, "email")
        && let Some(email) = contacts::proven(cx, cx.read(), account).await?
    {
        claims["email"] = email.into();
        claims["email_verified"] = true.into();
    }
    Ok(Some(claims))
}
