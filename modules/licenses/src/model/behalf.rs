//! In whose name somebody changes a license (LIC-24).

use gatehouse_core::Uuid;

/// One's own, or a company's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Behalf {
    /// In one's own: a customer of what is in their account, staff and programs by their rights.
    #[default]
    Own,
    /// In that of a company, by who manages its licenses.
    Company(Uuid),
}
