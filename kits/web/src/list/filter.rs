use super::wrong::Wrong;
use crate::view::{Choice, Field, Filters, FormErrors, Markup, Select};
use gatehouse_core::day::{first_moment, last_moment};
use gatehouse_core::{Moment, Uuid};
use jiff::tz::TimeZone;

/// How a filter is read, and where its value goes.
pub(super) enum Kind<F> {
    /// Free text; a search has the wide field. `is_open`: whether it may stand in an address, where not all of it may.
    Text { is_search: bool, is_open: Option<fn(&str) -> bool>, set: fn(&mut F, String) },
    /// One of some words. `is_known`: whether a word that is not among them may be asked for, where there are such.
    Choice { any: String, choices: Vec<(String, String)>, is_known: Option<fn(&str) -> bool>, set: fn(&mut F, String) },
    /// The rows with one record. The choices are empty where a link asks for it and no field shows it.
    Id { any: String, choices: Vec<(String, String)>, set: fn(&mut F, Uuid) },
    /// From this day on, or up to it.
    Day { is_last: bool, set: fn(&mut F, Moment) },
    /// Shows more than usual.
    Flag { off: String, on: String, set: fn(&mut F) },
}

/// One filter of a list.
pub(super) struct Filter<F> {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) kind: Kind<F>,
    pub(super) hint: Option<String>,
    /// What the API's description says; a filter without it is one of the page only.
    pub(super) told: Option<&'static str>,
    /// Another name and value by which older addresses ask for the same.
    pub(super) old: Option<(&'static str, &'static str)>,
}

/// What a list is filtered by. Each filter has its name, its label and where its value goes.
pub struct FilterSet<F> {
    pub(super) filters: Vec<Filter<F>>,
    pub(super) orders: Option<(String, Vec<(String, String)>)>,
}

impl<F> Default for FilterSet<F> {
    fn default() -> Self {
        Self { filters: Vec::new(), orders: None }
    }
}

impl<F> FilterSet<F> {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn add(mut self, name: &'static str, label: impl Into<String>, kind: Kind<F>) -> Self {
        self.filters.push(Filter { name, label: label.into(), kind, hint: None, told: None, old: None });
        self
    }

    /// The search.
    #[must_use]
    pub fn search(self, name: &'static str, label: impl Into<String>, set: fn(&mut F, String)) -> Self {
        self.add(name, label, Kind::Text { is_search: true, is_open: None, set })
    }

    /// A search for what may be a secret or somebody's address: the form is posted, and only what `is_open` says yes to stands in
    /// an address.
    #[must_use]
    pub fn closed_search(
        self,
        name: &'static str,
        label: impl Into<String>,
        is_open: fn(&str) -> bool,
        set: fn(&mut F, String),
    ) -> Self {
        self.add(name, label, Kind::Text { is_search: true, is_open: Some(is_open), set })
    }

    /// A text.
    #[must_use]
    pub fn text(self, name: &'static str, label: impl Into<String>, set: fn(&mut F, String)) -> Self {
        self.add(name, label, Kind::Text { is_search: false, is_open: None, set })
    }

    /// One of these words; `any` stands for all of them. Other words are ignored by the page and refused by the API.
    #[must_use]
    pub fn choice<W: Into<String>>(
        self,
        name: &'static str,
        label: impl Into<String>,
        any: impl Into<String>,
        choices: impl IntoIterator<Item = (W, String)>,
        set: fn(&mut F, String),
    ) -> Self {
        let choices = choices.into_iter().map(|(word, name)| (word.into(), name)).collect();
        self.add(name, label, Kind::Choice { any: any.into(), choices, is_known: None, set })
    }

    /// The same, where further words may be asked for: those that `is_known` says yes to.
    #[must_use]
    pub fn choice_or<W: Into<String>>(
        self,
        name: &'static str,
        label: impl Into<String>,
        any: impl Into<String>,
        choices: impl IntoIterator<Item = (W, String)>,
        is_known: fn(&str) -> bool,
        set: fn(&mut F, String),
    ) -> Self {
        let choices = choices.into_iter().map(|(word, name)| (word.into(), name)).collect();
        self.add(name, label, Kind::Choice { any: any.into(), choices, is_known: Some(is_known), set })
    }

    /// Only the rows with one record, which a link asks for; the page has no field for it.
    #[must_use]
    pub fn id(self, name: &'static str, set: fn(&mut F, Uuid)) -> Self {
        self.add(name, "", Kind::Id { any: String::new(), choices: Vec::new(), set })
    }

    /// The same with a field that offers these records; without any, it is shown only to say what is wrong.
    #[must_use]
    pub fn record(
        self,
        name: &'static str,
        label: impl Into<String>,
        any: impl Into<String>,
        choices: impl IntoIterator<Item = (Uuid, String)>,
        set: fn(&mut F, Uuid),
    ) -> Self {
        let choices = choices.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
        self.add(name, label, Kind::Id { any: any.into(), choices, set })
    }

    /// From a day on.
    #[must_use]
    pub fn first_day(self, name: &'static str, label: impl Into<String>, set: fn(&mut F, Moment)) -> Self {
        self.add(name, label, Kind::Day { is_last: false, set })
    }

    /// Up to a day, and all of it.
    #[must_use]
    pub fn last_day(self, name: &'static str, label: impl Into<String>, set: fn(&mut F, Moment)) -> Self {
        self.add(name, label, Kind::Day { is_last: true, set })
    }

    /// Shows what is usually left out: `off` and `on` in words.
    #[must_use]
    pub fn flag(
        self,
        name: &'static str,
        label: impl Into<String>,
        off: impl Into<String>,
        on: impl Into<String>,
        set: fn(&mut F),
    ) -> Self {
        self.add(name, label, Kind::Flag { off: off.into(), on: on.into(), set })
    }

    /// Help for the last filter.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        if let Some(last) = self.filters.last_mut() {
            last.hint = Some(hint.into());
        }
        self
    }

    /// The last filter is one of the API too, which describes it so.
    #[must_use]
    pub fn told(mut self, told: &'static str) -> Self {
        if let Some(last) = self.filters.last_mut() {
            last.told = Some(told);
        }
        self
    }

    /// Addresses from before the last filter had its name ask for it so.
    #[must_use]
    pub fn once(mut self, name: &'static str, value: &'static str) -> Self {
        if let Some(last) = self.filters.last_mut() {
            last.old = Some((name, value));
        }
        self
    }

    /// A field with these orders beside the heads that sort.
    #[must_use]
    pub fn orders(
        mut self,
        label: impl Into<String>,
        orders: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Self {
        self.orders = Some((label.into(), orders.into_iter().map(|(word, name)| (word.to_owned(), name)).collect()));
        self
    }

    /// Whether the form is posted.
    pub(super) fn is_posted(&self) -> bool {
        self.filters.iter().any(|filter| matches!(filter.kind, Kind::Text { is_open: Some(_), .. }))
    }
}

impl<F> Filter<F> {
    /// Reads a value that is there.
    pub(super) fn read(&self, filter: &mut F, value: &str, zone: &TimeZone) -> Result<(), Wrong> {
        match &self.kind {
            Kind::Text { set, .. } => set(filter, value.to_owned()),
            Kind::Choice { choices, is_known, set, .. } => {
                if !choices.iter().any(|(word, _)| word == value) && !is_known.is_some_and(|is| is(value)) {
                    return Err(Wrong::Choice);
                }
                set(filter, value.to_owned());
            }
            Kind::Id { set, .. } => set(filter, Uuid::parse_str(value).map_err(|_| Wrong::Id)?),
            Kind::Day { is_last: false, set } => set(filter, first_moment(value, zone)?),
            Kind::Day { is_last: true, set } => set(filter, last_moment(value, zone)?),
            Kind::Flag { set, .. } => match value {
                "true" => set(filter),
                "false" => {}
                _ => return Err(Wrong::Choice),
            },
        }
        Ok(())
    }

    /// Whether the page passes over a value that it cannot read, instead of saying so.
    pub(super) const fn is_lenient(&self) -> bool {
        matches!(self.kind, Kind::Choice { is_known: None, .. } | Kind::Flag { .. })
    }

    /// Whether a value may stand in an address.
    pub(super) fn may_stand_in_address(&self, value: &str) -> bool {
        match self.kind {
            Kind::Text { is_open: Some(is_open), .. } => value.is_empty() || is_open(value),
            _ => true,
        }
    }

    /// Whether it is the search, which phones show above the list too.
    const fn is_search(&self) -> bool {
        matches!(self.kind, Kind::Text { is_search: true, .. })
    }

    /// Whether a value leaves rows out; a flag brings more in.
    pub(super) const fn narrows(&self) -> bool {
        !matches!(self.kind, Kind::Flag { .. })
    }

    /// What the audit log says of a value: never what a person typed. An address can name any choice, so only those that are offered,
    /// and ids, are said.
    pub(super) fn in_log(&self, value: &str) -> String {
        let is_said = match &self.kind {
            Kind::Text { .. } => false,
            Kind::Choice { choices, .. } => {
                choices.iter().any(|(word, _)| word == value) || Uuid::parse_str(value).is_ok()
            }
            Kind::Id { .. } | Kind::Day { .. } | Kind::Flag { .. } => true,
        };
        if is_said { format!("{}={value}", self.name) } else { self.name.to_owned() }
    }

    /// The field of the page; `None` for what only links ask for.
    pub(super) fn field(&self, value: &str, errors: &FormErrors) -> Option<Markup> {
        let select = |any: &str, choices: &[(String, String)]| {
            let choices = choices.iter().map(|(word, name)| Choice::new(word.as_str(), name.as_str()));
            Markup::of(
                &Select::new(self.name, self.label.as_str(), choices).first(any).value(value).plain().errors(errors),
            )
        };
        Some(match &self.kind {
            Kind::Text { is_search, .. } => {
                let field = if *is_search {
                    Field::search(self.name, self.label.as_str())
                } else {
                    Field::text(self.name, self.label.as_str())
                };
                let field = field.value(value).plain().errors(errors);
                Markup::of(&match &self.hint {
                    Some(hint) => field.hint(hint.as_str()),
                    None => field,
                })
            }
            Kind::Id { choices, .. }
                if choices.is_empty() && (self.label.is_empty() || errors.of(self.name).is_none()) =>
            {
                return None;
            }
            Kind::Choice { any, choices, .. } | Kind::Id { any, choices, .. } => select(any, choices),
            Kind::Day { .. } => {
                Markup::of(&Field::date(self.name, self.label.as_str()).value(value).plain().errors(errors))
            }
            Kind::Flag { off, on, .. } => select(off, &[("true".to_owned(), on.clone())]),
        })
    }
}

/// The bar of a list: a field for each filter, and what filtering must not lose.
pub(super) fn bar<F>(
    set: &FilterSet<F>,
    mut bar: Filters,
    values: &[(&'static str, String)],
    sort: (&str, &str),
    errors: &FormErrors,
) -> Filters {
    if set.is_posted() {
        bar = bar.posted();
    }
    for (filter, (name, value)) in set.filters.iter().zip(values) {
        bar = match filter.field(value, errors) {
            Some(field) if filter.is_search() => bar.search(field),
            Some(field) => bar.markup(field),
            None if value.is_empty() => bar,
            None => bar.keep(*name, value.as_str()),
        };
    }
    let (sort, first) = sort;
    match &set.orders {
        Some((label, orders)) => {
            let choices = orders.iter().map(|(word, name)| Choice::new(word.as_str(), name.as_str()));
            let shown = if sort.is_empty() { first } else { sort };
            bar.field(&Select::new("sort", label.as_str(), choices).value(shown).plain())
        }
        None if sort.is_empty() => bar,
        None => bar.keep("sort", sort),
    }
}
