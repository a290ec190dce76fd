//! A person's live sessions.

use crate::tables::session::{Column, Entity, Model};
use gatehouse_core::agent::device_label;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Cx;
use gatehouse_db::paging::{self, Direction, PageRequest, Paged, SortKey};
use sea_orm::entity::prelude::*;

/// One session in the list.
#[derive(Clone)]
pub struct SessionLine {
    /// Its id, for "sign out".
    pub id: Uuid,
    /// `Firefox · Windows`; `None` for an unknown program.
    pub device: Option<String>,
    /// The network it was used from last.
    pub network: Option<String>,
    /// When the person signed in there.
    pub since: Moment,
    /// Last use, to the minute.
    pub seen: Moment,
}

/// A page of the live sessions of an account, last used first.
pub async fn sessions(cx: &Cx, account: Uuid, request: &PageRequest) -> Result<Paged<SessionLine>, Fault> {
    let live = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::ExpiresAt.gt(cx.now().0));
    let columns = (Column::SeenAt, Column::Id);
    let place = |row: &Model| (SortKey::Int(row.seen_at.0), row.id);
    let page = paging::keyset(cx.read(), live, columns, Direction::Descending, request, place).await?;
    Ok(page.map(|row| SessionLine {
        id: row.id,
        device: row.agent.as_deref().and_then(device_label),
        network: row.network,
        since: row.created_at,
        seen: row.seen_at,
    }))
}

/// Whether the person asked to stay signed in, for the life of a renewed cookie.
pub async fn is_kept(cx: &Cx, session: Uuid) -> Result<bool, Fault> {
    Ok(Entity::find_by_id(session).one(cx.read()).await?.is_some_and(|row| row.kept))
}
