//! What staff see of a customer; every look is in the audit log (ALL-8).

use crate::events;
use crate::model::{Country, State};
use crate::queries::sealed::{self, Place};
use crate::rights::LookAtAccounts;
use crate::tables::{account, session};
use async_trait::async_trait;
use gatehouse_context::{AuditEntry, Cx, Look, LookUp, Looking, subject};
use gatehouse_core::{Fault, Lang, Moment, Uuid};
use sea_orm::PaginatorTrait as _;
use sea_orm::entity::prelude::*;

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

impl Look for Looked {
    type Right = LookAtAccounts;

    fn lines(&self) -> Vec<AuditEntry> {
        vec![events::VIEWED.about(self.account).of_account(self.account)]
    }
}

#[async_trait]
impl LookUp for Looked {
    async fn look_up(cx: &Cx, id: Uuid, _: &Looking) -> Result<Option<Self>, Fault> {
        match account::Entity::find_by_id(id).one(cx.read()).await? {
            Some(row) => Ok(Some(view(cx, &row).await?)),
            None => Ok(None),
        }
    }
}

async fn view(cx: &Cx, row: &account::Model) -> Result<Looked, Fault> {
    let id = row.id;
    let sessions = session::Entity::find()
        .filter(session::Column::AccountId.eq(id))
        .filter(session::Column::ExpiresAt.gt(cx.now().0))
        .count(cx.read())
        .await?;
    let key = subject::key(cx, cx.read(), id).await?;
    let text = |place| sealed::text(&key, row, place);
    Ok(Looked {
        account: id,
        email: sealed::email(&key, row)?,
        state: row.state,
        name: text(Place::Name)?,
        company: text(Place::Company)?,
        phone: text(Place::Phone)?,
        address: text(Place::Address)?,
        country: row.country.as_deref().and_then(Country::from_code),
        region: row.region.clone(),
        lang: Lang::from_tag(&row.lang).unwrap_or_default(),
        zone: row.zone.clone(),
        created: row.created_at,
        confirmed: row.confirmed_at,
        sessions,
    })
}
