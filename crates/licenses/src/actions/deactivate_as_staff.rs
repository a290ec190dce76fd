//! A clerk frees the seat of a device that its owner cannot reach any more (LIC-13).

use super::deactivate::free_seat;
use crate::rights::{LicensesWrite, NotAllowed, may};
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};
use gatehouse_db::Cx;

/// Frees the seat; `false` when it was free already, or is not of this license.
pub async fn deactivate_as_staff(cx: &Cx, license: Uuid, activation: Uuid) -> Outcome<bool, NotAllowed> {
    may::<LicensesWrite>(cx).or_refuse()?;
    Ok(free_seat(cx, license, activation, "staff").await?)
}
