//! Changes what the company knows of a user (COM-4, COM-6): name with its readings, country, branch. Who manages users does it for others,
//! everybody for themselves. The name in the account is another one.

use super::restate::{Restated, restate};
use super::target::{entered, is_of_now, target};
use crate::events::MEMBER_CHANGED;
use crate::model::change::may_edit;
use crate::model::form::{MemberError, MemberForm};
use crate::queries::branches;
use crate::queries::members::name_of;
use crate::queries::membership::Membership;
use crate::refusals::MemberRefusal;
use crate::rights::{Locked, ManageUsers, Member};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Invalid, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use serde_json::json;

/// Changes another user's.
pub async fn change_member(cx: &Cx, company: Uuid, member: Uuid, form: &MemberForm) -> Outcome<(), MemberRefusal> {
    let tx = cx.begin().await?;
    let (by, locked) = entered::<ManageUsers>(cx, &tx, company).await?;
    may_edit(by.standing()).or_refuse()?;
    let before = target(cx, &tx, &locked, member).await?;
    write(cx, &tx, &locked, &before, form).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes one's own.
pub async fn change_own(cx: &Cx, company: Uuid, form: &MemberForm) -> Outcome<(), MemberRefusal> {
    let tx = cx.begin().await?;
    let (by, locked) = entered::<Member>(cx, &tx, company).await?;
    let before = target(cx, &tx, &locked, by.member()).await?;
    write(cx, &tx, &locked, &before, form).await?;
    tx.commit().await?;
    Ok(())
}

async fn write(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    before: &Membership,
    form: &MemberForm,
) -> Outcome<(), MemberRefusal> {
    let told = form.check().or_refuse()?;
    is_of_now(before, &form.version)?;
    if let Some(branch) = told.branch
        && !branches::is_of(&**tx, company.id(), branch).await?
    {
        return Err(refuse(Invalid::one(MemberError::NoBranch).into()));
    }
    let row = before.member();
    let keys = subject::keys(cx, &**tx, &[row.id]).await?;
    let name = name_of(keys.get(&row.id), row)?;
    let changed: Vec<&str> = [
        ("name", name != told.name),
        ("country", row.country != told.country),
        ("branch", row.branch_id != told.branch),
    ]
    .into_iter()
    .filter_map(|(what, is_other)| is_other.then_some(what))
    .collect();
    if changed.is_empty() {
        return Ok(());
    }
    let change = Restated {
        name: (name != told.name).then_some(told.name),
        country: Some(told.country),
        branch: Some(told.branch),
        ..Restated::default()
    };
    restate(cx, tx, company, before, change).await?;
    let details = json!({ "member": row.id, "changed_fields": changed });
    Ok(cx.audit(tx, MEMBER_CHANGED.about(company.id()).of_account(row.account_id).with(details)).await?)
}
