//! What a person sees of their own account.

use crate::model::profile::ProfileForm;
use crate::queries::addresses::{self, Waiting};
use crate::queries::sealed::Person;
use crate::tables::{account, notification_choice};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::entity::prelude::*;

/// The account page.
#[derive(Clone)]
pub struct Own {
    pub email: String,
    /// The address that waits for its proof.
    pub next: Option<Waiting>,
    pub profile: ProfileForm,
    /// Whether there is a password: an account that a service made has none (ACC-8), one that was imported has it without a date.
    pub has_password: bool,
    /// When the password was set here.
    pub password_changed: Option<Moment>,
    /// The words of the notifications that are switched on; a word may be one that no module declares any more.
    pub notifications: Vec<String>,
}

/// The person's account; `None` when it was deleted meanwhile.
pub async fn own(cx: &Cx, id: Uuid) -> Result<Option<Own>, Fault> {
    use notification_choice::{Column, Entity};
    let Some(row) = account::Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    let person = Person::of(&subject::key(cx, cx.read(), id).await?, &row)?;
    let name = person.name;
    let profile = ProfileForm {
        first_name: name.first.unwrap_or_default(),
        last_name: name.last.unwrap_or_default(),
        first_reading: name.first_reading.unwrap_or_default(),
        last_reading: name.last_reading.unwrap_or_default(),
        company: person.company.unwrap_or_default(),
        phone: person.phone.unwrap_or_default(),
        address: person.address.unwrap_or_default(),
        country: row.country.unwrap_or_default(),
        region: row.region.unwrap_or_default(),
        lang: row.lang,
        zone: row.zone.unwrap_or_default(),
    };
    let chosen = Entity::find().filter(Column::AccountId.eq(id)).all(cx.read()).await?;
    let notifications = chosen.into_iter().map(|row| row.kind).collect();
    let next = addresses::waiting(cx, id).await?;
    let (has_password, password_changed) = (row.password_sealed.is_some(), row.password_changed_at);
    Ok(Some(Own { email: person.email, next, profile, has_password, password_changed, notifications }))
}
