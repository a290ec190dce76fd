//! How many days before a license expires its holders are told (LIC-8), those who asked for it.

use std::borrow::Cow;

/// Days before the end, the last one first; 0 is the day itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeDays(Cow<'static, [i64]>);

impl Default for NoticeDays {
    fn default() -> Self {
        Self::USUAL
    }
}

impl NoticeDays {
    /// Unless the operator says otherwise.
    pub const USUAL: Self = Self(Cow::Borrowed(&[0, 1, 7, 14, 30]));

    /// Other ones, in any order.
    pub fn of(mut days: Vec<i64>) -> Self {
        days.sort_unstable();
        days.dedup();
        Self(Cow::Owned(days))
    }

    /// The step that is due when so many days are left; `None` before the first one.
    pub fn due(&self, left: i64) -> Option<i64> {
        self.0.iter().copied().find(|days| left <= *days)
    }

    /// The first step.
    pub fn first(&self) -> i64 {
        self.0.last().copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::NoticeDays;

    /// LIC-8
    #[test]
    fn of_steps_that_were_missed_only_the_newest_is_due() {
        let usual = NoticeDays::default();
        assert_eq!(
            [31, 30, 15, 14, 2, 1, 0].map(|left| usual.due(left)),
            [None, Some(30), Some(30), Some(14), Some(7), Some(1), Some(0)]
        );
        let other = NoticeDays::of(vec![60, 3, 60]);
        assert_eq!([61, 60, 4, 3, 0].map(|left| other.due(left)), [None, Some(60), Some(60), Some(3), Some(3)]);
        assert_eq!((usual.first(), other.first()), (30, 60));
    }
}
