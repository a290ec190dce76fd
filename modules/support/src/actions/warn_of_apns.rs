//! The vendor's certificate for Apple's push service ends: support is told 60, 30 and 7 days before, and when it has (SUP-8). Each once.

use crate::events::APNS_ENDING;
use crate::mails::apns_ends;
use crate::model::apns::vendor::SharedVendor;
use crate::rights::LEADS;
use crate::tables::apns_warning::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_mail::staff;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel as _, QuerySelect as _};
use serde_json::json;

/// Tells what is due; the job's work.
pub(crate) async fn warn_of_apns(cx: &Cx) -> Result<(), Fault> {
    let Some(vendor) = cx.app.services.find::<SharedVendor>().and_then(|shared| shared.0.clone()) else {
        return Ok(());
    };
    let ends_at = vendor.ends_at();
    let tx = cx.begin().await?;
    let told = Entity::find_by_id(ends_at.0).lock_exclusive().one(&*tx).await?.map(|row| row.days);
    let Some(days) = vendor.warning(cx.now(), told) else { return Ok(()) };
    let row = Model { ends_at: ends_at.0, days, told_at: cx.now() };
    let again = OnConflict::column(Column::EndsAt).update_columns([Column::Days, Column::ToldAt]).to_owned();
    Entity::insert(row.into_active_model()).on_conflict(again).exec_without_returning(&*tx).await?;
    for to in staff::with_roles(cx, &tx, LEADS).await? {
        apns_ends::queue(cx, &tx, &to, ends_at, days).await?;
    }
    cx.audit(&tx, APNS_ENDING.entry().with(json!({ "days": days }))).await?;
    tx.commit().await
}
