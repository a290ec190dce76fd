//! The entries: `/staff/oidc`.

use crate::queries::entries::{EntryColumn, EntryFilter, entries};
use crate::rights::{EntriesRead, may};
use crate::tables::entry::Model;
use crate::texts;
use async_trait::async_trait;
use gatehouse_context::{Cx, May};
use gatehouse_core::Lang;
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Cell, Empty, Icon};

/// The list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entries;

impl Words for Entries {
    type Filter = EntryFilter;
    type Sort = EntryColumn;
    type Row = Model;

    fn filters(&self, lang: Lang) -> FilterSet<EntryFilter> {
        let t = texts(lang);
        FilterSet::<EntryFilter>::new().search("q", t.msg_entry_title(), |filter, text| filter.text = text)
    }

    fn columns(&self, lang: Lang) -> Columns<Model, EntryColumn> {
        let t = texts(lang);
        Columns::<Model, EntryColumn>::sorted_by("-created")
            .column("title", t.msg_entry_title(), |row, _| Cell::text(&row.title))
            .sorts(EntryColumn::Title)
            .column("created", t.msg_entry_created(), |row, to| Cell::time(&to.format, row.created_at))
            .sorts(EntryColumn::Created)
    }
}

#[async_trait]
impl List for Entries {
    const NAME: &'static str = "oidc";
    const AT: &'static str = "/staff/oidc";
    const FILE: &'static str = "/staff/oidc.csv";
    type Seen = (May<EntriesRead>, EntryFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_nav()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Box, t.msg_entries_none(), t.msg_entries_none_text())
    }

    async fn look(&self, cx: &Cx, filter: EntryFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<EntryColumn>,
        request: &PageRequest,
    ) -> Result<Paged<Model>, Halt> {
        Ok(entries(cx, filter, sorting, request).await?)
    }
}
