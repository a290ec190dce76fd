//! `/staff/licenses`: finding a license by its code, the code's last group, an address, its number or an account
//! (LIC-17). The search is posted: a code or an email address must not stand in a URL, which histories and logs keep.

use super::words::status_badge;
use crate::model::license::{Kind, NO_END, Status, grouped};
use crate::model::search::Search;
use crate::queries::Sorting;
use crate::queries::licenses::{Found, LICENSE_COLUMNS, LicenseColumn, LicenseFilter, licenses};
use crate::{LOOKERS, texts};
use gatehouse_core::{Lang, Moment, Uuid};
use gatehouse_db::{Direction as Order, ListKey, PageRequest, Seen};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Listing, Sheet};
use gatehouse_web::query::{Asked, address, pager, sort_head};
use gatehouse_web::view::{Seats, *};
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

const LIST: &str = "/staff/licenses";

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.form(LIST, list, search))
}

/// What is asked for, as typed or as an address says it.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(default)]
struct Wanted {
    q: String,
    status: String,
    product: String,
    account: String,
    order: String,
    sort: String,
    after: String,
    before: String,
}

impl Wanted {
    fn of(asked: &Asked) -> Self {
        let [q, status, product, account] = ["q", "status", "product", "account"].map(|name| asked.get(name));
        let [order, sort] = ["order", "sort"].map(|name| asked.get(name));
        Self { q, status, product, account, order, sort, ..Self::default() }
    }

    /// What a list's links and forms must not lose.
    fn kept(&self) -> [(&'static str, &str); 5] {
        [
            ("q", self.q.as_str()),
            ("status", &self.status),
            ("product", &self.product),
            ("account", &self.account),
            ("order", &self.order),
        ]
    }

    fn may_stand_in_address(&self) -> bool {
        Search::read(&self.q).may_stand_in_address()
    }

    fn sorted(&self) -> [(&'static str, &str); 6] {
        let [q, status, product, account, order] = self.kept();
        [q, status, product, account, order, ("sort", self.sort.as_str())]
    }

    fn address(&self) -> String {
        address(LIST, &self.sorted())
    }

    fn filter(&self) -> LicenseFilter {
        let id = |text: &str| if text.is_empty() { None } else { Some(Uuid::parse_str(text).unwrap_or(Uuid::nil())) };
        LicenseFilter {
            text: self.q.clone(),
            status: Status::from_word(&self.status),
            product: id(&self.product),
            account: id(&self.account),
            order: id(&self.order),
            batch: None,
        }
    }
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let wanted = Wanted::of(&asked);
    if !wanted.may_stand_in_address() {
        // An address that was typed or kept from elsewhere: the list's own links never carry such a search.
        return Ok(staff.visit.go(&Wanted { q: String::new(), ..wanted }.address()));
    }
    let request = asked.paging(&staff.visit.cx, LIST, &wanted.sorted());
    show(&staff, &wanted, &request).await
}

async fn search(staff: Staff, Posted(mut typed): Posted<Wanted>) -> Result<Done, Halt> {
    typed.q = typed.q.trim().chars().filter(|c| !c.is_control()).take(300).collect();
    if typed.may_stand_in_address() {
        return Ok(staff.visit.go(&typed.address()));
    }
    let list = ListKey::new(&staff.visit.cx, typed.address());
    show(&staff, &typed, &PageRequest::parse(list, Some(&typed.after), Some(&typed.before), None)).await
}

async fn show(staff: &Staff, wanted: &Wanted, request: &PageRequest) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let fallback = Sorting { column: LicenseColumn::Created, direction: Order::Descending };
    let sorting = Sorting::parse(&wanted.sort, &LICENSE_COLUMNS, fallback);
    let asked = Seen::of(&staff.may()?, wanted.filter()).await?;
    let found = licenses(&visit.cx, &asked, sorting, request).await?;
    let posted = !wanted.may_stand_in_address();
    let whole = found.page.previous.is_none() && found.page.next.is_none();
    if let (true, true, [only]) = (posted, whole, found.page.items.as_slice()) {
        return Ok(visit.go(&format!("{LIST}/{}", only.id)));
    }
    let kept = wanted.kept();
    let shown = if wanted.sort.is_empty() { "-created" } else { &wanted.sort };
    // A column's head is a link, which cannot carry what was posted: the hits then stand as they are.
    let heads = (!posted).then_some((kept.as_slice(), shown));
    let table = license_table(&found, lang, &format, visit.cx.now(), heads, true);
    let mut products: Vec<(String, String)> =
        found.names.products.iter().map(|(id, (_, name))| (name.clone(), id.to_string())).collect();
    products.sort();
    let products = products.into_iter().map(|(name, id)| Choice::new(id, name));
    let filters = Filters::new(lang, LIST)
        .posted()
        .field(&Field::search("q", t.msg_license_search()).hint(t.msg_license_search_hint()).value(&wanted.q))
        .field(
            &Select::new("status", t.msg_status(), Status::ALL.map(|s| Choice::new(s.word(), s.name(lang))))
                .first(t.msg_any())
                .value(&wanted.status)
                .plain(),
        )
        .field(&Select::new("product", t.msg_product(), products).first(t.msg_any()).value(&wanted.product).plain())
        .keep("account", &wanted.account)
        .keep("order", &wanted.order)
        .keep("sort", &wanted.sort);
    let nothing = if wanted.q.is_empty() { t.msg_licenses_none_text() } else { t.msg_licenses_not_found_text() };
    let sort = ("sort", wanted.sort.as_str());
    let pager = if posted {
        let fields = kept.iter().chain([&sort]).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Pager::new(lang, found.page.items.len())
            .posting(LIST, fields)
            .previous(found.page.previous.clone())
            .next(found.page.next.clone())
    } else {
        pager(lang, LIST, &wanted.sorted(), &found.page)
    };
    let empty = Empty::new(Icon::License, t.msg_licenses_none(), nothing);
    let head = PageHead::new(t.msg_nav_licenses()).lede(t.msg_licenses_lede());
    let page = Sheet::new(visit, t.msg_nav_licenses(), head)
        .notices(found.unreadable.then(|| Notice::warn(t.msg_license_search_unreadable()).spoken()))
        .with(&Listing { filters: Some(filters), table, empty, pager });
    let shown = visit.show(&page)?;
    // What was posted may be a code, which stands in the form again.
    Ok(if posted { shown.secret() } else { shown })
}

/// Licenses as a table; with filters and sorting its heads sort. An order's own page needs no column of orders.
pub(super) fn license_table(
    found: &Found,
    lang: Lang,
    format: &Format,
    now: Moment,
    sorting: Option<(&[(&str, &str)], &str)>,
    with_order: bool,
) -> Table {
    let t = texts(lang);
    let head = |label: String, word: &str| match sorting {
        Some((kept, sort)) => sort_head(LIST, kept, label, word, sort),
        None => Head::new(label),
    };
    let mut heads = vec![
        head(t.msg_license_number(), "number"),
        Head::new(t.msg_code_ending()),
        Head::new(t.msg_product()),
        Head::new(t.msg_status()),
        Head::new(t.msg_seats()),
        head(t.msg_ends(), "ends"),
        head(t.msg_issued_at(), "created"),
    ];
    if with_order {
        heads.insert(2, Head::new(t.msg_order()));
    }
    let mut table = Table::new(t.msg_nav_licenses(), heads);
    for row in &found.page.items {
        let kind = Kind::from_word(&row.kind).filter(|k| *k != Kind::Commercial).map(|k| k.name(lang));
        let number = Cell::number_link(grouped(&row.number), format!("{LIST}/{}", row.id));
        let details = found.details.get(&row.id).cloned().unwrap_or_default();
        let (used, seats) = (u32::try_from(row.seats_used).unwrap_or(0), u32::try_from(row.seats).unwrap_or(u32::MAX));
        let mut cells = vec![
            match kind {
                Some(kind) => number.sub(kind),
                None => number,
            },
            if details.last_group.is_empty() {
                Cell::none()
            } else {
                Cell::number(format!("…{}", details.last_group))
            },
            Cell::text(found.names.product(row.product_id)).sub(found.names.edition(row.edition_id)),
            Cell::badge(&status_badge(row, now, lang)),
            Cell::of(&Seats::new(lang, used, seats)),
            if row.ends_order == NO_END { Cell::none() } else { Cell::date(format, Moment(row.ends_order)) },
            Cell::date(format, Moment(row.created_at)),
        ];
        if with_order {
            cells.insert(2, Cell::number_link(details.order, format!("/staff/orders/{}", row.purchase_id)));
        }
        table.push(cells);
    }
    table
}
