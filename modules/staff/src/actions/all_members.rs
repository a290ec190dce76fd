//! The whole staff as the command line lists them, with what their rows are worth.

use crate::actions::grant;
use crate::queries::recipients::{Member, open};
use crate::rights::Administer;
use crate::tables::staff::{Column, Entity};
use gatehouse_context::{May, subject};
use gatehouse_core::{Fault, Uuid};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// A member.
pub struct Listed {
    /// With name and address.
    pub member: Member,
    /// Whether the row is as Gatehouse wrote it; a refused one opens nothing.
    pub holds: bool,
}

/// The whole staff.
pub async fn all_members(cx: &May<Administer>) -> Result<Vec<Listed>, Fault> {
    let rows = Entity::find().order_by_asc(Column::Id).all(cx.read()).await?;
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
