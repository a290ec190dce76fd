//! A member chooses their language and time zone (ALL-1, ALL-5).

use super::{locked, save};
use crate::events;
use crate::refusals::{MemberError, MemberRefusal};
use crate::rights;
use crate::tables::staff;
use gatehouse_context::Cx;
use gatehouse_core::{Errors, Lang, OrRefuse as _, Outcome, refuse};
use gatehouse_l10n::zones;
use sea_orm::Set;

/// Language and time zone as they were chosen: a tag, an IANA name; an empty zone is the vendor's.
#[derive(Clone, Debug)]
pub struct Preferences {
    /// `en`, `ja`, `ru`.
    pub lang: String,
    /// Such as `Asia/Tokyo`.
    pub zone: String,
}

/// Changes language and time zone.
pub async fn change_preferences(cx: &Cx, chosen: &Preferences) -> Outcome<(), MemberRefusal> {
    let me = rights::member(cx).or_refuse()?;
    let mut errors = Errors::<MemberError>::default();
    let lang = Lang::ALL.into_iter().find(|lang| lang.tag() == chosen.lang);
    if lang.is_none() {
        errors.add(MemberError::LangUnknown);
    }
    let zone = zones::settled(chosen.zone.trim());
    if zone.is_none() && !chosen.zone.trim().is_empty() {
        errors.add(MemberError::ZoneUnknown);
    }
    errors.done().or_refuse()?;
    let tx = cx.begin().await?;
    let member = locked(&tx, me).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    let row =
        staff::ActiveModel { lang: Set(lang.map(|lang| lang.tag().to_owned())), zone: Set(zone), ..Default::default() };
    save(cx, &tx, &member, row).await?;
    cx.audit(&tx, events::PREFERENCES_CHANGED.about(me)).await?;
    tx.commit().await?;
    Ok(())
}
