//! The texts of the pages, refusals and events.

use gatehouse_core::Lang;

gatehouse_l10n::texts!();

/// Several names in one line, as the language separates them.
pub(crate) fn listed(names: &[String], lang: Lang) -> String {
    names.join(if lang == Lang::Ja { "、" } else { ", " })
}
