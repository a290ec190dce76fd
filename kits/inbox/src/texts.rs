//! The texts of mail that comes in.

gatehouse_l10n::texts!();
