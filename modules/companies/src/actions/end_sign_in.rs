//! Ends what members had by the company's own sign-in and directory (COM-14): sessions that its provider vouched for, and tokens that they made.
//! A step of other actions: of a change of owner, and where a membership ends or somebody is blocked ([`crate::listeners`]).

use super::provider::mark::forget_sessions_of_members;
use crate::events::SCIM_TOKEN_ENDED;
use crate::tables::scim_token::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Of these members of the company.
pub(crate) async fn end_sign_in(cx: &Cx, tx: &Tx, company: Uuid, members: &[Uuid]) -> Result<(), Fault> {
    forget_sessions_of_members(tx, members).await?;
    let theirs = Entity::find().filter(Column::CreatedBy.is_in(members.iter().copied()));
    let theirs: Vec<(Uuid, Uuid)> =
        theirs.select_only().column(Column::Id).column(Column::CreatedBy).into_tuple().all(&**tx).await?;
    if theirs.is_empty() {
        return Ok(());
    }
    Entity::delete_many().filter(Column::Id.is_in(theirs.iter().map(|(token, _)| *token))).exec(&**tx).await?;
    // The directory stands still until the owner makes another one: the log says why.
    let line = |member: Uuid| (cx, SCIM_TOKEN_ENDED.about(company).with(json!({ "member": member })));
    Cx::audit_each(tx, theirs.into_iter().map(|(_, member)| line(member)).collect()).await
}
