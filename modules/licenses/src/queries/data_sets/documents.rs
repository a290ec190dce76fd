//! Closing documents in the export of a person's data (LIC-26): what there is; the files themselves are downloaded from the purchases.

use crate::model::document::{day, open_number};
use crate::tables::{document, purchase};
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet, subject};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, QueryTrait as _};
use std::collections::HashMap;

/// Those of the orders that the account answers for.
pub struct Documents;

#[async_trait]
impl DataSet for Documents {
    fn name(&self) -> &'static str {
        "licenses.documents"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["document"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_documents()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("order", t.msg_customer_order()),
            ("kind", t.msg_document_kind()),
            ("number", t.msg_document_number()),
            ("date", t.msg_document_date()),
            ("language", t.msg_document_language()),
            ("size", t.msg_data_document_size()),
            ("uploaded_at", t.msg_data_document_added()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use document::{Column, Entity};
        let bought = purchase::Entity::find().filter(purchase::Column::BuyerAccount.eq(account));
        let own = bought.select_only().column(purchase::Column::Id).into_query();
        let rows = piece(cx, Entity::find().filter(Column::PurchaseId.in_subquery(own)), Column::Id, after).await?;
        let mut ids: Vec<Uuid> = rows.iter().map(|row| row.purchase_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let keys = subject::keys(cx, cx.read(), &ids).await?;
        let orders: HashMap<Uuid, String> = purchase::Entity::find()
            .filter(purchase::Column::Id.is_in(ids))
            .all(cx.read())
            .await?
            .into_iter()
            .map(|order| (order.id, order.number))
            .collect();
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let number = match keys.get(&row.purchase_id) {
                    Some(key) => Some(open_number(key, row.id, &row.number_sealed)?),
                    None => None,
                };
                Ok(vec![
                    orders.get(&row.purchase_id).cloned().into(),
                    row.kind.word().into(),
                    number.into(),
                    day(row.dated_at).into(),
                    row.lang.as_str().into(),
                    row.size.into(),
                    row.created_at.into(),
                ])
            },
        )
    }
}
