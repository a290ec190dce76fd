//! `/licenses/{license}/key-files`: the key files of a license (LIC-11, LIC-12, LIC-32): which there are, one of them once more, one for a
//! further device, and the answer to a device that is never online.
//!
//! A key file activates as a code does, so what hands one out asks for a fresh proof first.

use super::{LIST, license_head, product_name};
use crate::actions::key_files::answer::{Proof, answer_request};
use crate::actions::key_files::fetch::{fetch_key_file, make_key_file};
use crate::actions::key_files::give_back::give_back;
use crate::lists::{key_file_status, key_files_cell};
use crate::pages::carried_file::{CarriedFile, MOST_BYTES};
use crate::pages::saved;
use crate::queries::key_files::FileSet;
use crate::queries::{customer_license, key_files};
use crate::texts;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use gatehouse_core::{Refusal, Uuid};
use gatehouse_formats::Receipt;
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, PanelForm, Paragraph, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        doors
            .get("/licenses/{license}/key-files", show)
            .post("/licenses/{license}/key-files/make", make)
            .post("/licenses/{license}/key-files/{file}/get", get)
            .post("/licenses/{license}/key-files/answer", answer.layer(DefaultBodyLimit::max(MOST_BYTES)))
    })
}

fn place(license: Uuid) -> String {
    format!("{LIST}/{license}/key-files")
}

/// The way there, on the license's page.
pub(super) fn panel(license: Uuid, lang: gatehouse_core::Lang) -> Panel {
    let t = texts(lang);
    Panel::new(t.msg_key_files_title())
        .id("key-files")
        .text(t.msg_key_files_short())
        .with(&Button::link(t.msg_key_files_open(), place(license)))
}

async fn show(customer: Customer, Ids([license]): Ids<1>) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer, license, None).await?)
}

async fn page(customer: &Customer, license: Uuid, refusal: Option<&dyn Refusal>) -> Result<Sheet, Halt> {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let (t, here) = (texts(lang), place(license));
    customer_license::held(&visit.cx, customer.session.account, license).await?.ok_or(Halt::NotFound)?;
    let product = product_name(customer, license).await?;
    let files = key_files::of_license(&visit.cx, license).await?;
    let next = key_files::next_copy(&visit.cx, license).await?;
    let errors = refusal.map(|refusal| FormErrors::of_refusal(refusal, lang)).unwrap_or_default();
    let title = t.msg_key_files_title();
    let head = license_head(lang, &title, product, license).lede(t.msg_key_files_lede());
    let label = if files.is_empty() { t.msg_key_files_make() } else { t.msg_key_files_make_more() };
    let make =
        Button::post(label, format!("{here}/make")).with("copy", next.to_string()).icon(Icon::Download).primary();
    let heads = [
        t.msg_key_files_file(),
        t.msg_key_files_device(),
        t.msg_key_files_made(),
        t.msg_key_files_ends(),
        t.msg_key_files_status(),
    ];
    let format = visit.format();
    let table = Table::new(title.as_str(), heads.map(Head::new).into_iter().chain([Head::actions(lang)]))
        .rows(files.iter().map(|set| row(set, &here, &format, visit.cx.now())));
    let by_hand = PanelForm::new(format!("{here}/answer"))
        .titled("by-hand", t.msg_key_request_title())
        .unguarded()
        .with_file()
        .field(&Paragraph::new(t.msg_key_request_lede()))
        .field(&FileField::new("file", t.msg_key_request_file()).hint(t.msg_key_request_file_hint()).errors(&errors))
        .button(Button::submit(t.msg_key_request_send()).icon(Icon::Upload));
    Ok(Sheet::new(visit, title.as_str(), head)
        .errors(&errors)
        .refusal(refusal.filter(|refusal| refusal.field().is_none()))
        .with(&Panel::new("").table_or(table, t.msg_key_files_none()))
        .with(&Panel::new("").text(t.msg_key_files_make_text()).with(&make))
        .with(&by_hand))
}

fn row(set: &FileSet, here: &str, format: &Format, now: gatehouse_core::Moment) -> [Cell; 6] {
    let (lang, t, file) = (format.lang(), texts(format.lang()), &set.first);
    let name = format!("{}.key", file.serial);
    let device = if file.copy.is_some() { t.msg_key_files_any_device() } else { t.msg_key_files_one_device() };
    let get = Button::post(t.msg_key_files_get(), format!("{here}/{}/get", file.id)).about(name.as_str());
    [
        key_files_cell(set),
        Cell::text(device),
        Cell::date(format, file.issued_at),
        Cell::date(format, file.ends_at),
        Cell::badge(&key_file_status(file, now, lang)),
        Cell::actions(Some(get).filter(|_| file.returned_at.is_none())),
    ]
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    copy: i64,
}

async fn make(customer: Customer, Ids([license]): Ids<1>, Posted(wanted): Posted<Wanted>) -> Result<Done, Halt> {
    proven(&customer, license).await?;
    let visit = &customer.visit;
    match make_key_file(&visit.cx, license, wanted.copy).await.unless_broken()? {
        Ok(issued) => Ok(saved::archive(fetch_key_file(&visit.cx, license, issued.row.id).await?)),
        Err(refusal) => visit.show_refused(&refusal, &page(&customer, license, Some(&refusal)).await?),
    }
}

async fn get(customer: Customer, Ids([license, file]): Ids<2>) -> Result<Done, Halt> {
    proven(&customer, license).await?;
    match fetch_key_file(&customer.visit.cx, license, file).await.unless_broken()? {
        Ok(archive) => Ok(saved::archive(archive)),
        Err(refusal) => customer.visit.show_refused(&refusal, &page(&customer, license, Some(&refusal)).await?),
    }
}

async fn answer(customer: Customer, Ids([license]): Ids<1>, sent: Result<CarriedFile, Halt>) -> Result<Done, Halt> {
    proven(&customer, license).await?;
    let sent = sent?;
    let (visit, here) = (&customer.visit, place(license));
    if Receipt::open(&sent.file).is_ok() {
        return match give_back(&visit.cx, &sent.file).await.unless_broken()? {
            Ok(freed) => {
                let t = texts(visit.lang());
                let said = if freed { t.msg_key_receipt_done() } else { t.msg_key_receipt_already() };
                Ok(visit.go_saying(&here, said))
            }
            Err(refusal) => visit.show_refused(&refusal, &page(&customer, license, Some(&refusal)).await?),
        };
    }
    match Box::pin(answer_request(&visit.cx, &sent.file, Proof::Held(license))).await.unless_broken()? {
        Ok(answered) => {
            let name = format!("{}-answer.txt", answered.issued.file().serial);
            Ok(saved::saved(&name, "text/plain; charset=utf-8", answered.text.into_bytes()))
        }
        Err(refusal) => visit.show_refused(&refusal, &page(&customer, license, Some(&refusal)).await?),
    }
}

/// A license that is not in the account is not found, whoever asks; then the proof.
async fn proven(customer: &Customer, license: Uuid) -> Result<(), Halt> {
    customer_license::held(&customer.visit.cx, customer.session.account, license).await?.ok_or(Halt::NotFound)?;
    customer.elevated()
}
