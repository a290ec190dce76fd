//! What a product can be told instead of a lease (LIC-10): one list for activating, renewing and deactivating, because
//! a product's maker reads one table of codes.

use crate::model::license::BlockReason;
use crate::model::rule::Rule;
use crate::texts;
use gatehouse_core::{Lang, Moment, Refusal};
use gatehouse_formats::activation_code::visible;
use gatehouse_formats::{CodeError, FingerprintError};
use gatehouse_guard::limit::TooOften;
use gatehouse_l10n::Format;
use jiff::tz::TimeZone;

/// Where support is asked about a license (SUP-21): who has the device may not be signed in yet, and is on the way.
pub(crate) const SUPPORT: &str = "/requests/new?category=portal&kind=license";

/// Why there is no lease.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum SeatRefusal {
    /// Not an activation code; said before the database is asked.
    Mistyped(Mistyped),
    /// No license has this code.
    #[refusal(422, "code.unknown", activation_code_unknown, field = "code", next = activation_next_check_code)]
    UnknownCode,
    /// The license's term is over.
    #[refusal(422, "license.expired", activation_expired(day(lang, *at, zone)), next = activation_next_renew)]
    Expired {
        /// Since when.
        at: Moment,
        /// For writing that day.
        zone: TimeZone,
    },
    /// The vendor has blocked the license (LIC-20).
    Blocked(Blocked),
    /// Every seat is taken by another device.
    #[refusal(409, "license.no_seat_free", activation_no_seat_free(*seats), next = activation_next_free_seat)]
    NoSeatFree {
        /// How many seats the license has.
        seats: i64,
    },
    /// Devices whose seat was freed lately may still run: with this one they would be too many (LIC-13).
    #[refusal(
        409, "license.transfer_limit", activation_transfer_limit(Format::new(lang, zone.clone()).date_time(*until)),
        next = activation_next_transfer_limit, way = customer_contact => SUPPORT
    )]
    TransferLimit {
        /// When the next one can take a seat.
        until: Moment,
        /// For writing that moment.
        zone: TimeZone,
    },
    /// The license is for another product.
    #[refusal(422, "license.wrong_product", activation_wrong_product(product.as_str()), field = "product")]
    WrongProduct {
        /// The name of the product that it is for.
        product: String,
    },
    /// The product has no application of this code.
    #[refusal(422, "product.application_unknown", activation_application_unknown, field = "application")]
    UnknownApplication,
    /// The product is not sold in the device's region.
    #[refusal(422, "license.wrong_region", activation_wrong_region, field = "region")]
    WrongRegion,
    /// The code had to be activated before this moment.
    #[refusal(422, "license.activate_by_passed", activation_activate_by_passed(day(lang, *at, zone)))]
    ActivateByPassed {
        /// The last moment.
        at: Moment,
        /// For writing that day.
        zone: TimeZone,
    },
    /// A clerk must look first (LIC-23). They may be quick; an hour is soon enough to ask again.
    #[refusal(422, "license.awaiting_verification", activation_awaiting_verification, again = 3600)]
    AwaitingVerification,
    /// The product's license agreement has to be accepted before the first activation (LIC-34).
    #[refusal(
        422, "license.agreement_required", activation_agreement_required, field = "agreement",
        next = activation_next_agreement(page.as_str())
    )]
    AgreementRequired {
        /// Where a person can read it.
        page: String,
    },
    /// The device had another trial of the product (LIC-22).
    #[refusal(409, "license.trial_on_device", activation_trial_on_device, next = activation_next_buy)]
    TrialOnDevice,
    /// A key file of a trial is made for a device that says which one it is (LIC-22).
    #[refusal(
        409, "license.trial_of_one_device", activation_trial_of_one_device, next = activation_next_trial_of_one_device
    )]
    TrialOfOneDevice,
    /// The device's clock differs by more than 24 hours. The person sets it and tries again at once.
    #[refusal(422, "device.clock_wrong", activation_clock_wrong, field = "time", next = activation_next_set_clock, again)]
    ClockWrong,
    /// The device is not described as documented.
    #[refusal(422, "device.fingerprint_invalid", activation_fingerprint_invalid, field = "device.fingerprint")]
    Fingerprint(FingerprintError),
    /// A member of the request is too long or not a plain text.
    #[refusal(422, "request.member_invalid", activation_member_invalid(*it), field = *it)]
    Member(&'static str),
    /// The token is not ours, or belongs to another activation.
    #[refusal(404, "activation.unknown", activation_unknown, field = "renew_token", next = activation_next_activate)]
    UnknownActivation,
    /// The seat was freed.
    #[refusal(410, "activation.deactivated", activation_deactivated, next = activation_next_activate)]
    Deactivated,
    /// The token was made for another device.
    #[refusal(422, "device.other", activation_other_device, next = activation_next_activate)]
    OtherDevice,
    /// Seats were added, and this product wants a key file made from the new code then (LIC-18).
    #[refusal(422, "license.key_file_only", activation_key_file_only, field = "code", next = activation_next_key_file)]
    KeyFileOnly,
    /// Another license has this one's right: it was merged (LIC-19).
    #[refusal(422, "license.merged", activation_merged, field = "code", next = activation_next_new_code)]
    Merged,
    /// It waits until the license ends that it takes over from.
    #[refusal(422, "license.in_reserve", activation_in_reserve, field = "code", next = activation_next_in_reserve)]
    InReserve,
    /// Too many wrong codes from this network.
    TooOften(TooOften),
}

impl SeatRefusal {
    /// The rule that says it when a device asks for a seat; none: only renewing and deactivating are refused so. No wildcard here: a
    /// new refusal must say which rule explains it.
    pub const fn rule(&self) -> Option<Rule> {
        Some(match self {
            Self::Mistyped(_) => Rule::Code,
            Self::UnknownCode => Rule::Known,
            Self::Expired { .. } => Rule::Term,
            // Of a code that another one replaced, and of a license that takes no further device, as well.
            Self::Blocked(_) => Rule::Blocked,
            Self::NoSeatFree { .. } => Rule::Seat,
            Self::TransferLimit { .. } => Rule::Transfers,
            Self::KeyFileOnly => Rule::KeyFileOnly,
            Self::Merged => Rule::Merged,
            Self::InReserve => Rule::Reserve,
            Self::TrialOnDevice | Self::TrialOfOneDevice => Rule::Trial,
            Self::WrongProduct { .. } => Rule::Product,
            Self::UnknownApplication => Rule::Application,
            Self::WrongRegion => Rule::Region,
            Self::ActivateByPassed { .. } => Rule::ActivateBy,
            Self::AwaitingVerification => Rule::Verified,
            Self::AgreementRequired { .. } => Rule::Agreement,
            Self::ClockWrong => Rule::Clock,
            Self::Fingerprint(_) => Rule::Device,
            Self::Member(_) => Rule::Request,
            // By wrong codes and by a device that comes back too often as well.
            Self::TooOften(_) => Rule::Rate,
            Self::UnknownActivation | Self::Deactivated | Self::OtherDevice => return None,
        })
    }
}

fn day(lang: Lang, at: Moment, zone: &TimeZone) -> String {
    Format::new(lang, zone.clone()).date(at)
}

/// What is wrong with a typed code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mistyped(pub CodeError);

impl Refusal for Mistyped {
    fn code(&self) -> &'static str {
        "code.mistyped"
    }

    /// In words that point at the character (LIC-2).
    fn text(&self, lang: Lang) -> String {
        let t = texts(lang);
        match self.0 {
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

    fn next(&self, lang: Lang) -> Option<String> {
        Some(texts(lang).msg_activation_next_check_code())
    }

    fn field(&self) -> Option<&str> {
        Some("code")
    }

    fn position(&self) -> Option<u8> {
        match self.0 {
            CodeError::Symbol { position, .. } => Some(position),
            CodeError::Check { position, .. } => position,
            CodeError::Empty | CodeError::Length { .. } => None,
        }
    }
}

/// Where a character stands in its group of five, and in which group: both from 1.
const fn place_in_group(position: u8) -> (u8, u8) {
    let before = position.saturating_sub(1);
    (before % 5 + 1, before / 5 + 1)
}

/// A license is blocked, and why, where that was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocked(pub Option<BlockReason>);

impl Refusal for Blocked {
    fn code(&self) -> &'static str {
        "license.blocked"
    }

    fn text(&self, lang: Lang) -> String {
        let blocked = texts(lang).msg_activation_blocked();
        match self.0 {
            // The reason alone does not say that the license is blocked.
            Some(reason) => one_after_another(lang, &blocked, &reason.why(lang)),
            None => blocked,
        }
    }

    fn next(&self, lang: Lang) -> Option<String> {
        Some(match self.0 {
            Some(reason) => reason.what_to_do(lang),
            None => texts(lang).msg_activation_next_see_account(),
        })
    }
}

/// Two sentences in one paragraph; in Japanese no space is between them.
pub(crate) fn one_after_another(lang: Lang, first: &str, second: &str) -> String {
    let gap = if lang == Lang::Ja { "" } else { " " };
    format!("{first}{gap}{second}")
}
