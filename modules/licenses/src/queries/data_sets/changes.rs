//! What changed the rights of licenses, in the export of a person's data (LIC-18, LIC-19).

use super::{held, licenses};
use crate::model::license::grouped;
use crate::tables::license_step;
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;

/// Top-ups, renewals, reserves that took over and merges of the licenses that the account has.
pub struct Changes;

#[async_trait]
impl DataSet for Changes {
    fn name(&self) -> &'static str {
        "licenses.changes"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["license_step"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_changes()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("license", t.msg_customer_column_number()),
            ("change", t.msg_data_change()),
            ("at", t.msg_data_changed_at()),
            ("order_line", t.msg_life_line()),
            ("seats_before", t.msg_data_seats_before()),
            ("seats_after", t.msg_data_seats_after()),
            ("ended_before", t.msg_data_ends_before()),
            ("ends_after", t.msg_data_ends_after()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use license_step::{Column, Entity};
        let rows =
            piece(cx, Entity::find().filter(Column::LicenseId.in_subquery(held(account))), Column::Id, after).await?;
        let licenses = licenses(cx, rows.iter().map(|row| row.license_id)).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let number = licenses.get(&row.license_id).map(|license| grouped(&license.number));
                Ok(vec![
                    number.into(),
                    row.kind.word().into(),
                    row.at.into(),
                    row.line.clone().into(),
                    row.seats_before.into(),
                    row.seats_after.into(),
                    row.ends_before.into(),
                    row.ends_after.into(),
                ])
            },
        )
    }
}
