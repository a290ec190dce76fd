//! Ends what members had by the company's own sign-in and directory (COM-14): sessions that its provider vouched for, and tokens that they made.
//! A step of other actions: of a change of owner, and where a membership ends or somebody is blocked ([`crate::listeners`]).

use super::provider::mark::forget_sessions_of_members;
use crate::events::SCIM_TOKEN_ENDED;
use crate::tables::scim_token::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Of these members of the company.
pub(crate) async fn end_sign_in(cx: &Cx, tx: &Tx, company: Uuid, members: &[Uuid]) -> Result<(), Fault> {
    forget_sessions_of_members(tx, members).await?;
    let theirs = Entity::delete_many().filter(Column::CreatedBy.is_in(members.iter().copied()));
    if theirs.exec(&**tx).await?.rows_affected > 0 {
        // The directory stands still until the owner makes another one: the log says why.
        cx.audit(tx, SCIM_TOKEN_ENDED.about(company).with(json!({ "members": members }))).await?;
    }
    Ok(())
}
