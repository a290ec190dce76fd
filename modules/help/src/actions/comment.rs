//! A reader says what was missing in an article, in their own words (ALL-10). Nobody is named in it: it is sealed under the installation's key, and
//! erased after a year. Whoever is not signed in passes the human check.

use super::vote::{count, readable};
use crate::model::words::Reason;
use crate::queries::feedback::PLACE;
use crate::tables::{help_comment, help_count};
use gatehouse_context::{Cx, subject};
use gatehouse_core::text::{code_point, several_lines};
use gatehouse_core::{Actor, Lang, OrRefuse as _, Outcome, Refusal, Uuid};
use gatehouse_guard::human::{self, HumanAnswer, HumanRefusal};
use gatehouse_guard::{Budget, Limit, TooOften};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use serde::Deserialize;

/// Comments of one network: 5 at once, then one each 10 minutes.
pub const COMMENTS: Budget = Budget::of_strangers(Limit { action: "help.comment", burst: 5, seconds_each: 600 });

/// The name of the form, for its human check.
pub const FORM: &str = "help.comment";

/// The most characters.
pub const TEXT: u32 = 1_000;

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Comment {
    /// The tag of the language in which it was read.
    pub lang: String,
    /// The word of a reason; may be empty.
    pub reason: String,
    /// The text.
    pub comment: String,
    /// The answer to the human check.
    #[serde(flatten)]
    pub human: HumanAnswer,
}

/// Why it was not kept.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum CommentRefusal {
    /// Too many from this network.
    TooOften(TooOften),
    /// Perhaps a program.
    Human(HumanRefusal),
    /// No such article for this reader.
    #[refusal(404, "help.not_found", refusal_not_found)]
    NotFound,
    /// No such reason.
    #[refusal(422, "help.reason", refusal_choose, field = "reason")]
    Reason,
    /// Nothing that anybody sees.
    #[refusal(422, "help.comment_missing", refusal_comment_missing, field = "comment")]
    Missing,
    /// Longer than [`TEXT`].
    #[refusal(422, "help.comment_too_long", refusal_too_long(TEXT), field = "comment")]
    TooLong,
    /// A character that cannot stand in a text.
    #[refusal(422, "help.comment_unprintable", refusal_unprintable(code_point(*it)), field = "comment")]
    Unprintable(char),
}

/// Keeps it.
pub async fn comment(cx: &Cx, article: Uuid, input: &Comment) -> Outcome<(), CommentRefusal> {
    let (reason, text) = read(input).or_refuse()?;
    let lang = Lang::from_tag(&input.lang).ok_or(CommentRefusal::NotFound).or_refuse()?;
    COMMENTS.check(cx)?.or_refuse()?;
    if matches!(cx.actor, Actor::Visitor) {
        human::check(cx, FORM, &input.human).await?.or_refuse()?;
    }
    let tx = cx.begin().await?;
    readable(cx, &tx, article, lang).await?.ok_or(CommentRefusal::NotFound).or_refuse()?;
    let key = subject::key(cx, &*tx, subject::INSTALLATION).await?;
    let id = cx.id();
    let row = help_comment::Model {
        id,
        article_id: article,
        lang: lang.tag().to_owned(),
        reason,
        text_sealed: key.seal(cx.app.random.as_ref(), PLACE, id, text.as_bytes())?,
        at: cx.now(),
    };
    help_comment::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await?;
    count(cx, &tx, article, lang, help_count::Column::Comments).await?;
    tx.commit().await?;
    Ok(())
}

fn read(input: &Comment) -> Result<(Option<Reason>, String), CommentRefusal> {
    let reason = match input.reason.as_str() {
        "" => None,
        word => Some(Reason::from_word(word).ok_or(CommentRefusal::Reason)?),
    };
    let text = several_lines(&input.comment).map_err(CommentRefusal::Unprintable)?;
    if text.is_empty() {
        return Err(CommentRefusal::Missing);
    }
    if text.chars().nth(TEXT as usize).is_some() {
        return Err(CommentRefusal::TooLong);
    }
    Ok((reason, text))
}
