//! Companies themselves.

use crate::tables::{company, company_slug};
use gatehouse_core::{Fault, Uuid};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// The owner of a company; `None` for one that is gone.
pub(crate) async fn owner<C: ConnectionTrait>(conn: &C, company: Uuid) -> Result<Option<Uuid>, Fault> {
    let own = company::Entity::find_by_id(company).select_only().column(company::Column::OwnerMemberId);
    Ok(own.into_tuple().one(conn).await?)
}

/// Whether a word of an address is one of this company, of now or of earlier.
pub(crate) async fn is_word_of<C: ConnectionTrait>(conn: &C, company: Uuid, word: &str) -> Result<bool, Fault> {
    let own = company_slug::Entity::find_by_id(word).filter(company_slug::Column::CompanyId.eq(company));
    Ok(own.one(conn).await?.is_some())
}

/// Whether no company ever had this word.
pub(crate) async fn is_free<C: ConnectionTrait>(conn: &C, word: &str) -> Result<bool, Fault> {
    Ok(company_slug::Entity::find_by_id(word).one(conn).await?.is_none())
}

/// The names of companies, for modules above that show whose something is. Those that are gone are missing.
pub async fn names<C: ConnectionTrait>(conn: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Fault> {
    use company::{Column, Entity};
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let named = Entity::find().select_only().columns([Column::Id, Column::Name]);
    let rows: Vec<(Uuid, String)> = named.filter(Column::Id.is_in(ids.iter().copied())).into_tuple().all(conn).await?;
    Ok(rows.into_iter().collect())
}

/// What letters call a company by.
#[derive(Clone, Debug)]
pub struct Words {
    /// Its name.
    pub name: String,
    /// Its word in addresses.
    pub slug: String,
}

/// The names and words of companies. Those that are gone are missing.
pub async fn words<C: ConnectionTrait>(conn: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, Words>, Fault> {
    use company::{Column, Entity};
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let own = Entity::find().select_only().columns([Column::Id, Column::Name, Column::Slug]);
    let own = own.filter(Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<(Uuid, String, String)> = own.into_tuple().all(conn).await?;
    Ok(rows.into_iter().map(|(id, name, slug)| (id, Words { name, slug })).collect())
}

/// The countries of companies.
pub async fn countries<C: ConnectionTrait>(conn: &C, ids: &[Uuid]) -> Result<Vec<String>, Fault> {
    use company::{Column, Entity};
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let of = Entity::find().select_only().column(Column::Country);
    Ok(of.filter(Column::Id.is_in(ids.iter().copied())).into_tuple().all(conn).await?)
}
