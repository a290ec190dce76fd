//! What a product is told about its license.

use gatehouse_formats::Lease;

use crate::error::Error;

/// A license that is in force on this device: proof that the product may run now.
#[derive(Clone, Debug)]
pub struct License {
    pub(crate) lease: Lease,
    /// The moment by which it was judged, unix seconds.
    pub(crate) now: i64,
}

impl License {
    /// The signed claims.
    #[must_use]
    pub fn lease(&self) -> &Lease {
        &self.lease
    }

    /// Whether the license includes a feature (LIC-31).
    #[must_use]
    pub fn has_feature(&self, feature: &str) -> bool {
        self.lease.lic.features.iter().any(|granted| granted == feature)
    }

    /// Whether it is time to ask for the next lease.
    #[must_use]
    pub fn renewal_due(&self) -> bool {
        self.now >= self.lease.renew_after
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
    /// There is no new lease, and the old one stays in force to its end.
    Postponed {
        /// The old lease.
        license: License,
        /// Why there is no new one.
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
