//! Automatic renewal in the export of a person's data (LIC-8, PRI-5): how it stands for their licenses, and to what they agreed.

use super::{held, licenses};
use crate::model::license::grouped;
use crate::tables::{auto_renewal, auto_renewal_consent};
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;

/// How it stands.
pub(super) struct AutoRenewals;

#[async_trait]
impl DataSet for AutoRenewals {
    fn name(&self) -> &'static str {
        "licenses.auto_renewals"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["auto_renewal"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_auto_renewal()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("license", t.msg_customer_column_number()),
            ("is_on", t.msg_auto_renewal()),
            ("renews_at", t.msg_auto_renewal_renews_on()),
            ("wish", t.msg_auto_renewal_wish()),
            ("wished_at", t.msg_auto_renewal_wished()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use auto_renewal::{Column, Entity};
        let rows =
            piece(cx, Entity::find().filter(Column::LicenseId.in_subquery(held(account))), Column::Id, after).await?;
        let licenses = licenses(cx, rows.iter().map(|row| row.license_id)).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let number = licenses.get(&row.license_id).map(|license| grouped(&license.number));
                let wish = row.wish.map(|wish| wish.name(cx.lang));
                Ok(vec![number.into(), row.is_on.into(), row.renews_at.into(), wish.into(), row.wished_at.into()])
            },
        )
    }
}

/// To what the person agreed.
pub(super) struct Consents;

#[async_trait]
impl DataSet for Consents {
    fn name(&self) -> &'static str {
        "licenses.auto_renewal_consents"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["auto_renewal_consent"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_auto_renewal_consents()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("license", t.msg_customer_column_number()),
            ("seller", t.msg_seller()),
            ("agreed_at", t.msg_data_accepted()),
            ("ended_at", t.msg_data_ended()),
            ("language", t.msg_data_language()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use auto_renewal_consent::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let licenses = licenses(cx, rows.iter().map(|row| row.license_id)).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let number = licenses.get(&row.license_id).map(|license| grouped(&license.number));
                let lang = row.lang.as_str().into();
                Ok(vec![number.into(), row.seller.as_str().into(), row.agreed_at.into(), row.ended_at.into(), lang])
            },
        )
    }
}
