//! The texts of the guard.

gatehouse_l10n::texts!();
