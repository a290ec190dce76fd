//! Queues and the rules by which new requests find theirs (SUP-17). What lies in a queue stays there when its rules change.

use super::support_settings::{SettingRefusal, changed, lead};
use crate::model::queue_rules::Wanted;
use crate::tables::{queue_rule, support_queue};
use gatehouse_catalog::model::input::{NAME, Reader};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::IntoActiveModel as _;
use sea_orm::QueryOrder as _;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// A queue as it is typed.
#[derive(Clone, Debug, Default)]
pub struct SaveQueue {
    /// Its name.
    pub name: String,
    /// What no rule fits comes into it, and no more into the one before.
    pub others: bool,
    /// Nothing new comes into it.
    pub archived: bool,
}

/// Adds a queue, or changes one; returns its id.
pub async fn save_queue(cx: &Cx, id: Option<Uuid>, input: &SaveQueue) -> Outcome<Uuid, SettingRefusal> {
    use support_queue::{Column, Entity, Model};
    let may = lead(cx)?;
    let mut reader = Reader::default();
    let name = reader.line("name", &input.name, NAME);
    reader.finish(()).or_refuse()?;
    let tx = may.begin().await?;
    let all = Entity::find().order_by_asc(Column::Place).lock_exclusive().all(&*tx).await?;
    if all.iter().any(|row| row.name == name && Some(row.id) != id) {
        return Err(refuse(SettingRefusal::Taken));
    }
    let archived_at = input.archived.then(|| cx.now());
    // One queue takes what no rule fits; an archived one takes nothing.
    let others = input.others && !input.archived;
    if others {
        Entity::update_many()
            .col_expr(Column::Others, Expr::value(false))
            .filter(Column::Others.eq(true))
            .exec(&*tx)
            .await?;
    }
    let place = all.last().map_or(0, |row| row.place + 1);
    let id = match id {
        None => {
            let row = Model { id: cx.id(), name, place, others, archived_at, version: 1 };
            let id = row.id;
            Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await?;
            id
        }
        Some(id) => {
            let found = all.into_iter().find(|row| row.id == id);
            let row = found.ok_or(SettingRefusal::NotFound).or_refuse()?;
            let archived_at = archived_at.map(|at| row.archived_at.unwrap_or(at));
            let row = Model { name, others, archived_at, version: row.version + 1, ..row };
            row.into_active_model().reset_all().update(&*tx).await?;
            id
        }
    };
    changed(cx, &tx, "queue").await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds a rule behind the others; returns its id.
pub async fn add_rule(cx: &Cx, queue: Uuid, wanted: &Wanted) -> Outcome<Uuid, SettingRefusal> {
    use queue_rule::{Column, Entity, Model};
    let may = lead(cx)?;
    let tx = may.begin().await?;
    let open = support_queue::Entity::find_by_id(queue).filter(support_queue::Column::ArchivedAt.is_null());
    if open.one(&*tx).await?.is_none() {
        return Err(refuse(SettingRefusal::NotFound));
    }
    let last = Entity::find().order_by_desc(Column::Place).lock_exclusive().one(&*tx).await?;
    let place = last.map_or(0, |row| row.place + 1);
    let wanted = serde_json::to_string(wanted).map_err(Fault::from)?;
    let row = Model { id: cx.id(), queue_id: queue, place, wanted, version: 1 };
    let id = row.id;
    Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await?;
    changed(cx, &tx, "rule").await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a rule, in its place; `version`: the one that the page showed.
pub async fn change_rule(
    cx: &Cx,
    id: Uuid,
    version: Option<i64>,
    (queue, wanted): (Uuid, &Wanted),
) -> Outcome<(), SettingRefusal> {
    use queue_rule::{Entity, Model};
    let may = lead(cx)?;
    let tx = may.begin().await?;
    let open = support_queue::Entity::find_by_id(queue).filter(support_queue::Column::ArchivedAt.is_null());
    if open.one(&*tx).await?.is_none() {
        return Err(refuse(SettingRefusal::NotFound));
    }
    let found = Entity::find_by_id(id).lock_exclusive().one(&*tx).await?;
    let old = found.ok_or(SettingRefusal::NotFound).or_refuse()?;
    if version.is_some_and(|version| version != old.version) {
        return Err(refuse(SettingRefusal::Changed));
    }
    let wanted = serde_json::to_string(wanted).map_err(Fault::from)?;
    let row = Model { queue_id: queue, wanted, version: old.version + 1, ..old };
    row.into_active_model().reset_all().update(&*tx).await?;
    changed(cx, &tx, "rule").await?;
    tx.commit().await?;
    Ok(())
}

/// Moves a rule before the one above it: the first one that fits decides.
pub async fn raise_rule(cx: &Cx, id: Uuid) -> Outcome<(), SettingRefusal> {
    let may = lead(cx)?;
    let tx = may.begin().await?;
    let all = rules(&tx).await?;
    let at = all.iter().position(|row| row.id == id).ok_or(SettingRefusal::NotFound).or_refuse()?;
    if let Some(above) = at.checked_sub(1).map(|above| all[above].clone()) {
        let (mine, theirs) = (all[at].place, above.place);
        // By a place that nobody has: each place is there once.
        for (rule, place) in [(id, -1), (above.id, mine), (id, theirs)] {
            queue_rule::Entity::update_many()
                .col_expr(queue_rule::Column::Place, Expr::value(place))
                .filter(queue_rule::Column::Id.eq(rule))
                .exec(&*tx)
                .await?;
        }
        changed(cx, &tx, "rule").await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Removes a rule.
pub async fn remove_rule(cx: &Cx, id: Uuid) -> Outcome<(), SettingRefusal> {
    let may = lead(cx)?;
    let tx = may.begin().await?;
    if queue_rule::Entity::delete_by_id(id).exec(&*tx).await?.rows_affected == 0 {
        return Err(refuse(SettingRefusal::NotFound));
    }
    changed(cx, &tx, "rule").await?;
    tx.commit().await?;
    Ok(())
}

async fn rules(tx: &Tx) -> Result<Vec<queue_rule::Model>, Fault> {
    Ok(queue_rule::Entity::find().order_by_asc(queue_rule::Column::Place).lock_exclusive().all(&**tx).await?)
}
