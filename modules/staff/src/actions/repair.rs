//! What an operator does from the command line for a member whose row is refused, because it was changed past Gatehouse, or
//! who cannot be helped from the console.

use super::{locked, presence, set_password, write};
use crate::browsers;
use crate::contacts::{Member, has_address, open};
use crate::events;
use crate::gate::codes;
use crate::model::roles;
use crate::refusals::{MemberError, MemberRefusal};
use crate::sessions::SESSIONS;
use crate::tables::{staff, staff_recovery_code};
use crate::{grant, mails, rights};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, Fault, Invalid, Outcome, Personal, Role, Secret, Uuid, refuse};
use gatehouse_guard::counters;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// A member as the command line lists him.
pub struct Listed {
    /// With name and address.
    pub member: Member,
    /// Whether his row is as Gatehouse wrote it; a refused one opens nothing.
    pub holds: bool,
}

/// The id of the member with this address.
pub async fn member_of(cx: &Cx, email: &Personal<String>) -> Result<Option<Uuid>, Fault> {
    let found = staff::Entity::find().filter(has_address(cx, &email.0));
    Ok(found.one(cx.read()).await?.map(|row| row.id))
}

/// The whole staff.
pub async fn all_members(cx: &Cx) -> Result<Vec<Listed>, Fault> {
    let rows = staff::Entity::find().order_by_asc(staff::Column::Id).all(cx.read()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    let refused = grant::refused(cx.read(), &cx.app.keys).await?;
    let mut listed = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(key) = keys.get(&row.id) else { continue };
        let holds = !refused.contains(&format!("staff {}", row.id));
        listed.push(Listed { member: open(key, row)?, holds });
    }
    Ok(listed)
}

/// What the operator hands over.
pub struct Repaired {
    /// To set a password; mailed too.
    pub link: Secret<String>,
    /// To connect an authenticator app; shown this once.
    pub code: Secret<String>,
}

/// Makes a member's access anew, with these roles and nothing of what the row says: no password, no second factor, no
/// session. He gets a link to set a password, and connects an authenticator app then with the code that stands beside the
/// link here. Only for the command line.
pub async fn repair_member(cx: &Cx, id: Uuid, new: &[Role]) -> Outcome<Repaired, MemberRefusal> {
    if !matches!(cx.actor, Actor::Program(_)) {
        return Err(refuse(rights::NotAllowed.into()));
    }
    if new.is_empty() {
        return Err(refuse(Invalid::one(MemberError::RolesMissing).into()));
    }
    let tx = cx.begin().await?;
    let member = locked(&tx, id).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    let (change, number) = grant::state_anew(cx, &*tx, &member, &roles::join(new)).await?;
    write(&tx, &member, change).await?;
    grant::note(cx, &tx, id, number)?;
    staff_recovery_code::Entity::delete_many().filter(staff_recovery_code::Column::StaffId.eq(id)).exec(&*tx).await?;
    counters::forget(&tx, &codes(cx, id)).await?;
    browsers::forget_all(&tx, id).await?;
    SESSIONS.end_all(cx, &tx, id, None).await?;
    set_password::end_links(&tx, id).await?;
    let link = set_password::make_link(cx, &tx, id).await?;
    let key = subject::key(cx, &*tx, id).await?;
    mails::invitation(cx, &tx, &open(&key, member)?, &link).await?;
    let details = serde_json::json!({ "roles": roles::join(new), grant::NUMBER: number });
    cx.audit(&tx, events::REPAIRED.about(id).with(details)).await?;
    let code = presence::make_code(cx, &tx, id).await?;
    tx.commit().await?;
    Ok(Repaired { link, code })
}
