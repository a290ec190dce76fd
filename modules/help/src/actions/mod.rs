//! Use cases: the only way to change anything. [`index`], [`publish_text`] and [`set_products`] are steps of others.

pub mod add_picture;
pub mod advise;
pub mod archive;
pub mod bring_in;
pub mod comment;
mod index;
pub mod publish;
mod publish_text;
pub mod remove_picture;
pub mod restore;
pub mod save_article;
pub mod save_category;
pub mod save_text;
pub mod send_to_review;
mod set_products;
pub mod vote;
pub mod widen;
pub mod write_missed;

use crate::tables::{help_article, help_text};
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QuerySelect as _};

/// The article, held to the end of the transaction.
pub(crate) async fn held(tx: &Tx, id: Uuid) -> Result<Option<help_article::Model>, Fault> {
    Ok(help_article::Entity::find_by_id(id).lock_exclusive().one(&**tx).await?)
}

/// What is being written of it in a language.
pub(crate) async fn open_text(tx: &Tx, article: Uuid, lang: Lang) -> Result<Option<help_text::Model>, Fault> {
    use crate::model::words::State;
    use help_text::Column;
    let open = Condition::any().add(Column::State.eq(State::Draft)).add(Column::State.eq(State::Review));
    let of_it = help_text::Entity::find().filter(Column::ArticleId.eq(article)).filter(Column::Lang.eq(lang.tag()));
    Ok(of_it.filter(open).one(&**tx).await?)
}

/// What people read of it in a language.
pub(crate) async fn published_text(tx: &Tx, article: Uuid, lang: &str) -> Result<Option<help_text::Model>, Fault> {
    use crate::model::words::State;
    use help_text::Column;
    let of_it = help_text::Entity::find().filter(Column::ArticleId.eq(article)).filter(Column::Lang.eq(lang));
    Ok(of_it.filter(Column::State.eq(State::Published)).one(&**tx).await?)
}

/// The number of the next version in a language.
pub(crate) async fn next_seq(tx: &Tx, article: Uuid, lang: Lang) -> Result<i64, Fault> {
    use help_text::Column;
    let last: Option<Option<i64>> = help_text::Entity::find()
        .select_only()
        .column_as(Column::Seq.max(), "last")
        .filter(Column::ArticleId.eq(article))
        .filter(Column::Lang.eq(lang.tag()))
        .into_tuple()
        .one(&**tx)
        .await?;
    Ok(last.flatten().unwrap_or(0) + 1)
}
