//! Lists (ALL-2): what a list is filtered by, how it is sorted and what its rows tell is declared once, and serves its page
//! ([`Listed`]), its file ([`file`]) and the API ([`of_api`], [`Parameters`]). All of it stands in the address, with the same words
//! everywhere.

mod api;
mod chosen;
mod column;
mod file;
mod filter;
mod listed;
mod wanted;
mod wrong;

pub use api::{Api, PageParameters, Parameters, Query, of_api, paging, request};
pub use chosen::{Act, Acts, Chosen, ChosenBar, ChosenRefusal, Fate, results};
pub use column::{Columns, RowContext};
pub use file::{file, posted_file};
pub use filter::FilterSet;
pub use listed::{Listed, first_rows};
pub use wanted::Wanted;
pub use wrong::{FilterError, Wrong};

use crate::halt::Halt;
use crate::texts;
use crate::view::{Button, Empty, Icon, Notice};
use gatehouse_context::Cx;
use gatehouse_core::{Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use std::borrow::Cow;

/// The words by which a list is asked for: the same on its page, in its file and in the API.
pub trait Words: Send + Sync + 'static {
    /// Which rows, as the query takes it.
    type Filter: Default + Send + Sync;
    /// What the query sorts by.
    type Sort: Copy + PartialEq + Send + Sync + 'static;
    /// What stands in a row.
    type Row: Send + Sync;

    /// What it is filtered by, in the order of the page.
    fn filters(&self, lang: Lang) -> FilterSet<Self::Filter>;
    /// What its rows tell, and which columns sort.
    fn columns(&self, lang: Lang) -> Columns<Self::Row, Self::Sort>;
}

/// A list with a page and a file.
#[async_trait]
pub trait List: Words {
    /// What the audit log and the file call it: `orders`.
    const NAME: &'static str;
    /// Where its page is.
    const AT: &'static str;
    /// Where its file is, behind a door for the same people.
    const FILE: &'static str;
    /// Rows of a page where the address names no number; 0: the usual one.
    const ROWS: u64 = 0;
    /// What the filter becomes when somebody looks: the proof that they may.
    type Seen: Send + Sync;

    /// Where its page is for this reader: a company's list lies below its word.
    fn at(&self) -> Cow<'static, str> {
        Self::AT.into()
    }
    /// Where its file is for this reader.
    fn file_at(&self) -> Cow<'static, str> {
        Self::FILE.into()
    }
    /// Its name for people.
    fn title(&self, lang: Lang) -> String;
    /// What stands there while there is nothing at all, and the one thing to do.
    fn empty(&self, lang: Lang) -> Empty;
    /// What stands there when the filters leave nothing.
    fn unmatched(&self, lang: Lang) -> Empty {
        nothing_matches(lang, &self.at())
    }
    /// Whose list it is, where each account has its own: no cursor opens in another one's.
    fn owner(&self) -> Option<Uuid> {
        None
    }
    /// The page of a row. The one hit of a search that stands in no address leads there.
    fn page_of(&self, _row: &Self::Row) -> Option<String> {
        None
    }
    /// By what a row is ticked, where something can be done with several ([`List::acts`]).
    fn row_id(&self, _row: &Self::Row) -> Option<Uuid> {
        None
    }
    /// What this reader can do with the rows that are ticked.
    fn acts(&self, _lang: Lang) -> Option<Acts> {
        None
    }
    /// Checks the right and writes what the audit log says of the look; once, however many pieces a file has.
    async fn look(&self, cx: &Cx, filter: Self::Filter) -> Result<Self::Seen, Halt>;
    /// What has to be said above the rows, of what was asked for.
    fn notice(&self, _seen: &Self::Seen, _lang: Lang) -> Option<Notice> {
        None
    }
    /// One page of the rows.
    async fn read(
        &self,
        cx: &Cx,
        seen: &Self::Seen,
        sorting: Sorting<Self::Sort>,
        request: &PageRequest,
    ) -> Result<Paged<Self::Row>, Halt>;
}

/// What most lists say when their filters leave nothing.
pub fn nothing_matches(lang: Lang, at: &str) -> Empty {
    let t = texts(lang);
    Empty::new(Icon::Search, t.msg_list_unmatched(), t.msg_list_unmatched_text())
        .action(Button::link(t.msg_list_show_all(), at))
}
