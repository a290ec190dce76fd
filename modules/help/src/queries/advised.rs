//! What was advised (SUP-14), and how often it solved something.

use super::reading::{Item, by_ids};
use crate::model::words::Reader;
use crate::tables::help_advice::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// The articles that were advised for a request, in their order; those that are gone meanwhile are left out.
pub async fn of_request(cx: &Cx, request: Uuid, lang: Lang) -> Result<Vec<Item>, Fault> {
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::ArticleId)
        .filter(Column::RequestId.eq(request))
        .order_by_asc(Column::Place)
        .into_tuple()
        .all(cx.read())
        .await?;
    by_ids(cx, &ids, Reader::Customer, lang).await
}

/// How often an article was advised in the last year, and how often it solved something.
pub async fn uses(cx: &Cx, article: Uuid) -> Result<(u64, u64), Fault> {
    let of_it = || Entity::find().filter(Column::ArticleId.eq(article));
    let solved = of_it().filter(Column::SolvedAt.is_not_null()).count(cx.read()).await?;
    Ok((of_it().count(cx.read()).await?, solved))
}
