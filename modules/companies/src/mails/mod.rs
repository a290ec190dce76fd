//! One file per mail.

pub(crate) mod company_changed;
pub(crate) mod merged;
pub(crate) mod owner_change;
