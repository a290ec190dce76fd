//! A list whose pieces lead to places that cannot be read.

use super::numbers::{By, Filter, Numbers, Row};
use gatehouse_context::Cx;
use gatehouse_core::{Lang, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::Empty;

/// The same numbers, with places in the list that cannot be read.
pub struct Lost;

impl Words for Lost {
    type Filter = Filter;
    type Sort = By;
    type Row = Row;

    fn filters(&self, lang: Lang) -> FilterSet<Filter> {
        Numbers.filters(lang)
    }

    fn columns(&self, lang: Lang) -> Columns<Row, By> {
        Numbers.columns(lang)
    }
}

#[async_trait]
impl List for Lost {
    const NAME: &'static str = "lost";
    const AT: &'static str = "/lost";
    const FILE: &'static str = "/lost.csv";
    type Seen = Filter;

    fn title(&self, lang: Lang) -> String {
        Numbers.title(lang)
    }

    fn empty(&self, lang: Lang) -> Empty {
        Numbers.empty(lang)
    }

    async fn look(&self, cx: &Cx, filter: Filter) -> Result<Filter, Halt> {
        Numbers.look(cx, filter).await
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &Filter,
        sorting: Sorting<By>,
        request: &PageRequest,
    ) -> Result<Paged<Row>, Halt> {
        let page = Numbers.read(cx, filter, sorting, request).await?;
        Ok(Paged { next: page.next.map(|_| "nonsense".to_owned()), ..page })
    }
}
