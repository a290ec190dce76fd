//! Why the right of a license was not changed (LIC-18, LIC-19): one list for top-up, renewal, reserve and merge, because people and programs
//! meet the same states in all of them.

use super::license::{Status, status};
use crate::rights::NotAllowed;
use crate::tables::license::Model;
use gatehouse_catalog::model::input::Invalid;
use gatehouse_companies::refusals::EnterRefusal;
use gatehouse_core::{Moment, Refusal};

/// Why nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum LifeRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// Not a user of the company any more, or not their right.
    Enter(EnterRefusal),
    /// Fields are wrong.
    Invalid(Invalid),
    /// No such license.
    #[refusal(404, "license.unknown", refusal_license_unknown)]
    Unknown,
    /// The license is not in this account.
    #[refusal(404, "license.not_found", customer_not_here)]
    NotHere,
    /// Somebody changed the license meanwhile.
    #[refusal(412, "license.changed_meanwhile", refusal_changed_meanwhile)]
    Stale,
    /// A decision about the license waits for its date, and was made of what it is now.
    #[refusal(409, "license.change_waits", refusal_change_waits)]
    ChangeWaits,
    /// The line of the order was told before, for something else.
    #[refusal(409, "order.line_taken", life_line_taken, field = "line")]
    LineTaken,
    /// Trials are bought, not changed.
    #[refusal(409, "license.trial", life_trial, next = life_next_buy)]
    Trial,
    /// The vendor has blocked it, or will.
    #[refusal(409, "license.blocked", life_blocked)]
    Blocked,
    /// A clerk must look first.
    #[refusal(409, "license.awaiting_verification", activation_awaiting_verification)]
    Awaiting,
    /// Its term is over.
    #[refusal(409, "license.expired", life_expired, next = life_next_renew)]
    Expired,
    /// Another license has its right.
    #[refusal(409, "license.merged", life_merged)]
    Superseded,
    /// No device was activated yet, so its term has not begun.
    #[refusal(409, "license.not_activated", life_not_activated)]
    NotActivated,
    /// It never ends.
    #[refusal(409, "license.has_no_end", life_no_end)]
    NoEnd,
    /// The end would be earlier than it is.
    #[refusal(422, "license.shorter", life_shorter, field = "until")]
    Shorter,
    /// It waits as a reserve.
    #[refusal(409, "license.in_reserve", life_in_reserve)]
    InReserve,
    /// It has a reserve, which would not fit any more.
    #[refusal(409, "license.has_reserve", life_has_reserve)]
    HasReserve,
    /// There is no reserve to remove.
    #[refusal(409, "license.no_reserve", life_no_reserve)]
    NoReserve,
    /// Of another product, edition or kind.
    #[refusal(422, "license.other_type", life_other_type, field = "other")]
    OtherType,
    /// It has begun already: only a code that no device was activated with can be a reserve or renew.
    #[refusal(422, "license.already_begun", life_already_begun, field = "other")]
    AlreadyBegun,
    /// It must be activated before the moment at which it would be needed.
    #[refusal(422, "license.activate_by_too_early", life_activate_by, field = "other")]
    ActivateBy,
    /// The reserve has fewer seats.
    #[refusal(422, "license.fewer_seats", life_fewer_seats(*seats), field = "other")]
    FewerSeats {
        /// How many it would need.
        seats: i64,
    },
    /// Codes are merged at renewal, and at no other time.
    #[refusal(409, "license.merge_only_at_renewal", life_only_at_renewal, next = life_next_buy_renewal)]
    OnlyAtRenewal,
    /// Nothing was chosen, one license twice, or too many.
    #[refusal(422, "license.merge_choice", life_merge_choice, field = "licenses")]
    Choice,
    /// The licenses are not of one customer.
    #[refusal(409, "license.other_customer", life_other_customer, field = "licenses")]
    OtherCustomer,
    /// More devices are in use than the merged license would have seats.
    #[refusal(409, "license.devices_in_use", life_devices_in_use(*devices, *seats), next = activation_next_free_seat)]
    DevicesInUse {
        /// So many.
        devices: i64,
        /// So many seats.
        seats: i64,
    },
    /// More seats than a license can have, or no time left at all.
    #[refusal(422, "license.merge_too_large", life_merge_too_large, field = "licenses")]
    TooLarge,
    /// The license is no merged one, or the merge was undone.
    #[refusal(409, "license.not_merged", life_not_merged)]
    NotMerged,
    /// The new code was used, or the license was changed since.
    #[refusal(409, "license.merge_in_use", life_merge_in_use)]
    MergeInUse,
}

/// Whether seats, end and code of this license may be changed now. What has ended may only be renewed.
pub(crate) fn check_running(license: &Model, now: Moment) -> Result<(), LifeRefusal> {
    check_standing(license)?;
    match status(license, now) {
        Status::Expired => Err(LifeRefusal::Expired),
        Status::Blocked | Status::AwaitingVerification | Status::Superseded | Status::Active | Status::NotActivated => {
            Ok(())
        }
    }
}

/// The same, whether it has ended or not.
pub(crate) fn check_standing(license: &Model) -> Result<(), LifeRefusal> {
    use super::license::Kind;
    if license.superseded_at.is_some() {
        return Err(LifeRefusal::Superseded);
    }
    if license.blocked_at.is_some() || license.block_from.is_some() {
        return Err(LifeRefusal::Blocked);
    }
    if license.awaiting_verification {
        return Err(LifeRefusal::Awaiting);
    }
    if license.reserve_for.is_some() {
        return Err(LifeRefusal::InReserve);
    }
    if license.kind == Kind::Trial { Err(LifeRefusal::Trial) } else { Ok(()) }
}

/// Whether two licenses are of one type: what is merged, or takes over, must be.
pub(crate) fn is_of_type(license: &Model, other: &Model) -> bool {
    (license.product_id, license.edition_id, license.kind) == (other.product_id, other.edition_id, other.kind)
}
