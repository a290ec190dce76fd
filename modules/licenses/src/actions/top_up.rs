//! More seats for a license: a new code with the same end, and an end of the old one (LIC-18).
//!
//! Seats belong to the license, not to its code: devices on the old code keep theirs, and are listed until they are activated with the
//! new one. The line of the order that asked for it is written down: told again, it changes nothing.

use super::life_parts::{
    Step, change, is_told, line, locked_one, no_change_waits, note, old_until, product_of, reserve_of, transition,
};
use super::next_code::next_code;
use crate::actions::license_slots;
use crate::events;
use crate::mails::license_life::{self, News};
use crate::model::license::MOST_SEATS;
use crate::model::life::StepKind;
use crate::model::life_refusal::{LifeRefusal, check_running};
use crate::rights::{LicensesWrite, may};
use crate::tables::license::Column;
use gatehouse_catalog::model::input::{Reader, Wrong, invalid, number};
use gatehouse_context::Cx;
use gatehouse_core::{Moment, OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use utoipa::ToSchema;

/// How many seats are added.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"seats": 5, "transition_days": 14, "line": "ORD-2026-118/2"}))]
pub struct TopUp {
    /// The license, which a program names in the address.
    #[serde(skip)]
    #[schema(ignore)]
    pub license: Uuid,
    /// So many more devices at once; with those of the license at most 100,000.
    #[serde(deserialize_with = "number")]
    #[schema(value_type = i64, minimum = 1, maximum = 100_000)]
    pub seats: String,
    /// For how many days devices go on with the old code, 0 to 366; as the product says when missing.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 366)]
    pub transition_days: String,
    /// The line of the order, up to 120 characters: the same line never adds seats twice.
    #[serde(default)]
    #[schema(max_length = 120)]
    pub line: String,
    /// Only when the license is at this version.
    #[serde(skip)]
    #[schema(ignore)]
    pub version: Option<i64>,
}

/// Adds seats and issues the new code; answers when the old one stops, or `None` where this line was told before.
pub async fn top_up(cx: &Cx, input: &TopUp) -> Outcome<Option<Moment>, LifeRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let more = reader.number("seats", &input.seats, 1, MOST_SEATS);
    let days = transition(&mut reader, &input.transition_days);
    let line = line(&mut reader, &input.line);
    reader.finish(()).or_refuse()?;
    let _slot = license_slots::acquire(cx, input.license).await?;
    let tx = cx.begin().await?;
    let license = locked_one(&tx, input.license, None).await?;
    if is_told(&tx, license.id, StepKind::ToppedUp, line.as_deref()).await? {
        cx.once(&tx, license.id).await?;
        tx.commit().await?;
        return Ok(None);
    }
    if input.version.is_some_and(|version| version != license.version) {
        return Err(refuse(LifeRefusal::Stale));
    }
    check_running(&license, cx.now()).or_refuse()?;
    no_change_waits(&tx, &[license.id]).await?;
    let seats = license.seats.saturating_add(more);
    if seats > MOST_SEATS {
        return Err(refuse(invalid("seats", Wrong::Number(1, MOST_SEATS - license.seats)).into()));
    }
    // The reserve must have a seat for each device when it takes over.
    if reserve_of(&tx, license.id).await?.is_some_and(|reserve| reserve.seats < seats) {
        return Err(refuse(LifeRefusal::HasReserve));
    }
    change(license.id).col_expr(Column::Seats, Expr::value(seats)).exec(&*tx).await?;
    let product = product_of(&tx, &license).await?;
    let until = old_until(cx.now(), days, &product);
    let key_file = product.key_file_only_after_top_up;
    let next = next_code(cx, &tx, &license, until, key_file).await?;
    let step = Step { kind: StepKind::ToppedUp, seats, ends: license.ends_at, other: None };
    note(cx, &tx, &license, step, line).await?;
    let details = serde_json::json!({ "seats": seats, "from": until.rfc3339() });
    cx.audit(&tx, events::TOPPED_UP.about(license.id).with(details)).await?;
    let news = News::ToppedUp { more, seats, old_until: until, key_file };
    license_life::tell(cx, &tx, &license, &news, Some(&next)).await?;
    cx.once(&tx, license.id).await?;
    tx.commit().await?;
    Ok(Some(until))
}
