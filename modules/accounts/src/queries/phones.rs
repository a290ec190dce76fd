//! The phones of an account, and the code that waits to be typed (ACC-9). Of a number its owner sees the last two digits.

use super::factors::{SECRET, rows};
use crate::model::FactorKind;
use crate::model::text_code::{Bound, LIFE};
use crate::tables::text_code::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_messages::PhoneNumber;
use gatehouse_messages::number::ending;
use sea_orm::Condition;
use sea_orm::entity::prelude::*;

/// Where the number of a phone that is being added is sealed.
pub const NUMBER: &str = "text_code.number_sealed";

/// A phone that codes can be sent to.
#[derive(Clone, Debug)]
pub struct Phone {
    /// The factor.
    pub id: Uuid,
    /// The number.
    pub number: PhoneNumber,
}

/// A code that was sent and not typed yet.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its row.
    pub id: Uuid,
    /// The letters that stand in the message.
    pub reference: String,
    /// The last two digits of the number.
    pub ending: String,
}

/// What can be given at a second step besides recovery codes and passkeys.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// Whether an authenticator app is connected.
    pub has_app: bool,
    /// Phones, oldest first.
    pub phones: Vec<Phone>,
    /// The code that waits.
    pub sent: Option<Sent>,
}

/// The phones of an account, oldest first.
pub async fn of_account<C: ConnectionTrait>(cx: &Cx, conn: &C, account: Uuid) -> Result<Vec<Phone>, Fault> {
    let rows = rows(conn, account).await?;
    if !rows.iter().any(|row| row.kind == FactorKind::Phone) {
        return Ok(Vec::new());
    }
    let key = subject::key(cx, conn, account).await?;
    let mut all = Vec::new();
    for row in rows.iter().filter(|row| row.kind == FactorKind::Phone) {
        let number = PhoneNumber::stored(&key.open_text(SECRET, row.id, &row.secret_sealed)?);
        let number = number.ok_or_else(|| Fault::new("a stored telephone number is none"))?;
        all.push(Phone { id: row.id, number });
    }
    Ok(all)
}

/// The phones that the installation sends to, for the second step.
pub async fn ways(cx: &Cx, account: Uuid, bound: Bound) -> Result<Ways, Fault> {
    let has_app = rows(cx.read(), account).await?.iter().any(|row| row.kind == FactorKind::App);
    let mut phones = of_account(cx, cx.read(), account).await?;
    match gatehouse_messages::of(cx) {
        Some(messages) => phones.retain(|phone| messages.reaches(&phone.number)),
        None => phones.clear(),
    }
    Ok(Ways { has_app, phones, sent: sent(cx, account, bound).await? })
}

/// The rows of what asked for a code.
pub fn of_bound(account: Uuid, bound: Bound) -> Condition {
    let by = match bound {
        Bound::Half(id) => Column::HalfId.eq(id),
        Bound::StepUp(id) | Bound::Add(id) => Column::SessionId.eq(id),
        Bound::Waiting(id) => Column::WaitingId.eq(id),
    };
    Condition::all().add(by).add(Column::AccountId.eq(account)).add(Column::Kind.eq(bound.kind()))
}

/// The code that waits, if it still opens.
pub async fn waiting<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    account: Uuid,
    bound: Bound,
) -> Result<Option<Model>, Fault> {
    let row = Entity::find().filter(of_bound(account, bound)).one(conn).await?;
    Ok(row.filter(|row| row.expires_at.is_within(cx.now(), LIFE)))
}

/// The same, as its page shows it.
pub async fn sent(cx: &Cx, account: Uuid, bound: Bound) -> Result<Option<Sent>, Fault> {
    let Some(row) = waiting(cx, cx.read(), account, bound).await? else { return Ok(None) };
    let number = match (&row.number_sealed, row.factor_id) {
        (Some(sealed), _) => Some(subject::key(cx, cx.read(), account).await?.open_text(NUMBER, row.id, sealed)?),
        (None, Some(factor)) => {
            let phones = of_account(cx, cx.read(), account).await?;
            phones.into_iter().find(|phone| phone.id == factor).map(|phone| phone.number.e164().to_owned())
        }
        (None, None) => None,
    };
    Ok(number.map(|number| Sent { id: row.id, reference: row.reference, ending: ending(&number).to_owned() }))
}
