//! The owner's way in while the company's own sign-in is required (COM-14): password and second step. It is written down and mailed.

use super::mark::mark;
use crate::actions::lock::lock;
use crate::events::SSO_ASIDE;
use crate::mails::owner_notice::{self, About};
use crate::queries::membership;
use crate::queries::provider::of_company;
use crate::refusals::EnterRefusal;
use crate::tables::company_session;
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Moment, Outcome, Uuid, refuse};
use serde_json::json;

/// Opens the company in a session of the owner; answers the company's word.
pub async fn come_in_aside(cx: &Cx, session: Uuid) -> Outcome<String, EnterRefusal> {
    let Some(account) = cx.actor.account() else { return Err(refuse(EnterRefusal::NotFound)) };
    let tx = cx.begin().await?;
    let found = membership::of_account(cx, &*tx, account).await?;
    let Some(found) = found else { return Err(refuse(EnterRefusal::NotFound)) };
    let Some(company) = lock(cx, &tx, found.company().id).await? else { return Err(refuse(EnterRefusal::NotFound)) };
    let name = company.row().name.clone();
    let found = membership::of_account(cx, &*tx, account).await?.filter(|found| found.is_owner());
    let Some(found) = found else { return Err(refuse(EnterRefusal::SsoDue(name))) };
    if !contacts::has_second_step(&*tx, account).await? {
        return Err(refuse(EnterRefusal::FactorDue(name)));
    }
    let oidc = of_company(&*tx, company.id()).await?.map_or_else(Uuid::nil, |row| row.id);
    let of = company_session::Model {
        session_id: session,
        company_id: company.id(),
        member_id: found.member().id,
        oidc_id: oidc,
        only_inside: false,
        gave_factor: true,
        ends_at: Moment(0),
    };
    mark(cx, &tx, of).await?;
    let line = SSO_ASIDE.about(company.id()).of_account(account).with(json!({ "member": found.member().id }));
    cx.audit(&tx, line).await?;
    owner_notice::queue(cx, &tx, &company, About::CameInAside).await?;
    let word = company.row().slug.clone();
    tx.commit().await?;
    Ok(word)
}
