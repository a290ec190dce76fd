//! The texts of the pages, refusals, mails and events.

gatehouse_l10n::texts!();
