//! Somebody asked support: articles that may answer it are chosen by the subject as the request begins, in the same transaction (SUP-14): first those
//! that have solved similar requests, then those that say something of it. An article that was advised often and hardly ever solved anything is
//! advised no more, until it is changed.

use crate::model::words::{Kind, Reader};
use crate::queries::advised::{last_uses, proven};
use crate::queries::products::about_others;
use crate::queries::search::chosen;
use crate::tables::{help_advice, help_article};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::{Tx, aside};
use gatehouse_support::model::category::Category;
use gatehouse_support::signals::{RequestOpened, SolvedByAdvice};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use std::collections::HashSet;

/// The most articles that are advised.
pub const MOST: usize = 3;
/// Uses after which an article is judged, and how many of them must have solved something: 20 percent.
pub const USES: usize = 50;
/// See [`USES`].
pub const LEAST: usize = 10;

/// Whether an article is advised on, by its last uses.
#[must_use]
pub const fn is_worth_it(uses: usize, solved: usize) -> bool {
    uses < USES || solved >= LEAST
}

/// Chooses, and keeps what was chosen.
pub(crate) async fn advise(cx: &Cx, tx: &Tx, opened: &RequestOpened) -> Result<(), Fault> {
    let is_asked = matches!(opened.category, Category::Technical | Category::Portal);
    if opened.account.is_none() || !is_asked {
        return Ok(());
    }
    let subject = opened.subject.0.as_str();
    let mut found = proven(cx, &**tx, subject).await?;
    for id in chosen(cx, &**tx, (Reader::Customer, opened.lang), subject, (opened.product, MOST * 3)).await? {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    let others = about_others(&**tx, &found, opened.product).await?;
    found.retain(|id| !others.contains(id));
    let worth = worth_it(cx, tx, &found).await?;
    found.retain(|id| worth.contains(id));
    found.truncate(MOST);
    if found.is_empty() {
        return Ok(());
    }
    let row = |(place, id): (i64, &Uuid)| -> help_advice::ActiveModel {
        let row = help_advice::Model {
            id: cx.id(),
            request_id: opened.request,
            article_id: *id,
            place,
            at: cx.now(),
            solved_at: None,
        };
        row.into_active_model()
    };
    help_advice::Entity::insert_many((1..).zip(&found).map(row)).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Those of them that its author may read, that answer something, and that have solved enough since they were changed.
async fn worth_it(cx: &Cx, tx: &Tx, found: &[Uuid]) -> Result<HashSet<Uuid>, Fault> {
    use help_article::{Column, Entity};
    let articles = Entity::find().filter(Column::Id.is_in(found.iter().copied())).all(&**tx).await?;
    let uses = last_uses(cx, &**tx, found, USES).await?;
    let is_worth = |article: &help_article::Model| {
        let is_readable = article.archived_at.is_none() && Reader::Customer.may_read(article.audience);
        let since = || uses.iter().filter(|one| one.article_id == article.id && one.at >= article.changed_at);
        let solved = since().filter(|one| one.solved_at.is_some()).count();
        is_readable && article.kind != Kind::Term && is_worth_it(since().count(), solved)
    };
    Ok(articles.iter().filter(|article| is_worth(article)).map(|article| article.id).collect())
}

/// Its author says that one of them solved it.
pub(crate) async fn note_solved(cx: &Cx, tx: &Tx, solved: &SolvedByAdvice) -> Result<(), Fault> {
    use help_advice::{Column, Entity};
    let done = Entity::update_many()
        .col_expr(Column::SolvedAt, Expr::value(Some(cx.now())))
        .filter(Column::RequestId.eq(solved.request))
        .filter(aside(Column::ArticleId.eq(solved.advice)))
        .filter(Column::SolvedAt.is_null())
        .exec(&**tx)
        .await?;
    if done.rows_affected > 0 {
        tx.after_commit(|| metrics::counter!("gatehouse_help_solved_total").increment(1));
    }
    Ok(())
}

/// The texts of a request are erased: what was advised by them says something about its author.
pub(crate) async fn forget(tx: &Tx, request: Uuid) -> Result<(), Fault> {
    help_advice::Entity::delete_many().filter(help_advice::Column::RequestId.eq(request)).exec(&**tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::is_worth_it;

    /// SUP-14
    #[test]
    fn below_a_fifth_of_fifty_uses_nothing_is_advised_any_more() {
        assert!(is_worth_it(0, 0) && is_worth_it(49, 0));
        assert!(!is_worth_it(50, 9) && is_worth_it(50, 10));
    }
}
