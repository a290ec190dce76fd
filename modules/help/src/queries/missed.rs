//! What readers seek and do not find, for the team: words that several have sought, the most frequent first.

use crate::rights::ArticlesRead;
use crate::tables::help_missed::{Column, Entity, Model};
use gatehouse_context::May;
use gatehouse_core::{Fault, Lang};
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use sea_orm::entity::prelude::*;

/// What they are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissedColumn {
    /// How often.
    Times,
    /// When it was last sought.
    Last,
}

/// Which searches.
#[derive(Clone, Debug, Default)]
pub struct MissedFilter {
    /// The words contain this.
    pub text: String,
    /// In this language.
    pub lang: Option<Lang>,
}

/// One page of them.
pub async fn missed(
    cx: &May<ArticlesRead>,
    filter: &MissedFilter,
    sorting: Sorting<MissedColumn>,
    request: &PageRequest,
) -> Result<Paged<Model>, Fault> {
    let mut select = Entity::find().filter(Column::Words.is_not_null());
    if let Some(lang) = filter.lang {
        select = select.filter(Column::Lang.eq(lang.tag()));
    }
    if !filter.text.is_empty() {
        // They are stored in small letters.
        select = select.filter(Column::Words.contains(filter.text.to_lowercase().replace(['%', '_'], "")));
    }
    let (column, place): (Column, fn(&Model) -> SortKey) = match sorting.column {
        MissedColumn::Times => (Column::Times, |row| SortKey::Int(row.times)),
        MissedColumn::Last => (Column::LastAt, |row| SortKey::Int(row.last_at.0)),
    };
    let columns = (column, Column::Id);
    keyset(cx.read(), select, columns, sorting.direction, request, |row: &Model| (place(row), row.id)).await
}
