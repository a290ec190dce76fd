//! A person's live sessions.

use crate::model::device_label;
use crate::tables::session::{Column, Entity};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Cx;
use sea_orm::QueryOrder as _;
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

/// The live sessions of an account, last used first. There are never many: each ends by itself.
pub async fn sessions(cx: &Cx, account: Uuid) -> Result<Vec<SessionLine>, Fault> {
    let rows = Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::ExpiresAt.gt(cx.now().0))
        .order_by_desc(Column::SeenAt)
        .order_by_desc(Column::Id)
        .all(cx.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| SessionLine {
            id: row.id,
            device: row.agent.as_deref().and_then(device_label),
            network: row.network,
            since: Moment(row.created_at),
            seen: Moment(row.seen_at),
        })
        .collect())
}

/// Whether the person asked to stay signed in, for the life of a renewed cookie.
pub async fn is_kept(cx: &Cx, session: Uuid) -> Result<bool, Fault> {
    Ok(Entity::find_by_id(session).one(cx.read()).await?.is_some_and(|row| row.kept))
}
