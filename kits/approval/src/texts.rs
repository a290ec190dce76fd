//! The texts of refusals, and the names of states.

gatehouse_l10n::texts!();
