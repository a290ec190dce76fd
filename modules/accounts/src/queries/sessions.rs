//! A person's live sessions.

use crate::model::{term, token};
use crate::tables::deleted_session;
use crate::tables::session::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::paging::{self, PageRequest, Paged, SortKey, Sorting};
use gatehouse_signin::bound_token;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Func;
use sea_orm::{Condition, ExprTrait as _};

/// What sessions are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionColumn {
    Since,
    Seen,
}

/// Which sessions.
#[derive(Clone, Debug, Default)]
pub struct SessionFilter {
    /// The browser's name of itself or the network contains this.
    pub text: String,
    /// Used at this moment or later.
    pub from: Option<Moment>,
}

/// A page of the live sessions of an account.
pub async fn sessions(
    cx: &Cx,
    account: Uuid,
    filter: &SessionFilter,
    sorting: Sorting<SessionColumn>,
    request: &PageRequest,
) -> Result<Paged<Model>, Fault> {
    let mut live = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::ExpiresAt.gt(cx.now()));
    if !filter.text.is_empty() {
        let pattern = format!("%{}%", filter.text.to_lowercase().replace(['%', '_'], ""));
        let contains = |column: Column| Expr::expr(Func::lower(Expr::col(column))).like(&pattern);
        live = live.filter(Condition::any().add(contains(Column::Agent)).add(contains(Column::Network)));
    }
    if let Some(from) = filter.from {
        live = live.filter(Column::SeenAt.gte(from));
    }
    let (column, value): (Column, fn(&Model) -> Moment) = match sorting.column {
        SessionColumn::Since => (Column::CreatedAt, |row| row.created_at),
        SessionColumn::Seen => (Column::SeenAt, |row| row.seen_at),
    };
    let place = |row: &Model| (SortKey::Int(value(row).0), row.id);
    paging::keyset(cx.read(), live, (column, Column::Id), sorting.direction, request, place).await
}

/// Whether the person asked to stay signed in, for the life of a renewed cookie.
pub async fn is_kept(cx: &Cx, session: Uuid) -> Result<bool, Fault> {
    Ok(Entity::find_by_id(session).one(cx.read()).await?.is_some_and(|row| row.kept))
}

/// Whether the account of this session's cookie was deleted a moment ago.
pub async fn was_deleted(cx: &Cx, cookie: &str) -> Result<bool, Fault> {
    use deleted_session::{Column, Entity};
    if !bound_token::is_plausible(cookie) {
        return Ok(false);
    }
    let found =
        Entity::find().filter(Column::Id.is_in(token::hashes(cx, token::SESSION, cookie))).one(cx.read()).await?;
    Ok(found.is_some_and(|row| row.expires_at.is_within(cx.now(), term::DELETED_SESSION)))
}
