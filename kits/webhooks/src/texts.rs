//! The texts of refusals, events and mails.

gatehouse_l10n::texts!();
