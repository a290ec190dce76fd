//! Staff tell the administrators of all companies of a change of the portal (COM-13). Each reads it in their language; a job writes the
//! mails. The same form sent twice is told once.

use crate::events::PORTAL_TOLD;
use crate::jobs::portal_change;
use crate::model::portal_text::{PortalTexts, TextWanted};
use crate::tables::portal_change::{ActiveModel, Column, Entity};
use gatehouse_context::{Cx, Right};
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Role, Uuid, refuse};
use gatehouse_web::rights::member;
use gatehouse_web::{NotAllowed, may};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde_json::json;

/// Who tells.
pub(crate) const TELLERS: &[Role] = &[Role::Support, Role::Licensing];

/// Telling administrators of changes.
pub enum TellOfPortal {}

impl Right for TellOfPortal {
    const ROLES: &'static [Role] = TELLERS;
    const SCOPE: Option<&'static str> = None;
}

/// Why nobody is told.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum TellOfPortalRefusal {
    /// The actor may not.
    NotAllowed(NotAllowed),
    /// A text is missing or too long.
    Text(TextWanted),
    /// The box is not ticked.
    #[refusal(422, "company.not_ticked", company_not_ticked, field = "confirm")]
    NotTicked,
}

/// Tells it. `form`: the id that the form was given.
pub async fn tell_of_portal(
    cx: &Cx,
    form: Uuid,
    texts: &PortalTexts,
    is_ticked: bool,
) -> Outcome<(), TellOfPortalRefusal> {
    may::<TellOfPortal>(cx).or_refuse()?;
    let made_by = member(cx).or_refuse()?;
    texts.check().or_refuse()?;
    if !is_ticked {
        return Err(refuse(TellOfPortalRefusal::NotTicked));
    }
    let tx = cx.begin().await?;
    let row = ActiveModel {
        id: Set(form),
        texts: Set(serde_json::to_string(texts)?),
        made_by: Set(made_by),
        made_at: Set(cx.now()),
    };
    let once = OnConflict::column(Column::Id).do_nothing().to_owned();
    if Entity::insert(row).on_conflict(once).exec_without_returning(&*tx).await? == 0 {
        return Ok(());
    }
    portal_change::enqueue(cx, &tx, form, Uuid::nil()).await?;
    cx.audit(&tx, PORTAL_TOLD.about(form).with(json!({ "portal_title": texts.title_en }))).await?;
    tx.commit().await?;
    Ok(())
}
