//! Orders and the saved card in the export of a person's data (ACC-19).

use crate::model::buyer::BUYER_PLACE;
use crate::model::card;
use crate::model::money::Money;
use crate::queries::purchases::invoices;
use crate::tables::{purchase, saved_card};
use crate::texts;
use gatehouse_context::data_set::{DataColumn, DataRows, columns, piece};
use gatehouse_context::{Cx, DataSet, subject};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use sea_orm::entity::prelude::*;

/// The orders that the account answers for.
pub struct Orders;

#[async_trait]
impl DataSet for Orders {
    fn name(&self) -> &'static str {
        "licenses.orders"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["purchase"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_data_orders()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("number", t.msg_customer_order()),
            ("seller", t.msg_customer_seller()),
            ("email", t.msg_data_buyer()),
            ("language", t.msg_data_language()),
            ("ordered_at", t.msg_data_ordered()),
            ("amount", t.msg_purchase_amount()),
            ("currency", t.msg_data_currency()),
            ("payment", t.msg_purchase_payment()),
            ("invoice", t.msg_purchase_invoice()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use purchase::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::BuyerAccount.eq(account)), Column::Id, after).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let keys = subject::keys(cx, cx.read(), &ids).await?;
        let mut invoices = invoices(cx, &rows).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let money = Money::stored(row.amount, row.currency.as_deref());
                let email = match (keys.get(&row.id), &row.buyer_email_sealed) {
                    (Some(key), Some(sealed)) => Some(key.open_text(BUYER_PLACE, row.id, sealed)?),
                    _ => None,
                };
                Ok(vec![
                    row.number.as_str().into(),
                    row.partner.clone().into(),
                    email.into(),
                    row.buyer_lang.clone().into(),
                    row.created_at.into(),
                    money.map(|money| money.amount()).into(),
                    row.currency.clone().into(),
                    row.payment.word().into(),
                    invoices.remove(&row.id).into(),
                ])
            },
        )
    }
}

/// The card that the person chose to save in the shop, or took back.
pub struct Card;

#[async_trait]
impl DataSet for Card {
    fn name(&self) -> &'static str {
        "licenses.saved_card"
    }

    fn tables(&self) -> &'static [&'static str] {
        &["saved_card"]
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_card_title()
    }

    fn columns(&self, lang: Lang) -> Vec<DataColumn> {
        let t = texts(lang);
        columns([
            ("last_four", t.msg_card_number()),
            ("expires", t.msg_card_expires()),
            ("saved_at", t.msg_card_saved()),
            ("taken_back_at", t.msg_data_card_taken_back()),
        ])
    }

    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault> {
        use saved_card::{Column, Entity};
        let rows = piece(cx, Entity::find().filter(Column::AccountId.eq(account)), Column::Id, after).await?;
        let key = subject::key(cx, cx.read(), account).await?;
        DataRows::of(
            &rows,
            |row| row.id,
            |row| {
                let card = match row.card_sealed.as_deref() {
                    Some(sealed) => Some(card::Card::open(&key, row.id, sealed)?),
                    None => None,
                };
                Ok(vec![
                    card.as_ref().map(|card| card.last_four().to_owned()).into(),
                    card.as_ref().map(card::Card::expires).into(),
                    row.saved_at.into(),
                    row.forgotten_at.into(),
                ])
            },
        )
    }
}
