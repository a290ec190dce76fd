//! The products of the catalog (LIC-1): `/staff/catalog` and `/api/v1/products`.

use crate::queries::products::{ProductColumn, ProductFilter, products};
use crate::rights::{CatalogRead, may};
use crate::tables::product::Model;
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon, Tone};

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Products {
    /// Whether the reader may add products.
    pub may_add: bool,
}

impl Words for Products {
    type Filter = ProductFilter;
    type Sort = ProductColumn;
    type Row = Model;

    fn filters(&self, lang: Lang) -> FilterSet<ProductFilter> {
        let t = texts(lang);
        FilterSet::<ProductFilter>::new()
            .search("q", t.msg_product_search(), |filter, text| filter.text = text)
            .told("Name or code contains this")
            .flag("archived", t.msg_status(), t.msg_product_in_sale(), t.msg_product_show_all(), |filter| {
                filter.archived = true;
            })
            .told("also products that are not sold any more")
            .once("show", "all")
    }

    fn columns(&self, lang: Lang) -> Columns<Model, ProductColumn> {
        let t = texts(lang);
        Columns::<Model, ProductColumn>::sorted_by("name")
            .column("name", t.msg_product_name(), |row, _| Cell::link(&row.name, format!("{}/{}", Self::AT, row.id)))
            .sorts(ProductColumn::Name)
            .column("code", t.msg_code_word(), |row, _| Cell::text(&row.code))
            .column("lease_days", t.msg_lease_days(), |row, to| {
                Cell::number(to.format.number(row.lease_days)).value(row.lease_days.to_string())
            })
            .column("created", t.msg_created(), |row, to| Cell::date(&to.format, row.created_at))
            .sorts(ProductColumn::Created)
            .column("status", t.msg_status(), |row, to| {
                let t = texts(to.lang());
                Cell::badge(&match row.archived_at {
                    Some(_) => Badge::new(Tone::Neutral, t.msg_product_archived()),
                    None => Badge::new(Tone::Good, t.msg_product_in_sale()),
                })
            })
    }
}

#[async_trait]
impl List for Products {
    const NAME: &'static str = "products";
    const AT: &'static str = "/staff/catalog";
    const FILE: &'static str = "/staff/catalog.csv";
    type Seen = (May<CatalogRead>, ProductFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_nav_catalog()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        let empty = Empty::new(Icon::Box, t.msg_catalog_none(), t.msg_catalog_none_text());
        if self.may_add { empty.action(Button::link(t.msg_product_new(), "/staff/catalog/new")) } else { empty }
    }

    async fn look(&self, cx: &Cx, filter: ProductFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<ProductColumn>,
        request: &PageRequest,
    ) -> Result<Paged<Model>, Halt> {
        Ok(products(cx, filter, sorting, request).await?)
    }
}
