//! What is published goes into the search, in each language a text of its own; and what this node keeps in memory of the help center is read anew.

use crate::model::markdown::{parse, plain};
use crate::model::words::{Audience, State};
use crate::queries::kept::forget;
use crate::queries::products::of_article;
use crate::queries::search::{KIND, of_lang, of_product};
use crate::tables::{help_article, help_text};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::Tx;
use gatehouse_search::{Mark, Text};
use sea_orm::entity::prelude::*;

fn marks(audience: Audience, lang: Lang, products: &[Uuid]) -> Vec<Mark> {
    let mut marks = audience.readers();
    marks.push(of_lang(lang));
    marks.extend(products.iter().map(|product| of_product(*product)));
    marks
}

async fn products(tx: &Tx, article: &help_article::Model) -> Result<Vec<Uuid>, Fault> {
    Ok(of_article(&**tx, article.id).await?.into_iter().map(|row| row.product_id).collect())
}

/// A text that people read from now on.
pub(super) async fn put(cx: &Cx, tx: &Tx, article: &help_article::Model, text: &help_text::Model) -> Result<(), Fault> {
    forget(cx, tx)?;
    put_with(cx, tx, article, text, &products(tx, article).await?).await
}

async fn put_with(
    cx: &Cx,
    tx: &Tx,
    article: &help_article::Model,
    text: &help_text::Model,
    products: &[Uuid],
) -> Result<(), Fault> {
    let Some(lang) = Lang::from_tag(&text.lang) else { return Ok(()) };
    let (marks, body) = (marks(article.audience, lang, products), plain(&parse(&text.body)));
    let text = Text {
        kind: KIND,
        about: article.id,
        part: lang.tag(),
        subject: article.id,
        marks: &marks,
        title: &text.title,
        body: &body,
    };
    gatehouse_search::put(cx, tx, &text).await
}

/// The article is for others from now on, or for nobody.
pub(super) async fn put_all(cx: &Cx, tx: &Tx, article: &help_article::Model) -> Result<(), Fault> {
    forget(cx, tx)?;
    gatehouse_search::forget(tx, KIND, article.id).await?;
    if article.archived_at.is_some() {
        return Ok(());
    }
    let published = help_text::Entity::find()
        .filter(help_text::Column::ArticleId.eq(article.id))
        .filter(help_text::Column::State.eq(State::Published));
    let products = products(tx, article).await?;
    for text in published.all(&**tx).await? {
        put_with(cx, tx, article, &text, &products).await?;
    }
    Ok(())
}
