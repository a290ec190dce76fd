//! What somebody has begun to ask and not sent yet.

use crate::model::category::Category;
use crate::model::places::DRAFT;
use crate::tables::request_draft::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use std::collections::BTreeMap;

/// The form as it was typed.
pub type Typed = BTreeMap<String, String>;

/// A new request that is not sent.
#[derive(Clone, Debug)]
pub struct Draft {
    /// It, and the request that it becomes.
    pub id: Uuid,
    /// What it is about, once chosen.
    pub category: Option<Category>,
    /// Its subject; may be empty.
    pub subject: String,
    /// What was typed.
    pub typed: Typed,
    /// When it was last saved.
    pub updated_at: Moment,
}

/// Those of an account in one name, the latest first: twenty at the most.
pub async fn of(cx: &Cx, account: Uuid, company: Option<Uuid>) -> Result<Vec<Draft>, Fault> {
    read(cx, account, company, None).await
}

/// One of them.
pub async fn find(cx: &Cx, account: Uuid, company: Option<Uuid>, id: Uuid) -> Result<Option<Draft>, Fault> {
    Ok(read(cx, account, company, Some(id)).await?.pop())
}

/// Whether it is one of theirs.
pub async fn is_own(cx: &Cx, account: Uuid, company: Option<Uuid>, id: Uuid) -> Result<bool, Fault> {
    let found = Entity::find_by_id(id).filter(Column::AccountId.eq(account)).filter(Column::RequestId.is_null());
    Ok(found.one(cx.read()).await?.is_some_and(|row| row.company_id == company))
}

async fn read(cx: &Cx, account: Uuid, company: Option<Uuid>, one: Option<Uuid>) -> Result<Vec<Draft>, Fault> {
    let mut wanted = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::RequestId.is_null());
    wanted = match company {
        Some(company) => wanted.filter(Column::CompanyId.eq(company)),
        None => wanted.filter(Column::CompanyId.is_null()),
    };
    if let Some(id) = one {
        wanted = wanted.filter(Column::Id.eq(id));
    }
    let rows = wanted.filter(Column::EraseAt.gt(cx.now())).order_by_desc(Column::UpdatedAt).all(cx.read()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    rows.into_iter()
        .filter_map(|row| Some((keys.get(&row.id)?, row)))
        .map(|(key, row)| {
            let plain = key.open(DRAFT, row.id, &row.form_sealed)?;
            let typed: Typed = serde_json::from_slice(&plain).unwrap_or_default();
            let subject = typed.get("subject").cloned().unwrap_or_default();
            Ok(Draft { id: row.id, category: row.category, subject, typed, updated_at: row.updated_at })
        })
        .collect()
}

/// The answer to a request that somebody has begun; empty where there is none. The caller has the proof that they see it.
pub async fn answer(cx: &Cx, account: Uuid, request: Uuid) -> Result<String, Fault> {
    let own = Entity::find().filter(Column::RequestId.eq(request)).filter(Column::AccountId.eq(account));
    let Some(row) = own.one(cx.read()).await? else { return Ok(String::new()) };
    let Some(key) = subject::keys(cx, cx.read(), &[request]).await?.remove(&request) else { return Ok(String::new()) };
    let typed: Typed = serde_json::from_slice(&key.open(DRAFT, row.id, &row.form_sealed)?).unwrap_or_default();
    Ok(typed.get("text").cloned().unwrap_or_default())
}
