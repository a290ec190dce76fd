//! Refusals about the address that an account signs in with (ACC-14).

use super::{BadLink, NotTheOwner};
use crate::model::FormError;
use gatehouse_core::{Invalid, Refusal};
use gatehouse_guard::TooOften;

/// Why the address of an account is not being changed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AddressRefusal {
    /// Something is wrong with the form.
    Invalid(Invalid<FormError>),
    /// Nobody is signed in, or their session has ended.
    NotTheOwner(NotTheOwner),
    /// Too many from this network.
    TooOften(TooOften),
    /// A factor has to be given first, in this session.
    #[refusal(403, "account.factor_proof_due", factor_proof_due)]
    ProofDue,
    /// Asked for again and again: wait so many seconds.
    #[refusal(429, "account.address_changes_too_often", removals_too_often(it.div_ceil(3600)), again = *it)]
    AskedTooOften(u32),
    /// Nothing waits for a proof.
    #[refusal(409, "account.no_address_change", no_address_change)]
    NothingWaits,
    /// Users of a company have the address that the company knows them by (COM-6).
    #[refusal(409, "account.address_of_company", address_of_company)]
    OfCompany,
}

/// Why a link of a change of address did nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum AddressLinkRefusal {
    /// It opens nothing.
    BadLink(BadLink),
    /// Another account has got the address meanwhile. Whoever is told reads its mail.
    #[refusal(409, "account.address_taken", address_taken)]
    Taken,
    /// The account is not signed in in this browser: who reads the mail proves the address, and not that the account is theirs.
    #[refusal(403, "account.address_elsewhere", address_elsewhere)]
    Elsewhere,
    /// Its owner has become a user of a company meanwhile (COM-6).
    #[refusal(409, "account.address_of_company", address_of_company)]
    OfCompany,
}
