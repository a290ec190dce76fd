//! `/staff/orders`: the orders, and the form of a new one (LIC-3).

use super::is_clerk;
use crate::actions::create_order::{CreateOrder, create_order};
use crate::model::input::Reader;
use crate::model::order::Source;
use crate::queries::Sorting;
use crate::queries::orders::{ORDER_COLUMNS, OrderColumn, OrderFilter, orders};
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_core::{Lang, Moment, Stop};
use gatehouse_db::Direction as Order;
use gatehouse_web::frames::{Listing, PanelForm, Sheet};
use gatehouse_web::query::{Asked, pager, sort_head};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

const LIST: &str = "/staff/orders";

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get(LIST, list))
        .staff(CLERKS, |doors| doors.form("/staff/orders/new", blank, create))
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let (number, source, partner) = (asked.get("number"), asked.get("source"), asked.get("partner"));
    let (from, until, sort) = (asked.get("from"), asked.get("until"), asked.get("sort"));
    let mut reader = Reader::default();
    let filter = OrderFilter {
        number: number.clone(),
        source: source.clone(),
        partner: partner.clone(),
        from: reader.start_of_day("from", &from, &visit.cx.zone),
        until: reader.end_of_day("until", &until, &visit.cx.zone),
    };
    let mut errors = FormErrors::new();
    if let Err(invalid) = reader.finish(()) {
        errors = FormErrors::of_refusal(&invalid, lang);
    }
    let fallback = Sorting { column: OrderColumn::Created, direction: Order::Descending };
    let sorting = Sorting::parse(&sort, &ORDER_COLUMNS, fallback);
    let kept =
        [("number", number.as_str()), ("source", &source), ("partner", &partner), ("from", &from), ("until", &until)];
    let mut with_sort = kept.to_vec();
    with_sort.push(("sort", &sort));
    let page = orders(&staff.may()?, &filter, sorting, &asked.paging(&visit.cx, LIST, &with_sort)).await?;
    let shown = if sort.is_empty() { "-created" } else { &sort };
    let mut table = Table::new(
        t.msg_nav_orders(),
        [
            sort_head(LIST, &kept, t.msg_order_number(), "number", shown),
            Head::new(t.msg_source()),
            Head::new(t.msg_partner()),
            sort_head(LIST, &kept, t.msg_created(), "created", shown),
        ],
    );
    for row in &page.items {
        table.push([
            Cell::number_link(&row.number, format!("{LIST}/{}", row.id)),
            Cell::text(Source::from_word(&row.source).map(|s| s.name(lang)).unwrap_or_default()),
            Cell::text(row.partner.clone().unwrap_or_default()),
            Cell::time(&format, Moment(row.created_at)),
        ]);
    }
    let sources = Source::ALL.map(|s| Choice::new(s.word(), s.name(lang)));
    let filters = Filters::new(lang, LIST)
        .search(&Field::search("number", t.msg_order_number()).value(&number))
        .field(&Select::new("source", t.msg_source(), sources).first(t.msg_any()).value(&source).plain())
        .field(&Field::text("partner", t.msg_partner()).value(&partner).plain())
        .field(&Field::date("from", t.msg_from_day()).value(&from).errors(&errors).plain())
        .field(&Field::date("until", t.msg_until_day()).value(&until).errors(&errors).plain())
        .keep("sort", &sort);
    let mut head = PageHead::new(t.msg_nav_orders()).lede(t.msg_orders_lede());
    let mut empty = Empty::new(Icon::Order, t.msg_orders_none(), t.msg_orders_none_text());
    if is_clerk(&staff) {
        head = head.action(Button::link(t.msg_order_new(), "/staff/orders/new").icon(Icon::Plus).primary());
        empty = empty.action(Button::link(t.msg_order_new(), "/staff/orders/new"));
    }
    let listing = Listing { filters: Some(filters), table, empty, pager: pager(lang, LIST, &with_sort, &page) };
    visit.show(&Sheet::new(visit, t.msg_nav_orders(), head).with(&listing))
}

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct OrderForm {
    number: String,
    source: String,
    partner: String,
    buyer_email: String,
    buyer_lang: String,
    note: String,
}

fn form(staff: &Staff, typed: &OrderForm, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let sources = Source::ALL.map(|s| Choice::new(s.word(), s.name(lang)));
    let langs = Lang::ALL.map(|l| Choice::new(l.tag(), l.name()));
    let email = Field::text("buyer_email", t.msg_buyer_email()).hint(t.msg_buyer_email_hint()).autocomplete("off");
    let form = PanelForm::new("")
        .alone()
        .fields([
            Markup::of(
                &Field::text("number", t.msg_order_number())
                    .hint(t.msg_order_number_hint())
                    .value(&typed.number)
                    .max_length(64)
                    .optional(lang)
                    .errors(errors),
            ),
            Markup::of(&Choices::one("source", t.msg_source(), sources).values(&[&typed.source]).errors(errors)),
            Markup::of(
                &Field::text("partner", t.msg_partner())
                    .hint(t.msg_partner_hint())
                    .value(&typed.partner)
                    .optional(lang)
                    .errors(errors),
            ),
            Markup::of(&email.value(&typed.buyer_email).optional(lang).errors(errors)),
            Markup::of(&Select::new("buyer_lang", t.msg_buyer_lang(), langs).value(&typed.buyer_lang).errors(errors)),
            Markup::of(&TextArea::new("note", t.msg_note()).value(&typed.note).optional(lang).errors(errors)),
        ])
        .button(Button::submit(t.msg_order_create()).primary())
        .button(Button::link(t.msg_cancel(), LIST));
    let head = PageHead::new(t.msg_order_new()).crumbs(lang, [(t.msg_nav_orders(), LIST)]);
    Sheet::new(visit, t.msg_order_new(), head).narrow().errors(errors).with(&form)
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    let typed = OrderForm { source: "staff".to_owned(), ..OrderForm::default() };
    staff.visit.show(&form(&staff, &typed, &FormErrors::new()))
}

async fn create(staff: Staff, Posted(typed): Posted<OrderForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let input = CreateOrder {
        number: typed.number.clone(),
        source: typed.source.clone(),
        partner: typed.partner.clone(),
        buyer_email: typed.buyer_email.clone(),
        buyer_lang: typed.buyer_lang.clone(),
        note: typed.note.clone(),
    };
    match create_order(&visit.cx, &input).await {
        Ok(id) => Ok(visit.go_saying(&format!("{LIST}/{id}"), texts(visit.lang()).msg_order_created())),
        Err(Stop::Refused(refusal)) => {
            visit.show_again(&form(&staff, &typed, &FormErrors::of_refusal(&refusal, visit.lang())))
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}
