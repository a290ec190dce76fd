//! `/staff/orders/{id}`: an order, its licenses and batches, and the form that issues codes under it (LIC-3).

use super::frame::{Section, SectionsPage, is_clerk, refused_notice};
use crate::actions::export_codes::{ExportRefusal, export_codes};
use crate::actions::issue::{Issue, MOST, issue};
use crate::lists::license_table;
use crate::model::license::{Kind, MOST_SEATS};
use crate::model::order::{AT_ONCE, Source};
use crate::queries::Sorting;
use crate::queries::catalog::{Names, in_sale};
use crate::queries::licenses::{LicenseColumn, LicenseFilter, licenses};
use crate::queries::orders::{self, OrderView};
use crate::tables::{issue_batch, product};
use crate::{CLERKS, LOOKERS, texts};
use axum::body::Body;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use gatehouse_core::{Lang, Moment, Stop};
use gatehouse_db::{Direction as Order, PageRequest, Seen};
use gatehouse_l10n::Format;
use gatehouse_web::download::Csv;
use gatehouse_web::list::RowContext;
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

/// Licenses shown on the order's page; the list shows the rest.
const SHOWN: u64 = 20;

pub(super) fn doors() -> Doors {
    let (issued, codes_of) =
        ("/staff/orders/{id}/batches/{batch}/progress", "/staff/orders/{id}/batches/{batch}/codes.csv");
    Doors::new()
        .staff(LOOKERS, |doors| doors.get("/staff/orders/{id}", show).get(issued, progress))
        .staff(CLERKS, |doors| doors.post("/staff/orders/{id}/issue", issue_codes).get(codes_of, codes))
}

/// The fields of the issue form, as typed.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(default)]
struct IssueForm {
    /// `product/edition`, so that no edition of another product can be chosen.
    sold: String,
    /// `product/term`.
    term: String,
    seats: String,
    kind: String,
    activate_by: String,
    quantity: String,
}

impl Default for IssueForm {
    fn default() -> Self {
        Self {
            sold: String::new(),
            term: String::new(),
            seats: "1".to_owned(),
            kind: "commercial".to_owned(),
            activate_by: String::new(),
            quantity: "1".to_owned(),
        }
    }
}

async fn show(staff: Staff, Ids([id]): Ids<1>, _asked: Asked) -> Result<Done, Halt> {
    let page = page(&staff, id, &IssueForm::default(), &FormErrors::new()).await?;
    staff.visit.show(&page)
}

async fn page(
    staff: &Staff,
    id: gatehouse_core::Uuid,
    typed: &IssueForm,
    errors: &FormErrors,
) -> Result<SectionsPage, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let view = Seen::<OrderView>::find(&visit.cx, id).await?.ok_or(Halt::NotFound)?;
    let asked = Seen::of(&visit.cx, LicenseFilter { order: Some(id), ..LicenseFilter::default() }).await?;
    let newest = Sorting { column: LicenseColumn::Created, direction: Order::Descending };
    let request = PageRequest { size: SHOWN, ..PageRequest::default() };
    let found = licenses(&visit.cx, &asked, newest, &request).await?;
    let all = format!("/staff/licenses?order={id}");
    let is_being_made = view.batches.iter().any(|batch| batch.state == "running");
    let none_yet = if is_being_made { t.msg_order_licenses_coming() } else { t.msg_order_no_licenses() };
    let context = RowContext { format: format.clone(), now: visit.cx.now() };
    let mut sections = vec![
        batches(&view, &found.names, lang, &format, is_clerk(staff)),
        Section::table(
            "licenses",
            t.msg_nav_licenses(),
            Some(Button::link(t.msg_licenses_all(), all).small()),
            license_table(found, &context),
            none_yet,
        ),
    ];
    if is_clerk(staff) {
        sections.insert(0, issue_section(staff, id, typed, errors).await?);
    }
    Ok(SectionsPage {
        page: visit.page(t.msg_order_title(&view.order.number)).refused(!errors.is_empty()),
        head: PageHead::new(t.msg_order_title(&view.order.number))
            .crumbs(lang, [(t.msg_nav_orders(), "/staff/orders")]),
        summary: ErrorSummary::new(lang, errors),
        notices: Vec::new(),
        facts: facts(&view, lang, &format),
        sections,
    })
}

fn facts(view: &OrderView, lang: Lang, format: &Format) -> KeyValues {
    let t = texts(lang);
    let order = &view.order;
    KeyValues::new()
        .row(t.msg_source(), Cell::text(Source::from_word(&order.source).map(|s| s.name(lang)).unwrap_or_default()))
        .row(t.msg_partner(), Cell::text(order.partner.clone().unwrap_or_default()))
        .row(t.msg_buyer_email(), Cell::text(gatehouse_address::shown(view.buyer_email.as_deref().unwrap_or_default())))
        .row(t.msg_created(), Cell::time(format, Moment(order.created_at)))
        .row(t.msg_note(), Cell::text(&view.note.0))
}

fn batches(view: &OrderView, names: &Names, lang: Lang, format: &Format, clerk: bool) -> Section {
    let t = texts(lang);
    let base = format!("/staff/orders/{}", view.order.id);
    let heads = [t.msg_batch(), t.msg_seats(), t.msg_codes_made(), t.msg_created()].map(Head::new);
    let mut table = Table::new(t.msg_batches(), heads.into_iter().chain([Head::actions(lang)]));
    for batch in &view.batches {
        let made = if batch.state == "running" {
            let text = made_text(batch, lang, format);
            let (done, total) = (batch.done.unsigned_abs(), batch.total.unsigned_abs());
            Cell::of(
                &Progress::new(t.msg_codes_made(), text, done, total)
                    .poll(format!("{base}/batches/{}/progress", batch.id)),
            )
        } else if batch.state == "failed" {
            Cell::badge(&Badge::new(Tone::Bad, t.msg_batch_failed())).sub(made_text(batch, lang, format))
        } else {
            Cell::number(format.number(batch.total))
        };
        let mut buttons = Vec::new();
        if batch.state == "running" {
            buttons.push(Button::link(t.msg_refresh(), base.clone()).icon(Icon::Refresh));
        }
        if batch.state == "done" && clerk {
            let file = format!("{base}/batches/{}/codes.csv", batch.id);
            buttons.push(Button::link(t.msg_download_csv(), file).icon(Icon::Download).download());
        }
        let name = format!("{} · {}", names.product(batch.product_id), names.edition(batch.edition_id));
        let kind = Kind::from_word(&batch.kind).filter(|k| *k != Kind::Commercial).map(|k| k.name(lang));
        let first = Cell::text(name);
        table.push([
            match kind {
                Some(kind) => first.sub(kind),
                None => first,
            },
            Cell::number(format.number(batch.seats)),
            made,
            Cell::time(format, Moment(batch.created_at)),
            Cell::actions(buttons),
        ]);
    }
    Section::table("batches", t.msg_batches(), None, table, t.msg_batches_none())
}

fn made_text(batch: &issue_batch::Model, lang: Lang, format: &Format) -> String {
    texts(lang).msg_codes_made_of(format.number(batch.done), format.number(batch.total))
}

async fn issue_section(
    staff: &Staff,
    id: gatehouse_core::Uuid,
    typed: &IssueForm,
    errors: &FormErrors,
) -> Result<Section, Halt> {
    let lang = staff.visit.lang();
    let t = texts(lang);
    let sold = in_sale(&staff.visit.cx).await?;
    let mut section =
        Section { id: "issue", title: t.msg_issue(), none: t.msg_issue_no_product(), ..Section::default() };
    let editions: Vec<Choice> =
        sold.iter().flat_map(|(p, editions, _)| editions.iter().map(move |e| choice(p, &e.code, &e.name))).collect();
    if editions.is_empty() {
        return Ok(section);
    }
    let terms = sold.iter().flat_map(|(p, _, terms)| terms.iter().map(move |term| choice(p, &term.code, &term.name)));
    let kinds = Kind::ALL.map(|k| Choice::new(k.word(), k.name(lang)));
    let format = staff.visit.format();
    section.action = format!("/staff/orders/{id}/issue");
    section.form = vec![
        Markup::of(
            &Select::new("sold", t.msg_product_and_edition(), editions)
                .first(t.msg_choose())
                .value(&typed.sold)
                .errors(errors),
        ),
        Markup::of(&Select::new("term", t.msg_term(), terms).first(t.msg_choose()).value(&typed.term).errors(errors)),
        Markup::of(&Select::new("kind", t.msg_kind(), kinds).value(&typed.kind).errors(errors)),
        Markup::of(&Field::number("seats", t.msg_seats(), 1, MOST_SEATS).value(&typed.seats).errors(errors)),
        Markup::of(
            &Field::number("quantity", t.msg_quantity(), 1, MOST)
                .hint(t.msg_quantity_hint(format.number(AT_ONCE), format.number(MOST)))
                .value(&typed.quantity)
                .errors(errors),
        ),
        Markup::of(
            &Field::date("activate_by", t.msg_activate_by())
                .hint(t.msg_activate_by_hint())
                .value(&typed.activate_by)
                .optional(lang)
                .errors(errors),
        ),
        Markup::of(&Button::submit(t.msg_issue_now()).primary().icon(Icon::Key)),
    ];
    Ok(section)
}

/// An edition or a term under its product's name, which its own label repeats: a closed list shows nothing else.
fn choice(product: &product::Model, code: &str, name: &str) -> Choice {
    Choice::new(format!("{}/{code}", product.code), format!("{} · {name}", product.name)).group(&product.name)
}

async fn issue_codes(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<IssueForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let (product, edition) = typed.sold.split_once('/').unwrap_or((&typed.sold, ""));
    let (of, term) = typed.term.split_once('/').unwrap_or(("", &typed.term));
    // A term of another product does not exist for this one, also when one of its own has the same code.
    let is_foreign = !of.is_empty() && !product.is_empty() && of != product;
    let term = if of == product { term } else { &typed.term };
    let input = Issue {
        order: id,
        product: product.to_owned(),
        edition: edition.to_owned(),
        term: term.to_owned(),
        seats: typed.seats.clone(),
        kind: typed.kind.clone(),
        activate_by: typed.activate_by.clone(),
        quantity: typed.quantity.clone(),
    };
    match issue(&visit.cx, &input).await {
        Ok(issued) => {
            let said = if issued.done {
                t.msg_issued_now(issued.total)
            } else {
                t.msg_issue_started(issued.total, visit.format().number(issued.total))
            };
            Ok(visit.go_saying(&format!("/staff/orders/{id}"), said))
        }
        Err(Stop::Refused(crate::actions::issue::IssueRefusal::UnknownOrder)) => Err(Halt::NotFound),
        Err(Stop::Refused(refusal)) => {
            let errors = at_form_fields(&FormErrors::of_refusal(&refusal, visit.lang()), is_foreign, visit.lang());
            visit.show_again(&page(&staff, id, &typed, &errors).await?)
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

/// The form asks product and edition in one field; of a term it can say whose it is.
fn at_form_fields(errors: &FormErrors, is_foreign: bool, lang: Lang) -> FormErrors {
    let mut out = FormErrors::new();
    for field in ["", "product", "edition", "term", "kind", "seats", "quantity", "activate_by"] {
        if let Some(text) = errors.of(field) {
            let at = if matches!(field, "product" | "edition") { "sold" } else { field };
            if at == "term" && is_foreign {
                out.add(at, texts(lang).msg_term_of_another_product());
            } else if at.is_empty() || out.of(at).is_none() {
                out.add(at, text);
            }
        }
    }
    out
}

async fn progress(staff: Staff, Ids([order, batch]): Ids<2>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let batch = orders::batch(&visit.cx, batch).await?.filter(|b| b.purchase_id == order).ok_or(Halt::NotFound)?;
    let body = serde_json::json!({
        "done": batch.done,
        "total": batch.total,
        "text": made_text(&batch, visit.lang(), &visit.format()),
        "finished": batch.state != "running",
    });
    Ok(Done::from(axum::Json(body).into_response()))
}

async fn codes(staff: Staff, Ids([order, batch]): Ids<2>) -> Result<Done, Halt> {
    staff.elevated()?;
    let visit = &staff.visit;
    orders::batch(&visit.cx, batch).await?.filter(|b| b.purchase_id == order).ok_or(Halt::NotFound)?;
    let file = match export_codes(&visit.cx, batch).await {
        Ok(file) => file,
        Err(Stop::Refused(refusal @ ExportRefusal::NotDone)) => {
            let mut page = page(&staff, order, &IssueForm::default(), &FormErrors::new()).await?;
            page.notices.push(refused_notice(&refusal, visit.lang()));
            return visit.show_as(StatusCode::CONFLICT, &page);
        }
        Err(stop) => return Err(stop.into()),
    };
    Ok(Done::from(Csv::answer(&file.name.clone(), Body::from_stream(file.stream(visit.cx.clone())))).secret())
}
