//! The texts of files.

gatehouse_l10n::texts!();
