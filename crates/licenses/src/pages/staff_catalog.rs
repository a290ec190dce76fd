//! `/staff/catalog`: the products (LIC-1).

use super::is_clerk;
use crate::queries::Sorting;
use crate::queries::catalog::{PRODUCT_COLUMNS, ProductColumn, ProductFilter, products};
use crate::{LOOKERS, texts};
use gatehouse_core::Moment;
use gatehouse_db::Direction as Order;
use gatehouse_web::frames::{Listing, Sheet};
use gatehouse_web::query::{Asked, pager, sort_head};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};

const LIST: &str = "/staff/catalog";

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get(LIST, list))
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let filter = ProductFilter { text: asked.get("q"), archived: asked.get("show") == "all" };
    let show = if filter.archived { "all" } else { "" };
    let fallback = Sorting { column: ProductColumn::Name, direction: Order::Ascending };
    let sort = asked.get("sort");
    let sorting = Sorting::parse(&sort, &PRODUCT_COLUMNS, fallback);
    let kept = [("q", filter.text.as_str()), ("show", show)];
    let with_sort = [kept[0], kept[1], ("sort", sort.as_str())];
    let page = products(&staff.may()?, &filter, sorting, &asked.paging(&visit.cx, LIST, &with_sort)).await?;
    let shown = if sort.is_empty() { "name" } else { &sort };
    let mut table = Table::new(
        t.msg_nav_catalog(),
        [
            sort_head(LIST, &kept, t.msg_product_name(), "name", shown),
            Head::new(t.msg_code_word()),
            Head::new(t.msg_lease_days()),
            sort_head(LIST, &kept, t.msg_created(), "created", shown),
            Head::new(t.msg_status()),
        ],
    );
    for row in &page.items {
        let (tone, word) = match row.archived_at {
            Some(_) => (Tone::Neutral, t.msg_product_archived()),
            None => (Tone::Good, t.msg_product_in_sale()),
        };
        table.push([
            Cell::link(&row.name, format!("/staff/catalog/{}", row.id)),
            Cell::text(&row.code),
            Cell::number(format.number(row.lease_days)),
            Cell::date(&format, Moment(row.created_at)),
            Cell::badge(&Badge::new(tone, word)),
        ]);
    }
    let filters = Filters::new(lang, LIST)
        .search(&Field::search("q", t.msg_product_search()).value(&filter.text))
        .field(
            &Select::new("show", t.msg_status(), [Choice::new("all", t.msg_product_show_all())])
                .first(t.msg_product_in_sale())
                .value(show)
                .plain(),
        )
        .keep("sort", &sort);
    let mut head = PageHead::new(t.msg_nav_catalog()).lede(t.msg_catalog_lede());
    let mut empty = Empty::new(Icon::Box, t.msg_catalog_none(), t.msg_catalog_none_text());
    if is_clerk(&staff) {
        head = head.action(Button::link(t.msg_product_new(), "/staff/catalog/new").icon(Icon::Plus).primary());
        empty = empty.action(Button::link(t.msg_product_new(), "/staff/catalog/new"));
    }
    let listing = Listing { filters: Some(filters), table, empty, pager: pager(lang, LIST, &with_sort, &page) };
    visit.show(&Sheet::new(visit, t.msg_nav_catalog(), head).with(&listing))
}
