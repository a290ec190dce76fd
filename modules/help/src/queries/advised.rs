//! What was advised (SUP-14), and how often it solved something.

use super::reading::{Item, by_ids_in};
use crate::model::words::Reader;
use crate::tables::help_advice::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Moment, Uuid};
use gatehouse_search::{Mark, Query, Sought, best};
use gatehouse_support::model::places::KIND as REQUESTS;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, FromQueryResult, QueryOrder as _, QuerySelect as _, Statement, Value};
use std::collections::BTreeMap;

/// The articles that were advised for a request, in their order; those that are gone meanwhile are left out. Also inside the transaction in which they
/// were chosen.
pub async fn of_request(cx: &Cx, conn: &impl ConnectionTrait, request: Uuid, lang: Lang) -> Result<Vec<Item>, Fault> {
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::ArticleId)
        .filter(Column::RequestId.eq(request))
        .order_by_asc(Column::Place)
        .into_tuple()
        .all(conn)
        .await?;
    by_ids_in(cx, conn, &ids, Reader::Customer, lang).await
}

/// The requests that are looked at for what solved similar ones.
const SIMILAR: usize = 50;
/// The share of what is sought that a request has at least to be similar.
const ALIKE: f64 = 0.5;
/// Of so many similar requests their authors must have said that it solved them.
const FREQUENT: usize = 2;

/// The articles that solved similar requests before, the most frequent first.
pub(crate) async fn proven(cx: &Cx, conn: &impl ConnectionTrait, subject: &str) -> Result<Vec<Uuid>, Fault> {
    let query = Query::widened(subject);
    // The program compares: nobody is shown any of these requests.
    let sought = Sought { kind: REQUESTS, readers: &[Mark::staff()], all_of: &[], query: &query };
    let similar = best(cx, conn, &sought, SIMILAR).await?.into_iter().filter(|hit| hit.share >= ALIKE);
    let similar: Vec<Uuid> = similar.map(|hit| hit.hit.about_id).collect();
    let solved: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::ArticleId)
        .filter(Column::RequestId.is_in(similar))
        .filter(Column::SolvedAt.is_not_null())
        .into_tuple()
        .all(conn)
        .await?;
    let mut counts: BTreeMap<Uuid, usize> = BTreeMap::new();
    for article in solved {
        *counts.entry(article).or_default() += 1;
    }
    let mut frequent: Vec<(Uuid, usize)> = counts.into_iter().filter(|(_, count)| *count >= FREQUENT).collect();
    frequent.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(frequent.into_iter().map(|(article, _)| article).collect())
}

/// How often each of these was advised and solved something, among its last `uses` uses.
pub(crate) async fn last_uses(
    cx: &Cx,
    conn: &impl ConnectionTrait,
    articles: &[Uuid],
    uses: usize,
) -> Result<Vec<Use>, Fault> {
    if articles.is_empty() {
        return Ok(Vec::new());
    }
    // Each walks the index from its end: an article may have been advised a hundred thousand times.
    let one = |n: usize| {
        format!(
            "select * from (select article_id, at, solved_at from help_advice where article_id = ${n} \
             order by at desc, id desc limit {uses}) as use{n}"
        )
    };
    let text = (1..=articles.len()).map(one).collect::<Vec<_>>().join(" union all ");
    let values: Vec<Value> = articles.iter().map(|id| Value::from(*id)).collect();
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    Ok(Use::find_by_statement(statement).all(conn).await?)
}

/// One time that an article was advised.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub(crate) struct Use {
    /// The article.
    pub article_id: Uuid,
    /// When.
    pub at: Moment,
    /// When it solved it.
    pub solved_at: Option<Moment>,
}

/// How often an article was advised in the last year, and how often it solved something.
pub async fn uses(cx: &Cx, article: Uuid) -> Result<(u64, u64), Fault> {
    let of_it = || Entity::find().filter(Column::ArticleId.eq(article));
    let solved = of_it().filter(Column::SolvedAt.is_not_null()).count(cx.read()).await?;
    Ok((of_it().count(cx.read()).await?, solved))
}
