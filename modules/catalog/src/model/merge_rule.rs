//! What becomes of the ends of codes that are merged at renewal (LIC-19). In either case seats times time stays what it was.

use crate::texts;
use gatehouse_core::Lang;
use gatehouse_db::stored_words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most days for which an old code goes on after another one took its place.
pub const MOST_TRANSITION_DAYS: i64 = 366;

/// How the end of a merged code is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MergeRule {
    /// As many seats as the renewal has; the end follows from the time that is left on all seats.
    #[default]
    SeatDays,
    /// The latest end of all; how many seats follows from the time that is left on all seats.
    LatestEnd,
}

stored_words!(MergeRule { SeatDays = "seat_days", LatestEnd = "latest_end" });

impl MergeRule {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Self::SeatDays => texts(lang).msg_merge_rule_seat_days(),
            Self::LatestEnd => texts(lang).msg_merge_rule_latest_end(),
        }
    }
}
