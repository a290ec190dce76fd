//! The sellers (LIC-35): `/staff/sellers` and `/api/v1/sellers`.

use crate::queries::sellers::{SellerColumn, SellerFilter, sellers};
use crate::rights::{OrdersRead, may};
use crate::tables::seller::Model;
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon, Tone};

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sellers {
    /// Whether the reader may add sellers.
    pub may_add: bool,
}

impl Words for Sellers {
    type Filter = SellerFilter;
    type Sort = SellerColumn;
    type Row = Model;

    fn filters(&self, lang: Lang) -> FilterSet<SellerFilter> {
        let t = texts(lang);
        FilterSet::<SellerFilter>::new()
            .search("q", t.msg_seller_search(), |filter, text| filter.text = text)
            .told("Name or code contains this")
            .flag("archived", t.msg_status(), t.msg_seller_sells(), t.msg_seller_show_all(), |filter| {
                filter.archived = true;
            })
            .told("also sellers that sell no more")
    }

    fn columns(&self, lang: Lang) -> Columns<Model, SellerColumn> {
        let t = texts(lang);
        Columns::<Model, SellerColumn>::sorted_by("name")
            .column("name", t.msg_seller_name(), |row, _| Cell::link(&row.name, format!("{}/{}", Self::AT, row.id)))
            .sorts(SellerColumn::Name)
            .column("kind", t.msg_kind(), |row, to| Cell::text(row.kind.name(to.lang())))
            .column("code", t.msg_seller_code(), |row, _| Cell::text(&row.code))
            .column("site", t.msg_seller_site(), |row, _| Cell::text(&row.site))
            .column("email", t.msg_seller_email(), |row, _| Cell::text(gatehouse_address::shown(&row.email)))
            .extra()
            .column("phone", t.msg_seller_phone(), |row, _| Cell::text(&row.phone))
            .extra()
            .column("created", t.msg_created(), |row, to| Cell::date(&to.format, row.created_at))
            .sorts(SellerColumn::Created)
            .column("status", t.msg_status(), |row, to| Cell::badge(&seller_badge(row, to.lang())))
    }
}

/// Whether a seller sells.
pub(crate) fn seller_badge(row: &Model, lang: Lang) -> Badge {
    let t = texts(lang);
    match row.archived_at {
        Some(_) => Badge::new(Tone::Neutral, t.msg_seller_archived()),
        None => Badge::new(Tone::Good, t.msg_seller_sells()),
    }
}

#[async_trait]
impl List for Sellers {
    const NAME: &'static str = "sellers";
    const AT: &'static str = "/staff/sellers";
    const FILE: &'static str = "/staff/sellers.csv";
    type Seen = (May<OrdersRead>, SellerFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_nav_sellers()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        let empty = Empty::new(Icon::Building, t.msg_sellers_none(), t.msg_sellers_none_text());
        if self.may_add { empty.action(Button::link(t.msg_seller_new(), "/staff/sellers/new")) } else { empty }
    }

    async fn look(&self, cx: &Cx, filter: SellerFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<SellerColumn>,
        request: &PageRequest,
    ) -> Result<Paged<Model>, Halt> {
        Ok(sellers(cx, filter, sorting, request).await?)
    }
}
