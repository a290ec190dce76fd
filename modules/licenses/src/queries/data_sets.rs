//! What the owner of an account gets of this module in the export of their data (ACC-17, PRI-5): licenses, devices, orders, and the
//! license agreements that they accepted. Codes are not in it: who holds one can activate, and the license's page shows it.

mod changes;
mod documents;
mod key_files;
mod orders;
mod renewals;

use crate::model::device_name::DeviceName;
use crate::model::license::{grouped, status};
use crate::model::note;
use crate::tables::{activation, agreement_acceptance, license, license_holder};
use crate::texts;
use gatehouse_catalog::queries::revisions;
use gatehouse_catalog::tables::product;
use gatehouse_context::data_set::{DataColumn, DataRows, DataValue, columns, piece};
use gatehouse_context::{Cx, DataSet, subject};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{QuerySelect as _, QueryTrait as _};
use std::collections::HashMap;
use std::sync::Arc;

/// All of them.
pub fn data_sets() -> Vec<Arc<dyn DataSet>> {
    vec![
        Arc::new(Licenses),
        Arc::new(Devices),
        Arc::new(key_files::KeyFiles),
        Arc::new(changes::Changes),
        Arc::new(orders::Orders),
        Arc::new(documents::Documents),
        Arc::new(orders::Card),
        Arc::new(Agreements),
        Arc::new(renewals::AutoRenewals),
        Arc::new(renewals::Consents),
    ]
}

/// The licenses that the account has.
struct Licenses;

#[async_trait]
impl DataSet for Licenses {
    fn name(&self) -> &'static str {
        "licenses.licenses"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["license_holder", "license"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_licenses()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("number", t.msg_customer_column_number()),
            ("product", t.msg_customer_product()),
            ("edition", t.msg_customer_edition()),
            ("status", t.msg_customer_status()),
            ("seats", t.msg_customer_column_seats()),
            ("added_at", t.msg_customer_added_on()),
            ("first_activated_at", t.msg_customer_activated()),
            ("ends_at", t.msg_customer_ends()),
            ("block_reason", t.msg_data_block_reason()),
            ("block_note", t.msg_data_block_note()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use license_holder::{Column, Entity};
        let held = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let licenses = licenses(cx, held.iter().map(|row| row.license_id)).await?;
        let products = names_of_products(cx, &licenses).await?;
        let editions = names_of_editions(cx, &licenses).await?;
        let orders: Vec<Uuid> = licenses.values().map(|license| license.purchase_id).collect();
        let keys = subject::keys(cx, cx.read(), &orders).await?;
        DataRows::of(
            &held,
            |row| row.id,
            |row| {
                let mut values: Vec<DataValue> = vec![DataValue::Nothing; 10];
                values[5] = row.added_at.into();
                if let Some(license) = licenses.get(&row.license_id) {
                    values[0] = grouped(&license.number).into();
                    values[1] = products.get(&license.product_id).cloned().into();
                    values[2] = editions.get(&(license.edition_id, license.edition_rev)).cloned().into();
                    values[3] = status(license, cx.now()).name(cx.lang).into();
                    values[4] = license.seats.into();
                    values[6] = license.first_activated_at.into();
                    values[7] = license.ends_at.into();
                    values[8] = license.block_reason.map(|reason| reason.name(cx.lang)).into();
                    values[9] = note::of_block(keys.get(&license.purchase_id), license).map(|note| note.0).into();
                }
                Ok(values)
            },
        )
    }
}

/// The devices of these licenses, as the license's page shows them to everybody who has it.
struct Devices;

#[async_trait]
impl DataSet for Devices {
    fn name(&self) -> &'static str {
        "licenses.devices"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["activation"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_customer_devices()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("license", t.msg_customer_column_number()),
            ("device", t.msg_customer_device()),
            ("platform", t.msg_customer_platform()),
            ("application", t.msg_data_application()),
            ("version", t.msg_data_version()),
            ("activated_at", t.msg_customer_device_activated()),
            ("last_active_at", t.msg_customer_device_seen()),
            ("deactivated_at", t.msg_data_deactivated()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use activation::{Column, Entity};
        let rows =
            piece(cx, Entity::find().filter(Column::LicenseId.in_subquery(held(account))), Column::Id, after).await?;
        let licenses = licenses(cx, rows.iter().map(|row| row.license_id)).await?;
        let orders: Vec<Uuid> = licenses.values().map(|license| license.purchase_id).collect();
        let keys = subject::keys(cx, cx.read(), &orders).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let license = licenses.get(&row.license_id);
                let key = license.and_then(|license| keys.get(&license.purchase_id));
                let name = DeviceName::open(key, row)?;
                Ok(vec![
                    license.map(|license| grouped(&license.number)).into(),
                    name.shown().into(),
                    row.platform.as_str().into(),
                    row.application.clone().into(),
                    row.product_version.clone().into(),
                    row.activated_at.into(),
                    row.last_seen_at.into(),
                    row.deactivated_at.into(),
                ])
            },
        )
    }
}

/// The license agreements that the person accepted in the account.
struct Agreements;

#[async_trait]
impl DataSet for Agreements {
    fn name(&self) -> &'static str {
        "licenses.agreements"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["agreement_acceptance"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_agreements()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("license", t.msg_customer_column_number()),
            ("accepted_at", t.msg_data_accepted()),
            ("language", t.msg_data_language()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use agreement_acceptance::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let licenses = licenses(cx, rows.iter().map(|row| row.license_id)).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let number = licenses.get(&row.license_id).map(|license| grouped(&license.number));
                Ok(vec![number.into(), row.accepted_at.into(), row.lang.as_str().into()])
            },
        )
    }
}

/// The licenses that the account has.
fn held(account: Uuid) -> SelectStatement {
    license_holder::Entity::find()
        .select_only()
        .column(license_holder::Column::LicenseId)
        .filter(license_holder::Column::AccountId.eq(account))
        .into_query()
}

async fn licenses(cx: &Cx, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, license::Model>, Fault> {
    let rows = license::Entity::find().filter(license::Column::Id.is_in(ids)).all(cx.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

async fn names_of_products(cx: &Cx, of: &HashMap<Uuid, license::Model>) -> Result<HashMap<Uuid, String>, Fault> {
    let ids = of.values().map(|license| license.product_id);
    let rows = product::Entity::find().filter(product::Column::Id.is_in(ids)).all(cx.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// As they were sold.
async fn names_of_editions(cx: &Cx, of: &HashMap<Uuid, license::Model>) -> Result<HashMap<(Uuid, i64), String>, Fault> {
    let rows = revisions::of_editions(cx.read(), of.values().map(|license| license.edition_id)).await?;
    Ok(rows.into_iter().map(|row| ((row.edition_id, row.number), row.name)).collect())
}
