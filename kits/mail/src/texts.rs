//! The texts that every letter may have.

gatehouse_l10n::texts!();
