//! What was done in the account, and by whom: the lines of the audit log that its activity page shows (ALL-3), and no others.

use crate::texts;
use gatehouse_context::audit::table::{Column, Entity, Model};
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet, Reader};
use gatehouse_core::agent::device_label;
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_web::Events;
use gatehouse_web::history::who;
use sea_orm::entity::prelude::*;

/// The activity.
pub struct Activity;

#[async_trait]
impl DataSet for Activity {
    fn name(&self) -> &'static str {
        "accounts.activity"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["audit"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_activity_title()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("at", t.msg_activity_when()),
            ("what", t.msg_activity_what()),
            ("kind", t.msg_column_kind()),
            ("who", t.msg_activity_who()),
            ("network", t.msg_sessions_network()),
            ("device", t.msg_sessions_device()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let events = cx.service::<Events>()?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let what = events.event(cx.lang, &row.kind);
                let what = what.unwrap_or_else(|| texts(cx.lang).msg_activity_other());
                Ok(vec![
                    row.at.into(),
                    what.into(),
                    row.kind.as_str().into(),
                    who(&row.actor_kind, Reader::Holder, cx.lang).into(),
                    network(row).into(),
                    device(row).into(),
                ])
            },
        )
    }
}

/// From where; where the vendor's people and systems sit is not the customer's business.
fn network(row: &Model) -> Option<String> {
    let is_told = matches!(row.actor_kind.as_str(), "account" | "visitor" | "product");
    row.network.clone().filter(|_| is_told)
}

fn device(row: &Model) -> Option<String> {
    let details: serde_json::Value = serde_json::from_str(row.details.as_deref()?).ok()?;
    let device = details.get("device")?.as_str()?;
    Some(device_label(device).unwrap_or_else(|| device.to_owned()))
}
