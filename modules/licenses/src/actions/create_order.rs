//! An order is recorded: who bought, where, under which number. Codes are issued under it (LIC-3).

use super::tell_payment::{read_invoice, read_money};
use crate::events;
use crate::model::card::holds_card_number;
use crate::model::money::Money;
use crate::model::order::{NUMBER, Payment, Source};
use crate::model::{buyer, invoice, licensee, note};
use crate::queries::sellers;
use crate::rights::{NotAllowed, OrdersWrite, may};
use crate::tables::purchase::{ActiveModel, Entity};
use gatehouse_accounts::contacts;
use gatehouse_catalog::model::input::{Invalid, NAME, Reader, Wrong};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Lang, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::{Tx, Unique};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use utoipa::ToSchema;

const NUMBER_UNIQUE: Unique = Unique { name: "purchase_number", columns: "purchase.number" };

/// A new order.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOrder, example = json!({"number": "SHOP-1001", "source": "shop", "seller": "example-shop", "buyer_email": "buyer@example.com", "buyer_lang": "ja", "amount": "49.90", "currency": "EUR", "invoice_url": "https://shop.example.com/invoices/1001"}))]
pub struct CreateOrder {
    /// Unique, up to 64 characters; made when missing.
    #[serde(default)]
    #[schema(max_length = 64)]
    pub number: String,
    /// Who sold it.
    #[schema(value_type = Source)]
    pub source: String,
    /// The code or id of the seller that the order names, so that its buyer is told whom to ask.
    #[serde(default)]
    #[schema(max_length = 64)]
    pub seller: String,
    /// Needed when the source is `partner` and no seller is named; else it is the seller's name when missing.
    #[serde(default)]
    #[schema(max_length = 120)]
    pub partner: String,
    /// Codes are mailed there.
    #[serde(default)]
    #[schema(max_length = 254)]
    pub buyer_email: String,
    /// The company that it is sold to, where it is one: a company of another name that adds the license has it looked at first.
    #[serde(default)]
    #[schema(max_length = 120)]
    pub licensee: String,
    /// `en`, `ja` or `ru`.
    #[serde(default)]
    #[schema(max_length = 2, pattern = "^(en|ja|ru)?$")]
    pub buyer_lang: String,
    /// For staff.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub note: String,
    /// What it cost, as decimal text with as many digits as its currency has, for the buyer's purchase history.
    #[serde(default)]
    #[schema(max_length = 16, pattern = r"^([0-9]{1,12}(\.[0-9]{1,3})?)?$")]
    pub amount: String,
    /// ISO 4217; needed with an amount.
    #[serde(default)]
    #[schema(max_length = 3, pattern = "^([A-Z]{3})?$")]
    pub currency: String,
    /// An `https:` address of the invoice or receipt, which the buyer opens.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub invoice_url: String,
}

/// Why there is no order.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum OrderRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// Fields are wrong.
    Invalid(Invalid),
    /// Another order has this number.
    #[refusal(409, "order.number_taken", refusal_order_number_taken, field = "number")]
    NumberTaken,
}

/// An order without what was wrong with it.
pub(super) struct Checked {
    seller: Option<Uuid>,
    number: String,
    source: Source,
    partner: Option<String>,
    email: Option<String>,
    licensee: String,
    lang: Option<Lang>,
    note: String,
    money: Option<Money>,
    invoice: String,
}

/// Checks what was entered.
pub(super) async fn read(cx: &Cx, reader: &mut Reader, input: &CreateOrder) -> Result<Checked, Fault> {
    let seller = match input.seller.trim() {
        "" => None,
        // One that sells no more sells nothing new.
        named => sellers::named(cx, named).await?.filter(|seller| seller.archived_at.is_none()),
    };
    if seller.is_none() && !input.seller.trim().is_empty() {
        reader.wrong("seller", Wrong::Unknown);
    }
    let number = reader.optional_line("number", &input.number, NUMBER);
    let source = reader.choice("source", &input.source, Source::from_word).unwrap_or(Source::Staff);
    let partner = match source {
        // As the seller is called on this day: lists and files tell it of orders.
        Source::Partner if input.partner.trim().is_empty() && seller.is_some() => {
            seller.as_ref().map(|s| s.name.clone())
        }
        Source::Partner => Some(reader.line("partner", &input.partner, NAME)),
        Source::Shop | Source::Staff => {
            Some(reader.optional_line("partner", &input.partner, NAME)).filter(|name| !name.is_empty())
        }
    };
    let email = reader.optional_email("buyer_email", &input.buyer_email);
    let licensee = reader.optional_line("licensee", &input.licensee, NAME);
    let lang = match input.buyer_lang.trim() {
        "" => None,
        word => {
            let lang = Lang::ALL.into_iter().find(|lang| lang.tag() == word);
            if lang.is_none() {
                reader.wrong("buyer_lang", Wrong::Choice);
            }
            lang
        }
    };
    let note = reader.prose("note", &input.note);
    if holds_card_number(&note) {
        reader.wrong("note", Wrong::CardNumber);
    }
    let money = read_money(reader, &input.amount, &input.currency);
    let invoice = read_invoice(reader, &input.invoice_url);
    let seller = seller.map(|s| s.id);
    Ok(Checked { seller, number, source, partner, email, licensee, lang, note, money, invoice })
}

/// Records an order; returns its id. The buyer's address and the note are sealed under the order's own key.
pub async fn create_order(cx: &Cx, input: &CreateOrder) -> Outcome<Uuid, OrderRefusal> {
    may::<OrdersWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let checked = read(cx, &mut reader, input).await?;
    reader.finish(()).or_refuse()?;
    let id = cx.id();
    let tx = cx.begin().await?;
    insert(cx, &tx, id, checked).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Stores an order and writes the audit line of it.
pub(super) async fn insert(cx: &Cx, tx: &Tx, id: Uuid, checked: Checked) -> Outcome<(), OrderRefusal> {
    let number = if checked.number.is_empty() { made_number(cx) } else { checked.number };
    let random = cx.app.random.as_ref();
    // In the transaction, so that an account that begins or ends meanwhile is not missed.
    let buyer = match &checked.email {
        Some(email) => contacts::recipient_at(cx, &**tx, email).await?,
        None => None,
    };
    let key = subject::create(cx, tx, id).await?;
    let sealed = match &checked.email {
        Some(email) => Some(key.seal(random, buyer::BUYER_PLACE, id, email.as_bytes())?),
        None => None,
    };
    let note = note::seal_of_order(random, &key, id, &checked.note)?;
    let invoice = invoice::seal(random, &key, id, &checked.invoice)?;
    let licensee = licensee::seal(random, &key, id, &checked.licensee)?;
    let (lookup, pepper) = match &checked.email {
        Some(email) => {
            let (lookup, pepper) = buyer::lookup(&cx.app.keys, email);
            (Some(lookup), pepper)
        }
        None => (None, cx.app.keys.pepper_version()),
    };
    let row = ActiveModel {
        id: Set(id),
        number: Set(number),
        source: Set(checked.source),
        partner: Set(checked.partner),
        seller_id: Set(checked.seller),
        buyer_account: Set(buyer.as_ref().and_then(|b| b.account)),
        buyer_email_sealed: Set(sealed),
        buyer_lookup: Set(lookup),
        pepper_version: Set(pepper),
        buyer_lang: Set(checked.lang.or_else(|| buyer.as_ref().map(|b| b.lang)).map(|l| l.tag().to_owned())),
        unclaimed_since: Set((checked.email.is_some() && buyer.is_none()).then_some(cx.now())),
        note_sealed: Set(note),
        amount: Set(checked.money.as_ref().map(|money| money.units)),
        currency: Set(checked.money.map(|money| money.currency)),
        payment: Set(Payment::Paid),
        invoice_sealed: Set(invoice),
        licensee_sealed: Set(licensee),
        created_at: Set(cx.now()),
        created_by_kind: Set(cx.actor.kind().to_owned()),
        created_by_id: Set(cx.actor.id()),
        version: Set(1),
    };
    if let Err(error) = Entity::insert(row).exec_without_returning(&**tx).await {
        return Err(if NUMBER_UNIQUE.violated_by(&error) { refuse(OrderRefusal::NumberTaken) } else { error.into() });
    }
    let details = serde_json::json!({ "source": checked.source.word() });
    cx.audit(tx, events::ORDER_CREATED.about(id).with(details)).await?;
    Ok(())
}

/// `GH-` and eight random digits, for orders without a number of their own.
fn made_number(cx: &Cx) -> String {
    format!("GH-{:08}", cx.app.random.below(100_000_000))
}
