//! What stands beside the person's password (ACC-9), without what opens the account.

use crate::model::FactorKind;
use crate::queries::factors::{NAME, SECRET};
use crate::tables::account_factor;
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet, subject};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;

/// The second factors.
pub struct Factors;

#[async_trait]
impl DataSet for Factors {
    fn name(&self) -> &'static str {
        "accounts.second_factors"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["account_factor"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_two_step()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("kind", t.msg_factor_kind()),
            ("name", t.msg_factor_name()),
            ("number", t.msg_number()),
            ("added_at", t.msg_factor_added_on()),
            ("last_used_at", t.msg_factor_used_on()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use account_factor::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let key = subject::key(cx, cx.read(), account).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let name = key.open_text(NAME, row.id, &row.name_sealed)?;
                let number = match row.kind {
                    FactorKind::Phone => Some(key.open_text(SECRET, row.id, &row.secret_sealed)?),
                    FactorKind::App | FactorKind::Passkey => None,
                };
                Ok(vec![row.kind.word().into(), name.into(), number.into(), row.created_at.into(), row.used_at.into()])
            },
        )
    }
}
