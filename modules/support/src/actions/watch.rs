//! A member of the staff follows a request, and is mailed what its customer writes; or follows it no more (SUP-17).

use crate::events::{FOLLOWED, UNFOLLOWED};
use crate::refusals::RequestRefusal;
use crate::rights::{RequestsRead, may};
use crate::tables::{request, request_watcher};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_web::rights::member;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel as _, QuerySelect as _};

/// Follows it, or not.
pub async fn watch(cx: &Cx, request: Uuid, follows: bool) -> Outcome<(), RequestRefusal> {
    use request_watcher::{Column, Entity, Model};
    let may = may::<RequestsRead>(cx).or_refuse()?;
    let staff_id = member(cx).or_refuse()?;
    let tx = may.begin().await?;
    let kept = crate::queries::staff::kept(cx.now());
    let found = request::Entity::find_by_id(request).filter(kept).lock_exclusive().one(&*tx).await?;
    if found.is_none() {
        return Err(refuse(RequestRefusal::NotFound));
    }
    let changed = if follows {
        let row = Model { request_id: request, staff_id, since: cx.now() };
        let once = OnConflict::columns([Column::RequestId, Column::StaffId]).do_nothing().to_owned();
        Entity::insert(row.into_active_model()).on_conflict(once).exec_without_returning(&*tx).await?
    } else {
        Entity::delete_many()
            .filter(Column::RequestId.eq(request))
            .filter(Column::StaffId.eq(staff_id))
            .exec(&*tx)
            .await?
            .rows_affected
    };
    if changed > 0 {
        // They read what the customer writes, by mail.
        cx.audit(&tx, if follows { FOLLOWED } else { UNFOLLOWED }.about(request)).await?;
    }
    tx.commit().await?;
    Ok(())
}
