//! Key files in the export of a person's data (ACC-17): which there are. The files themselves activate, as codes do: the license's page has them.

use super::{held, licenses};
use crate::model::license::grouped;
use crate::tables::key_file;
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;

/// The key files of the licenses that the account has.
pub(super) struct KeyFiles;

#[async_trait]
impl DataSet for KeyFiles {
    fn name(&self) -> &'static str {
        "licenses.key_files"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["key_file"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_key_files_title()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("license", t.msg_customer_column_number()),
            ("serial", t.msg_audit_detail_serial()),
            ("group", t.msg_key_files_group()),
            ("made_at", t.msg_key_files_made()),
            ("ends_at", t.msg_key_files_ends()),
            ("deactivated_at", t.msg_data_deactivated()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use key_file::{Column, Entity};
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
                    row.serial.as_str().into(),
                    row.app_group.as_str().into(),
                    row.issued_at.into(),
                    row.ends_at.into(),
                    row.returned_at.into(),
                ])
            },
        )
    }
}
