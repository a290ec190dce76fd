//! What the owner of an account gets of this module in the export of their data (ACC-17, PRI-5): what they have connected, and where they signed
//! in. Codes and tokens are none of it: they are keyed hashes, and open something.

use crate::queries::apps::{self, PLACE};
use crate::queries::clients;
use crate::tables::{app, family};
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet, subject};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;
use std::sync::Arc;

/// All of them.
pub(crate) fn data_sets() -> Vec<Arc<dyn DataSet>> {
    vec![Arc::new(OwnApps), Arc::new(OwnSignIns)]
}

/// What is connected.
struct OwnApps;

#[async_trait]
impl DataSet for OwnApps {
    fn name(&self) -> &'static str {
        "oidc.apps"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["oidc_app", "oidc_subject"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_apps_title()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("app", t.msg_app_name()),
            ("allowed", t.msg_consent_may()),
            ("called", t.msg_app_called()),
            ("connected_at", t.msg_app_since()),
            ("used_at", t.msg_app_used()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use app::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.client).collect();
        let names = clients::names(cx.read(), &ids).await?;
        let called = crate::queries::subjects::of_account(cx, cx.read(), account).await?;
        let key = subject::key(cx, cx.read(), account).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                Ok(vec![
                    names.get(&row.client).cloned().into(),
                    key.open_text(PLACE, row.id, &row.allowed_sealed)?.into(),
                    called.clone().into(),
                    row.created_at.into(),
                    row.used_at.into(),
                ])
            },
        )
    }
}

/// Where they signed in.
struct OwnSignIns;

#[async_trait]
impl DataSet for OwnSignIns {
    fn name(&self) -> &'static str {
        "oidc.sign_ins"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["oidc_family"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_app_sign_ins()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("app", t.msg_app_name()),
            ("allowed", t.msg_consent_may()),
            ("signed_in_at", t.msg_app_signed_in_at()),
            ("revoked_at", t.msg_app_revoked_at()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use family::{Column, Entity};
        let own = Entity::find().filter(Column::AppId.in_subquery(apps::ids(account)));
        let rows = piece(cx, own, Column::Id, after).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.client).collect();
        let names = clients::names(cx.read(), &ids).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                Ok(vec![
                    names.get(&row.client).cloned().into(),
                    row.allowed.clone().into(),
                    row.created_at.into(),
                    row.revoked_at.into(),
                ])
            },
        )
    }
}
