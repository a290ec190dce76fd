//! What the owner of an account gets of this module in the export of their data (ACC-17, PRI-5).

use super::offered;
use crate::model::person::Person;
use crate::tables::trial::{Column, Entity};
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, DataValue, columns, piece};
use gatehouse_context::{Cx, DataSet, subject};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;
use std::sync::Arc;

/// All of them.
pub(crate) fn data_sets() -> Vec<Arc<dyn DataSet>> {
    vec![Arc::new(OwnTrials)]
}

/// The trials that the account asked for.
struct OwnTrials;

#[async_trait]
impl DataSet for OwnTrials {
    fn name(&self) -> &'static str {
        "trials.trials"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["trial"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_nav_trials()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("product", t.msg_product()),
            ("state", t.msg_state()),
            ("name", t.msg_name()),
            ("phone", t.msg_phone()),
            ("email", t.msg_email()),
            ("asked_at", t.msg_asked()),
            ("activated_at", t.msg_activated()),
            ("ends_at", t.msg_ends()),
            ("bought_at", t.msg_bought()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let keys = subject::keys(cx, cx.read(), &ids).await?;
        let products = offered::names(cx, rows.iter().map(|row| row.product_id)).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let mut values: Vec<DataValue> = vec![DataValue::Nothing; 9];
                values[0] = products.get(&row.product_id).map(|product| product.name.clone()).into();
                values[1] = row.state.name(cx.lang).into();
                if let Some(key) = keys.get(&row.id) {
                    let Person { name, phone, email } = Person::open(key, row)?;
                    values[2] = name.0.into();
                    values[3] = Some(phone.0).filter(|phone| !phone.is_empty()).into();
                    values[4] = email.0.into();
                }
                values[5] = row.asked_at.into();
                values[6] = row.activated_at.into();
                values[7] = row.ends_at.into();
                values[8] = row.bought_at.into();
                Ok(values)
            },
        )
    }
}
