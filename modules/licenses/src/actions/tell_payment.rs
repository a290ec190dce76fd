//! The shop tells what an order cost, how its payment stands, and where its invoice is (ACC-19). It is told to the buyer; whether the
//! licenses of a refunded order go on working is a clerk's decision (LIC-20).

use crate::events;
use crate::mails::payment_changed;
use crate::model::invoice;
use crate::model::money::{self, Money};
use crate::model::order::Payment;
use crate::rights::{NotAllowed, OrdersWrite, may};
use crate::tables::purchase::{Column, Entity};
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, QuerySelect as _};
use serde::Deserialize;
use utoipa::ToSchema;

/// How the payment of an order stands.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OrderPayment, example = json!({"state": "refunded", "amount": "49.90", "currency": "EUR", "invoice_url": "https://shop.example.com/invoices/1001"}))]
pub struct TellPayment {
    /// The order, which a program names in the address.
    #[serde(skip)]
    #[schema(ignore)]
    pub order: Uuid,
    /// Its version that was looked at; `None`: whatever it is at.
    #[serde(skip)]
    #[schema(ignore)]
    pub expected: Option<i64>,
    /// How it stands.
    #[schema(value_type = Payment)]
    pub state: String,
    /// What the order cost, as decimal text with as many digits as its currency has; missing: not told.
    #[serde(default)]
    #[schema(max_length = 16, pattern = r"^([0-9]{1,12}(\.[0-9]{1,3})?)?$")]
    pub amount: String,
    /// ISO 4217; needed with an amount.
    #[serde(default)]
    #[schema(max_length = 3, pattern = "^([A-Z]{3})?$")]
    pub currency: String,
    /// An `https:` address of the invoice or receipt, which the buyer opens; missing: none.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub invoice_url: String,
}

/// Why the order stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum PaymentRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such order.
    #[refusal(404, "order.unknown", refusal_order_unknown)]
    UnknownOrder,
    /// Fields are wrong.
    Invalid(Invalid),
    /// Somebody else changed the order meanwhile.
    #[refusal(412, "order.changed_meanwhile", refusal_changed_meanwhile)]
    Stale,
}

/// Amount and currency belong together; both may be missing.
pub(super) fn read_money(reader: &mut Reader, amount: &str, currency: &str) -> Option<Money> {
    let (amount, currency) = (amount.trim(), currency.trim());
    if amount.is_empty() && currency.is_empty() {
        return None;
    }
    if money::digits(currency).is_none() {
        reader.wrong("currency", if currency.is_empty() { Wrong::Required } else { Wrong::Currency });
        return None;
    }
    let money = Money::read(amount, currency);
    if money.is_none() {
        reader.wrong("amount", if amount.is_empty() { Wrong::Required } else { Wrong::Amount });
    }
    money
}

/// A link that a buyer follows leads to `https:`.
pub(super) fn read_invoice(reader: &mut Reader, url: &str) -> String {
    let url = reader.optional_address("invoice_url", url);
    if !url.is_empty() && !url.starts_with("https://") {
        reader.wrong("invoice_url", Wrong::SecureAddress);
    }
    url
}

/// Tells it; returns the order.
pub async fn tell_payment(cx: &Cx, input: &TellPayment) -> Outcome<Uuid, PaymentRefusal> {
    may::<OrdersWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let state = reader.choice("state", &input.state, Payment::from_word).unwrap_or_default();
    let money = read_money(&mut reader, &input.amount, &input.currency);
    let invoice = read_invoice(&mut reader, &input.invoice_url);
    reader.finish(()).or_refuse()?;
    let tx = cx.begin().await?;
    let order = Entity::find_by_id(input.order).lock_exclusive().one(&*tx).await?;
    let order = order.ok_or(PaymentRefusal::UnknownOrder).or_refuse()?;
    if input.expected.is_some_and(|version| version != order.version) {
        return Err(refuse(PaymentRefusal::Stale));
    }
    let key = subject::key(cx, &*tx, order.id).await?;
    let sealed = invoice::seal(cx.app.random.as_ref(), &key, order.id, &invoice)?;
    Entity::update_many()
        .col_expr(Column::Payment, Expr::value(state))
        .col_expr(Column::Amount, Expr::value(money.as_ref().map(|money| money.units)))
        .col_expr(Column::Currency, Expr::value(money.as_ref().map(|money| money.currency.clone())))
        .col_expr(Column::InvoiceSealed, Expr::value(sealed))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(order.id))
        .exec(&*tx)
        .await?;
    // Told again, it is news to nobody.
    if state != order.payment
        && let Some(buyer) = order.buyer_account
    {
        payment_changed::queue(cx, &tx, buyer, &order.number, (state, money.as_ref())).await?;
    }
    let details = serde_json::json!({ "payment": state.word() });
    cx.audit(&tx, events::ORDER_PAYMENT_TOLD.about(input.order).with(details)).await?;
    cx.once(&tx, input.order).await?;
    tx.commit().await?;
    Ok(input.order)
}
