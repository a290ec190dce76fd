//! The texts of the pages, mails and refusals.

gatehouse_l10n::texts!();
