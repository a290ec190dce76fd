//! The accounts elsewhere by which the person signs in (ACC-8), without what the service calls them.

use crate::queries::identities::SHOWN;
use crate::tables::account_identity;
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet, subject};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;

/// The sign-in services.
pub struct SignInServices;

#[async_trait]
impl DataSet for SignInServices {
    fn name(&self) -> &'static str {
        "accounts.sign_in_services"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["account_identity"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_services_title()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("service", t.msg_service()),
            ("email", t.msg_email()),
            ("added_at", t.msg_factor_added_on()),
            ("last_used_at", t.msg_factor_used_on()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use account_identity::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let key = subject::key(cx, cx.read(), account).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let email =
                    row.shown_sealed.as_deref().map(|sealed| key.open_text(SHOWN, row.id, sealed)).transpose()?;
                Ok(vec![row.provider.as_str().into(), email.into(), row.created_at.into(), row.used_at.into()])
            },
        )
    }
}
