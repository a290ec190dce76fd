use super::filter::{Filter, FilterSet};
use super::wrong::FilterError;
use super::{Columns, List};
use crate::query::{Asked, address};
use crate::view::FormErrors;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Refusal as _};
use gatehouse_db::paging::LARGEST_PAGE;
use gatehouse_db::{ListKey, PageRequest, Sorting};

/// What an address or a form asks for of a list. What a page cannot read it says at its field, and then shows nothing.
pub struct Wanted<L: List> {
    /// Which rows.
    pub filter: L::Filter,
    pub(super) set: FilterSet<L::Filter>,
    pub(super) columns: Columns<L::Row, L::Sort>,
    /// The values as they stand in the address, one for each filter.
    pub(super) values: Vec<(&'static str, String)>,
    /// The order as it stands there; empty for the usual one.
    pub(super) sort: String,
    pub(super) sorting: Sorting<L::Sort>,
    pub(super) chosen: Option<Vec<&'static str>>,
    pub(super) errors: FormErrors,
    size: Option<u64>,
    owner: String,
    /// Where the list is.
    at: String,
}

impl<L: List> Wanted<L> {
    /// Reads it.
    pub(super) fn read(list: &L, cx: &Cx, asked: &Asked) -> Result<Self, Fault> {
        let (set, columns) = (list.filters(cx.lang), list.columns(cx.lang));
        let (mut filter, mut errors) = (L::Filter::default(), FormErrors::new());
        let mut values = Vec::with_capacity(set.filters.len());
        for known in &set.filters {
            let mut value = value_of(known, asked);
            if !value.is_empty()
                && let Err(wrong) = known.read(&mut filter, &value, &cx.zone)
            {
                if known.is_lenient() {
                    value.clear();
                } else {
                    let error = FilterError { field: known.name, wrong };
                    errors.add(known.name, error.text(cx.lang));
                }
            }
            values.push((known.name, value));
        }
        let first = columns.sorting(columns.first());
        let first = first.ok_or_else(|| Fault::new("a list without an order"))?;
        let word = asked.get("sort");
        let word = columns.sort_word(&word);
        let (sort, sorting) = match columns.sorting(word) {
            Some(sorting) if word != columns.first() => (word.to_owned(), sorting),
            _ => (String::new(), first),
        };
        let words: Vec<&str> = asked.all("columns").flat_map(|value| value.split(',')).map(str::trim).collect();
        let chosen = columns.chosen(&words);
        let size = asked.raw("size").and_then(|s| s.parse::<u64>().ok()).filter(|size| *size > 0);
        let size = size.map(|size| size.min(LARGEST_PAGE));
        let owner = list.owner().map(|id| format!("{id} ")).unwrap_or_default();
        Ok(Self {
            filter,
            set,
            columns,
            values,
            sort,
            sorting,
            chosen,
            errors,
            size,
            owner,
            at: list.at().into_owned(),
        })
    }

    /// A filter's value as it was typed.
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// Whether any filter leaves rows out.
    pub fn is_narrow(&self) -> bool {
        self.filters().any(|(filter, value)| filter.narrows() && !value.is_empty())
    }

    /// Whether some rows are left out unless a filter brings them in.
    pub(super) fn may_show_more(&self) -> bool {
        self.filters().any(|(filter, value)| !filter.narrows() && value.is_empty())
    }

    /// Whether all of it may stand in an address.
    pub(super) fn is_open(&self) -> bool {
        self.filters().all(|(filter, value)| filter.may_stand_in_address(value))
    }

    fn filters(&self) -> impl Iterator<Item = (&Filter<L::Filter>, &str)> {
        self.set.filters.iter().zip(self.values.iter().map(|(_, value)| value.as_str()))
    }

    /// Forgets what must not stand in an address.
    pub(super) fn opened(mut self) -> Self {
        for (filter, (_, value)) in self.set.filters.iter().zip(&mut self.values) {
            if !filter.may_stand_in_address(value) {
                value.clear();
            }
        }
        self
    }

    /// The whole query with this order, without a place in the list.
    pub(super) fn pairs(&self, sort: &str) -> Vec<(&'static str, String)> {
        let mut pairs = self.values.clone();
        pairs.push(("sort", sort.to_owned()));
        pairs.extend(self.appearance());
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }

    /// What of the query is no filter and no order: the columns, and the rows of a page.
    pub(super) fn appearance(&self) -> Vec<(&'static str, String)> {
        let columns = self.chosen.as_ref().map(|names| ("columns", names.join(",")));
        let size = self.size.map(|size| ("size", size.to_string()));
        columns.into_iter().chain(size).collect()
    }

    /// An address with what is asked for.
    pub(super) fn address(&self, path: &str) -> String {
        of_pairs(path, &self.pairs(&self.sort))
    }

    fn key(&self, cx: &Cx) -> ListKey {
        let mut pairs = self.values.clone();
        pairs.push(("sort", self.sort.clone()));
        ListKey::new(&cx.app.keys, format!("{}{}", self.owner, of_pairs(&self.at, &pairs)))
    }

    /// The page that is asked for; with a cursor of another list the first one.
    pub(super) fn request(&self, cx: &Cx, asked: &Asked) -> PageRequest {
        let rows = if L::ROWS == 0 { None } else { Some(L::ROWS) };
        PageRequest::parse(self.key(cx), asked.raw("after"), asked.raw("before"), self.size.or(rows))
    }

    /// The piece of the file behind this place.
    pub(super) fn piece(&self, cx: &Cx, after: Option<&str>) -> Result<PageRequest, Fault> {
        PageRequest::piece(self.key(cx), after).map_err(|_| Fault::new("the place in the list cannot be read"))
    }

    /// The filters for the audit log: names of texts, values of the rest.
    pub(super) fn in_log(&self) -> Vec<String> {
        let set = self.filters().filter(|(_, value)| !value.is_empty());
        set.map(|(filter, value)| filter.in_log(value)).collect()
    }

    /// The order that the list has, said or not.
    pub(super) fn order(&self) -> &str {
        if self.sort.is_empty() { self.columns.first() } else { &self.sort }
    }
}

/// A filter's value, also under the name of older addresses.
fn value_of<F>(filter: &Filter<F>, asked: &Asked) -> String {
    let value = asked.get(filter.name);
    match filter.old {
        Some((name, old)) if value.is_empty() && asked.get(name) == old => "true".to_owned(),
        _ => value,
    }
}

pub(super) fn of_pairs(path: &str, pairs: &[(&'static str, String)]) -> String {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    address(path, &pairs)
}
