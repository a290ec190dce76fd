//! `/staff/orders/{id}`: an order, its licenses and batches, and the form that issues codes under it (LIC-3).

mod documents;
mod seller;

use super::is_clerk;
use super::issue_form::{IssueForm, Sale, started};
use crate::actions::export_codes::{ExportRefusal, export_codes};
use crate::actions::invite_buyer::{InviteRefusal, invite_buyer};
use crate::actions::issue::{Issued, issue};
use crate::lists::{license_table, payment_badge};
use crate::model::license::Kind;
use crate::model::money::Money;
use crate::model::order::BatchState;
use crate::queries::Sorting;
use crate::queries::licenses::{Found, LicenseColumn, LicenseFilter, licenses};
use crate::queries::orders::{self, OrderView};
use crate::tables::issue_batch;
use crate::{CLERKS, LOOKERS, texts};
use axum::body::Body;
use axum::response::IntoResponse as _;
use gatehouse_catalog::queries::offers;
use gatehouse_catalog::queries::products::{self, Names};
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
use std::collections::HashMap;

/// Licenses shown on the order's page; the list shows the rest.
const SHOWN: u64 = 20;

pub(super) fn doors() -> Doors {
    let (issued, codes_of) =
        ("/staff/orders/{id}/batches/{batch}/progress", "/staff/orders/{id}/batches/{batch}/codes.csv");
    Doors::new()
        .staff(LOOKERS, |doors| {
            let doors = doors.get("/staff/orders/{id}", show).get(issued, progress);
            doors.post("/staff/orders/{id}/invite", invite)
        })
        .staff(CLERKS, |doors| doors.post("/staff/orders/{id}/issue", issue_codes).get(codes_of, codes))
        .merge(documents::doors())
        .merge(seller::doors())
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
    if view.order.buyer_account.is_none() && view.buyer_email.is_some() {
        head = head.action(Button::post(t.msg_order_invite(), format!("{}/invite", place(id))).icon(Icon::Send));
    }
    let mut sheet = Sheet::new(visit, title, head).errors(errors).refusal(refusal);
    sheet = sheet.with(&Panel::new("").with(&facts(&view, &format)));
    if is_clerk(staff) {
        sheet = sheet.with(&issue_panel(staff, id, typed, errors).await?);
    }
    let sheet = sheet.with(&documents::panel(staff, id).await?);
    let named: Vec<Uuid> = view.batches.iter().filter_map(|batch| batch.offer_rev_id).collect();
    let offers = offers::codes_of(&visit.cx, &named).await?;
    let sold = view.batches.iter().map(|batch| (batch.product_id, batch.edition_id, batch.edition_rev));
    let names = products::names_of(&visit.cx, sold).await?;
    let lines = batches(&view, (&names, &offers), &format, is_clerk(staff));
    Ok(sheet.with(&lines).with(&licenses_panel(staff, &view, found)))
}

/// Mails the buyer the link to set a password.
async fn invite(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match invite_buyer(&visit.cx, id).await.unless_broken()? {
        Ok(_) => Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_order_invited())),
        Err(refusal @ InviteRefusal::UnknownOrder) => Err(Halt::refused(refusal)),
        Err(refusal) => {
            let page = page(&staff, id, &IssueForm::default(), &FormErrors::new(), Some(&refusal)).await?;
            visit.show_refused(&refusal, &page)
        }
    }
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
    let money = Money::stored(order.amount, order.currency.as_deref());
    let invoice = match &view.invoice {
        Some(url) => Cell::link(t.msg_purchase_invoice_open(), url.as_str()),
        None => Cell::none(),
    };
    let facts = KeyValues::new()
        .row(t.msg_source(), Cell::text(order.source.name(lang)))
        .row(t.msg_seller(), seller_cell(view));
    // The seller of an order is mostly its partner.
    let is_seller = |partner: &&str| view.seller.as_ref().is_some_and(|seller| seller.name == **partner);
    let facts = match order.partner.as_deref().filter(|partner| !is_seller(partner)) {
        Some(partner) => facts.row(t.msg_partner(), Cell::text(partner)),
        None => facts,
    };
    let facts = match &view.licensee {
        Some(licensee) => facts.row(t.msg_order_licensee(), Cell::text(&licensee.0)),
        None => facts,
    };
    facts
        .row(t.msg_buyer_email(), Cell::text(gatehouse_address::shown(view.buyer_email.as_deref().unwrap_or_default())))
        .row(t.msg_purchase_amount(), money.map_or_else(Cell::none, |money| Cell::text(money.shown(format))))
        .row(t.msg_purchase_payment(), Cell::badge(&payment_badge(order.payment, lang)))
        .row(t.msg_purchase_invoice(), invoice)
        .row(t.msg_created(), Cell::time(format, order.created_at))
        .row(t.msg_note(), Cell::text(&view.note.0))
}

fn seller_cell(view: &OrderView) -> Cell {
    match &view.seller {
        Some(seller) => Cell::link(&seller.name, format!("/staff/sellers/{}", seller.id)),
        None => Cell::none(),
    }
}

/// What was issued, each with the code of the offer that it was bought under.
fn batches(view: &OrderView, (names, offers): (&Names, &HashMap<Uuid, String>), format: &Format, clerk: bool) -> Panel {
    let (lang, t) = (format.lang(), texts(format.lang()));
    let base = place(view.order.id);
    let heads = [t.msg_batch(), t.msg_seats(), t.msg_codes_made(), t.msg_created()].map(Head::new);
    let mut table = Table::new(t.msg_batches(), heads.into_iter().chain([Head::actions(lang)]));
    for batch in &view.batches {
        let name =
            format!("{} · {}", names.product(batch.product_id), names.revision(batch.edition_id, batch.edition_rev));
        let kind = Some(batch.kind).filter(|kind| *kind != Kind::Commercial).map(|kind| kind.name(lang));
        let offer = batch.offer_rev_id.and_then(|rev| offers.get(&rev)).map(|code| t.msg_sold_under(code));
        let below: Vec<String> = kind.into_iter().chain(offer).collect();
        let first = Cell::text(name);
        table.push([
            if below.is_empty() { first } else { first.sub(below.join(" · ")) },
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
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let sale = Sale::read(&visit.cx).await?;
    if sale.is_empty() {
        let none = Paragraph::muted(t.msg_issue_no_product());
        return Ok(Markup::of(&Panel::new(t.msg_issue()).id("issue").with(&none)));
    }
    let form = PanelForm::new(format!("{}/issue", place(id)))
        .titled("issue", t.msg_issue())
        .fields(typed.fields(&sale, None, &visit.format(), errors))
        .button(Button::submit(t.msg_issue_now()).primary().icon(Icon::Key));
    Ok(Markup::of(&form))
}

async fn issue_codes(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<IssueForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let done = async |issued: Issued| {
        let said = if issued.done { t.msg_issued_now(issued.total) } else { started(&issued, &visit.format()) };
        Ok(visit.go_saying(&place(id), said))
    };
    // An order that does not exist has no page either: that answers 404 by itself.
    let again = async |errors| {
        let errors = typed.at_fields(errors, visit.lang());
        page(&staff, id, &typed, &errors, None).await
    };
    visit.answer(issue(&visit.cx, &typed.input(id)).await, done, again).await
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
