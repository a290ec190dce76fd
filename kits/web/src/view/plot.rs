use askama::Template;
use gatehouse_core::Lang;
use gatehouse_l10n::Format;
use jiff::tz::TimeZone;

use crate::texts;

/// The height of the drawing, in its own units; the figures hang above the bars.
const HEIGHT: i64 = 120;
const BAR: usize = 14;
const GAP: usize = 6;

/// A number over time: bars drawn by the server, and the same as a table.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/plot.html")]
pub struct Plot {
    id: String,
    title: String,
    total: String,
    head: String,
    numbers: String,
    show_table: String,
    width: usize,
    bars: Vec<Bar>,
    first: String,
    last: String,
    alone: bool,
}

#[derive(Clone, Debug)]
struct Bar {
    label: String,
    value: String,
    x: usize,
    y: i64,
    height: i64,
}

components!(Plot);

impl Plot {
    /// `id` within the page; `head` names the column of times; each bar has the name of its time and its number. `total` says the
    /// whole in words.
    pub fn new(
        lang: Lang,
        id: impl Into<String>,
        title: impl Into<String>,
        total: impl Into<String>,
        head: impl Into<String>,
        bars: impl IntoIterator<Item = (String, i64)>,
    ) -> Self {
        let format = Format::new(lang, TimeZone::UTC);
        let bars: Vec<(String, i64)> = bars.into_iter().collect();
        let most = bars.iter().map(|(_, value)| *value).max().unwrap_or(0).max(1);
        let drawn = bars.iter().enumerate().map(|(n, (label, value))| {
            // Whatever there is can be seen.
            let height = if *value > 0 { (value.saturating_mul(HEIGHT) / most).max(2) } else { 0 };
            let x = GAP + n * (BAR + GAP);
            Bar { label: label.clone(), value: format.number(*value), x, y: HEIGHT - height, height }
        });
        let end = |bar: Option<&(String, i64)>| bar.map(|(label, _)| label.clone()).unwrap_or_default();
        let t = texts(lang);
        Self {
            id: id.into(),
            title: title.into(),
            total: total.into(),
            head: head.into(),
            numbers: t.msg_plot_number(),
            show_table: t.msg_plot_table(),
            width: GAP + bars.len() * (BAR + GAP),
            first: end(bars.first()),
            last: end(bars.last()),
            bars: drawn.collect(),
            alone: false,
        }
    }

    /// What the bars say in place of their numbers, in the same order: a time, a mean.
    #[must_use]
    pub fn told(mut self, texts: impl IntoIterator<Item = String>) -> Self {
        for (bar, text) in self.bars.iter_mut().zip(texts) {
            bar.value = text;
        }
        self
    }

    /// Stands on its page by itself: its title is a heading right below that of the page.
    #[must_use]
    pub const fn alone(mut self) -> Self {
        self.alone = true;
        self
    }
}
