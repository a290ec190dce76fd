//! What the operator sets of blocks: how long their steps take, and from which size on two people are asked. In the services.

use super::block_course::{GRACE_DAYS, LIMITED_DAYS};

/// The rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockRules {
    /// Days of grace, unless the clerk says otherwise.
    pub grace_days: i64,
    /// Days in the limited state, unless the clerk says otherwise.
    pub limited_days: i64,
    /// A change of so many seats waits for a second clerk.
    pub large_seats: i64,
    /// A change of so many licenses waits for a second clerk.
    pub large_licenses: i64,
    /// What one clerk changes alone within so many hours is added up; 0: it is not.
    pub add_up_hours: i64,
}

impl Default for BlockRules {
    fn default() -> Self {
        Self {
            grace_days: GRACE_DAYS,
            limited_days: LIMITED_DAYS,
            large_seats: 500,
            large_licenses: 100,
            add_up_hours: 24,
        }
    }
}

impl BlockRules {
    /// Whether a change of these takes two people.
    pub const fn takes_two(&self, licenses: i64, seats: i64) -> bool {
        seats >= self.large_seats || licenses >= self.large_licenses
    }
}
