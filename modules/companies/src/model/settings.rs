//! What an operator can set for companies. The program puts it into the services; without it the defaults count.

use gatehouse_context::Cx;
use gatehouse_core::HOUR;

/// The settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// For how long people of a company can object to another owner for whom the owner of now did not ask (COM-3).
    pub owner_objection: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { owner_objection: 72 * HOUR }
    }
}

impl Settings {
    /// The shortest time to object that can be set, in hours.
    pub const LEAST_HOURS: u32 = 24;
    /// The longest one: 30 days.
    pub const MOST_HOURS: u32 = 720;

    /// With so many hours to object; `None` for what cannot be set.
    #[must_use]
    pub fn objecting(hours: u32) -> Option<Self> {
        let can_be = (Self::LEAST_HOURS..=Self::MOST_HOURS).contains(&hours);
        can_be.then(|| Self { owner_objection: i64::from(hours) * HOUR })
    }

    /// Those of this installation.
    #[must_use]
    pub fn of(cx: &Cx) -> Self {
        cx.service::<Self>().copied().unwrap_or_default()
    }
}

// The links of the mails live for 31 days at the most.
const _: () = assert!(Settings::MOST_HOURS <= 30 * 24);
