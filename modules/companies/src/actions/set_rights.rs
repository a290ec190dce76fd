//! Gives and takes the rights of a user (COM-3): what was ticked, as far as the rule allows it ([`change::set_rights`]). The user is told by
//! mail; a right that was taken is gone with their next request, on every node, because each reads it with the membership.

use super::restate::{Restated, restate};
use super::target::{entered, is_of_now, recipient, target};
use crate::events::RIGHTS_CHANGED;
use crate::mails;
use crate::model::change;
use crate::model::form::RightsForm;
use crate::model::rights::Rights;
use crate::refusals::MemberRefusal;
use crate::rights::ManageUsers;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};
use serde_json::json;

/// Sets them; answers the rights that the user has been given now.
pub async fn set_rights(cx: &Cx, company: Uuid, member: Uuid, form: &RightsForm) -> Outcome<Rights, MemberRefusal> {
    let tx = cx.begin().await?;
    let (by, locked) = entered::<ManageUsers>(cx, &tx, company).await?;
    let before = target(cx, &tx, &locked, member).await?;
    is_of_now(&before, &form.version)?;
    let own = change::set_rights(by.standing(), &before.standing(), form.wanted()).or_refuse()?;
    let had = before.standing().own;
    if own == had {
        return Ok(own);
    }
    let change = Restated { own: Some(own), ..Restated::default() };
    let row = restate(cx, &tx, &locked, &before, change).await?;
    if let Some(to) = recipient(cx, &tx, row.account_id).await? {
        let now = own.union(row.rights_groups);
        mails::rights_changed::queue(cx, &tx, &to, locked.row(), now).await?;
    }
    let details = json!({ "member": member, "before": had.words(), "rights": own.words() });
    cx.audit(&tx, RIGHTS_CHANGED.about(company).of_account(row.account_id).with(details)).await?;
    tx.commit().await?;
    Ok(own)
}
