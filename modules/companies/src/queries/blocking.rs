//! What "block all" and "unblock all" would do (COM-12).

use super::above::{Above, above};
use super::companies;
use crate::model::states::BlockedBy;
use crate::rights::{In, ManageUsers};
use crate::tables::company_member::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use sea_orm::Condition;
use sea_orm::entity::prelude::*;

/// How many there are, and who is passed over.
pub(crate) struct Blocking {
    /// Users whom no administrator has blocked, without those who are passed over.
    pub active: i64,
    /// Users whom somebody has blocked.
    pub blocked: i64,
    /// Whom the actor cannot block.
    pub above: Vec<Above>,
}

/// For the actor's company.
pub(crate) async fn blocking(cx: &Cx, by: &In<'_, ManageUsers>) -> Result<Blocking, Fault> {
    let own = Entity::find().filter(Column::CompanyId.eq(by.company()));
    let free = Condition::any().add(Column::BlockedAt.is_null()).add(Column::BlockedBy.eq(BlockedBy::Directory));
    let all = own.clone().filter(free).count(cx.read()).await?;
    let by_persons = Column::BlockedBy.is_in([BlockedBy::Person, BlockedBy::Both]);
    let blocked = own.filter(by_persons).count(cx.read()).await?;
    let owner = companies::owner(cx.read(), by.company()).await?.unwrap_or_default();
    let above = above(cx, cx.read(), (by.company(), owner), (by.member(), by.rights())).await?;
    let passed = i64::try_from(above.iter().filter(|above| !above.is_blocked).count())? + 1;
    Ok(Blocking { active: (i64::try_from(all)? - passed).max(0), blocked: i64::try_from(blocked)?, above })
}
