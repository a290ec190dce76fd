//! A license's status, kinds, numbers and the end of its term.

use crate::tables::license::Model;
use gatehouse_core::{Fault, Lang, Moment};
use gatehouse_db::stored_words;
use gatehouse_formats::CodeKind;
use jiff::Span;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What `license.ends_order` holds when there is no end: lists sort such licenses last.
pub const NO_END: i64 = i64::MAX;
/// The most seats of one license.
pub const MOST_SEATS: i64 = 100_000;
/// Licenses that end within so many days are pointed at.
pub const ENDING_DAYS: i64 = 30;
/// Digits of a license number.
pub const NUMBER_DIGITS: usize = 10;

/// What a license is at a moment (LIC-17). Computed, never stored: nothing has to run when a term ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LicenseStatus)]
pub enum Status {
    /// On no device yet.
    NotActivated,
    /// Its term runs.
    Active,
    /// Its term is over, or it was not activated in time.
    Expired,
    /// Must not work.
    Blocked,
    /// A clerk must look first (LIC-23).
    AwaitingVerification,
    /// Another license has its right: it was merged, used up as a reserve, or its merge was undone (LIC-19).
    Superseded,
}

stored_words!(Status {
    NotActivated = "not_activated",
    Active = "active",
    Expired = "expired",
    Blocked = "blocked",
    AwaitingVerification = "awaiting_verification",
    Superseded = "superseded",
});

impl Status {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::NotActivated => t.msg_status_not_activated(),
            Self::Active => t.msg_status_active(),
            Self::Expired => t.msg_status_expired(),
            Self::Blocked => t.msg_status_blocked(),
            Self::AwaitingVerification => t.msg_status_awaiting_verification(),
            Self::Superseded => t.msg_status_superseded(),
        }
    }
}

/// The status of a license at `now`. What another license took over counts first, then a block, the clerk's word, and the dates.
pub fn status(license: &Model, now: Moment) -> Status {
    if license.superseded_at.is_some() {
        Status::Superseded
    } else if is_blocked(license, now) {
        Status::Blocked
    } else if license.awaiting_verification {
        Status::AwaitingVerification
    } else if has_passed(license.ends_at, now) || is_activation_missed(license, now) {
        Status::Expired
    } else if license.first_activated_at.is_some() {
        Status::Active
    } else {
        Status::NotActivated
    }
}

/// Whether a block is in force; a dated one is from its moment on, whether or not the job has seen it yet.
pub fn is_blocked(license: &Model, now: Moment) -> bool {
    license.blocked_at.is_some() || has_passed(license.block_from, now)
}

/// Whether the last day of activation passed before any device was activated (LIC-3): such a license never ran.
pub fn is_activation_missed(license: &Model, now: Moment) -> bool {
    license.first_activated_at.is_none() && has_passed(license.activate_by, now)
}

/// Whether nobody knows its end yet: the term begins with the first activation.
pub const fn is_end_open(license: &Model) -> bool {
    license.first_activated_at.is_none() && (license.months.is_some() || license.days.is_some())
}

fn has_passed(moment: Option<Moment>, now: Moment) -> bool {
    moment.is_some_and(|moment| moment <= now)
}

/// What was sold: also the first symbol of the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LicenseKind)]
pub enum Kind {
    /// Bought for a term.
    Commercial,
    /// Free, for a limited time.
    Trial,
    /// Renews itself until canceled.
    Subscription,
    /// Not for resale: demonstrations, press.
    #[serde(rename = "nfr")]
    NotForResale,
}

stored_words!(Kind {
    Commercial = "commercial",
    Trial = "trial",
    Subscription = "subscription",
    NotForResale = "nfr",
});

impl Kind {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Commercial => t.msg_kind_commercial(),
            Self::Trial => t.msg_kind_trial(),
            Self::Subscription => t.msg_kind_subscription(),
            Self::NotForResale => t.msg_kind_nfr(),
        }
    }

    /// As the code says it.
    pub const fn of_code(self) -> CodeKind {
        match self {
            Self::Commercial => CodeKind::Commercial,
            Self::Trial => CodeKind::Trial,
            Self::Subscription => CodeKind::Subscription,
            Self::NotForResale => CodeKind::NotForResale,
        }
    }
}

/// Why a license is blocked (LIC-20).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockReason {
    /// The payment was taken back or is contested.
    PaymentDispute,
    /// The money was paid back.
    Refunded,
    /// On more devices than seats.
    OverUse,
    /// Strangers know the code.
    Compromised,
    /// Another code took its place.
    Replaced,
}

stored_words!(BlockReason {
    PaymentDispute = "payment_dispute",
    Refunded = "refunded",
    OverUse = "over_use",
    Compromised = "compromised",
    Replaced = "replaced",
});

impl BlockReason {
    /// Its name: `Payment dispute`.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::PaymentDispute => t.msg_block_reason_payment_dispute(),
            Self::Refunded => t.msg_block_reason_refunded(),
            Self::OverUse => t.msg_block_reason_over_use(),
            Self::Compromised => t.msg_block_reason_compromised(),
            Self::Replaced => t.msg_block_reason_replaced(),
        }
    }

    /// Why, in a sentence for the holder.
    pub fn why(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::PaymentDispute => t.msg_block_why_payment_dispute(),
            Self::Refunded => t.msg_block_why_refunded(),
            Self::OverUse => t.msg_block_why_over_use(),
            Self::Compromised => t.msg_block_why_compromised(),
            Self::Replaced => t.msg_block_why_replaced(),
        }
    }

    /// What the holder should do.
    pub fn what_to_do(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::PaymentDispute => t.msg_block_todo_payment_dispute(),
            Self::Refunded => t.msg_block_todo_refunded(),
            Self::OverUse => t.msg_block_todo_over_use(),
            Self::Compromised => t.msg_block_todo_compromised(),
            Self::Replaced => t.msg_block_todo_replaced(),
        }
    }
}

/// `1234567890` as `12345-67890`: how people read a license number.
pub fn grouped(number: &str) -> String {
    match number.split_at_checked(5) {
        Some((head, tail)) if !tail.is_empty() => format!("{head}-{tail}"),
        _ => number.to_owned(),
    }
}

/// The digits of a typed license number, when it can be one.
pub fn number_from(text: &str) -> Option<String> {
    let text = text.trim();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let shaped = text.chars().all(|c| c.is_ascii_digit() || c == '-' || c.is_whitespace());
    (shaped && digits.len() == NUMBER_DIGITS).then_some(digits)
}

/// When a term ends that begins at `start` (LIC-3): a fixed date whenever that is, or calendar months or days later at
/// the same time of day in `zone`, across month ends and daylight saving (ALL-5). `None`: no end.
pub fn end_of_term(license: &Model, start: Moment, zone: &TimeZone) -> Result<Option<Moment>, Fault> {
    if license.fixed_until.is_some() {
        return Ok(license.fixed_until);
    }
    let span = match (license.months, license.days) {
        (Some(months), _) => Span::new().try_months(months)?,
        (None, Some(days)) => Span::new().try_days(days)?,
        (None, None) => return Ok(None),
    };
    let end = start.timestamp().to_zoned(zone.clone()).checked_add(span)?;
    Ok(Some(Moment::from(end.timestamp())))
}

#[cfg(test)]
mod tests {
    use super::{Kind, Status, end_of_term, grouped, number_from, status};
    use crate::tables::license::Model;
    use gatehouse_catalog::model::term::Starts;
    use gatehouse_core::{Moment, Uuid};
    use jiff::tz::TimeZone;

    fn license() -> Model {
        Model {
            id: Uuid::nil(),
            number: "1234567890".into(),
            purchase_id: Uuid::nil(),
            batch_id: None,
            product_id: Uuid::nil(),
            edition_id: Uuid::nil(),
            edition_rev: 1,
            kind: Kind::Commercial,
            starts: Starts::Activation,
            months: Some(1),
            days: None,
            fixed_until: None,
            seats: 1,
            seats_used: 0,
            transfers: 0,
            device_pepper: 0,
            status: String::new(),
            status_until: Moment(0),
            first_activated_at: None,
            ends_at: None,
            ends_order: i64::MAX,
            activate_by: None,
            awaiting_verification: false,
            blocked_at: None,
            block_from: None,
            block_reported_at: None,
            block_told_at: None,
            block_grace_from: None,
            block_limited_from: None,
            block_next_at: None,
            block_reason: None,
            block_note_sealed: None,
            superseded_at: None,
            merged_into: None,
            parents: 0,
            reserve_for: None,
            created_at: Moment(0),
            version: 1,
        }
    }

    /// LIC-17
    #[test]
    fn the_status_follows_from_dates_and_a_block_counts_first() {
        let (before, now) = (Some(Moment(1)), Moment(100));
        let of = |change: &dyn Fn(&mut Model)| {
            let mut license = license();
            change(&mut license);
            status(&license, now)
        };
        assert_eq!(of(&|_| ()), Status::NotActivated);
        assert_eq!(of(&|l| l.activate_by = Some(now)), Status::Expired);
        assert_eq!(of(&|l| l.first_activated_at = before), Status::Active);
        assert_eq!(of(&|l| (l.first_activated_at, l.ends_at) = (before, Some(now))), Status::Expired);
        assert_eq!(of(&|l| (l.awaiting_verification, l.ends_at) = (true, before)), Status::AwaitingVerification);
        assert_eq!(of(&|l| l.block_from = Some(now.plus(1))), Status::NotActivated);
        assert_eq!(of(&|l| (l.block_from, l.awaiting_verification) = (Some(now), true)), Status::Blocked);
        assert_eq!(of(&|l| (l.blocked_at, l.ends_at) = (before, before)), Status::Blocked);
        assert_eq!(of(&|l| (l.superseded_at, l.blocked_at) = (before, before)), Status::Superseded);
    }

    /// LIC-3, ALL-5
    #[test]
    fn a_month_ends_on_the_calendar_and_not_after_thirty_days() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let at = |text: &str| Moment::from(text.parse::<jiff::Timestamp>().unwrap());
        let mut license = license();
        let end = |license: &Model, start: &str| end_of_term(license, at(start), &berlin).unwrap();
        assert_eq!(end(&license, "2027-01-31T12:00:00Z"), Some(at("2027-02-28T12:00:00Z")));
        // Daylight saving begins on 28 March 2027: the same time of day is one hour less of UTC.
        assert_eq!(end(&license, "2027-03-01T12:00:00Z"), Some(at("2027-04-01T11:00:00Z")));
        (license.months, license.days) = (None, Some(30));
        assert_eq!(end(&license, "2027-03-01T12:00:00Z"), Some(at("2027-03-31T11:00:00Z")));
        license.days = None;
        assert_eq!(end(&license, "2027-03-01T12:00:00Z"), None);
        license.fixed_until = Some(Moment(5));
        assert_eq!(end(&license, "2027-03-01T12:00:00Z"), Some(Moment(5)));
    }

    /// LIC-6
    #[test]
    fn a_license_number_is_read_as_it_is_shown() {
        assert_eq!(grouped("1234567890"), "12345-67890");
        assert_eq!(number_from(" 12345-67890 ").as_deref(), Some("1234567890"));
        assert_eq!(number_from("12345"), None);
        assert_eq!(number_from("1234567890x"), None);
    }
}
