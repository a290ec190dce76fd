//! The texts of the password policy.

gatehouse_l10n::texts!();
