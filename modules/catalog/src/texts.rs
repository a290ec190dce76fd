//! The texts of the pages and refusals.

gatehouse_l10n::texts!();
