//! `/staff/orders/{id}/documents`: the closing documents of an order (LIC-26).

use super::super::is_clerk;
use super::place;
use crate::actions::add_document::{AddDocument, add_document};
use crate::actions::download_document::download_document;
use crate::actions::remove_document::remove_document;
use crate::lists::document_cells;
use crate::model::document::{DocumentKind, MOST_BYTES, NUMBER};
use crate::queries::documents::documents;
use crate::queries::orders::OrderView;
use crate::{CLERKS, LOOKERS, texts};
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use axum::http::HeaderMap;
use gatehouse_context::Seen;
use gatehouse_core::{Lang, Uuid};
use gatehouse_files::{Cached, download};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Filled, Halt, Staff, UnlessBroken as _};

/// What stands around a file in a form.
const AROUND: usize = 16 << 10;
const NEW: &str = "/staff/orders/{id}/documents/new";

pub(super) fn doors() -> Doors {
    let add = add.layer(DefaultBodyLimit::max(MOST_BYTES + AROUND));
    Doors::new()
        .staff(LOOKERS, |doors| doors.get("/staff/orders/{id}/documents/{document}", file))
        .staff(CLERKS, |doors| {
            doors.get(NEW, ask).post(NEW, add).post("/staff/orders/{id}/documents/{document}/remove", remove)
        })
}

/// On the page of an order.
pub(super) async fn panel(staff: &Staff, order: Uuid) -> Result<Panel, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format, here) = (texts(lang), visit.format(), format!("{}/documents", place(order)));
    let found = documents(&staff.may()?, order).await?.unwrap_or_default();
    let heads = [t.msg_document_kind(), t.msg_document_number(), t.msg_document_date()].map(Head::new);
    let mut table = Table::new(t.msg_documents(), heads.into_iter().chain([Head::actions(lang)]));
    for document in &found {
        let file = format!("{here}/{}", document.id);
        let remove = Button::post(t.msg_document_remove(), format!("{file}/remove")).icon(Icon::Trash).quiet();
        let get = Button::link(t.msg_document_download(), file).icon(Icon::Download).download();
        let remove = Some(remove.about(document.number.as_str())).filter(|_| is_clerk(staff));
        let buttons = std::iter::once(get.about(document.number.as_str())).chain(remove);
        table.push(document_cells(document, &format).into_iter().chain([Cell::actions(buttons)]));
    }
    let add = Button::link(t.msg_document_add(), format!("{here}/new")).icon(Icon::Upload).small();
    let panel = Panel::new(t.msg_documents()).id("documents").button(Some(add).filter(|_| is_clerk(staff)));
    Ok(panel.table_or(table, t.msg_documents_none_staff()))
}

async fn ask(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let new = AddDocument { id: Some(staff.visit.cx.id()), ..AddDocument::default() };
    staff.visit.show(&page(&staff, id, &new, &FormErrors::new()).await?)
}

async fn page(staff: &Staff, order: Uuid, typed: &AddDocument, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let view = Seen::<OrderView>::find(&staff.may()?, order).await?.ok_or(Halt::NotFound)?;
    let kinds = DocumentKind::ALL.map(|kind| Choice::new(kind.word(), kind.name(lang)));
    let kind = Select::new("kind", t.msg_document_kind(), kinds).value(&typed.kind).errors(errors);
    // The buyer's language is the likely one.
    let likely = view.order.buyer_lang.clone().unwrap_or_else(|| lang.tag().to_owned());
    let language = if typed.language.is_empty() { likely } else { typed.language.clone() };
    let language = Select::languages("language", t.msg_document_language(), &Lang::ALL).value(&language);
    let file = FileField::new("file", t.msg_document_file()).hint(t.msg_document_file_hint());
    let form = PanelForm::new("")
        .alone()
        .with_file()
        .field(&Field::hidden("id", typed.id.unwrap_or_else(|| visit.cx.id()).to_string()))
        .field(&kind)
        .field(
            &Field::text("number", t.msg_document_number())
                .max_length(NUMBER as u32)
                .value(&typed.number)
                .errors(errors),
        )
        .field(&Field::date("date", t.msg_document_date()).value(&typed.date).errors(errors))
        .field(&language.errors(errors))
        .field(&file.accept(".pdf,.png,.jpg,.jpeg").errors(errors))
        .button(Button::submit(t.msg_document_add()).primary().icon(Icon::Upload))
        .button(Button::link(t.msg_cancel(), place(order)));
    let above = [(t.msg_nav_orders(), "/staff/orders".to_owned()), (view.order.number.clone(), place(order))];
    let head = PageHead::new(t.msg_document_add()).crumbs(lang, above).lede(t.msg_document_add_lede());
    Ok(Sheet::new(visit, t.msg_document_add(), head).narrow().errors(errors).with(&form))
}

async fn add(staff: Staff, Ids([order]): Ids<1>, form: Filled) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let text = |name: &str| form.field(name).to_owned();
    let input = AddDocument {
        order,
        id: Uuid::parse_str(form.field("id")).ok(),
        kind: text("kind"),
        number: text("number"),
        date: text("date"),
        language: text("language"),
        name: form.name.clone(),
        file: form.file.clone(),
    };
    let done = async |_| Ok(visit.go_saying(&place(order), texts(visit.lang()).msg_document_added()));
    let again = async |errors| page(&staff, order, &input, &errors).await;
    visit.answer(add_document(&visit.cx, &input).await, done, again).await
}

async fn file(staff: Staff, Ids([order, document]): Ids<2>, headers: HeaderMap) -> Result<Done, Halt> {
    let cx = &staff.visit.cx;
    let file = download_document(cx, order, document).await.unless_broken()?.map_err(Halt::refused)?;
    Ok(Done::from(download(cx, &file, &headers, Cached::Never).await?))
}

async fn remove(staff: Staff, Ids([order, document]): Ids<2>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    remove_document(&visit.cx, order, document).await.unless_broken()?.map_err(Halt::refused)?;
    Ok(visit.go_saying(&place(order), texts(visit.lang()).msg_document_removed()))
}
