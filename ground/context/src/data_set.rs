//! What a person gets of what is stored about them (ACC-17, PRI-5): each module registers its data sets, and the archive of an account
//! has all of them. A test compares them with the tables that hold personal data.

use crate::Cx;
use gatehouse_core::{Fault, Lang, Moment, Uuid, async_trait};
use sea_orm::{ColumnTrait as _, EntityTrait, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select};
use std::sync::Arc;

/// Rows of one piece.
pub const PIECE: u64 = 500;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataValue {
    /// Nothing.
    Nothing,
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A moment.
    Time(Moment),
}

impl From<String> for DataValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for DataValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for DataValue {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for DataValue {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Moment> for DataValue {
    fn from(moment: Moment) -> Self {
        Self::Time(moment)
    }
}

impl<T: Into<Self>> From<Option<T>> for DataValue {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// A column.
#[derive(Clone, Debug)]
pub struct DataColumn {
    /// The stable name, in JSON and CSV.
    pub name: &'static str,
    /// Its title in the person's language.
    pub title: String,
}

/// Columns of these names and titles.
pub fn columns<const N: usize>(all: [(&'static str, String); N]) -> Vec<DataColumn> {
    all.into_iter().map(|(name, title)| DataColumn { name, title }).collect()
}

/// A piece of a data set.
#[derive(Clone, Debug, Default)]
pub struct DataRows {
    /// Each with a value for every column.
    pub rows: Vec<Vec<DataValue>>,
    /// Where the next piece begins; `None` at the end.
    pub next: Option<Uuid>,
}

impl DataRows {
    /// Of up to [`PIECE`] rows that were found, in the order of these ids.
    pub fn of<T>(
        found: &[T],
        id: impl Fn(&T) -> Uuid,
        row: impl FnMut(&T) -> Result<Vec<DataValue>, Fault>,
    ) -> Result<Self, Fault> {
        let is_full = u64::try_from(found.len()).is_ok_and(|rows| rows >= PIECE);
        let next = found.last().filter(|_| is_full).map(id);
        Ok(Self { rows: found.iter().map(row).collect::<Result<_, _>>()?, next })
    }

    /// One row, and no more.
    pub fn one(row: Option<Vec<DataValue>>) -> Self {
        Self { rows: row.into_iter().collect(), next: None }
    }
}

/// The next piece of what a select finds: up to [`PIECE`] rows behind `after`, in the order of their ids.
pub async fn piece<E: EntityTrait>(
    cx: &Cx,
    found: Select<E>,
    id: E::Column,
    after: Option<Uuid>,
) -> Result<Vec<E::Model>, Fault> {
    let behind = found.filter(id.gt(after.unwrap_or_default())).order_by_asc(id).limit(PIECE);
    Ok(behind.all(cx.read()).await?)
}

/// What a module stores about an account, as its owner gets it.
#[async_trait]
pub trait DataSet: Send + Sync {
    /// The stable name, `MODULE.SET`: it is a path in the archive.
    fn name(&self) -> &'static str;
    /// The tables that it is read from.
    fn tables(&self) -> &'static [&'static str];
    /// Its title.
    fn title(&self, lang: Lang) -> String;
    /// Its columns.
    fn columns(&self, lang: Lang) -> Vec<DataColumn>;
    /// Rows of this account behind `after`, up to [`PIECE`], by their ids. Values are in the language of the context.
    async fn read(&self, cx: &Cx, account: Uuid, after: Option<Uuid>) -> Result<DataRows, Fault>;
}

/// The data sets of all modules; in the services.
#[derive(Clone, Default)]
pub struct DataSets(Arc<Vec<Arc<dyn DataSet>>>);

impl DataSets {
    /// These, in this order.
    pub fn new(all: impl IntoIterator<Item = Arc<dyn DataSet>>) -> Self {
        Self(Arc::new(all.into_iter().collect()))
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn DataSet>> {
        self.0.iter()
    }
}
