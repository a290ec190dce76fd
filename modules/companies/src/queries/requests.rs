//! Requests to join (COM-2): those that a company's administrators decide about, and a person's own.

use crate::model::name::MemberName;
use crate::model::states::JoinState;
use crate::rights::{Any, In, InviteUsers, ManageUsers};
use crate::tables::company;
use crate::tables::join_request::{Column, Entity, Model};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Where names are sealed.
pub(crate) const NAMES: &str = "join_request.names_sealed";
/// Who decides about them.
pub type Deciders = Any<(ManageUsers, InviteUsers)>;
/// Requests that are shown at once, the oldest first.
pub const SHOWN: u64 = 100;

/// A request that waits.
#[derive(Clone)]
pub struct Asking {
    /// The request.
    pub row: Model,
    /// Who asks.
    pub name: MemberName,
    /// Their address.
    pub email: String,
}

/// Those that wait for an answer, the oldest first.
pub async fn pending(cx: &Cx, by: &In<'_, Deciders>) -> Result<Vec<Asking>, Fault> {
    let rows = Entity::find()
        .filter(Column::CompanyId.eq(by.company()))
        .filter(Column::State.eq(JoinState::Pending))
        .filter(Column::EndsAt.gt(cx.now()))
        .order_by_asc(Column::AskedAt)
        .limit(SHOWN)
        .all(cx.read())
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let accounts: Vec<Uuid> = rows.iter().map(|row| row.account_id).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    let contacts = contacts::contacts(cx, cx.read(), &accounts).await?;
    rows.into_iter()
        .map(|row| {
            let email = contacts.get(&row.account_id).map(|contact| contact.to.email.clone()).unwrap_or_default();
            Ok(Asking { name: name_of(keys.get(&row.id), &row)?, email, row })
        })
        .collect()
}

/// The name of who asks; empty where the key is gone.
pub(crate) fn name_of(key: Option<&SubjectKey>, row: &Model) -> Result<MemberName, Fault> {
    let Some(key) = key else { return Ok(MemberName::default()) };
    Ok(serde_json::from_slice(&key.open(NAMES, row.id, &row.names_sealed)?)?)
}

/// The last request of a person, with the company's name.
pub async fn last_of(cx: &Cx, account: Uuid) -> Result<Option<(Model, String)>, Fault> {
    let own = Entity::find().filter(Column::AccountId.eq(account)).order_by_desc(Column::AskedAt);
    let Some(row) = own.order_by_desc(Column::Id).one(cx.read()).await? else { return Ok(None) };
    let company = company::Entity::find_by_id(row.company_id).one(cx.read()).await?;
    Ok(company.map(|company| (row, company.name)))
}
