//! Taking over the rows of an earlier version, once each.

use super::{NUMBER, checkup, first, of_key, read};
use crate::events;
use crate::tables::{api_key, staff};
use gatehouse_context::{Cx, old_columns, subject};
use gatehouse_core::{Fault, Uuid};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// What the look for members without a proven line is called.
pub const LINES: &str = "staff.rights_lines";

/// States the rights of members anew in the log where an earlier version left no line of them that can be proven, once: when
/// it dropped a pepper, it kept no key of the log.
pub(crate) async fn state_in_log(cx: &Cx) -> Result<(), Fault> {
    if !old_columns::is_due(&cx.app, LINES).await? {
        return Ok(());
    }
    let members = staff::Entity::find().order_by_asc(staff::Column::Id).all(cx.read()).await?;
    let ids: Vec<Uuid> = members.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    let audited = checkup::audited(cx.read(), &cx.app.keys).await?;
    let mut stated = 0;
    for row in members.iter().filter(|row| !audited.contains_key(&row.id)) {
        let Some(grant) = keys.get(&row.id).and_then(|key| read(key, row)) else { continue };
        tracing::warn!(member = %row.id, "the audit log has no line of this member's rights that can be proven: it is stated anew");
        let line = events::RIGHTS_STATED.about(row.id);
        let tx = cx.begin().await?;
        cx.audit(&tx, line.with(serde_json::json!({ NUMBER: grant.number }))).await?;
        tx.commit().await?;
        stated += 1;
    }
    old_columns::finish(&cx.app, LINES, stated).await
}

/// What the first sealing of these statements is called.
pub const SEALED: &str = "staff.rights";

/// States what the rows of an earlier version say, once.
pub(crate) async fn seal_old(cx: &Cx) -> Result<(), Fault> {
    subject::ensure_installation(&cx.app).await?;
    if !old_columns::is_due(&cx.app, SEALED).await? {
        return Ok(());
    }
    let mut stated = 0;
    for row in staff::Entity::find().filter(staff::Column::RightsSealed.is_null()).all(cx.read()).await? {
        let tx = cx.begin().await?;
        let Some(key) = subject::keys(cx, &*tx, &[row.id]).await?.remove(&row.id) else { continue };
        let sealed = first(cx, &key, &row)?;
        let written = staff::Entity::update_many()
            .col_expr(staff::Column::RightsSealed, Expr::value(sealed))
            .filter(staff::Column::Id.eq(row.id))
            .filter(staff::Column::Version.eq(row.version))
            .filter(staff::Column::RightsSealed.is_null())
            .exec(&*tx)
            .await?
            .rows_affected;
        if written > 0 {
            // From now on a member without a line of his rights is refused, and an early version may have left him none.
            let line = events::RIGHTS_STATED.about(row.id);
            cx.audit(&tx, line.with(serde_json::json!({ NUMBER: 1 }))).await?;
        }
        stated += written;
        tx.commit().await?;
    }
    for row in api_key::Entity::find().filter(api_key::Column::RightsSealed.is_null()).all(cx.read()).await? {
        let tx = cx.begin().await?;
        stated += api_key::Entity::update_many()
            .col_expr(api_key::Column::RightsSealed, Expr::value(of_key(cx, &*tx, &row).await?))
            .filter(api_key::Column::Id.eq(row.id))
            .filter(api_key::Column::RightsSealed.is_null())
            .exec(&*tx)
            .await?
            .rows_affected;
        tx.commit().await?;
    }
    old_columns::finish(&cx.app, SEALED, stated).await
}
