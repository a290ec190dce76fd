//! Who is paged for a critical incident, and how often (SUP-4).

use gatehouse_core::{MINUTE, Moment};

/// Who is on call: the operator's list. Everybody of it is paged, because a list that somebody has to turn each week is wrong one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnCall {
    /// Addresses.
    pub emails: Vec<String>,
    /// Telephone numbers (E.164).
    pub phones: Vec<String>,
}

/// Pages until nobody is paged any more: after that the alarm has failed, and the log says so.
pub const MOST_PAGES: i64 = 12;

/// When the next page is due after so many: minutes apart, because the first mail may lie unread.
#[must_use]
pub const fn next_page(pages: i64, paged_at: Moment) -> Option<Moment> {
    let wait = match pages {
        i64::MIN..=0 => 0,
        1..=3 => 5 * MINUTE,
        4..MOST_PAGES => 15 * MINUTE,
        _ => return None,
    };
    Some(Moment(paged_at.0 + wait))
}

#[cfg(test)]
mod tests {
    use super::{MOST_PAGES, next_page};
    use gatehouse_core::{MINUTE, Moment};

    /// SUP-4
    #[test]
    fn pages_come_until_somebody_takes_it_or_the_alarm_has_failed() {
        let start = Moment(0);
        assert_eq!(next_page(0, start), Some(start));
        assert_eq!(next_page(1, start), Some(Moment(5 * MINUTE)));
        assert_eq!(next_page(4, start), Some(Moment(15 * MINUTE)));
        assert_eq!(next_page(MOST_PAGES, start), None);
    }
}
