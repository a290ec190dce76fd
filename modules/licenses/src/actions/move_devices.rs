//! Moves the marks of devices when the pepper is rotated (PRI-13).
//!
//! First each license that has devices takes the newer pepper for further ones, under its row's lock. A claim is judged by
//! that very row ([`super::claim`]): from then on none is stored under the older one, so no device takes a second seat in
//! between. Then the rows are made anew from the sealed fingerprints, in parts; until then each is compared under its own
//! pepper. Can be stopped at any point and run again.

use super::device_parts::open_fingerprint;
use crate::model::device_mark::Marks;
use crate::tables::license;
use gatehouse_context::{App, Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, DbBackend, FromQueryResult, QueryOrder, QuerySelect, Statement};
use std::sync::Arc;

/// Rows of one transaction.
const PART: u64 = 200;

/// Moves all of them; answers how many.
pub(super) async fn move_devices(app: &Arc<App>, to: i64) -> Result<u64, Fault> {
    let cx = Cx::program(app, "pepper");
    set_license_peppers(&cx, to).await?;
    let (mut moved, mut after) = (0, Uuid::nil());
    loop {
        let tx = cx.begin().await?;
        let rows = part(&tx, to, after).await?;
        let Some(last) = rows.last() else {
            tx.rollback().await?;
            return Ok(moved);
        };
        after = last.id;
        let orders: Vec<Uuid> = rows.iter().map(|row| row.purchase_id).collect();
        let keys = subject::keys(&cx, &*tx, &orders).await?;
        for row in &rows {
            // Without the order's key it stays, and is named when the old pepper shall be dropped.
            if let Some(key) = keys.get(&row.purchase_id) {
                moved += move_one(&cx, &tx, to, row, key).await?;
            }
        }
        tx.commit().await?;
    }
}

/// From now on further devices of these licenses are marked with this pepper. Those without devices take it from the first.
async fn set_license_peppers(cx: &Cx, to: i64) -> Result<(), Fault> {
    use license::{Column, Entity};
    let mut after = Uuid::nil();
    loop {
        let tx = cx.begin().await?;
        let ids: Vec<Uuid> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::DevicePepper.lt(to))
            .filter(Condition::any().add(Column::SeatsUsed.gt(0)).add(Column::Transfers.gt(0)))
            .filter(Column::Id.gt(after))
            .order_by_asc(Column::Id)
            .limit(PART)
            .lock_exclusive()
            .into_tuple()
            .all(&*tx)
            .await?;
        let Some(last) = ids.last() else { return tx.rollback().await };
        after = *last;
        Entity::update_many()
            .col_expr(Column::DevicePepper, Expr::value(to))
            .filter(Column::Id.is_in(ids))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    license_id: Uuid,
    purchase_id: Uuid,
    fingerprint_sealed: Vec<u8>,
}

/// The next rows of licenses already on the new pepper, and of seats freed so long ago that nothing is compared with them.
async fn part(tx: &Tx, to: i64, after: Uuid) -> Result<Vec<Row>, Fault> {
    let backend = tx.get_database_backend();
    let lock = if backend == DbBackend::Postgres { " for update of a" } else { "" };
    let text = format!(
        "select a.id, a.license_id, l.purchase_id, a.fingerprint_sealed from activation a \
         join license l on l.id = a.license_id where a.pepper_version < $1 and a.id > $2 \
         and (l.device_pepper >= $1 or (a.deactivated_at is not null and a.counts_until is null)) \
         order by a.id limit {PART}{lock}"
    );
    let statement = Statement::from_sql_and_values(backend, text, [to.into(), after.into()]);
    Ok(Row::find_by_statement(statement).all(&**tx).await?)
}

async fn move_one(cx: &Cx, tx: &Tx, to: i64, row: &Row, key: &SubjectKey) -> Result<u64, Fault> {
    let fingerprint = match open_fingerprint(key, row.id, &row.fingerprint_sealed) {
        Ok(fingerprint) => fingerprint,
        Err(fault) => {
            tracing::error!(%fault, id = %row.id, "a device cannot be moved to the new pepper");
            return Ok(0);
        }
    };
    let mark = Marks::new(&cx.app.keys, row.license_id, &fingerprint).under(to)?;
    // A device that holds two seats, each under a pepper of its own, keeps both until one is freed.
    let text = "update activation set device_lookup = $1, components = $2, pepper_version = $3 \
                where id = $4 and pepper_version < $3 and (deactivated_at is not null or not exists (select 1 \
                from activation o where o.license_id = $5 and o.device_lookup = $1 and o.deactivated_at is null))";
    let values = [mark.lookup().to_vec().into(), mark.write()?.into(), to.into(), row.id.into(), row.license_id.into()];
    let moved = tx.execute_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?.rows_affected();
    if moved == 0 {
        tracing::error!(id = %row.id, "a device holds two seats of a license and stays under its old pepper");
    }
    Ok(moved)
}
