//! `/licenses`: the licenses of an account (LIC-6, LIC-17).

use super::cards::{MOST_CARDS, cards};
use super::{LIST, ends};
use crate::model::license::{Status, grouped};
use crate::model::search::like_a_code;
use crate::pages::words::status_badge;
use crate::queries::customer_licenses::{self, Filter, Item, Sort};
use crate::queries::home;
use crate::texts;
use gatehouse_core::{Lang, Moment};
use gatehouse_db::{ListKey, PageRequest, Paged};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{CardList, Listing, Sheet};
use gatehouse_web::query::{Asked, address, pager};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.form(LIST, list, search))
}

/// The word of a status that is none: active, and ends soon.
const ENDING: &str = "expiring";

/// The filters, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    q: String,
    product: String,
    status: String,
    sort: String,
    after: String,
    before: String,
}

impl Typed {
    fn filter(&self) -> Filter {
        Filter {
            search: self.q.trim().chars().filter(|c| !c.is_control()).take(300).collect(),
            product: self.product.chars().filter(|c| !c.is_control()).take(300).collect(),
            status: Status::from_word(&self.status),
            is_ending: self.status == ENDING,
            sort: Sort::from_word(&self.sort),
        }
    }
}

async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let [q, product, status, sort] = ["q", "product", "status", "sort"].map(|name| asked.get(name));
    let filter = Typed { q, product, status, sort, ..Typed::default() }.filter();
    if like_a_code(&filter.search) {
        // An address that was typed by hand: the form posts, and no link of the page carries a code.
        return Ok(customer.visit.go(&place(&filter)));
    }
    if !filter.is_narrow() && filter.sort == Sort::default() && asked.raw("after").or(asked.raw("before")).is_none() {
        let (visit, account) = (&customer.visit, customer.session.account);
        let (items, has_more) = home::first(&visit.cx, account, MOST_CARDS).await?;
        if !has_more && !items.is_empty() {
            return show_cards(&customer, &items).await;
        }
    }
    let request = PageRequest::parse(list_key(&customer, &filter), asked.raw("after"), asked.raw("before"), None);
    show(&customer, &filter, &request).await
}

/// The form is posted, because a code must not stand in a URL; anything else leads on to its address.
async fn search(customer: Customer, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let filter = typed.filter();
    if !like_a_code(&filter.search) {
        return Ok(customer.visit.go(&place(&filter)));
    }
    let list = list_key(&customer, &filter);
    show(&customer, &filter, &PageRequest::parse(list, Some(&typed.after), Some(&typed.before), None)).await
}

/// The list of this account under this filter.
fn list_key(customer: &Customer, filter: &Filter) -> ListKey {
    ListKey::new(&customer.visit.cx, format!("{} {}", customer.session.account, place(filter)))
}

/// A few licenses: nothing has to be searched or sorted.
async fn show_cards(customer: &Customer, items: &[Item]) -> Result<Done, Halt> {
    let (visit, t) = (&customer.visit, texts(customer.visit.lang()));
    let products = items.iter().map(|item| item.license.product_id);
    let with_downloads = home::with_downloads(&visit.cx, products).await?;
    let cards = cards(items, &with_downloads, &visit.format(), visit.cx.now());
    visit.show(
        &Sheet::new(visit, t.msg_customer_title(), head(visit.lang(), true))
            .with(&CardList::new(t.msg_home_products(), cards)),
    )
}

fn head(lang: Lang, with_add: bool) -> PageHead {
    let t = texts(lang);
    let head = PageHead::new(t.msg_customer_title()).lede(t.msg_customer_lede());
    if !with_add {
        return head;
    }
    head.action(Button::link(t.msg_customer_add(), "/licenses/add").icon(Icon::Plus).primary())
}

async fn show(customer: &Customer, filter: &Filter, request: &PageRequest) -> Result<Done, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let page = customer_licenses::page(&visit.cx, account, filter, request).await?;
    let posted = like_a_code(&filter.search);
    let is_whole = page.previous.is_none() && page.next.is_none();
    if let (true, [only]) = (posted && is_whole, page.items.as_slice()) {
        return Ok(visit.go(&format!("{LIST}/{}", only.license.id)));
    }
    let products = customer_licenses::products(&visit.cx, account).await?;
    let has_none = products.is_empty();
    let ending = customer_licenses::ending_soon(&visit.cx, account).await?;
    let notice = (ending > 0).then(|| {
        Notice::warn(t.msg_customer_ending_soon(ending))
            .action(t.msg_customer_ending_show(), format!("{LIST}?status={ENDING}"))
    });
    let head = head(lang, !has_none);
    let empty = if filter.is_narrow() && !has_none {
        Empty::new(Icon::Search, t.msg_customer_nothing_title(), t.msg_customer_nothing_text())
            .action(Button::link(t.msg_customer_reset(), LIST))
    } else {
        Empty::new(Icon::License, t.msg_customer_empty_title(), t.msg_customer_empty_text())
            .action(Button::link(t.msg_customer_add(), "/licenses/add").icon(Icon::Plus).primary())
    };
    let kept = kept(filter);
    let pairs = kept.each_ref().map(|(name, value)| (*name, value.as_str()));
    let pager = if posted {
        let fields = [("q".to_owned(), filter.search.clone())];
        let rest = pairs.iter().filter(|(name, _)| *name != "q").map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Pager::new(lang, page.items.len())
            .posting(LIST, fields.into_iter().chain(rest))
            .previous(page.previous.clone())
            .next(page.next.clone())
    } else {
        pager(lang, LIST, &pairs, &page)
    };
    let filters = (!has_none).then(|| filters(lang, filter, products));
    let table = table(&visit.format(), filter, &page, visit.cx.now());
    let listing = Listing { filters, table, empty, pager };
    visit.show(&Sheet::new(visit, t.msg_customer_title(), head).notices(notice).with(&listing))
}

/// What a link to the list says; never a code.
fn kept(filter: &Filter) -> [(&'static str, String); 4] {
    [
        ("q", if like_a_code(&filter.search) { String::new() } else { filter.search.clone() }),
        ("product", filter.product.clone()),
        ("status", status_word(filter).to_owned()),
        ("sort", if filter.sort == Sort::default() { String::new() } else { filter.sort.word().to_owned() }),
    ]
}

fn status_word(filter: &Filter) -> &'static str {
    if filter.is_ending { ENDING } else { filter.status.map_or("", Status::word) }
}

fn place(filter: &Filter) -> String {
    address(LIST, &kept(filter).each_ref().map(|(name, value)| (*name, value.as_str())))
}

fn filters(lang: Lang, filter: &Filter, products: Vec<(String, String)>) -> Filters {
    let t = texts(lang);
    let products = products.into_iter().map(|(code, name)| Choice::new(code, name));
    let statuses = Status::ALL.map(|status| Choice::new(status.word(), status.name(lang)));
    let statuses = statuses.into_iter().chain([Choice::new(ENDING, t.msg_status_expiring())]);
    let sorts = [
        Choice::new(Sort::EndsSoonest.word(), t.msg_customer_sort_ends()),
        Choice::new(Sort::EndsLatest.word(), t.msg_customer_sort_ends_latest()),
        Choice::new(Sort::Product.word(), t.msg_customer_sort_product()),
        Choice::new(Sort::Added.word(), t.msg_customer_sort_added()),
    ];
    Filters::new(lang, LIST)
        .posted()
        .search(
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
                .value(status_word(filter))
                .plain(),
        )
        .field(&Select::new("sort", t.msg_customer_sort(), sorts).value(filter.sort.word()).plain())
}

fn table(format: &Format, filter: &Filter, page: &Paged<Item>, now: Moment) -> Table {
    let (lang, t) = (format.lang(), texts(format.lang()));
    let sorted_by = |sort: Sort| place(&Filter { sort, ..filter.clone() });
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
            Cell::badge(&status_badge(license, now, lang)),
            Cell::of(&Seats::new(lang, whole(license.seats_used), whole(license.seats))),
            ends(format, license, now),
        ]);
    }
    table
}
