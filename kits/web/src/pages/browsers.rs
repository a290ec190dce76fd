//! Which browsers the site is made for (ALL-11). Whether the visitor's is one of them its style sheet finds out, by what it
//! understands: the name that a browser gives itself says little, and is not asked for.

use crate::frames::{Panel, Paragraph, Sheet};
use crate::halt::Halt;
use crate::view::*;
use crate::visit::{Done, Visit};
use askama::Template;
use askama::filters::HtmlSafe;

/// A browser, the oldest version that the style sheet and the scripts are built for (`target` in web/build.mjs), and its maker's
/// page about updating it.
pub(super) const BROWSERS: [(&str, &str, &str); 4] = [
    ("Google Chrome", "125", "https://support.google.com/chrome/answer/95414"),
    ("Microsoft Edge", "125", "https://www.microsoft.com/edge/update"),
    ("Mozilla Firefox", "128", "https://support.mozilla.org/kb/update-firefox-latest-release"),
    ("Safari", "17.5", "https://support.apple.com/102665"),
];

/// Both verdicts; the style sheet shows the one that is true.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="if-current">{{ fit }}</div><div class="if-outdated">{{ unfit }}</div>"#,
    ext = "html"
)]
struct Verdict {
    fit: Notice,
    unfit: Notice,
}

impl HtmlSafe for Verdict {}

pub(super) async fn show(visit: Visit) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    let brand = gatehouse_brand::name(&visit.cx.app);
    let heads = [t.msg_browsers_browser(), t.msg_browsers_from(), t.msg_browsers_update()].map(Head::new);
    let table = Table::new(t.msg_browsers_title(), heads).rows(BROWSERS.iter().map(|(name, version, page)| {
        let place = page.split('/').nth(2).unwrap_or(page);
        [Cell::text(*name), Cell::text(*version), Cell::link(place, *page)]
    }));
    let text = |title: String, text: String| Panel::new(title).with(&Paragraph::new(text));
    let head = PageHead::new(t.msg_browsers_title()).lede(t.msg_browsers_lede(brand));
    let sheet = Sheet::new(&visit, t.msg_browsers_title(), head)
        .narrow()
        .with(&Verdict { fit: Notice::good(t.msg_browsers_fit()), unfit: Notice::warn(t.msg_browsers_unfit()) })
        .with(&Panel::new("").table(table))
        .with(&text(t.msg_browsers_older_title(), t.msg_browsers_older_text()))
        .with(&text(t.msg_browsers_help_title(), t.msg_browsers_help_text()));
    visit.show(&sheet)
}

#[cfg(test)]
mod tests {
    use super::BROWSERS;

    /// ALL-11
    #[test]
    fn the_page_names_the_versions_that_the_browsers_files_are_built_for() {
        let script = include_str!("../../../../web/build.mjs");
        let targets = script.split("target: [").nth(1).unwrap().split(']').next().unwrap();
        for (name, word) in [("Google Chrome", "chrome"), ("Mozilla Firefox", "firefox"), ("Safari", "safari")] {
            let version = BROWSERS.iter().find(|browser| browser.0 == name).unwrap().1;
            assert!(targets.contains(&format!("\"{word}{version}\"")), "{name} {version}: {targets}");
        }
        // Edge is built from Chrome of the same number.
        assert_eq!(BROWSERS[1].1, BROWSERS[0].1);
    }
}
