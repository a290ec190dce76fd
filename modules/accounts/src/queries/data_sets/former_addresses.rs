//! Addresses that were the account's until lately (ACC-14).

use crate::queries::addresses::FORMER;
use crate::tables::former_address;
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet, subject};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;

/// The former addresses.
pub struct FormerAddresses;

#[async_trait]
impl DataSet for FormerAddresses {
    fn name(&self) -> &'static str {
        "accounts.former_addresses"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["former_address"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_former_addresses()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("email", t.msg_email()),
            ("changed_at", t.msg_data_address_changed()),
            ("undone_at", t.msg_data_address_undone()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use former_address::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let key = subject::key(cx, cx.read(), account).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let email = key.open_text(FORMER, row.id, &row.email_sealed)?;
                Ok(vec![email.into(), row.changed_at.into(), row.undone_at.into()])
            },
        )
    }
}
