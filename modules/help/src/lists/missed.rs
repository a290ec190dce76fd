//! What readers seek and do not find (ALL-10): `/staff/help/missed`.

use crate::queries::missed::{MissedColumn, MissedFilter, missed};
use crate::rights::{ArticlesRead, may};
use crate::tables::help_missed::Model;
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::query::address;
use gatehouse_web::view::{Cell, Empty, Icon};

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Missed;

impl Words for Missed {
    type Filter = MissedFilter;
    type Sort = MissedColumn;
    type Row = Model;

    fn filters(&self, lang: Lang) -> FilterSet<MissedFilter> {
        let t = texts(lang);
        let languages = Lang::ALL.map(|one| (one.tag(), one.name().to_owned()));
        FilterSet::<MissedFilter>::new().search("q", t.msg_missed_words(), |filter, text| filter.text = text).choice(
            "in",
            t.msg_language(),
            t.msg_any(),
            languages,
            |filter, word| filter.lang = Lang::from_tag(&word),
        )
    }

    fn columns(&self, lang: Lang) -> Columns<Model, MissedColumn> {
        let t = texts(lang);
        Columns::<Model, MissedColumn>::sorted_by("-times")
            .column("words", t.msg_missed_words(), |row, _| {
                // What is found by now, for the team too.
                let words = row.words.as_deref().unwrap_or_default();
                Cell::link(words, address("/staff/help", &[("q", words)]))
            })
            .column("lang", t.msg_language(), |row, _| {
                Cell::text(Lang::from_tag(&row.lang).map(Lang::name).unwrap_or_default()).value(&row.lang)
            })
            .column("times", t.msg_missed_times(), |row, to| Cell::number(to.format.number(row.times)))
            .sorts(MissedColumn::Times)
            .at_end()
            .column("last", t.msg_missed_last(), |row, to| Cell::time(&to.format, row.last_at))
            .sorts(MissedColumn::Last)
    }
}

#[async_trait]
impl List for Missed {
    const NAME: &'static str = "help_missed";
    const AT: &'static str = "/staff/help/missed";
    const FILE: &'static str = "/staff/help/missed.csv";
    type Seen = (May<ArticlesRead>, MissedFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_missed()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Good, t.msg_missed_none(), t.msg_missed_none_text())
    }

    async fn look(&self, cx: &Cx, filter: MissedFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<MissedColumn>,
        request: &PageRequest,
    ) -> Result<Paged<Model>, Halt> {
        Ok(missed(cx, filter, sorting, request).await?)
    }
}
