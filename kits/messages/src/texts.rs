//! The texts of refusals, of the test, and of the export of a person's data.

gatehouse_l10n::texts!();
