//! What staff see of a customer; every look is in the audit log (ALL-8).

use crate::events;
use crate::model::{Country, State};
use crate::queries::contacts;
use crate::queries::sealed::{self, Place};
use crate::refusals::{NotAllowed, NotThere};
use crate::rights::may_look;
use crate::tables::{account, session};
use gatehouse_core::{Lang, Moment, OrRefuse as _, Outcome, Refusal, Uuid};
use gatehouse_db::{Cx, subject};
use sea_orm::PaginatorTrait as _;
use sea_orm::entity::prelude::*;

/// Why staff do not see an account.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum LookRefusal {
    /// The role does not allow it.
    NotAllowed(NotAllowed),
    /// No such account.
    NotThere(NotThere),
}

/// An account as staff see it.
#[derive(Clone)]
pub struct Looked {
    /// The account.
    pub account: Uuid,
    /// The address.
    pub email: String,
    /// Whether the address is proven.
    pub state: State,
    /// The name.
    pub name: Option<String>,
    /// The company.
    pub company: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
    /// The postal address.
    pub address: Option<String>,
    /// The country.
    pub country: Option<Country>,
    /// The region.
    pub region: Option<String>,
    /// The language.
    pub lang: Lang,
    /// The time zone.
    pub zone: Option<String>,
    /// When it was registered.
    pub created: Moment,
    /// When the address was proven.
    pub confirmed: Option<Moment>,
    /// Live sessions.
    pub sessions: u64,
}

/// The account with exactly this address, pending ones included. The search itself is audited, found or not.
pub async fn search(cx: &Cx, typed: &str) -> Outcome<Option<Uuid>, NotAllowed> {
    may_look(cx).or_refuse()?;
    let found = match crate::model::Email::parse(typed) {
        Ok(email) => account::Entity::find().filter(contacts::has_address(cx, &email)).one(cx.read()).await?,
        Err(_) => None,
    };
    let found = found.map(|row| row.id);
    let tx = cx.begin().await?;
    let mut entry = events::SEARCHED.about(found);
    if let Some(id) = found {
        entry = entry.of_account(id);
    }
    cx.audit(&tx, entry).await?;
    tx.commit().await?;
    Ok(found)
}

/// One account. Writes the line of the audit log first: without it, nothing is shown.
pub async fn look(cx: &Cx, id: Uuid) -> Outcome<Looked, LookRefusal> {
    may_look(cx).or_refuse()?;
    let row = account::Entity::find_by_id(id).one(cx.read()).await?;
    let row = row.ok_or(NotThere).or_refuse()?;
    let tx = cx.begin().await?;
    cx.audit(&tx, events::VIEWED.about(id).of_account(id)).await?;
    tx.commit().await?;
    let sessions = session::Entity::find()
        .filter(session::Column::AccountId.eq(id))
        .filter(session::Column::ExpiresAt.gt(cx.now().0))
        .count(cx.read())
        .await?;
    let key = subject::key(cx, cx.read(), id).await?;
    let text = |place| sealed::text(&key, &row, place);
    Ok(Looked {
        account: id,
        email: sealed::email(&key, &row)?,
        state: State::from_word(&row.state),
        name: text(Place::Name)?,
        company: text(Place::Company)?,
        phone: text(Place::Phone)?,
        address: text(Place::Address)?,
        country: row.country.as_deref().and_then(Country::from_code),
        region: row.region.clone(),
        lang: Lang::from_tag(&row.lang).unwrap_or_default(),
        zone: row.zone.clone(),
        created: Moment(row.created_at),
        confirmed: row.confirmed_at.map(Moment),
        sessions,
    })
}
