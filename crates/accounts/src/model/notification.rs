//! Kinds of notification that a person can switch on (ACC-16). Security notices are not among them: they
//! are always sent.

use gatehouse_core::Lang;

/// A kind of notification; each is off until its person switches it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notification {
    /// Before a license ends.
    LicenseEnding,
    /// A device was activated on, or removed from, one of the person's licenses.
    LicenseActivity,
    /// A new version of a product that the person has.
    ProductReleases,
}

impl Notification {
    /// Every kind, in the order of the page.
    pub const ALL: [Self; 3] = [Self::LicenseEnding, Self::LicenseActivity, Self::ProductReleases];

    /// The stable word in the database and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::LicenseEnding => "license_ending",
            Self::LicenseActivity => "license_activity",
            Self::ProductReleases => "product_releases",
        }
    }

    /// From its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What the person reads.
    pub fn label(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::LicenseEnding => t.msg_notify_license_ending(),
            Self::LicenseActivity => t.msg_notify_license_activity(),
            Self::ProductReleases => t.msg_notify_product_releases(),
        }
    }
}
