//! Who sold a license, for the bearer of its code (LIC-35): no account is needed, and a code that is blocked, expired or taken tells
//! it too, because then the seller is asked first. Nothing else of the license is told but its number.

use crate::actions::limits;
use crate::model::seat_refusal::{Mistyped, SeatRefusal};
use crate::queries::sellers::{self, SoldBy};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Secret, refuse};
use gatehouse_formats::ActivationCode;
use gatehouse_guard::{Budget, Limit};

/// Forms of a network: 20 at once, then one every 30 seconds.
pub const FORMS: Budget = Budget::of_strangers(Limit { action: "licenses.seller", burst: 20, seconds_each: 30 });

/// Why nobody is named.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum FindSellerRefusal {
    /// Mistyped, unknown, or tried too often: as when a product activates.
    #[refusal(field = "code")]
    Code(SeatRefusal),
}

/// Finds who sold the license of a code, as it was typed.
pub async fn find_seller(cx: &Cx, typed: &Secret<String>) -> Outcome<SoldBy, FindSellerRefusal> {
    ActivationCode::parse(typed.expose()).map_err(|error| SeatRefusal::from(Mistyped(error))).or_refuse()?;
    FORMS.check(cx)?.map_err(SeatRefusal::TooOften).or_refuse()?;
    limits::may_try_code(cx)?.map_err(SeatRefusal::TooOften).or_refuse()?;
    let Some(sold) = sellers::of_code(cx, typed.expose()).await? else {
        limits::count_wrong_code(cx)?;
        return Err(refuse(SeatRefusal::UnknownCode.into()));
    };
    Ok(sold)
}
