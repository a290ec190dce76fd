//! What administrators of companies were told of the portal (COM-13).

use crate::model::portal_text::PortalTexts;
use crate::tables::portal_change::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// The latest, newest first.
const MOST: u64 = 20;

/// The latest of them, with when.
pub(crate) async fn latest(cx: &Cx) -> Result<Vec<(PortalTexts, Moment)>, Fault> {
    let rows =
        Entity::find().order_by_desc(Column::MadeAt).order_by_desc(Column::Id).limit(MOST).all(cx.read()).await?;
    rows.into_iter().map(|row| Ok((serde_json::from_str(&row.texts)?, row.made_at))).collect()
}
