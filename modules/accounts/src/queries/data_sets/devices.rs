//! Where the person is signed in, and from where they signed in before.

use crate::tables::{known_device, session};
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;

/// The sessions.
pub struct Sessions;

#[async_trait]
impl DataSet for Sessions {
    fn name(&self) -> &'static str {
        "accounts.sessions"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["session"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_sessions_title()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("device", t.msg_sessions_device()),
            ("network", t.msg_sessions_network()),
            ("signed_in_at", t.msg_sessions_since()),
            ("last_active_at", t.msg_sessions_seen()),
            ("ends_at", t.msg_column_expires()),
            ("kept", t.msg_sign_in_kept()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use session::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                Ok(vec![
                    row.agent.clone().into(),
                    row.network.clone().into(),
                    row.created_at.into(),
                    row.seen_at.into(),
                    row.expires_at.into(),
                    row.kept.into(),
                ])
            },
        )
    }
}

/// The known browsers.
pub struct Browsers;

#[async_trait]
impl DataSet for Browsers {
    fn name(&self) -> &'static str {
        "accounts.browsers"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["known_device"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_browsers_title()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("device", t.msg_sessions_device()),
            ("network", t.msg_sessions_network()),
            ("first_at", t.msg_browsers_first()),
            ("last_at", t.msg_browsers_last()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use known_device::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let (agent, network) = (row.agent.clone(), row.network.clone());
                Ok(vec![agent.into(), network.into(), row.first_at.into(), row.last_at.into()])
            },
        )
    }
}
