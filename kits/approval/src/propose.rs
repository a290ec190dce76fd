//! A change is proposed to a second person.

use crate::table::{ActiveModel, Column, Entity, State};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// A proposal can be decided this long.
pub const LIFE: i64 = 14 * DAY;

/// What is proposed.
#[derive(Debug)]
pub struct NewProposal {
    /// Its id, which seals of the module may be bound to.
    pub id: Uuid,
    /// Which change, such as `licenses.block`.
    pub kind: &'static str,
    /// What it is about, or the first of several.
    pub about: Uuid,
    /// How many things it changes.
    pub things: i64,
    /// How large they are together.
    pub weight: i64,
    /// The change, without anything that names a person.
    pub contents: serde_json::Value,
    /// Words to people, sealed.
    pub words_sealed: Option<Vec<u8>>,
}

/// Stores it in the caller's transaction; `None`: one of this kind about the same thing waits already. Who calls this holds the row of the
/// thing, so that of two proposals at once the later one finds the earlier one.
pub async fn propose(cx: &Cx, tx: &Tx, new: NewProposal) -> Result<Option<Uuid>, Fault> {
    let now = cx.now();
    let same = Entity::find()
        .filter(Column::Kind.eq(new.kind))
        .filter(Column::AboutId.eq(new.about))
        .filter(Column::State.eq(State::Waiting));
    if let Some(before) = same.one(&**tx).await? {
        if before.is_waiting(now) {
            return Ok(None);
        }
        // Its time is over: it makes room, and says so by its end.
        Entity::update_many()
            .col_expr(Column::State, Expr::value(State::Withdrawn))
            .filter(Column::Id.eq(before.id))
            .exec(&**tx)
            .await?;
    }
    let row = ActiveModel {
        id: Set(new.id),
        kind: Set(new.kind.to_owned()),
        about_id: Set(new.about),
        things: Set(new.things),
        weight: Set(new.weight),
        contents: Set(new.contents.to_string()),
        words_sealed: Set(new.words_sealed),
        state: Set(State::Waiting),
        proposed_at: Set(now),
        proposed_by_kind: Set(cx.actor.kind().to_owned()),
        proposed_by_id: Set(cx.actor.id()),
        expires_at: Set(now.plus(LIFE)),
        decided_at: Set(None),
        decided_by_id: Set(None),
        reason_sealed: Set(None),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(Some(new.id))
}
