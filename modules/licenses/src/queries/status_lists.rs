//! Status lists: which are out of date, what is in them, and what products get (LIC-20).

use crate::model::revocation::{LOOK_BACK, REMADE_EVERY};
use crate::tables::key_file;
use crate::tables::status_list::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_formats::Status;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{Condition, ConnectionTrait, ExprTrait, QueryOrder, QuerySelect};
use std::collections::BTreeMap;

/// Files read with one statement.
const PIECE: u64 = 20_000;

/// Lists that are not signed yet, or a day old, or older than a change, or were made or looked at by a clock that was ahead; of those
/// whose time is not over. At most `most`.
pub(crate) async fn out_of_date(cx: &Cx, most: u64) -> Result<Vec<Uuid>, Fault> {
    let now = cx.now();
    // Asked for each list, which are few: as a list of lists, the embedded engine would read every file.
    let changed_since = Query::select()
        .column((key_file::Entity, key_file::Column::Id))
        .from(key_file::Entity)
        .and_where(Expr::col((key_file::Entity, key_file::Column::StatusListId)).equals((Entity, Column::Id)))
        .and_where(
            Expr::col((key_file::Entity, key_file::Column::StatusAt))
                .gte(Expr::col((Entity, Column::LookedAt)).sub(LOOK_BACK)),
        )
        .and_where(Expr::col((key_file::Entity, key_file::Column::StatusAt)).gte(now.plus(-REMADE_EVERY)))
        .to_owned();
    Ok(Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ClosesAt.gt(now))
        .filter(
            Condition::any()
                .add(Column::Seq.eq(0))
                .add(Column::MadeAt.lte(now.plus(-REMADE_EVERY)))
                .add(Column::MadeAt.gt(now.latest_believed()))
                .add(Column::LookedAt.gt(now.latest_believed()))
                .add(Expr::exists(changed_since)),
        )
        .order_by_asc(Column::Id)
        .limit(most)
        .into_tuple()
        .all(cx.read())
        .await?)
}

/// The statuses of the files in a list, by place: in pieces, so that nobody waits for a million rows.
pub(crate) async fn statuses(cx: &Cx, list: Uuid) -> Result<BTreeMap<u32, Status>, Fault> {
    let mut found = BTreeMap::new();
    let mut after = -1_i64;
    loop {
        let piece: Vec<(i64, i64)> = key_file::Entity::find()
            .select_only()
            .columns([key_file::Column::Place, key_file::Column::Status])
            .filter(key_file::Column::StatusListId.eq(list))
            .filter(key_file::Column::Place.gt(after))
            .order_by_asc(key_file::Column::Place)
            .limit(PIECE)
            .into_tuple()
            .all(cx.read())
            .await?;
        let Some((last, _)) = piece.last() else { return Ok(found) };
        after = *last;
        for (place, bits) in piece {
            found.insert(u32::try_from(place)?, Status::of_bits(u8::try_from(bits)?));
        }
    }
}

/// A list by the two last parts of its address, without its text: which it is, and its number.
pub(crate) async fn number(cx: &Cx, product: &str, name: &str) -> Result<Option<(Uuid, i64)>, Fault> {
    // PostgreSQL has no zero character in a text.
    if product.contains('\0') || name.contains('\0') {
        return Ok(None);
    }
    Ok(Entity::find()
        .select_only()
        .columns([Column::Id, Column::Seq])
        .filter(Column::ProductCode.eq(product))
        .filter(Column::Name.eq(name))
        .filter(Column::Seq.gt(0))
        .into_tuple()
        .one(cx.read())
        .await?)
}

/// A list.
pub(crate) async fn one<C: ConnectionTrait>(conn: &C, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).one(conn).await?)
}

/// When the lists of a product were last signed, for staff: the newest.
pub(crate) async fn newest_of(cx: &Cx, product: Uuid) -> Result<Option<(String, i64, Moment)>, Fault> {
    Ok(Entity::find()
        .select_only()
        .columns([Column::Name, Column::Seq, Column::MadeAt])
        .filter(Column::ProductId.eq(product))
        .order_by_desc(Column::Year)
        .order_by_desc(Column::Part)
        .into_tuple()
        .one(cx.read())
        .await?)
}
