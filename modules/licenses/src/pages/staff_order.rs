//! `/staff/orders/{id}`: an order, its licenses and batches, and the form that issues codes under it (LIC-3).

mod seller;

use super::is_clerk;
use crate::actions::export_codes::{ExportRefusal, export_codes};
use crate::actions::issue::{Issue, Issued, MOST, issue};
use crate::lists::license_table;
use crate::model::license::{Kind, MOST_SEATS};
use crate::model::order::{AT_ONCE, BatchState};
use crate::queries::Sorting;
use crate::queries::licenses::{Found, LicenseColumn, LicenseFilter, licenses};
use crate::queries::orders::{self, OrderView};
use crate::tables::issue_batch;
use crate::{CLERKS, LOOKERS, texts};
use axum::body::Body;
use axum::response::IntoResponse as _;
use gatehouse_catalog::queries::products::{Names, in_sale};
use gatehouse_catalog::tables::product;
use gatehouse_context::Seen;
use gatehouse_core::{Lang, Refusal, Uuid};
use gatehouse_db::{Direction as Order, PageRequest};
use gatehouse_l10n::Format;
use gatehouse_web::download::Csv;
use gatehouse_web::frames::{Panel, PanelForm, Paragraph, Sheet};
use gatehouse_web::list::RowContext;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};

/// Licenses shown on the order's page; the list shows the rest.
const SHOWN: u64 = 20;

pub(super) fn doors() -> Doors {
    let (issued, codes_of) =
        ("/staff/orders/{id}/batches/{batch}/progress", "/staff/orders/{id}/batches/{batch}/codes.csv");
    Doors::new()
        .staff(LOOKERS, |doors| doors.get("/staff/orders/{id}", show).get(issued, progress))
        .staff(CLERKS, |doors| doors.post("/staff/orders/{id}/issue", issue_codes).get(codes_of, codes))
        .merge(seller::doors())
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

impl IssueForm {
    /// The parts of `sold` and `term`, whose products may differ.
    fn parts(&self) -> ((&str, &str), (&str, &str)) {
        (self.sold.split_once('/').unwrap_or((&self.sold, "")), self.term.split_once('/').unwrap_or(("", &self.term)))
    }

    /// Whether the term is one of another product.
    fn is_foreign(&self) -> bool {
        let ((product, _), (of, _)) = self.parts();
        !of.is_empty() && !product.is_empty() && of != product
    }

    fn input(&self, order: Uuid) -> Issue {
        let ((product, edition), (of, term)) = self.parts();
        Issue {
            order,
            product: product.to_owned(),
            edition: edition.to_owned(),
            // A term of another product does not exist for this one, also when one of its own has the same code.
            term: if of == product { term.to_owned() } else { self.term.clone() },
            seats: self.seats.clone(),
            kind: self.kind.clone(),
            activate_by: self.activate_by.clone(),
            quantity: self.quantity.clone(),
        }
    }
}

/// The address of an order's page.
fn place(id: Uuid) -> String {
    format!("/staff/orders/{id}")
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, id, &IssueForm::default(), &FormErrors::new(), None).await?)
}

async fn page(
    staff: &Staff,
    id: Uuid,
    typed: &IssueForm,
    errors: &FormErrors,
    refusal: Option<&dyn Refusal>,
) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let view = Seen::<OrderView>::find(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let found = issued_under(staff, id).await?;
    let title = t.msg_order_title(&view.order.number);
    let mut head = PageHead::new(&title).crumbs(lang, [(t.msg_nav_orders(), "/staff/orders")]);
    if is_clerk(staff) {
        head = head.action(Button::link(t.msg_order_seller_edit(), format!("{}/seller", place(id))).icon(Icon::Edit));
    }
    let mut sheet = Sheet::new(visit, title, head).errors(errors).refusal(refusal);
    sheet = sheet.with(&Panel::new("").with(&facts(&view, &format)));
    if is_clerk(staff) {
        sheet = sheet.with(&issue_panel(staff, id, typed, errors).await?);
    }
    Ok(sheet.with(&batches(&view, &found.names, &format, is_clerk(staff))).with(&licenses_panel(staff, &view, found)))
}

/// The newest licenses of the order.
async fn issued_under(staff: &Staff, order: Uuid) -> Result<Found, Halt> {
    let cx = &staff.visit.cx;
    let asked = Seen::of(&staff.may()?, LicenseFilter { order: Some(order), ..LicenseFilter::default() }).await?;
    let newest = Sorting { column: LicenseColumn::Created, direction: Order::Descending };
    Ok(licenses(cx, &asked, newest, &PageRequest { size: SHOWN, ..PageRequest::default() }).await?)
}

fn licenses_panel(staff: &Staff, view: &OrderView, found: Found) -> Panel {
    let t = texts(staff.visit.lang());
    let all = format!("/staff/licenses?order={}", view.order.id);
    let is_being_made = view.batches.iter().any(|batch| batch.state == BatchState::Running);
    let none_yet = if is_being_made { t.msg_order_licenses_coming() } else { t.msg_order_no_licenses() };
    let context = RowContext { format: staff.visit.format(), now: staff.visit.cx.now() };
    Panel::new(t.msg_nav_licenses())
        .id("licenses")
        .button(Some(Button::link(t.msg_licenses_all(), all).small()))
        .table_or(license_table(found, &context), none_yet)
}

fn facts(view: &OrderView, format: &Format) -> KeyValues {
    let (lang, t) = (format.lang(), texts(format.lang()));
    let order = &view.order;
    KeyValues::new()
        .row(t.msg_source(), Cell::text(order.source.name(lang)))
        .row(t.msg_seller(), seller_cell(view))
        .row(t.msg_partner(), Cell::text(order.partner.clone().unwrap_or_default()))
        .row(t.msg_buyer_email(), Cell::text(gatehouse_address::shown(view.buyer_email.as_deref().unwrap_or_default())))
        .row(t.msg_created(), Cell::time(format, order.created_at))
        .row(t.msg_note(), Cell::text(&view.note.0))
}

fn seller_cell(view: &OrderView) -> Cell {
    match &view.seller {
        Some(seller) => Cell::link(&seller.name, format!("/staff/sellers/{}", seller.id)),
        None => Cell::none(),
    }
}

fn batches(view: &OrderView, names: &Names, format: &Format, clerk: bool) -> Panel {
    let (lang, t) = (format.lang(), texts(format.lang()));
    let base = place(view.order.id);
    let heads = [t.msg_batch(), t.msg_seats(), t.msg_codes_made(), t.msg_created()].map(Head::new);
    let mut table = Table::new(t.msg_batches(), heads.into_iter().chain([Head::actions(lang)]));
    for batch in &view.batches {
        let name = format!("{} · {}", names.product(batch.product_id), names.edition(batch.edition_id));
        let first = Cell::text(name);
        table.push([
            match batch.kind {
                Kind::Commercial => first,
                kind => first.sub(kind.name(lang)),
            },
            Cell::number(format.number(batch.seats)),
            made(batch, &base, format),
            Cell::time(format, batch.created_at),
            Cell::actions(next_of_batch(batch, &base, lang, clerk)),
        ]);
    }
    Panel::new(t.msg_batches()).id("batches").table_or(table, t.msg_batches_none())
}

/// How many of its codes a batch has.
fn made(batch: &issue_batch::Model, base: &str, format: &Format) -> Cell {
    let t = texts(format.lang());
    match batch.state {
        BatchState::Running => {
            let (done, total) = (batch.done.unsigned_abs(), batch.total.unsigned_abs());
            let progress = Progress::new(t.msg_codes_made(), made_text(batch, format), done, total);
            Cell::of(&progress.poll(format!("{base}/batches/{}/progress", batch.id)))
        }
        BatchState::Failed => Cell::badge(&Badge::new(Tone::Bad, t.msg_batch_failed())).sub(made_text(batch, format)),
        BatchState::Done => Cell::number(format.number(batch.total)),
    }
}

/// What can be done with a batch.
fn next_of_batch(batch: &issue_batch::Model, base: &str, lang: Lang, clerk: bool) -> Option<Button> {
    let t = texts(lang);
    match batch.state {
        BatchState::Running => Some(Button::link(t.msg_refresh(), base).icon(Icon::Refresh)),
        BatchState::Done if clerk => {
            let file = format!("{base}/batches/{}/codes.csv", batch.id);
            Some(Button::link(t.msg_download_csv(), file).icon(Icon::Download).download())
        }
        BatchState::Done | BatchState::Failed => None,
    }
}

fn made_text(batch: &issue_batch::Model, format: &Format) -> String {
    texts(format.lang()).msg_codes_made_of(format.number(batch.done), format.number(batch.total))
}

async fn issue_panel(staff: &Staff, id: Uuid, typed: &IssueForm, errors: &FormErrors) -> Result<Markup, Halt> {
    let (lang, format) = (staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let sold = in_sale(&staff.visit.cx).await?;
    let editions: Vec<Choice> =
        sold.iter().flat_map(|(p, editions, _)| editions.iter().map(move |e| choice(p, &e.code, &e.name))).collect();
    if editions.is_empty() {
        let none = Paragraph::muted(t.msg_issue_no_product());
        return Ok(Markup::of(&Panel::new(t.msg_issue()).id("issue").with(&none)));
    }
    let terms = sold.iter().flat_map(|(p, _, terms)| terms.iter().map(move |term| choice(p, &term.code, &term.name)));
    let kinds = Kind::ALL.map(|k| Choice::new(k.word(), k.name(lang)));
    let sold = Select::new("sold", t.msg_product_and_edition(), editions).first(t.msg_choose()).value(&typed.sold);
    let quantity = Field::number("quantity", t.msg_quantity(), 1, MOST)
        .hint(t.msg_quantity_hint(format.number(AT_ONCE), format.number(MOST)))
        .value(&typed.quantity);
    let activate_by = Field::date("activate_by", t.msg_activate_by())
        .hint(t.msg_activate_by_hint())
        .value(&typed.activate_by)
        .optional(lang);
    let form = PanelForm::new(format!("{}/issue", place(id)))
        .titled("issue", t.msg_issue())
        .field(&sold.errors(errors))
        .field(&Select::new("term", t.msg_term(), terms).first(t.msg_choose()).value(&typed.term).errors(errors))
        .field(&Select::new("kind", t.msg_kind(), kinds).value(&typed.kind).errors(errors))
        .field(&Field::number("seats", t.msg_seats(), 1, MOST_SEATS).value(&typed.seats).errors(errors))
        .field(&quantity.errors(errors))
        .field(&activate_by.errors(errors))
        .button(Button::submit(t.msg_issue_now()).primary().icon(Icon::Key));
    Ok(Markup::of(&form))
}

/// An edition or a term under its product's name, which its own label repeats: a closed list shows nothing else.
fn choice(product: &product::Model, code: &str, name: &str) -> Choice {
    Choice::new(format!("{}/{code}", product.code), format!("{} · {name}", product.name)).group(&product.name)
}

async fn issue_codes(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<IssueForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let done = async |issued: Issued| {
        let said = if issued.done {
            t.msg_issued_now(issued.total)
        } else {
            t.msg_issue_started(issued.total, visit.format().number(issued.total))
        };
        Ok(visit.go_saying(&place(id), said))
    };
    // An order that does not exist has no page either: that answers 404 by itself.
    let again = async |errors| {
        let errors = at_form_fields(&errors, typed.is_foreign(), visit.lang());
        page(&staff, id, &typed, &errors, None).await
    };
    visit.answer(issue(&visit.cx, &typed.input(id)).await, done, again).await
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

async fn batch_of(staff: &Staff, order: Uuid, batch: Uuid) -> Result<issue_batch::Model, Halt> {
    orders::batch(&staff.may()?, batch).await?.filter(|b| b.purchase_id == order).ok_or(Halt::NotFound)
}

async fn progress(staff: Staff, Ids([order, batch]): Ids<2>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let batch = batch_of(&staff, order, batch).await?;
    let body = serde_json::json!({
        "done": batch.done,
        "total": batch.total,
        "text": made_text(&batch, &visit.format()),
        "finished": batch.state != BatchState::Running,
    });
    Ok(Done::from(axum::Json(body).into_response()))
}

async fn codes(staff: Staff, Ids([order, batch]): Ids<2>) -> Result<Done, Halt> {
    staff.elevated()?;
    let visit = &staff.visit;
    batch_of(&staff, order, batch).await?;
    match export_codes(&visit.cx, batch).await.unless_broken()? {
        Ok(file) => {
            let name = file.name.clone();
            Ok(Done::from(Csv::answer(&name, Body::from_stream(file.stream(visit.cx.clone())))).secret())
        }
        Err(refusal @ ExportRefusal::NotDone) => {
            let page = page(&staff, order, &IssueForm::default(), &FormErrors::new(), Some(&refusal)).await?;
            visit.show_refused(&refusal, &page)
        }
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
