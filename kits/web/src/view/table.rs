use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::{Lang, Moment};
use gatehouse_l10n::{Ago, Format};

use super::{Badge, Button, Component, Drawn, Markup};
use crate::texts;

/// How a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

/// The head of a column.
#[derive(Clone, Debug)]
pub struct Head {
    label: String,
    href: Option<String>,
    sorted: Option<Direction>,
    other: bool,
    end: bool,
    silent: bool,
}

impl Head {
    /// A word.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None, sorted: None, other: false, end: false, silent: false }
    }

    /// A link that sorts by this column; `sorted` is how the list stands now.
    pub fn sort(label: impl Into<String>, href: impl Into<String>, sorted: Option<Direction>) -> Self {
        Self { href: Some(href.into()), sorted, ..Self::new(label) }
    }

    /// The column of buttons at a row's end; its head is only spoken.
    pub fn actions(lang: Lang) -> Self {
        Self { silent: true, end: true, ..Self::new(texts(lang).msg_table_actions()) }
    }

    /// For numbers: aligned at the end.
    #[must_use]
    pub const fn end(mut self) -> Self {
        self.end = true;
        self
    }

    /// Up is no plain order from the smallest to the largest.
    #[must_use]
    pub const fn other(mut self) -> Self {
        self.other = true;
        self
    }

    const fn aria_sort(&self) -> &'static str {
        match self.sorted {
            Some(Direction::Up) if self.other => "other",
            Some(Direction::Up) => "ascending",
            Some(Direction::Down) => "descending",
            None => "none",
        }
    }

    const fn sort_icon(&self) -> Icon {
        match self.sorted {
            Some(Direction::Up) => Icon::SortUp,
            Some(Direction::Down) => Icon::SortDown,
            None => Icon::Sort,
        }
    }
}

/// What stands in a table's cell, or beside a label in [`super::KeyValues`].
#[derive(Clone, Debug)]
pub struct Cell {
    html: Markup,
    sub: Option<String>,
    number: bool,
    value: String,
}

impl Cell {
    fn make(html: Markup) -> Self {
        Self { html, sub: None, number: false, value: String::new() }
    }

    /// Text; an empty one shows a dash.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::none() } else { Self::make(Markup::text(&text)).value(text) }
    }

    /// Nothing there: a dash.
    pub fn none() -> Self {
        Self::make(Markup::text("—"))
    }

    /// A number or short value that must not break.
    pub fn number(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { number: true, ..Self::make(Markup::text(&text)).value(text) }
    }

    /// A link.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        let label = label.into();
        Self::of(&CellLink { label: label.clone(), href: href.into(), number: false }).value(label)
    }

    /// A link whose label is a number or short value that must not break.
    pub fn number_link(label: impl Into<String>, href: impl Into<String>) -> Self {
        let label = label.into();
        Self::of(&CellLink { label: label.clone(), href: href.into(), number: true }).value(label)
    }

    /// A state.
    pub fn badge(badge: &Badge) -> Self {
        Self::of(badge).value(badge.text())
    }

    /// A day, in the person's language and time zone.
    pub fn date(format: &Format, moment: Moment) -> Self {
        Self { number: true, ..Self::of(&Time::date(format, moment)).value(format.plain_date(moment)) }
    }

    /// A day and time, in the person's language and time zone.
    pub fn time(format: &Format, moment: Moment) -> Self {
        Self { number: true, ..Self::of(&Time::date_time(format, moment)).value(format.plain_date_time(moment)) }
    }

    /// How long ago, in the person's language; the day and time stand in its title, and in a file.
    pub fn ago(format: &Format, moment: Moment, now: Moment) -> Self {
        Self::of(&Time::ago(format, moment, now)).value(format.plain_date_time(moment))
    }

    /// Buttons; give each an `about`.
    pub fn actions(buttons: impl IntoIterator<Item = Button>) -> Self {
        Self::of(&CellActions { buttons: buttons.into_iter().map(Button::small).collect() })
    }

    /// Any component; a file gets nothing of it but its [`Cell::value`].
    pub fn of(component: &impl Component) -> Self {
        Self::make(Markup::of(component))
    }

    /// With a component behind it, such as a button. A file gets nothing of it.
    #[must_use]
    pub fn and(mut self, component: &impl Component) -> Self {
        self.html = self.html.then(component);
        self
    }

    /// A second, smaller line.
    #[must_use]
    #[allow(clippy::should_implement_trait, reason = "nobody subtracts from a cell")]
    pub fn sub(mut self, text: impl Into<String>) -> Self {
        self.sub = Some(text.into());
        self
    }

    /// What a file of the list gets, where that is not the text itself.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// What a file of the list gets.
    pub fn as_value(&self) -> &str {
        &self.value
    }

    /// As [`Markup`], for templates of other components.
    pub(super) const fn html(&self) -> &Markup {
        &self.html
    }

    pub(super) const fn sub_text(&self) -> Option<&String> {
        self.sub.as_ref()
    }
}

#[derive(Template)]
#[template(source = r#"<a href="{{ href }}"{% if number %} class="num"{% endif %}>{{ label }}</a>"#, ext = "html")]
struct CellLink {
    label: String,
    href: String,
    number: bool,
}

#[derive(Template)]
#[template(source = r#"<div class="actions">{% for button in buttons %}{{ button }}{% endfor %}</div>"#, ext = "html")]
struct CellActions {
    buttons: Vec<Button>,
}

/// A moment as `<time>`; the title holds it in UTC, or in full where the text is about.
#[derive(Clone, Debug, Template)]
#[template(source = r#"<time datetime="{{ machine }}" title="{{ title }}">{{ text }}</time>"#, ext = "html")]
pub struct Time {
    machine: String,
    title: String,
    text: String,
}

components!(CellLink, CellActions, Time, Table);

impl Time {
    /// The day.
    pub fn date(format: &Format, moment: Moment) -> Self {
        Self::new(format, moment, format.date(moment))
    }

    /// Day, hour and minute.
    pub fn date_time(format: &Format, moment: Moment) -> Self {
        Self::new(format, moment, format.date_time(moment))
    }

    /// How long ago: "3 days ago".
    pub fn ago(format: &Format, moment: Moment, now: Moment) -> Self {
        let t = texts(format.lang());
        let text = match format.ago(moment, now) {
            Ago::Now => t.msg_ago_now(),
            Ago::Minutes(count) => t.msg_ago_minutes(count),
            Ago::Hours(count) => t.msg_ago_hours(count),
            Ago::Yesterday => t.msg_ago_yesterday(),
            Ago::Days(count) => t.msg_ago_days(count),
            Ago::Months(count) => t.msg_ago_months(count),
            Ago::Years(count) => t.msg_ago_years(count),
        };
        Self { title: format.date_time(moment), ..Self::new(format, moment, text) }
    }

    fn new(format: &Format, moment: Moment, text: String) -> Self {
        let machine = format.machine(moment);
        Self { title: machine.clone(), machine, text }
    }
}

/// A list as a table; on phones every row becomes a card with the column's word before each value. A row's first cell
/// is its name. Put it straight into a `<section class="panel">`; show an [`super::Empty`] instead when it has no rows.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/table.html")]
pub struct Table {
    caption: String,
    heads: Vec<Head>,
    rows: Vec<Vec<Cell>>,
    ticks: Option<Ticked>,
}

/// Boxes before the rows, which belong to a form elsewhere on the page.
#[derive(Clone, Debug)]
struct Ticked {
    /// Of the box that ticks all; spoken.
    all: String,
    /// The form's id.
    form: &'static str,
    /// The value of each row.
    values: Vec<String>,
}

impl Table {
    /// `caption` is spoken, not seen.
    pub fn new(caption: impl Into<String>, heads: impl IntoIterator<Item = Head>) -> Self {
        Self { caption: caption.into(), heads: heads.into_iter().collect(), rows: Vec::new(), ticks: None }
    }

    /// Adds a row, with one cell per head.
    pub fn push(&mut self, row: impl IntoIterator<Item = Cell>) {
        self.rows.push(row.into_iter().collect());
    }

    /// Several rows at once.
    #[must_use]
    pub fn rows<R: IntoIterator<Item = Cell>>(mut self, rows: impl IntoIterator<Item = R>) -> Self {
        for row in rows {
            self.push(row);
        }
        self
    }

    /// With a box before each row, sent as `row` by the form with the id `form`. A box is named by its row's first cell; `all` names the box
    /// that ticks all of them, by script.
    #[must_use]
    pub fn ticked(
        mut self,
        all: impl Into<String>,
        form: &'static str,
        values: impl IntoIterator<Item = String>,
    ) -> Self {
        self.ticks = Some(Ticked { all: all.into(), form, values: values.into_iter().collect() });
        self
    }

    /// The form and the value of a row's box.
    fn tick(&self, row: &usize) -> Option<(&'static str, &String)> {
        let ticks = self.ticks.as_ref()?;
        Some((ticks.form, ticks.values.get(*row)?))
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn pairs<'a>(&'a self, row: &'a [Cell]) -> impl Iterator<Item = (&'a Head, &'a Cell)> {
        self.heads.iter().zip(row)
    }
}
