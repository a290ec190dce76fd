//! The owner deletes the company (COM-11): the mailed link of the last seven days, the password, a ticked box, and what the page said would
//! go. From then on nobody gets in; staff can restore it for 24 hours; then a job purges it. All members are told.

use super::enter::enter;
use crate::events::DELETED;
use crate::jobs::{deletion_told, purge};
use crate::model::states::{CompanyState, RESTORABLE};
use crate::queries::deletions::of_link;
use crate::queries::goes::Shown;
use crate::refusals::EnterRefusal;
use crate::rights::{In, Locked, Owner};
use crate::signals::CompanyDeleted;
use crate::tables::company::{ActiveModel, Column, Entity, Model};
use crate::tables::company_deletion;
use gatehouse_accounts::actions::step_up::prove;
use gatehouse_accounts::refusals::{AccountRefusal, BadLink, NotTheOwner};
use gatehouse_accounts::tables::account;
use gatehouse_context::Cx;
use gatehouse_core::{Moment, Outcome, Refusal, Secret, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use serde_json::json;

/// The form of the link's page.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct DeleteCompany {
    /// The link's token.
    pub token: String,
    /// The password.
    pub current: Secret<String>,
    /// `true`: "I understand …" is ticked.
    pub confirm: String,
    /// What was shown.
    pub shown: String,
}

/// A company that was deleted.
#[derive(Clone, Debug)]
pub struct Deleted {
    /// Its name.
    pub name: String,
    /// Until when staff can restore it.
    pub until: Moment,
}

/// Why it is not deleted.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum DeleteCompanyRefusal {
    /// They are no member, or not the owner.
    Enter(EnterRefusal),
    /// The link opens nothing, or no longer.
    BadLink(BadLink),
    /// The password was not taken.
    Password(AccountRefusal),
    /// The box is not ticked.
    #[refusal(422, "company.not_ticked", company_not_ticked, field = "confirm")]
    NotTicked,
    /// Other things would go than were shown.
    #[refusal(409, "company.goes_changed", company_goes_changed)]
    Changed,
}

type Deletes<T> = Outcome<T, DeleteCompanyRefusal>;

/// Deletes it. `company`: of the page's scope; `device`: the browser's device cookie.
pub async fn delete_company(cx: &Cx, company: Uuid, form: &DeleteCompany, device: Option<&str>) -> Deletes<Deleted> {
    // Nobody tries passwords here without the link; what counts is asked again behind the lock.
    let tx = cx.begin().await?;
    let account = opened(cx, &tx, company, form).await?.0.account();
    tx.rollback().await?;
    if form.confirm != "true" {
        return Err(refuse(DeleteCompanyRefusal::NotTicked));
    }
    let proved = prove(cx, account, &form.current, device).await;
    let proved = proved.map_err(|stop: Stop<AccountRefusal>| stop.map(DeleteCompanyRefusal::Password))?;
    let shown = Shown::of(cx, company).await?;
    let tx = cx.begin().await?;
    let (by, locked) = opened(cx, &tx, company, form).await?;
    let now = account::Entity::find_by_id(account).one(&*tx).await?;
    if now.is_none_or(|now| now.password_sealed != proved.password_sealed) {
        return Err(refuse(DeleteCompanyRefusal::Password(NotTheOwner.into())));
    }
    if !shown.is_word(cx, &form.shown) {
        return Err(refuse(DeleteCompanyRefusal::Changed));
    }
    let before = locked.row();
    let (at, until) = (cx.now(), cx.now().plus(RESTORABLE));
    let row = Model {
        state: CompanyState::Deleted,
        state_before: Some(before.state),
        deleted_at: Some(at),
        purge_at: Some(until),
        version: before.version + 1,
        ..before.clone()
    };
    let change = ActiveModel::from(row).reset_all();
    Entity::update_many().set(change).filter(Column::Id.eq(company)).exec(&*tx).await?;
    let own = company_deletion::Column::CompanyId.eq(company);
    company_deletion::Entity::delete_many().filter(own).exec(&*tx).await?;
    cx.raise(&tx, CompanyDeleted { company }).await?;
    deletion_told::enqueue(cx, &tx, company, at, Uuid::nil()).await?;
    purge::enqueue(cx, &tx, company, until).await?;
    let details = json!({ "restorable_until": until.rfc3339() });
    cx.audit(&tx, DELETED.about(company).of_account(by.account()).with(details)).await?;
    let name = before.name.clone();
    tx.commit().await?;
    Ok(Deleted { name, until })
}

/// The owner with the link, and the company's lock.
async fn opened<'t>(cx: &Cx, tx: &'t Tx, company: Uuid, form: &DeleteCompany) -> Deletes<(In<'t, Owner>, Locked<'t>)> {
    let entered = enter::<Owner>(cx, tx, company).await;
    let (by, locked) = entered.map_err(|stop: Stop<EnterRefusal>| stop.map(DeleteCompanyRefusal::Enter))?;
    let found = of_link(cx, &**tx, &by, &form.token).await;
    found.map_err(|stop: Stop<BadLink>| stop.map(DeleteCompanyRefusal::BadLink))?;
    Ok((by, locked))
}
