//! What a product can be told instead of a lease (LIC-10): one list for activating, renewing and deactivating, because
//! a product's maker reads one table of codes.

use crate::model::license::BlockReason;
use crate::texts;
use gatehouse_core::{Finality, Lang, Moment, Refusal};
use gatehouse_formats::activation_code::visible;
use gatehouse_formats::{CodeError, FingerprintError};
use gatehouse_guard::limit::TooOften;
use gatehouse_l10n::Format;
use jiff::tz::TimeZone;

/// Why there is no lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeatRefusal {
    /// Not an activation code; said before the database is asked.
    Mistyped(CodeError),
    /// No license has this code.
    UnknownCode,
    /// The license's term is over.
    Expired {
        /// Since when.
        at: Moment,
        /// For writing that day.
        zone: TimeZone,
    },
    /// The vendor has blocked the license (LIC-20).
    Blocked {
        /// Why, where that was said.
        reason: Option<BlockReason>,
    },
    /// Every seat is taken by another device.
    NoSeatFree {
        /// How many seats the license has.
        seats: i64,
    },
    /// Devices whose seat was freed lately may still run: with this one they would be too many (LIC-13).
    TransferLimit {
        /// When the next one can take a seat.
        until: Moment,
        /// For writing that moment.
        zone: TimeZone,
    },
    /// The license is for another product.
    WrongProduct {
        /// The name of the product that it is for.
        product: String,
    },
    /// The product has no application of this code.
    UnknownApplication,
    /// The product is not sold in the device's region.
    WrongRegion,
    /// The code had to be activated before this moment.
    ActivateByPassed {
        /// The last moment.
        at: Moment,
        /// For writing that day.
        zone: TimeZone,
    },
    /// A clerk must look first (LIC-23).
    AwaitingVerification,
    /// The device's clock differs by more than 24 hours.
    ClockWrong,
    /// The device is not described as documented.
    Fingerprint(FingerprintError),
    /// A member of the request is too long or not a plain text.
    Member(&'static str),
    /// The token is not ours, or belongs to another activation.
    UnknownActivation,
    /// The seat was freed.
    Deactivated,
    /// The token was made for another device.
    OtherDevice,
    /// Too many wrong codes from this network.
    TooOften(TooOften),
}

/// What is wrong with a typed code, in words that point at the character (LIC-2).
pub fn code_error(lang: Lang, error: CodeError) -> String {
    let t = texts(lang);
    match error {
        CodeError::Empty => t.msg_activation_code_empty(),
        CodeError::Length { found } => t.msg_activation_code_length(found),
        CodeError::Symbol { position, found } => t.msg_activation_code_symbol(visible(found), position),
        CodeError::Check { position: Some(position), suggestion: Some(suggestion) } => {
            let (place, group) = place_in_group(position);
            t.msg_activation_code_check_at(place, group, suggestion.to_string())
        }
        CodeError::Check { .. } => t.msg_activation_code_check(),
    }
}

/// Where a character stands in its group of five, and in which group: both from 1.
const fn place_in_group(position: u8) -> (u8, u8) {
    let before = position.saturating_sub(1);
    (before % 5 + 1, before / 5 + 1)
}

/// The position of the wrong character, from 1, where one is known.
const fn code_position(error: CodeError) -> Option<u8> {
    match error {
        CodeError::Symbol { position, .. } => Some(position),
        CodeError::Check { position, .. } => position,
        CodeError::Empty | CodeError::Length { .. } => None,
    }
}

/// Two sentences in one paragraph; in Japanese no space is between them.
pub(crate) fn one_after_another(lang: Lang, first: &str, second: &str) -> String {
    let gap = if lang == Lang::Ja { "" } else { " " };
    format!("{first}{gap}{second}")
}

impl Refusal for SeatRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Mistyped(_) => "code.mistyped",
            Self::UnknownCode => "code.unknown",
            Self::Expired { .. } => "license.expired",
            Self::Blocked { .. } => "license.blocked",
            Self::NoSeatFree { .. } => "license.no_seat_free",
            Self::TransferLimit { .. } => "license.transfer_limit",
            Self::WrongProduct { .. } => "license.wrong_product",
            Self::UnknownApplication => "product.application_unknown",
            Self::WrongRegion => "license.wrong_region",
            Self::ActivateByPassed { .. } => "license.activate_by_passed",
            Self::AwaitingVerification => "license.awaiting_verification",
            Self::ClockWrong => "device.clock_wrong",
            Self::Fingerprint(_) => "device.fingerprint_invalid",
            Self::Member(_) => "request.member_invalid",
            Self::UnknownActivation => "activation.unknown",
            Self::Deactivated => "activation.deactivated",
            Self::OtherDevice => "device.other",
            Self::TooOften(often) => often.code(),
        }
    }

    fn text(&self, lang: Lang) -> String {
        let t = texts(lang);
        let day = |at: &Moment, zone: &TimeZone| Format::new(lang, zone.clone()).date(*at);
        match self {
            Self::Mistyped(error) => code_error(lang, *error),
            Self::UnknownCode => t.msg_activation_code_unknown(),
            Self::Expired { at, zone } => t.msg_activation_expired(day(at, zone)),
            // The reason alone does not say that the license is blocked.
            Self::Blocked { reason: Some(reason) } => {
                one_after_another(lang, &t.msg_activation_blocked(), &reason.why(lang))
            }
            Self::Blocked { reason: None } => t.msg_activation_blocked(),
            Self::NoSeatFree { seats } => t.msg_activation_no_seat_free(*seats),
            Self::TransferLimit { until, zone } => {
                t.msg_activation_transfer_limit(Format::new(lang, zone.clone()).date_time(*until))
            }
            Self::WrongProduct { product } => t.msg_activation_wrong_product(product.as_str()),
            Self::UnknownApplication => t.msg_activation_application_unknown(),
            Self::WrongRegion => t.msg_activation_wrong_region(),
            Self::ActivateByPassed { at, zone } => t.msg_activation_activate_by_passed(day(at, zone)),
            Self::AwaitingVerification => t.msg_activation_awaiting_verification(),
            Self::ClockWrong => t.msg_activation_clock_wrong(),
            Self::Fingerprint(_) => t.msg_activation_fingerprint_invalid(),
            Self::Member(name) => t.msg_activation_member_invalid(*name),
            Self::UnknownActivation => t.msg_activation_unknown(),
            Self::Deactivated => t.msg_activation_deactivated(),
            Self::OtherDevice => t.msg_activation_other_device(),
            Self::TooOften(often) => often.text(lang),
        }
    }

    fn next(&self, lang: Lang) -> Option<String> {
        let t = texts(lang);
        Some(match self {
            Self::Mistyped(_) | Self::UnknownCode => t.msg_activation_next_check_code(),
            Self::Expired { .. } => t.msg_activation_next_renew(),
            Self::Blocked { reason: Some(reason) } => reason.what_to_do(lang),
            Self::Blocked { reason: None } => t.msg_activation_next_see_account(),
            Self::NoSeatFree { .. } => t.msg_activation_next_free_seat(),
            Self::TransferLimit { .. } => t.msg_activation_next_transfer_limit(),
            Self::ClockWrong => t.msg_activation_next_set_clock(),
            Self::Deactivated | Self::OtherDevice | Self::UnknownActivation => t.msg_activation_next_activate(),
            _ => return None,
        })
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::Mistyped(_) | Self::UnknownCode => Some("code"),
            Self::WrongProduct { .. } => Some("product"),
            Self::UnknownApplication => Some("application"),
            Self::WrongRegion => Some("region"),
            Self::ClockWrong => Some("time"),
            Self::Fingerprint(_) => Some("device.fingerprint"),
            Self::Member(name) => Some(name),
            Self::UnknownActivation => Some("renew_token"),
            _ => None,
        }
    }

    fn finality(&self) -> Finality {
        match self {
            Self::TooOften(often) => often.finality(),
            // A clerk may be quick; an hour is soon enough to ask again.
            Self::AwaitingVerification => Finality::TryAgain { after: Some(3600) },
            // The person sets the clock and tries again at once.
            Self::ClockWrong => Finality::TryAgain { after: None },
            _ => Finality::Final,
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::UnknownActivation => 404,
            Self::NoSeatFree { .. } | Self::TransferLimit { .. } => 409,
            Self::Deactivated => 410,
            Self::TooOften(often) => often.status(),
            _ => 422,
        }
    }

    fn position(&self) -> Option<u8> {
        match self {
            Self::Mistyped(error) => code_position(*error),
            _ => None,
        }
    }
}
