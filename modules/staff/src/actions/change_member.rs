//! Name and roles of a member. New roles hold from their next request.

use super::{administrators, save};
use crate::actions::grant;
use crate::events;
use crate::model::{name, roles};
use crate::queries::recipients::NAME;
use crate::refusals::{MemberError, MemberRefusal};
use crate::rights::{Administer, may};
use crate::tables::staff;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Errors, OrRefuse as _, Outcome, Personal, Role, Uuid};
use sea_orm::Set;

/// What to change.
#[derive(Clone, Debug)]
pub struct MemberChange {
    /// The new name.
    pub name: Personal<String>,
    /// All roles that they shall have.
    pub roles: Vec<Role>,
}

/// Changes name and roles.
pub async fn change_member(cx: &Cx, id: Uuid, change: MemberChange) -> Outcome<(), MemberRefusal> {
    let cx = &may::<Administer>(cx).or_refuse()?;
    let mut errors = Errors::<MemberError>::default();
    let name = errors.take(name::clean(
        &change.name.0,
        MemberError::NameMissing,
        MemberError::NameUnprintable,
        MemberError::NameInvalid,
    ));
    if change.roles.is_empty() {
        errors.add(MemberError::RolesMissing);
    }
    let name = errors.finish(|| name).or_refuse()?;
    let tx = cx.begin().await?;
    let (member, administrators) = administrators::hold(cx, &tx, id).await?;
    if !change.roles.contains(&Role::Administrator) {
        administrators::keep_one(cx, &member, &administrators)?;
    }
    let (old, new) = (member.roles.clone(), roles::join(&change.roles));
    let key = subject::key(cx, &*tx, id).await?;
    let row = staff::ActiveModel {
        name_sealed: Set(key.seal(cx.app.random.as_ref(), NAME, id, name.as_bytes())?),
        roles: Set(new.clone()),
        ..Default::default()
    };
    let number = save(cx, &tx, &member, row).await?;
    let details = serde_json::json!({ "roles": new, "roles_before": old, grant::NUMBER: number });
    cx.audit(&tx, events::CHANGED.about(id).with(details)).await?;
    tx.commit().await?;
    Ok(())
}
