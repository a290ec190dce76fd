use crate::view::{Cell, Direction as Shown, Head, Table};
use gatehouse_core::{Lang, Moment};
use gatehouse_db::{Direction, Sorting};
use gatehouse_l10n::Format;

/// For whom rows are written.
#[derive(Clone, Debug)]
pub struct RowContext {
    /// Their language and time zone.
    pub format: Format,
    /// The moment of the look.
    pub now: Moment,
}

impl RowContext {
    /// The language.
    pub const fn lang(&self) -> Lang {
        self.format.lang()
    }
}

/// Where a column stands until somebody chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Everywhere,
    /// In the file, and on the page where it is chosen.
    File,
}

/// One column: its name in addresses, its label, and what a row says in it, on the page and in the file.
struct Column<R, S> {
    name: &'static str,
    label: String,
    cell: fn(&R, &RowContext) -> Cell,
    sort: Option<S>,
    up_is_other: bool,
    place: Place,
    at_end: bool,
}

/// The columns of a list. The first one names the row and is always shown.
pub struct Columns<R, S> {
    columns: Vec<Column<R, S>>,
    first: &'static str,
    actions: Option<fn(&R, &RowContext) -> Cell>,
    old: Vec<(&'static str, &'static str)>,
}

impl<R, S: Copy + PartialEq> Columns<R, S> {
    /// Sorted by this column unless another is asked for; `-created` is from the largest down.
    pub const fn sorted_by(first: &'static str) -> Self {
        Self { columns: Vec::new(), first, actions: None, old: Vec::new() }
    }

    /// Adds a column.
    #[must_use]
    pub fn column(mut self, name: &'static str, label: impl Into<String>, cell: fn(&R, &RowContext) -> Cell) -> Self {
        let label = label.into();
        self.columns.push(Column {
            name,
            label,
            cell,
            sort: None,
            up_is_other: false,
            place: Place::Everywhere,
            at_end: false,
        });
        self
    }

    /// The last column sorts.
    #[must_use]
    pub fn sorts(mut self, by: S) -> Self {
        if let Some(last) = self.columns.last_mut() {
            last.sort = Some(by);
        }
        self
    }

    /// The last column's order up is no plain one from the smallest to the largest, such as the next date first and past ones last.
    #[must_use]
    pub fn up_is_other(mut self) -> Self {
        if let Some(last) = self.columns.last_mut() {
            last.up_is_other = true;
        }
        self
    }

    /// The last column is in the file, and on the page only where somebody chooses it.
    #[must_use]
    pub fn extra(mut self) -> Self {
        if let Some(last) = self.columns.last_mut() {
            last.place = Place::File;
        }
        self
    }

    /// The last column has numbers: aligned at the end.
    #[must_use]
    pub fn at_end(mut self) -> Self {
        if let Some(last) = self.columns.last_mut() {
            last.at_end = true;
        }
        self
    }

    /// The buttons of a row, on the page only.
    #[must_use]
    pub fn actions(mut self, cell: fn(&R, &RowContext) -> Cell) -> Self {
        self.actions = Some(cell);
        self
    }

    /// Addresses from before columns had these words sort by `old`; it means `word`.
    #[must_use]
    pub fn once(mut self, old: &'static str, word: &'static str) -> Self {
        self.old.push((old, word));
        self
    }

    /// The order when none is asked for.
    pub(super) const fn first(&self) -> &'static str {
        self.first
    }

    /// The words that sort, without a minus.
    pub(super) fn sort_words(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().filter(|column| column.sort.is_some()).map(|column| column.name)
    }

    /// How a word sorts; `None` for one that is none.
    pub(super) fn sorting(&self, word: &str) -> Option<Sorting<S>> {
        let (name, direction) = match word.strip_prefix('-') {
            Some(name) => (name, Direction::Descending),
            None => (word, Direction::Ascending),
        };
        let column = self.columns.iter().find(|column| column.name == name)?.sort?;
        Some(Sorting { column, direction })
    }

    /// The word of today for one that an address has.
    pub(super) fn sort_word<'a>(&self, word: &'a str) -> &'a str {
        self.old.iter().find(|(old, _)| *old == word).map_or(word, |(_, word)| word)
    }

    /// The columns that were chosen, in their own order; `None` for nothing that makes a difference.
    pub(super) fn chosen(&self, words: &[&str]) -> Option<Vec<&'static str>> {
        let is_meant = |at: usize, column: &Column<R, S>| at == 0 || words.contains(&column.name);
        let is_known = |word: &str| self.columns.iter().any(|column| column.name == word);
        let of = |is: &dyn Fn(usize, &Column<R, S>) -> bool| -> Vec<&'static str> {
            self.columns
                .iter()
                .enumerate()
                .filter(|(at, column)| is(*at, column))
                .map(|(_, column)| column.name)
                .collect()
        };
        let chosen = of(&is_meant);
        let usual = of(&|_, column| column.place == Place::Everywhere);
        (words.iter().any(|word| is_known(word)) && chosen != usual).then_some(chosen)
    }

    /// Each column's name and label, and whether it stands on the page.
    pub(super) fn offered(&self, chosen: Option<&[&'static str]>) -> Vec<(&'static str, &str, bool)> {
        self.columns.iter().map(|column| (column.name, column.label.as_str(), column.is_shown(chosen))).collect()
    }

    /// The page's table: `head` makes the head of a column that sorts.
    pub(super) fn table(
        &self,
        caption: String,
        rows: &[R],
        context: &RowContext,
        chosen: Option<&[&'static str]>,
        head: impl Fn(&str, &'static str) -> Head,
    ) -> Table {
        let shown: Vec<&Column<R, S>> = self.columns.iter().filter(|column| column.is_shown(chosen)).collect();
        let heads = shown.iter().map(|column| {
            let head =
                if column.sort.is_some() { head(&column.label, column.name) } else { Head::new(column.label.as_str()) };
            let head = if column.up_is_other { head.other() } else { head };
            if column.at_end { head.end() } else { head }
        });
        let heads = heads.chain(self.actions.map(|_| Head::actions(context.lang())));
        let mut table = Table::new(caption, heads);
        for row in rows {
            let cells = shown.iter().map(|column| (column.cell)(row, context));
            table.push(cells.chain(self.actions.map(|actions| actions(row, context))));
        }
        table
    }

    /// These rows as a table of another page: without heads that sort, and without the columns that say there what is known.
    pub fn plain_table(&self, caption: String, rows: &[R], context: &RowContext, without: &[&str]) -> Table {
        let usual = self.columns.iter().filter(|column| column.place == Place::Everywhere);
        let chosen: Vec<&'static str> =
            usual.map(|column| column.name).filter(|name| !without.contains(name)).collect();
        self.table(caption, rows, context, Some(&chosen), |label, _| Head::new(label))
    }

    /// The labels of the file's columns.
    pub(super) fn file_head<'a>(&'a self, chosen: Option<&'a [&'static str]>) -> Vec<&'a str> {
        self.in_file(chosen).map(|column| column.label.as_str()).collect()
    }

    /// A row of the file.
    pub(super) fn file_row(&self, row: &R, context: &RowContext, chosen: Option<&[&'static str]>) -> Vec<String> {
        self.in_file(chosen).map(|column| (column.cell)(row, context).as_value().to_owned()).collect()
    }

    fn in_file<'a>(&'a self, chosen: Option<&'a [&'static str]>) -> impl Iterator<Item = &'a Column<R, S>> {
        self.columns.iter().filter(move |column| chosen.is_none_or(|names| names.contains(&column.name)))
    }
}

impl<R, S> Column<R, S> {
    fn is_shown(&self, chosen: Option<&[&'static str]>) -> bool {
        chosen.map_or(self.place == Place::Everywhere, |names| names.contains(&self.name))
    }
}

/// How the order stands at a column, and the word that a click on its head asks for.
pub(super) fn turned(name: &'static str, sort: &str) -> (Option<Shown>, String) {
    let sorted = match sort.strip_prefix('-') {
        Some(down) if down == name => Some(Shown::Down),
        None if sort == name => Some(Shown::Up),
        _ => None,
    };
    let next = if sorted == Some(Shown::Up) { format!("-{name}") } else { name.to_owned() };
    (sorted, next)
}
