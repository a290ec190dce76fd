//! Somebody whom the company's provider has sent, and who has an account with a way in of its own, has come in that way: now both are
//! connected (COM-14). Only in a session that was just proven, and only to the account of the very address.

use super::enter::{SsoRefusal, address, held, join, membership};
use super::mark::{mark, tie};
use crate::events::SSO_LINKED;
use crate::tables::company_session;
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Moment, Outcome, Uuid, refuse};
use gatehouse_federation::MemberClaims;
use serde_json::json;

/// Connects them; answers the company's word. `session`: that of the page, proven within the last ten minutes.
pub async fn link_own(cx: &Cx, session: Uuid, claims: &MemberClaims) -> Outcome<String, SsoRefusal> {
    let Some(account) = cx.actor.account() else { return Err(refuse(SsoRefusal::Over)) };
    let (oidc, subject) = claims.identity();
    let tx = cx.begin().await?;
    let (company, row) = held(cx, &tx, oidc).await?;
    let email = address(&tx, company.id(), claims).await?;
    if contacts::find_by_email(cx, &*tx, email.written()).await? != Some(account) {
        return Err(refuse(SsoRefusal::SomebodyElse));
    }
    let member = match membership(&tx, account).await? {
        Some(own) if own.company_id != company.id() => return Err(refuse(SsoRefusal::Elsewhere)),
        Some(own) if own.blocked_at.is_some() => return Err(refuse(SsoRefusal::Blocked(company.row().name.clone()))),
        Some(own) => own.id,
        None if row.jit => join(cx, &tx, &company, account, claims).await?,
        None => return Err(refuse(SsoRefusal::NotInvited)),
    };
    if !tie(cx, &tx, oidc, subject, member).await? {
        return Err(refuse(SsoRefusal::Taken));
    }
    let of = company_session::Model {
        session_id: session,
        company_id: company.id(),
        member_id: member,
        oidc_id: oidc,
        only_inside: false,
        gave_factor: claims.gave_factor,
        ends_at: Moment(0),
    };
    mark(cx, &tx, of).await?;
    cx.audit(&tx, SSO_LINKED.about(company.id()).of_account(account).with(json!({ "member": member }))).await?;
    let word = company.row().slug.clone();
    tx.commit().await?;
    Ok(word)
}
