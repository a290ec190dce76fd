//! Tells the administrators of a company that somebody cannot join by its license (dead end 3): once a day. Who may know of them is who has
//! shown its license and proven their address; they learn nobody's name.

use crate::actions::tell::{News, tell};
use crate::events::ADMINISTRATORS_TOLD;
use crate::model::states::CompanyState;
use crate::queries::registrations::{self, DeadLink};
use crate::signals::SharedLicenseProof;
use crate::tables::company::{Column, Entity};
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, refuse};
use gatehouse_guard::counters::{self, Counter, Rule};
use sea_orm::entity::prelude::*;

/// Why nobody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum TellRefusal {
    /// No registration with a license waits for this person.
    Dead(DeadLink),
    /// They were told today.
    #[refusal(429, "company.told_today", told_today)]
    Today,
}

/// Tells them.
pub async fn tell_administrators(cx: &Cx) -> Outcome<(), TellRefusal> {
    let account = cx.actor.account().ok_or(DeadLink::Unknown).or_refuse()?;
    let contact = contacts::contact(cx, cx.read(), account).await?.ok_or(DeadLink::Unknown).or_refuse()?;
    let found = registrations::waiting(cx, cx.read(), &contact.to.email).await?;
    let found = found.ok_or(DeadLink::Unknown).or_refuse()?;
    let license = found.row.license_id.ok_or(DeadLink::Unknown).or_refuse()?;
    let tx = cx.begin().await?;
    let counter = Counter::new(cx, "companies.told_of", account.as_bytes(), Rule::codes(1));
    if counters::take(cx, &tx, &counter).await?.is_err() {
        return Err(refuse(TellRefusal::Today));
    }
    let Ok(proven) = cx.service::<SharedLicenseProof>()?.lock(cx, &tx, license).await? else {
        return Err(refuse(DeadLink::Unknown.into()));
    };
    let holders = Entity::find()
        .filter(Column::Id.is_in(proven.companies))
        .filter(Column::State.ne(CompanyState::Deleted))
        .all(&*tx)
        .await?;
    let news = News::CannotJoin { name: found.form.name.whole(), email: found.email };
    // A license is held by a few companies.
    for company in &holders {
        cx.audit(&tx, ADMINISTRATORS_TOLD.about(company.id).of_account(account)).await?;
        tell(cx, &tx, company.id, &news).await?;
    }
    tx.commit().await?;
    Ok(())
}
