//! What an operator sets for support; in the services.

use super::on_call::OnCall;
use gatehouse_core::DAY;

/// The operator's choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Where mails to support arrive, such as `support@example.com`; empty: none do, and mails say that one answers on the page.
    pub address: String,
    /// Days after which a request with a solution closes (SUP-10).
    pub close_days: i64,
    /// Days after the end of a license or contract for which its requests go on.
    pub grace_days: i64,
    /// Who is paged for critical incidents (SUP-4).
    pub on_call: OnCall,
}

impl Default for Settings {
    fn default() -> Self {
        Self { address: String::new(), close_days: 14, grace_days: 7, on_call: OnCall::default() }
    }
}

impl Settings {
    /// The fewest and the most days until a solved request closes.
    pub const CLOSE_DAYS: (i64, i64) = (1, 90);
    /// The fewest and the most days of grace.
    pub const GRACE_DAYS: (i64, i64) = (0, 90);

    /// How long a solution stays open.
    #[must_use]
    pub const fn closes_after(&self) -> i64 {
        self.close_days * DAY
    }

    /// How long an ended license or contract is good for its requests.
    #[must_use]
    pub const fn grace(&self) -> i64 {
        self.grace_days * DAY
    }

    /// Whether answers by mail arrive.
    #[must_use]
    pub const fn takes_mail(&self) -> bool {
        !self.address.is_empty()
    }
}
