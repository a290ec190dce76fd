//! A reader says whether an article helped (ALL-10): one answer for each visitor, article and day, and nothing by which they could be told again
//! tomorrow. Who is not signed in is known by network and browser, as a keyed hash with the day in it, which is erased after a day.

use crate::rights::reader;
use crate::tables::{help_article, help_count, help_voter};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, Fault, Lang, OrRefuse as _, Outcome, Refusal, Uuid};
use gatehouse_db::{Tx, Unique};
use gatehouse_guard::{Budget, Limit, TooOften};
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait as _, IntoActiveModel as _, QuerySelect as _};

/// Answers of one network: 20 at once, then one each minute.
pub const VOTES: Budget = Budget::of_strangers(Limit { action: "help.vote", burst: 20, seconds_each: 60 });

/// What the keyed hash of a visitor is made for.
const VOTER: &str = "help.voter";

const ONCE: Unique = Unique { name: "help_voter_voter", columns: "help_voter.voter" };

/// Why it was not counted.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum VoteRefusal {
    /// Too many from this network.
    TooOften(TooOften),
    /// No such article for this reader.
    #[refusal(404, "help.not_found", refusal_not_found)]
    NotFound,
}

/// Counts an answer; a second one of the same visitor and day changes nothing, and is thanked for as well.
pub async fn vote(cx: &Cx, article: Uuid, lang: Lang, helped: bool) -> Outcome<(), VoteRefusal> {
    VOTES.check(cx)?.or_refuse()?;
    let tx = cx.begin().await?;
    readable(cx, &tx, article, lang).await?.ok_or(VoteRefusal::NotFound).or_refuse()?;
    let row = help_voter::Model { id: cx.id(), voter: voter(cx, article).to_vec(), at: cx.now() };
    match help_voter::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await {
        Err(error) if ONCE.violated_by(&error) => return Ok(()),
        other => other?,
    };
    let column = if helped { help_count::Column::Helped } else { help_count::Column::Failed };
    count(cx, &tx, article, lang, column).await?;
    tx.commit().await?;
    metrics::counter!("gatehouse_help_answers_total", "helped" => if helped { "yes" } else { "no" }).increment(1);
    Ok(())
}

/// The article, if it is one that this reader may read and that has a text in the language.
pub(super) async fn readable(cx: &Cx, tx: &Tx, id: Uuid, lang: Lang) -> Result<Option<help_article::Model>, Fault> {
    let found = help_article::Entity::find_by_id(id).one(&**tx).await?;
    let reader = reader(cx);
    let Some(row) = found.filter(|row| row.archived_at.is_none() && reader.may_read(row.audience)) else {
        return Ok(None);
    };
    let has_text = super::published_text(tx, id, lang.tag()).await?.is_some();
    Ok(has_text.then_some(row))
}

fn voter(cx: &Cx, article: Uuid) -> [u8; 32] {
    let who = match &cx.actor {
        Actor::Account { id } => id.to_string(),
        Actor::Staff(staff) => staff.id.to_string(),
        _ => format!("{}|{}", cx.network.as_deref().unwrap_or_default(), cx.agent.as_deref().unwrap_or_default()),
    };
    let day = cx.now().0.div_euclid(DAY);
    cx.app.keys.lookup(VOTER, format!("{day}|{article}|{who}").as_bytes())
}

/// One more of an article's numbers in a language.
pub(super) async fn count(
    cx: &Cx,
    tx: &Tx,
    article: Uuid,
    lang: Lang,
    column: help_count::Column,
) -> Result<(), Fault> {
    use help_count::{Column, Entity, Model};
    // The article is held, so that the first two answers of a language do not both make its row.
    help_article::Entity::find_by_id(article).lock_exclusive().one(&**tx).await?;
    let of_it = || Entity::update_many().filter(Column::ArticleId.eq(article)).filter(Column::Lang.eq(lang.tag()));
    let add = of_it().col_expr(column, Expr::col(column).add(1));
    if add.exec(&**tx).await?.rows_affected > 0 {
        return Ok(());
    }
    let row =
        Model { id: cx.id(), article_id: article, lang: lang.tag().to_owned(), helped: 0, failed: 0, comments: 0 };
    Entity::insert(row.into_active_model()).exec_without_returning(&**tx).await?;
    of_it().col_expr(column, Expr::col(column).add(1)).exec(&**tx).await?;
    Ok(())
}
