//! What imports took and refused (SUP-17): `/staff/imports/items`, and the report as a file.

use crate::lists::staff_requests::place;
use crate::model::import::refused::ItemRefused;
use crate::model::request::ImportSource;
use crate::queries::imports::{ItemColumn, ItemFilter, items};
use crate::rights::{HistoryWrite, may};
use crate::tables::import_item::Model;
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, RowContext, Words};
use gatehouse_web::view::{Badge, Cell, Empty, Icon, Tone};

/// A thing, and the number of the request that it is.
pub(crate) struct ItemRow {
    pub row: Model,
    number: Option<String>,
}

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ImportItems;

impl Words for ImportItems {
    type Filter = ItemFilter;
    type Sort = ItemColumn;
    type Row = ItemRow;

    fn filters(&self, lang: Lang) -> FilterSet<ItemFilter> {
        let t = texts(lang);
        let outcomes = [("taken", t.msg_import_taken()), ("refused", t.msg_import_refused())];
        let sources = ImportSource::ALL.map(|source| (source.word(), source.name().to_owned()));
        FilterSet::<ItemFilter>::new()
            .choice("outcome", t.msg_import_outcome(), t.msg_import_all(), outcomes, |filter, word| {
                filter.taken = Some(word == "taken");
            })
            .told("Taken or refused")
            .choice("source", t.msg_import_source(), t.msg_import_all(), sources, |filter, word| {
                filter.source = ImportSource::from_word(&word);
            })
            .told("From this program")
            .id("run", |filter, id| filter.run = Some(id))
            .told("Of this run")
    }

    fn columns(&self, lang: Lang) -> Columns<ItemRow, ItemColumn> {
        let t = texts(lang);
        Columns::<ItemRow, ItemColumn>::sorted_by("at")
            .column("place", t.msg_import_place(), |one, to| Cell::number(to.format.number(one.row.place)))
            .column("id", t.msg_import_id(), |one, _| Cell::text(&one.row.foreign_id))
            .column("source", t.msg_import_source(), |one, _| Cell::text(one.row.source.name()))
            .column("outcome", t.msg_import_outcome(), outcome)
            .column("code", t.msg_import_code(), |one, _| Cell::text(one.row.refusal.clone().unwrap_or_default()))
            .extra()
            .column("request", t.msg_request(), |one, _| match (&one.number, one.row.request_id) {
                (Some(number), Some(id)) => Cell::number_link(number, place(id)),
                _ => Cell::none(),
            })
            .column("at", t.msg_staff_at(), |one, to| Cell::time(&to.format, one.row.at))
            .sorts(ItemColumn::At)
    }
}

fn outcome(one: &ItemRow, to: &RowContext) -> Cell {
    let t = texts(to.lang());
    match &one.row.refusal {
        None => Cell::badge(&Badge::new(Tone::Good, t.msg_import_taken())),
        Some(code) => {
            let why = ItemRefused::said(code, to.lang()).unwrap_or_else(|| code.clone());
            Cell::badge(&Badge::new(Tone::Bad, t.msg_import_refused())).sub(why)
        }
    }
}

#[async_trait]
impl List for ImportItems {
    const NAME: &'static str = "imported";
    const AT: &'static str = "/staff/imports/items";
    const FILE: &'static str = "/staff/imports/items.csv";
    type Seen = (May<HistoryWrite>, ItemFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_import_items()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Box, t.msg_import_items_none(), t.msg_import_items_none_text())
    }

    async fn look(&self, cx: &Cx, filter: ItemFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<ItemColumn>,
        request: &PageRequest,
    ) -> Result<Paged<ItemRow>, Halt> {
        let (page, numbers) = items(cx, *filter, sorting, request).await?;
        Ok(page.map(|row| {
            let number = row.request_id.and_then(|id| numbers.get(&id).cloned());
            ItemRow { row, number }
        }))
    }
}
