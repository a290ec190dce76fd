//! Why a picture is not taken, in three languages.

gatehouse_l10n::texts!();
