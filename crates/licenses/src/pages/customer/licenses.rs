//! `/licenses`: the licenses of an account (LIC-6, LIC-17).

use super::LIST;
use crate::model::license::{Status as LicenseStatus, grouped};
use crate::pages::frame::{Asked, ListPage, address, pager};
use crate::queries::customer_licenses::{self, Filter, Item, Sort};
use crate::texts;
use axum::Router;
use axum::routing::get;
use gatehouse_core::Moment;
use gatehouse_db::Paged;
use gatehouse_l10n::Format;
use gatehouse_web::view::*;
use gatehouse_web::{AppState, Customer, Done, Halt};

pub(super) fn routes() -> Router<AppState> {
    Router::new().route(LIST, get(list))
}

async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let filter = Filter {
        search: asked.get("q"),
        product: asked.get("product"),
        status: LicenseStatus::from_word(&asked.get("status")),
        sort: Sort::from_word(&asked.get("sort")),
    };
    let page = customer_licenses::page(&visit.cx, account, &filter, &asked.paging()).await?;
    let products = customer_licenses::products(&visit.cx, account).await?;
    let ending = customer_licenses::ending_soon(&visit.cx, account).await?;
    let kept = kept(&filter);
    let pairs: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let notice = (ending > 0).then(|| {
        Notice::warn(t.msg_customer_ending_soon(ending))
            .action(t.msg_customer_ending_show(), format!("{LIST}?status=active&sort=ends"))
    });
    let add = || Button::link(t.msg_customer_add(), "/licenses/add").icon(Icon::Plus).primary();
    let empty = if filter.is_narrow() {
        Empty::new(Icon::Search, t.msg_customer_nothing_title(), t.msg_customer_nothing_text())
            .action(Button::link(t.msg_customer_reset(), LIST))
    } else {
        Empty::new(Icon::License, t.msg_customer_empty_title(), t.msg_customer_empty_text())
            .action(Button::link(t.msg_customer_add(), "/licenses/add"))
    };
    visit.show(&ListPage {
        page: visit.page(t.msg_customer_title()),
        head: PageHead::new(t.msg_customer_title()).lede(t.msg_customer_lede()).action(add()),
        notice,
        filters: filters(lang, &filter, products),
        table: table(&visit.format(), &filter, &page),
        empty,
        pager: pager(lang, LIST, &pairs, &page),
    })
}

fn kept(filter: &Filter) -> [(&'static str, String); 4] {
    [
        ("q", filter.search.clone()),
        ("product", filter.product.clone()),
        ("status", filter.status.map_or("", LicenseStatus::word).to_owned()),
        ("sort", if filter.sort == Sort::default() { String::new() } else { filter.sort.word().to_owned() }),
    ]
}

fn filters(lang: gatehouse_core::Lang, filter: &Filter, products: Vec<(String, String)>) -> Filters {
    let t = texts(lang);
    let products = products.into_iter().map(|(code, name)| Choice::new(code, name));
    let statuses = LicenseStatus::ALL.map(|status| Choice::new(status.word(), status.name(lang)));
    let sorts = [
        Choice::new(Sort::EndsSoonest.word(), t.msg_customer_sort_ends()),
        Choice::new(Sort::EndsLatest.word(), t.msg_customer_sort_ends_latest()),
        Choice::new(Sort::Product.word(), t.msg_customer_sort_product()),
        Choice::new(Sort::Added.word(), t.msg_customer_sort_added()),
    ];
    Filters::new(lang, LIST)
        .field(
            &Field::search("q", t.msg_customer_search())
                .hint(t.msg_customer_search_hint())
                .value(filter.search.as_str()),
        )
        .field(
            &Select::new("product", t.msg_customer_product(), products)
                .first(t.msg_customer_any_product())
                .value(&filter.product)
                .plain(),
        )
        .field(
            &Select::new("status", t.msg_customer_status(), statuses)
                .first(t.msg_customer_any_status())
                .value(filter.status.map_or("", LicenseStatus::word))
                .plain(),
        )
        .field(&Select::new("sort", t.msg_customer_sort(), sorts).value(filter.sort.word()).plain())
}

fn table(format: &Format, filter: &Filter, page: &Paged<Item>) -> Table {
    let (lang, t) = (format.lang(), texts(format.lang()));
    let sorted_by = |sort: Sort| {
        let other = Filter { sort, ..filter.clone() };
        let kept = kept(&other);
        address(LIST, &kept.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    let by_product = (filter.sort == Sort::Product).then_some(Direction::Up);
    let (by_end, turned) = match filter.sort {
        Sort::EndsSoonest => (Some(Direction::Up), Sort::EndsLatest),
        Sort::EndsLatest => (Some(Direction::Down), Sort::EndsSoonest),
        Sort::Product | Sort::Added => (None, Sort::EndsSoonest),
    };
    let mut table = Table::new(
        t.msg_customer_title(),
        [
            Head::sort(t.msg_customer_product(), sorted_by(Sort::Product), by_product),
            Head::new(t.msg_customer_column_code()),
            Head::new(t.msg_customer_column_number()),
            Head::new(t.msg_customer_column_activated()),
            Head::new(t.msg_customer_status()),
            Head::new(t.msg_customer_column_seats()),
            Head::sort(t.msg_customer_column_ends(), sorted_by(turned), by_end),
        ],
    );
    for item in &page.items {
        let license = &item.license;
        let whole = |number: i64| u32::try_from(number).unwrap_or(0);
        table.push([
            Cell::link(item.product.as_str(), format!("{LIST}/{}", license.id)).sub(item.edition.as_str()),
            if item.masked_code.is_empty() {
                Cell::none()
            } else {
                Cell::of(&CopyCode::masked(lang, item.masked_code.as_str()))
            },
            Cell::number(grouped(&license.number)),
            license
                .first_activated_at
                .map_or_else(|| Cell::text(t.msg_customer_not_yet()), |at| Cell::date(format, Moment(at))),
            Cell::badge(&item.status.badge(lang)),
            Cell::of(&Seats::new(lang, whole(license.seats_used), whole(license.seats))),
            ends(format, item),
        ]);
    }
    table
}

fn ends(format: &Format, item: &Item) -> Cell {
    let t = texts(format.lang());
    match item.license.ends_at {
        Some(at) => Cell::date(format, Moment(at)),
        None if item.license.first_activated_at.is_none()
            && (item.license.months.is_some() || item.license.days.is_some()) =>
        {
            Cell::text(t.msg_customer_not_yet())
        }
        None => Cell::text(t.msg_customer_no_end()),
    }
}
