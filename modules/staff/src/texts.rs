//! The texts of the staff console.

gatehouse_l10n::texts!();
