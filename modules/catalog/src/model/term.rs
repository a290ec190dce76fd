//! For how long licenses are sold, and how that is said.

use gatehouse_core::Moment;
use gatehouse_db::stored_words;
use gatehouse_l10n::Format;
use serde::Serialize;
use utoipa::ToSchema;

/// The most months of a term.
pub const MOST_MONTHS: i64 = 240;
/// The most days of a term.
pub const MOST_DAYS: i64 = 7_300;

/// When a term begins (LIC-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TermStarts)]
pub enum Starts {
    /// With the first activation.
    Activation,
    /// Whenever; it ends on a fixed date.
    Fixed,
}

stored_words!(Starts { Activation = "activation", Fixed = "fixed" });

/// `1 year`, `30 days`, `until 31 Dec 2027`, `no end`: a term in words.
pub fn term_in_words(months: Option<i64>, days: Option<i64>, fixed: Option<Moment>, format: &Format) -> String {
    let t = crate::texts(format.lang());
    match (fixed, months, days) {
        (Some(fixed), ..) => t.msg_term_until(format.date(fixed)),
        (None, Some(months), _) if months % 12 == 0 => t.msg_term_years(months / 12),
        (None, Some(months), _) => t.msg_term_months(months),
        (None, None, Some(days)) => t.msg_term_days(days),
        (None, None, None) => t.msg_term_no_end(),
    }
}
