//! The devices on which a customer's licenses are in use, for staff (ux.md J24).

use super::devices::{Device, named};
use crate::events;
use crate::rights::LicensesRead;
use crate::tables::{activation, license, license_holder};
use gatehouse_context::{AuditEntry, Cx, Look, LookUp, Looking, subject};
use gatehouse_core::{Fault, Uuid, async_trait};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashMap;

/// Devices that are shown; the page of each license has all of its own.
pub const SHOWN: usize = 100;

/// The devices of an account, those that were activated last first.
pub struct PersonDevices {
    account: Uuid,
    /// Each with the license whose seat it holds.
    pub devices: Vec<(license::Model, Device)>,
    /// There are more.
    pub has_more: bool,
}

impl Look for PersonDevices {
    type Right = LicensesRead;

    fn lines(&self) -> Vec<AuditEntry> {
        let line = events::SEARCHED.about_other("account", self.account).of_account(self.account);
        vec![line.with(serde_json::json!({ "by": "account" }))]
    }
}

#[async_trait]
impl LookUp for PersonDevices {
    async fn look_up(cx: &Cx, account: Uuid, _: &Looking) -> Result<Option<Self>, Fault> {
        use activation::{Column, Entity};
        let held = Query::select()
            .column(license_holder::Column::LicenseId)
            .from(license_holder::Entity)
            .and_where(license_holder::Column::AccountId.eq(account))
            .to_owned();
        let mut rows = Entity::find()
            .filter(Column::LicenseId.in_subquery(held))
            .filter(Column::DeactivatedAt.is_null())
            .order_by_desc(Column::ActivatedAt)
            .order_by_desc(Column::Id)
            .limit(u64::try_from(SHOWN + 1).unwrap_or(u64::MAX))
            .all(cx.read())
            .await?;
        let has_more = rows.len() > SHOWN;
        rows.truncate(SHOWN);
        let devices = with_licenses(cx, rows).await?;
        Ok(Some(Self { account, devices, has_more }))
    }
}

async fn with_licenses(cx: &Cx, rows: Vec<activation::Model>) -> Result<Vec<(license::Model, Device)>, Fault> {
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.license_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let licenses = license::Entity::find().filter(license::Column::Id.is_in(ids)).all(cx.read()).await?;
    let orders: Vec<Uuid> = licenses.iter().map(|license| license.purchase_id).collect();
    let keys = subject::keys(cx, cx.read(), &orders).await?;
    let licenses: HashMap<Uuid, license::Model> = licenses.into_iter().map(|license| (license.id, license)).collect();
    let mut devices = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(license) = licenses.get(&row.license_id) {
            let key = keys.get(&license.purchase_id);
            devices.push((license.clone(), named(row, key)?));
        }
    }
    Ok(devices)
}
