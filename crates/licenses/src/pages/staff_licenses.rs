//! `/staff/licenses`: finding a license by its code, the code's last group, an address, its number or an account
//! (LIC-17).

use super::frame::{Asked, ListPage, pager, sort_head};
use crate::model::license::{Kind, NO_END, Status, grouped, status};
use crate::queries::Sorting;
use crate::queries::licenses::{Found, LICENSE_COLUMNS, LicenseColumn, LicenseFilter, licenses};
use crate::texts;
use axum::Router;
use axum::routing::get;
use gatehouse_core::{Lang, Moment, Uuid};
use gatehouse_db::Direction as Order;
use gatehouse_l10n::Format;
use gatehouse_web::view::{Seats, *};
use gatehouse_web::{AppState, Done, Halt, Staff};

const LIST: &str = "/staff/licenses";

pub(super) fn routes() -> Router<AppState> {
    Router::new().route(LIST, get(list))
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    staff.only(crate::LOOKERS)?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let (q, state, product) = (asked.get("q"), asked.get("status"), asked.get("product"));
    let (account, order, sort) = (asked.get("account"), asked.get("order"), asked.get("sort"));
    let id = |text: &str| if text.is_empty() { None } else { Some(Uuid::parse_str(text).unwrap_or(Uuid::nil())) };
    let filter = LicenseFilter {
        text: q.clone(),
        status: Status::from_word(&state),
        product: id(&product),
        account: id(&account),
        order: id(&order),
        batch: None,
    };
    let fallback = Sorting { column: LicenseColumn::Created, direction: Order::Descending };
    let sorting = Sorting::parse(&sort, &LICENSE_COLUMNS, fallback);
    let found = licenses(&visit.cx, &filter, sorting, &asked.paging()).await?;
    // A whole code names one license, and must not stand in an address that a history or a log keeps: the page leads
    // on to the license, and its own links carry only the last group.
    let search = kept_search(&q);
    if let (true, [only]) = (search != q, found.page.items.as_slice()) {
        return Ok(visit.go(&format!("{LIST}/{}", only.id)));
    }
    let kept =
        [("q", search.as_str()), ("status", &state), ("product", &product), ("account", &account), ("order", &order)];
    let shown = if sort.is_empty() { "-created" } else { &sort };
    let table = license_table(&found, lang, &format, visit.cx.now(), Some((&kept, shown)));
    let mut products: Vec<(String, String)> =
        found.names.products.iter().map(|(id, (_, name))| (name.clone(), id.to_string())).collect();
    products.sort();
    let products = products.into_iter().map(|(name, id)| Choice::new(id, name));
    let filters = Filters::new(lang, LIST)
        .field(&Field::search("q", t.msg_license_search()).hint(t.msg_license_search_hint()).value(&search))
        .field(
            &Select::new("status", t.msg_status(), Status::ALL.map(|s| Choice::new(s.word(), s.name(lang))))
                .first(t.msg_any())
                .value(&state)
                .plain(),
        )
        .field(&Select::new("product", t.msg_product(), products).first(t.msg_any()).value(&product).plain())
        .keep("account", &account)
        .keep("order", &order)
        .keep("sort", &sort);
    let nothing = if q.is_empty() { t.msg_licenses_none_text() } else { t.msg_licenses_not_found_text() };
    let mut with_sort = kept.to_vec();
    with_sort.push(("sort", &sort));
    visit.show(&ListPage {
        page: visit.page(t.msg_nav_licenses()),
        head: PageHead::new(t.msg_nav_licenses()).lede(t.msg_licenses_lede()),
        notice: found.unreadable.then(|| Notice::warn(t.msg_license_search_unreadable()).spoken()),
        filters,
        table,
        empty: Empty::new(Icon::License, t.msg_licenses_none(), nothing),
        pager: pager(lang, LIST, &with_sort, &found.page),
    })
}

fn kept_search(q: &str) -> String {
    match crate::queries::licenses::Search::read(q) {
        crate::queries::licenses::Search::Code(code) => code.last_group().to_owned(),
        _ => q.to_owned(),
    }
}

/// Licenses as a table; with filters and sorting its heads sort.
pub(super) fn license_table(
    found: &Found,
    lang: Lang,
    format: &Format,
    now: Moment,
    sorting: Option<(&[(&str, &str)], &str)>,
) -> Table {
    let t = texts(lang);
    let head = |label: String, word: &str| match sorting {
        Some((kept, sort)) => sort_head(LIST, kept, label, word, sort),
        None => Head::new(label),
    };
    let heads = [
        head(t.msg_license_number(), "number"),
        Head::new(t.msg_product()),
        Head::new(t.msg_status()),
        Head::new(t.msg_seats()),
        head(t.msg_ends(), "ends"),
        head(t.msg_issued_at(), "created"),
    ];
    let mut table = Table::new(t.msg_nav_licenses(), heads);
    for row in &found.page.items {
        let kind = Kind::from_word(&row.kind).filter(|k| *k != Kind::Commercial).map(|k| k.name(lang));
        let number = Cell::link(grouped(&row.number), format!("{LIST}/{}", row.id));
        let (used, seats) = (u32::try_from(row.seats_used).unwrap_or(0), u32::try_from(row.seats).unwrap_or(u32::MAX));
        table.push([
            match kind {
                Some(kind) => number.sub(kind),
                None => number,
            },
            Cell::text(found.names.product(row.product_id)).sub(found.names.edition(row.edition_id)),
            Cell::badge(&status(row, now).badge(lang)),
            Cell::of(&Seats::new(lang, used, seats)),
            if row.ends_order == NO_END { Cell::none() } else { Cell::date(format, Moment(row.ends_order)) },
            Cell::date(format, Moment(row.created_at)),
        ]);
    }
    table
}
