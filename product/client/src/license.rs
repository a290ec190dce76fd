//! What a product is told about its license.

use gatehouse_formats::{BlockState, Lease};

use crate::connect::ConnectFirst;
use crate::error::Error;

/// A license that is in force on this device: proof that the product may run now.
#[derive(Clone, Debug)]
pub struct License {
    pub(crate) lease: Lease,
    /// The moment by which it was judged, unix seconds.
    pub(crate) now: i64,
    /// What the clock said, when it stands far behind the moment above.
    pub(crate) clock_behind: Option<i64>,
}

impl License {
    /// The signed claims.
    #[must_use]
    pub fn lease(&self) -> &Lease {
        &self.lease
    }

    /// Whether the product may switch a feature on (LIC-31): the license includes it, and it is not held back until the license is in
    /// an account (LIC-33).
    #[must_use]
    pub fn has_feature(&self, feature: &str) -> bool {
        let terms = &self.lease.lic;
        let is_held_back = terms.account.as_ref().is_some_and(|need| need.holds_back(feature));
        !is_held_back && terms.features.iter().any(|granted| granted == feature)
    }

    /// The features that are held back until the license is in an account, with the way there (LIC-33); `None` while there are none.
    /// Once it is there, the next renewal brings them; [`Client::renew`](crate::Client::renew) asks at once.
    #[must_use]
    pub fn connect_first(&self) -> Option<ConnectFirst> {
        ConnectFirst::of(&self.lease.iss, self.lease.lic.account.as_ref(), &self.lease.lic.features)
    }

    /// Whether the vendor has planned to block the license, and how it stands now (LIC-20): in grace the product says what is ahead and
    /// works whole; limited, it works as far as its maker lets it. The dates are in `lease().lic.block`.
    #[must_use]
    pub fn block_state(&self) -> BlockState {
        self.lease.lic.block_state(self.now)
    }

    /// Whether it is time to ask for the next lease.
    #[must_use]
    pub fn renewal_due(&self) -> bool {
        self.now >= self.lease.renew_after
    }

    /// The trouble with the clock that will end the license on this device within three days ([`Error::ClockSetBack`]):
    /// something to tell the person, while the product goes on. One renewal with a right clock puts it in order.
    #[must_use]
    pub fn clock_warning(&self) -> Option<Error> {
        self.clock_behind.map(|now| Error::ClockSetBack { now, floor: self.now, unreached: None })
    }

    /// For how many seconds more the product may run without the server.
    #[must_use]
    pub fn seconds_left(&self) -> u64 {
        u64::try_from(self.lease.exp.saturating_sub(self.now)).unwrap_or(0)
    }
}

/// What became of a renewal; in each case the product may run.
#[derive(Debug)]
pub enum Renewal {
    /// It was not time yet; nothing was asked.
    NotDue(License),
    /// There is a new lease.
    Renewed(License),
    /// There is no new lease, or none that could be stored, and what is there stays in force to its end.
    Postponed {
        /// The lease in force: the old one, or a new one that is forgotten when the product ends.
        license: License,
        /// Why there is no new one, or why it was not stored.
        because: Error,
    },
}

impl Renewal {
    /// The license in force now.
    #[must_use]
    pub fn license(&self) -> &License {
        match self {
            Self::NotDue(license) | Self::Renewed(license) | Self::Postponed { license, .. } => license,
        }
    }
}
