//! A clerk frees the seat of a device that its owner cannot reach any more (LIC-13).

use super::deactivate::free_seat;
use crate::model::transfer::FreedBy;
use crate::rights::{LicensesWrite, NotAllowed, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};

/// Whose seat is freed.
#[derive(Clone, Copy, Debug)]
pub struct DeactivateAsStaff {
    /// The license.
    pub license: Uuid,
    /// The device's activation.
    pub activation: Uuid,
    /// "The owner asked for this" was ticked; a program confirms by asking.
    pub is_confirmed: bool,
}

/// Why the seat was not freed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum DeactivateAsStaffRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// The box was not ticked.
    #[refusal(422, "activation.not_confirmed", confirm_missing, field = "confirm")]
    NotConfirmed,
}

/// Frees the seat; `false` when it was free already, or is not of this license.
pub async fn deactivate_as_staff(cx: &Cx, input: DeactivateAsStaff) -> Outcome<bool, DeactivateAsStaffRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    if !input.is_confirmed {
        return Err(refuse(DeactivateAsStaffRefusal::NotConfirmed));
    }
    Ok(free_seat(cx, input.license, input.activation, FreedBy::Staff).await?)
}
