//! The texts of the pages, refusals and events.

gatehouse_l10n::texts!();
