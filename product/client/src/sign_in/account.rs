//! Who is signed in on a device, as the product is told.

use super::state::SignedIn;

/// The account that this device is connected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What the portal calls the account: the same in all products, and nothing else about the person.
    pub subject: String,
    /// Their email address, if the product asks for it (`email` of [`Builder::scope`](crate::Builder::scope)).
    pub email: Option<String>,
    /// Their name, if the product asks for it (`profile`).
    pub name: Option<String>,
    /// Since when, unix seconds, by the clock of this device.
    pub since: i64,
}

impl Account {
    pub(super) fn of(signed_in: &SignedIn) -> Self {
        Self {
            subject: signed_in.subject.clone(),
            email: signed_in.email.clone(),
            name: signed_in.name.clone(),
            since: signed_in.since,
        }
    }

    pub(super) const fn is_named(&self) -> bool {
        self.email.is_some() || self.name.is_some()
    }

    /// What to call the account for the person who has it: their address, else their name, else the subject.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.email.as_deref().or(self.name.as_deref()).unwrap_or(&self.subject)
    }
}

/// What became of signing out; in each case this device has forgotten the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedOut {
    /// The portal has ended the sign-in too.
    Everywhere,
    /// The portal could not be asked: it is told with the next sign-in, or by [`Client::sign_out`](crate::Client::sign_out) once more. Until
    /// then it still lists the device.
    HereFirst,
}
