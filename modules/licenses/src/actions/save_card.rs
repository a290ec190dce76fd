//! The shop tells which card somebody chose to save there (ACC-19): its last four digits and the month in which it ends.
//!
//! More digits than these are refused as they stand: nothing of them is stored, logged or repeated in the answer. A card that the person
//! took back is not set again before the shop has said that it heard of it ([`super::remove_card`]).

use crate::events;
use crate::model::card::{Card, has_too_many_digits};
use crate::rights::{NotAllowed, OrdersWrite, may};
use crate::tables::purchase;
use crate::tables::saved_card::{ActiveModel, Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::{Tx, Unique};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Set};
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};
use std::fmt;
use utoipa::ToSchema;

const ONE_EACH: Unique = Unique { name: "saved_card_account", columns: "saved_card.account_id" };

/// A card.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCard, example = json!({"last_four": "4242", "expires": "2028-09"}))]
pub struct SaveCard {
    /// An order of the person, which a program names in the address.
    #[serde(skip)]
    #[schema(ignore)]
    pub order: Uuid,
    /// The last four digits. Never more: a card number is refused, and nothing of it is kept.
    #[serde(deserialize_with = "digits")]
    #[schema(value_type = String, min_length = 4, max_length = 4, pattern = "^[0-9]{4}$")]
    pub last_four: String,
    /// The month in which it ends, `2028-09` or `09/28`.
    #[serde(deserialize_with = "digits")]
    #[schema(value_type = String, max_length = 7, pattern = "^([0-9]{4}-[0-9]{2}|[0-9]{2}/[0-9]{2})$")]
    pub expires: String,
}

/// Why no card is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum SaveCardRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// More digits than the last four: perhaps the number of the card.
    #[refusal(422, "card.number_refused", refusal_card_number, field = "last_four")]
    Number,
    /// Not four digits, or no month.
    #[refusal(422, "card.unreadable", refusal_card_unreadable, field = "last_four")]
    Unreadable,
    /// It ended before this month, or ends in another age.
    #[refusal(422, "card.ended", refusal_card_ended, field = "expires")]
    Ended,
    /// No such order.
    #[refusal(404, "order.unknown", refusal_order_unknown)]
    UnknownOrder,
    /// Nobody has the order in their account.
    #[refusal(422, "card.no_account", refusal_card_no_account)]
    NoAccount,
    /// The person took it back, and the shop has not said that it heard of it.
    #[refusal(409, "card.taken_back", refusal_card_taken_back)]
    TakenBack,
}

/// Digits as text, also where a number was sent: what is refused must not stand in an error of the parser.
fn digits<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct Digits;

    impl Visitor<'_> for Digits {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("digits")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }

        fn visit_u64<E: de::Error>(self, number: u64) -> Result<String, E> {
            Ok(number.to_string())
        }

        fn visit_i64<E: de::Error>(self, number: i64) -> Result<String, E> {
            Ok(number.to_string())
        }

        fn visit_f64<E: de::Error>(self, number: f64) -> Result<String, E> {
            Ok(format!("{number:.0}"))
        }
    }

    deserializer.deserialize_any(Digits)
}

/// Saves it for the account that the order belongs to; returns the order. Another card takes the place of the one of before.
pub async fn save_card(cx: &Cx, input: &SaveCard) -> Outcome<Uuid, SaveCardRefusal> {
    may::<OrdersWrite>(cx).or_refuse()?;
    if has_too_many_digits(&input.last_four, 4) || has_too_many_digits(&input.expires, 6) {
        return Err(refuse(SaveCardRefusal::Number));
    }
    let card = Card::read(input.last_four.trim(), input.expires.trim());
    let card = card.ok_or(SaveCardRefusal::Unreadable).or_refuse()?;
    if !card.is_current(cx.now()) {
        return Err(refuse(SaveCardRefusal::Ended));
    }
    let tx = cx.begin().await?;
    // Held, so that an account that is deleted at this moment takes the card along.
    let order = purchase::Entity::find_by_id(input.order).lock_exclusive().one(&*tx).await?;
    let order = order.ok_or(SaveCardRefusal::UnknownOrder).or_refuse()?;
    let account = order.buyer_account.ok_or(SaveCardRefusal::NoAccount).or_refuse()?;
    let there = Entity::find().filter(Column::AccountId.eq(account)).lock_exclusive().one(&*tx).await?;
    if there.as_ref().is_some_and(|row| row.forgotten_at.is_some()) {
        return Err(refuse(SaveCardRefusal::TakenBack));
    }
    store(cx, &tx, (account, order.id), there.map(|row| row.id), &card).await?;
    cx.audit(&tx, events::CARD_SAVED.about(order.id).of_account(account)).await?;
    cx.once(&tx, order.id).await?;
    tx.commit().await?;
    Ok(order.id)
}

/// Writes it, in the place of the row `there` where there is one.
async fn store(
    cx: &Cx,
    tx: &Tx,
    (account, order): (Uuid, Uuid),
    there: Option<Uuid>,
    card: &Card,
) -> Result<(), Fault> {
    let id = there.unwrap_or_else(|| cx.id());
    let key = subject::key(cx, &**tx, account).await?;
    let row = ActiveModel {
        id: Set(id),
        account_id: Set(account),
        purchase_id: Set(order),
        card_sealed: Set(Some(card.seal(cx.app.random.as_ref(), &key, id)?)),
        ends_at: Set(Some(card.ends_at()?)),
        forgotten_at: Set(None),
        saved_at: Set(cx.now()),
    };
    let stored = match there {
        Some(_) => Entity::update(row).exec_without_returning(&**tx).await.map(drop),
        None => Entity::insert(row).exec_without_returning(&**tx).await.map(drop),
    };
    match stored {
        Err(error) if ONE_EACH.violated_by(&error) => Err(Fault::busy("another card is saved at this moment")),
        stored => Ok(stored?),
    }
}
