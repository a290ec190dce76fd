//! Proving it again at the vendor's own provider before a sensitive change (ALL-8): it was asked to make the person prove anew who they are,
//! and says when they did.

use super::enter::{SsoRefusal, WORD};
use super::identity::{self, Identity};
use super::settle::settle;
use crate::actions::administrators::hold_all;
use crate::actions::{grant, locked};
use crate::events;
use crate::model::single_sign_on::SingleSignOn;
use crate::rights;
use crate::sessions::{self, ProvenBy};
use crate::tables::staff_session;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_federation::StaffClaims;
use sea_orm::entity::prelude::*;

/// Opens sensitive changes of a session that the provider vouched for, for ten minutes; those of factors too, where its second factor counts.
/// Returns the new token. The roles are taken anew, as at a sign-in.
pub async fn step_up(cx: &Cx, session: Uuid, claims: &StaffClaims) -> Outcome<Secret<String>, SsoRefusal> {
    let me = rights::member(cx).or_refuse()?;
    let sso = SingleSignOn::of(cx).ok_or_else(|| refuse(SsoRefusal::Off))?;
    let tx = cx.begin().await?;
    let administrators = hold_all(cx, &tx).await?;
    let member = locked(&tx, me).await?.filter(|m| m.disabled_at.is_none()).ok_or_else(|| refuse(SsoRefusal::Over))?;
    if grant::of_row(cx, &*tx, &member).await?.is_none() {
        return Err(refuse(SsoRefusal::RowRefused));
    }
    let row =
        staff_session::Entity::find_by_id(session).filter(staff_session::Column::StaffId.eq(me)).one(&*tx).await?;
    if row.is_none_or(|row| row.vouched_sealed.is_none()) {
        return Err(refuse(SsoRefusal::Over));
    }
    if !identity::is_theirs(cx, &*tx, &member, &Identity::of(claims)).await? {
        let details = serde_json::json!({ "factor": WORD });
        cx.audit(&tx, events::PROOF_FAILED.about(me).with(details)).await?;
        tx.commit().await?;
        return Err(refuse(SsoRefusal::Another));
    }
    let given = sso.roles_of(&claims.groups);
    let member = Box::pin(settle(cx, &tx, member, &given, &administrators)).await?;
    if member.roles.is_empty() {
        tx.commit().await?;
        return Err(refuse(SsoRefusal::NoRole));
    }
    let by = if claims.gave_factor { ProvenBy::Factor } else { ProvenBy::Password };
    let token = sessions::renew(cx, &tx, session, me, by).await?.ok_or_else(|| refuse(SsoRefusal::Over))?;
    let details = serde_json::json!({ "factor": WORD });
    cx.audit(&tx, events::STEPPED_UP.about(me).with(details)).await?;
    tx.commit().await?;
    Ok(token)
}
