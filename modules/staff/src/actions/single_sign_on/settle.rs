//! Taking a member's roles anew from their groups. What is gone there goes here; the last administrator with means of their own stays one.

use crate::actions::administrators::Administrators;
use crate::actions::{browsers, grant, links, locked, save};
use crate::events;
use crate::model::roles;
use crate::sessions::SESSIONS;
use crate::tables::staff;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Role, Uuid};
use gatehouse_db::Tx;
use sea_orm::Set;
use serde_json::json;

/// Gives a member, who is held as all administrators are, the roles that their groups give; answers the row as it is then. Who has no role left
/// has no session and no link any more.
pub(super) async fn settle(
    cx: &Cx,
    tx: &Tx,
    member: staff::Model,
    given: &[Role],
    administrators: &Administrators,
) -> Result<staff::Model, Fault> {
    let before = roles::split(&member.roles);
    let loses = before.contains(&Role::Administrator) && !given.contains(&Role::Administrator);
    let is_kept = loses && administrators.is_last(member.id);
    let mut given = given.to_vec();
    if is_kept {
        given.push(Role::Administrator);
    }
    let (old, new) = (member.roles.clone(), roles::join(&given));
    if new == old {
        if is_kept {
            cx.audit(tx, events::SSO_KEPT.about(member.id)).await?;
        }
        return Ok(member);
    }
    let change = staff::ActiveModel { roles: Set(new.clone()), ..Default::default() };
    let number = save(cx, tx, &member, change).await?;
    let details = json!({ "roles": new, "roles_before": old, grant::NUMBER: number });
    cx.audit(tx, events::SSO_ROLES.about(member.id).with(details)).await?;
    if is_kept {
        cx.audit(tx, events::SSO_KEPT.about(member.id)).await?;
    }
    if given.is_empty() {
        take_access(cx, tx, member.id).await?;
    }
    locked(tx, member.id).await?.ok_or_else(|| Fault::new("a member who is held is gone"))
}

async fn take_access(cx: &Cx, tx: &Tx, member: Uuid) -> Result<(), Fault> {
    SESSIONS.end_all(cx, tx, member, None).await?;
    browsers::forget_all(tx, member).await?;
    links::end_all(tx, member).await
}
