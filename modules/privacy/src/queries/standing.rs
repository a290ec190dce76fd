//! How an account stands to the statements of its country (ACC-12).

use super::memory::now_in_force;
use crate::model::answer::Answer;
use crate::model::published::{InForce, Published};
use crate::model::text::for_reader;
use crate::tables::consent::{Column, Entity, Model};
use crate::tables::{statement_text, statement_version};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// A version that is in force where the account is, and what the account answered.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The version.
    pub version: Published,
    /// The last answer to the statement, to this version or an earlier one.
    pub consent: Option<Model>,
    /// Whether it is asked in the account's country. One that is not is shown while the account accepts it, so that it can be withdrawn.
    pub is_here: bool,
    /// Whether it has to be accepted before the portal is used, and is not.
    pub is_due: bool,
}

impl Standing {
    fn of(one: InForce, consent: Option<Model>, country: Option<&str>) -> Self {
        let is_met = consent.as_ref().is_some_and(|own| own.answer == Answer::Accepted && one.is_met_by(own.number));
        let is_here = country.is_some_and(|country| one.is_for(country));
        Self { is_here, is_due: is_here && one.version.required && !is_met, version: one.version, consent }
    }

    /// Whether it is accepted, in this version or in one that does as well.
    pub fn is_accepted(&self) -> bool {
        self.consent.as_ref().is_some_and(|own| own.answer == Answer::Accepted) && !self.is_due
    }
}

/// How the account stands to each statement that is in force in its country, and to others that it accepts. None is asked while no country is
/// told.
pub async fn standings(cx: &Cx, account: Uuid, country: Option<&str>) -> Result<Vec<Standing>, Fault> {
    let all = answered(cx, account, now_in_force(cx).await?, country).await?;
    Ok(all.into_iter().filter(|standing| standing.is_here || standing.is_accepted()).collect())
}

/// The statements that the account must accept before it uses the portal. Costs no query where its country demands none.
pub async fn due(cx: &Cx, account: Uuid, country: Option<&str>) -> Result<Vec<Standing>, Fault> {
    let Some(here) = country else { return Ok(Vec::new()) };
    let is_demanded = |one: &InForce| one.version.required && one.is_for(here);
    let demanded = now_in_force(cx).await?.into_iter().filter(is_demanded).collect();
    Ok(answered(cx, account, demanded, country).await?.into_iter().filter(|standing| standing.is_due).collect())
}

async fn answered(
    cx: &Cx,
    account: Uuid,
    statements: Vec<InForce>,
    country: Option<&str>,
) -> Result<Vec<Standing>, Fault> {
    if statements.is_empty() {
        return Ok(Vec::new());
    }
    let ids = statements.iter().map(|one| one.version.statement);
    let own = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::StatementId.is_in(ids));
    let mut own: HashMap<Uuid, Model> =
        own.all(cx.read()).await?.into_iter().map(|row| (row.statement_id, row)).collect();
    let standing = |one: InForce| {
        let consent = own.remove(&one.version.statement);
        Standing::of(one, consent, country)
    };
    Ok(statements.into_iter().map(standing).collect())
}

/// The texts of these versions for a reader, by version; in one query.
pub async fn texts_for(cx: &Cx, versions: &[Uuid], lang: Lang) -> Result<HashMap<Uuid, statement_text::Model>, Fault> {
    use statement_text::{Column, Entity};
    if versions.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Entity::find().filter(Column::VersionId.is_in(versions.iter().copied()));
    let rows = rows.order_by_asc(Column::VersionId).order_by_asc(Column::Lang).all(cx.read()).await?;
    let of_version = rows.chunk_by(|one, other| one.version_id == other.version_id);
    Ok(of_version.filter_map(|texts| for_reader(texts, lang)).map(|text| (text.version_id, text.clone())).collect())
}

/// A published version whose moment has come, with its text for a reader: whoever was ever asked for it may read it again.
pub async fn readable(
    cx: &Cx,
    version: Uuid,
    lang: Lang,
) -> Result<Option<(statement_version::Model, statement_text::Model)>, Fault> {
    let Some(row) = statement_version::Entity::find_by_id(version).one(cx.read()).await? else { return Ok(None) };
    if row.published_at.is_none_or(|from| from > cx.now()) {
        return Ok(None);
    }
    Ok(texts_for(cx, &[version], lang).await?.remove(&version).map(|text| (row, text)))
}
