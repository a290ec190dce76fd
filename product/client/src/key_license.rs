//! What a product is told about a license that it has by key file.

use gatehouse_formats::{KeyClaims, Standing};

use crate::connect::ConnectFirst;
use crate::error::Error;

/// A license by key file that is in force on this device: proof that the product may run now.
#[derive(Clone, Debug)]
pub struct KeyLicense {
    pub(crate) claims: KeyClaims,
    pub(crate) reserve: Option<KeyClaims>,
    pub(crate) standing: Standing,
    /// The end of the grace of a blocked license, unix seconds.
    pub(crate) blocked_until: Option<i64>,
    pub(crate) list_due: bool,
    /// The moment by which it was judged, unix seconds.
    pub(crate) now: i64,
    /// What the clock said, when it stands far behind the moment above.
    pub(crate) clock_behind: Option<i64>,
}

impl KeyLicense {
    /// The signed claims of the key file in use.
    #[must_use]
    pub fn claims(&self) -> &KeyClaims {
        &self.claims
    }

    /// The reserve key, which takes over at the end of the one in use.
    #[must_use]
    pub fn reserve(&self) -> Option<&KeyClaims> {
        self.reserve.as_ref()
    }

    /// Whether the product may switch a feature on (LIC-31): the license includes it, and it is not held back until the license is in
    /// an account (LIC-33).
    #[must_use]
    pub fn has_feature(&self, feature: &str) -> bool {
        let terms = &self.claims.lic;
        let is_held_back = terms.account.as_ref().is_some_and(|need| need.holds_back(feature));
        !is_held_back && terms.entitlements.iter().any(|granted| granted == feature)
    }

    /// The features that are held back until the license is in an account, with the way there (LIC-33); `None` while there are none.
    /// Once it is there, a key file that is made again brings them.
    #[must_use]
    pub fn connect_first(&self) -> Option<ConnectFirst> {
        ConnectFirst::of(&self.claims.iss, self.claims.lic.account.as_ref(), &self.claims.lic.entitlements)
    }

    /// A number that the product keeps to.
    #[must_use]
    pub fn limit(&self, name: &str) -> Option<u64> {
        self.claims.lic.limits.get(name).copied()
    }

    /// Until when the product goes on although the term is over or the license is blocked (unix seconds): something to
    /// tell the person every day. `None` while all is well.
    #[must_use]
    pub fn grace_until(&self) -> Option<i64> {
        let after_term = match self.standing {
            Standing::Grace { until } => Some(until),
            _ => None,
        };
        [after_term, self.blocked_until].into_iter().flatten().min()
    }

    /// Whether the vendor has blocked the license, so that only its grace is left.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.blocked_until.is_some()
    }

    /// Whether a newer status list should be fetched or asked for, where there is a way. Nothing stops without one.
    #[must_use]
    pub fn status_list_due(&self) -> bool {
        self.list_due
    }

    /// The trouble with the clock that will stop the product within three days: something to tell the person. A right
    /// clock ends it, and so does the answer to a request ([`Client::request_file`](crate::Client::request_file)).
    #[must_use]
    pub fn clock_warning(&self) -> Option<Error> {
        self.clock_behind.map(|now| Error::ClockSetBack { now, floor: self.now, unreached: None })
    }

    /// For how many seconds more the product may run on this file.
    #[must_use]
    pub fn seconds_left(&self) -> u64 {
        let end = self.grace_until().unwrap_or_else(|| self.claims.ends());
        u64::try_from(end.saturating_sub(self.now)).unwrap_or(0)
    }
}
