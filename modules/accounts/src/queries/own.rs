//! What a person sees of his own account.

use crate::model::profile::ProfileForm;
use crate::queries::sealed::{self, Place};
use crate::tables::{account, notification_choice};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;

/// The account page.
#[derive(Clone)]
pub struct Own {
    /// The address.
    pub email: String,
    /// The profile, as for its form.
    pub profile: ProfileForm,
    /// The words of the notifications that are switched on; a word may be one that no module declares any more.
    pub notifications: Vec<String>,
}

/// The person's account; `None` when it was deleted meanwhile.
pub async fn own(cx: &Cx, id: Uuid) -> Result<Option<Own>, Fault> {
    let Some(row) = account::Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    let key = subject::key(cx, cx.read(), id).await?;
    let text = |place| Ok::<_, Fault>(sealed::text(&key, &row, place)?.unwrap_or_default());
    let profile = ProfileForm {
        name: text(Place::Name)?,
        company: text(Place::Company)?,
        phone: text(Place::Phone)?,
        address: text(Place::Address)?,
        country: row.country.clone().unwrap_or_default(),
        region: row.region.clone().unwrap_or_default(),
        lang: row.lang.clone(),
        zone: row.zone.clone().unwrap_or_default(),
    };
    Ok(Some(Own { email: text(Place::Email)?, profile, notifications: notifications(cx, id).await? }))
}

async fn notifications(cx: &Cx, account: Uuid) -> Result<Vec<String>, Fault> {
    use notification_choice::{Column, Entity};
    let rows = Entity::find().filter(Column::AccountId.eq(account)).all(cx.read()).await?;
    Ok(rows.into_iter().map(|row| row.kind).collect())
}
