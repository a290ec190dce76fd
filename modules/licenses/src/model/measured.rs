//! What a rule measured, and against what: for whoever reads why it said no.

use super::decision::{CLOCK_TOLERANCE, Facts, SeatFacts};
use super::entitlement::Entitlement;
use super::rule::Rule;
use crate::texts;
use gatehouse_core::Moment;
use gatehouse_l10n::Format;

/// A value as it is written for a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// There is none.
    #[default]
    None,
    /// A word of the catalog, or a list of countries.
    Text(String),
    /// A number of things.
    Count(i64),
    /// A moment.
    At(Moment),
    /// A number of hours.
    Hours(i64),
}

impl Value {
    /// In words; empty where there is none.
    pub fn words(&self, format: &Format) -> String {
        match self {
            Self::None => String::new(),
            Self::Text(text) => text.clone(),
            Self::Count(count) => format.number(*count),
            Self::At(at) => format.date_time(*at),
            Self::Hours(hours) => texts(format.lang()).msg_rule_hours(*hours, format.number(*hours)),
        }
    }
}

/// What was measured, and the limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// What it is.
    pub value: Value,
    /// What it may be.
    pub limit: Value,
}

impl Measured {
    /// Nothing.
    pub const NOTHING: Self = Self { value: Value::None, limit: Value::None };

    /// A number of things, of so many.
    pub const fn count(value: i64, limit: i64) -> Self {
        Self { value: Value::Count(value), limit: Value::Count(limit) }
    }

    pub(super) fn of(rule: Rule, facts: &Facts<'_>) -> Self {
        match (rule, facts.license, facts.seat) {
            (Rule::Clock, ..) => Self::of_clock(facts),
            (Rule::Seat, _, Some(seat)) => Self::count(seat.used, seat.seats),
            (Rule::Transfers, _, Some(seat)) => Self::of_transfers(&seat),
            (_, Some(entitlement), _) => Self::of_license(rule, facts, entitlement),
            _ => Self::NOTHING,
        }
    }

    fn of_clock(facts: &Facts<'_>) -> Self {
        let Some(time) = facts.request.and_then(|request| request.time) else { return Self::NOTHING };
        let off = time.saturating_sub(facts.now.seconds()).saturating_abs() / 3600;
        Self { value: Value::Hours(off), limit: Value::Hours(CLOCK_TOLERANCE / 3600) }
    }

    /// Devices that have a seat or may still run, with the one that asks.
    const fn of_transfers(seat: &SeatFacts) -> Self {
        let further = if seat.holds || seat.returns { 0 } else { 1 };
        Self::count(seat.used + seat.counting + further, seat.seats + seat.allowance)
    }

    fn of_license(rule: Rule, facts: &Facts<'_>, entitlement: &Entitlement) -> Self {
        let (license, catalog) = (&entitlement.license, &entitlement.catalog);
        let text = |text: &str| if text.is_empty() { Value::None } else { Value::Text(text.to_owned()) };
        let at = |at: Option<Moment>| at.map_or(Value::None, Value::At);
        match rule {
            Rule::Product => {
                let asked = facts.request.map(|request| request.product.as_str()).unwrap_or_default();
                Self { value: text(asked), limit: text(&catalog.product_code) }
            }
            Rule::Application => {
                let asked = facts.request.and_then(|request| request.application.as_deref()).unwrap_or_default();
                Self { value: text(asked), limit: text(&catalog.applications.join(", ")) }
            }
            Rule::Region if entitlement.is_regional() => {
                let limit = text(&catalog.regions.0.join(", "));
                // Where the holders live is nothing that a device is told.
                let told = facts.place.is_told || facts.request.is_none();
                let value = if told { text(&facts.place.countries.join(", ")) } else { Value::None };
                Self { value, limit }
            }
            Rule::Term => {
                let end = at(license.ends_at.or(license.fixed_until));
                if end == Value::None { Self::NOTHING } else { Self { value: Value::At(facts.now), limit: end } }
            }
            Rule::ActivateBy if license.first_activated_at.is_none() && license.activate_by.is_some() => {
                Self { value: Value::At(facts.now), limit: at(license.activate_by) }
            }
            Rule::Blocked if facts.request.is_none() => {
                Self { value: at(license.blocked_at.or(license.block_from)), limit: Value::None }
            }
            Rule::Limited if facts.request.is_none() => {
                Self { value: at(license.block_limited_from), limit: Value::None }
            }
            _ => Self::NOTHING,
        }
    }
}
