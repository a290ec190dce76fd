//! The query of an address (RFC 7644 §3.4.2): filter, page, and which attributes are answered.

use crate::error::Error;
use crate::filter::Filter;
use crate::limits;
use crate::render::Shown;

/// What a list is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListQuery<F> {
    /// Empty for all.
    pub filter: F,
    /// How many to pass over: `startIndex` less one.
    pub skip: u64,
    /// At most so many; none for the total alone.
    pub take: u32,
    /// Whether members of groups, or groups of users, are answered.
    pub with_references: bool,
}

/// A query as it was sent.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    filter: Option<String>,
    start_index: Option<i64>,
    count: Option<i64>,
    pub shown: Shown,
}

impl Sent {
    /// Reads one. Unknown members, Entra ID's `aadOptscim062020` and those of sorting are passed over.
    pub fn read(query: &str) -> Result<Self, Error> {
        if query.len() > limits::QUERY {
            return Err(Error::new(414, "The query is too long."));
        }
        let mut sent = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.to_ascii_lowercase().as_str() {
                "filter" => once(&mut sent.filter, value.into_owned(), "filter")?,
                "startindex" => once(&mut sent.start_index, number(&value)?, "startIndex")?,
                "count" => once(&mut sent.count, number(&value)?, "count")?,
                "attributes" => sent.shown.show(&value),
                "excludedattributes" => sent.shown.hide(&value),
                _ => {}
            }
        }
        Ok(sent)
    }

    /// Of a list.
    pub fn list<F: Filter>(&self, references: &str) -> Result<ListQuery<F>, Error> {
        let filter = self.filter.as_deref().map(F::parse).transpose()?.unwrap_or_default();
        let take = self.count.map_or(limits::PAGE_DEFAULT, |count| {
            u32::try_from(count.clamp(0, i64::from(limits::PAGE))).unwrap_or(limits::PAGE)
        });
        let skip = u64::try_from(self.start_index.unwrap_or(1).saturating_sub(1)).unwrap_or(0);
        Ok(ListQuery { filter, skip, take, with_references: self.shown.has(references) })
    }
}

fn once<T>(place: &mut Option<T>, value: T, name: &str) -> Result<(), Error> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(Error::value(format!("{name} is there twice."))),
    }
}

/// What is below the smallest number counts as the smallest (RFC 7644 §3.4.2.4).
fn number(text: &str) -> Result<i64, Error> {
    text.trim().parse().map_err(|_| Error::value("startIndex and count must be whole numbers."))
}
