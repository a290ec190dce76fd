//! Who has to hear that somebody signed out: a step. The notice is written with what ends the session, and sent by a job.

use crate::jobs::tell_of_logout;
use crate::queries::subjects;
use crate::tables::client;
use crate::tables::family::Model as Family;
use crate::tables::logout_notice::{ActiveModel, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Set};
use std::collections::HashSet;

/// Notes it for each of these sign-ins whose client wants to hear of the end of a session that is not told yet.
pub(super) async fn note(cx: &Cx, tx: &Tx, families: &[Family]) -> Result<(), Fault> {
    let untold: Vec<&Family> = families.iter().filter(|family| family.signed_in_at.is_some()).collect();
    if untold.is_empty() {
        return Ok(());
    }
    let hearing = hearing(tx, &untold).await?;
    let accounts: HashSet<Uuid> = untold.iter().map(|family| family.account_id).collect();
    let subs = subjects::of_accounts(cx, &**tx, accounts).await?;
    let (mut ids, mut rows) = (Vec::new(), Vec::new());
    for family in untold.into_iter().filter(|family| hearing.contains(&family.client)) {
        let Some(sub) = subs.get(&family.account_id) else { continue };
        let id = cx.id();
        ids.push(id);
        rows.push(ActiveModel {
            id: Set(id),
            client: Set(family.client),
            sub: Set(sub.clone()),
            sid: Set(Some(family.sid.clone())),
            created_at: Set(cx.now()),
        });
    }
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    }
    tell_of_logout(cx, tx, &ids).await
}

/// The clients of these sign-ins that want to hear. Whether their rows are believed is asked when they are told.
async fn hearing(tx: &Tx, families: &[&Family]) -> Result<HashSet<Uuid>, Fault> {
    use client::{Column, Entity};
    let clients: HashSet<Uuid> = families.iter().map(|family| family.client).collect();
    let own = Entity::find().filter(Column::Id.is_in(clients)).filter(Column::BackchannelLogoutUri.is_not_null());
    let ids: Vec<Uuid> = own.select_only().column(Column::Id).into_tuple().all(&**tx).await?;
    Ok(ids.into_iter().collect())
}
