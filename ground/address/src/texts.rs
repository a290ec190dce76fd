//! What is wrong with an address, in words.

gatehouse_l10n::texts!();
