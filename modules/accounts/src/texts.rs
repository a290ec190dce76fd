//! The texts of accounts.

gatehouse_l10n::texts!();
