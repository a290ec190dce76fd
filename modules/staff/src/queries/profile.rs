//! What a member sees of themselves.

use crate::queries::members::with_codes_left;
use crate::queries::passkeys::{Listed, listed};
use crate::queries::recipients::Member;
use crate::rights::{self, NotAllowed};
use crate::sessions::Stage;
use crate::tables::staff_session::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// The member who asks.
pub struct Profile {
    /// With name and address.
    pub me: Member,
    /// How many recovery codes they have left.
    pub codes_left: u64,
    /// Their passkeys, oldest first.
    pub passkeys: Vec<Listed>,
    /// The sessions in which they are signed in now, the latest first.
    pub sessions: Vec<Model>,
}

/// The profile of the member who asks; `None` where their row is gone.
pub async fn profile(cx: &Cx) -> Outcome<Option<Profile>, NotAllowed> {
    let id = rights::member(cx).or_refuse()?;
    let Some((me, codes_left)) = with_codes_left(cx, id).await? else { return Ok(None) };
    let live = Entity::find()
        .filter(Column::StaffId.eq(id))
        .filter(Column::Stage.eq(Stage::Full))
        .filter(Column::ExpiresAt.gt(cx.now()))
        .filter(Column::EndsAt.gt(cx.now()));
    let sessions = live.order_by_desc(Column::CreatedAt).all(cx.read()).await?;
    let passkeys = listed(cx, id).await?;
    Ok(Some(Profile { me, codes_left, passkeys, sessions }))
}
