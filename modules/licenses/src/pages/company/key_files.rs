//! `/c/NAME/licenses/{license}/key-files/…`: the key files of a company's license, made and made again (LIC-12, LIC-24). Whoever has one can
//! activate a device, so they are for those who manage licenses, after a fresh proof.

use super::{license_of, list_of, manager};
use crate::actions::company::key_file::{CompanyKeyFileRefusal, Wanted, company_key_file};
use crate::lists::{key_file_status, key_files_cell};
use crate::pages::saved;
use crate::queries::key_files;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::Panel;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        doors
            .post("/c/{company}/licenses/{license}/key-files/make", make)
            .post("/c/{company}/licenses/{license}/key-files/{file}/get", get)
    })
}

/// The files on the license's page, for one who manages licenses.
pub(super) async fn panel(customer: &Customer, license: Uuid) -> Result<Panel, Halt> {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let (t, here) = (texts(lang), format!("{}/{license}/key-files", list_of(customer)));
    let (format, now) = (visit.format(), visit.cx.now());
    let files = key_files::of_license(&visit.cx, license).await?;
    let next = key_files::next_copy(&visit.cx, license).await?;
    let heads = [t.msg_key_files_file(), t.msg_key_files_made(), t.msg_key_files_ends(), t.msg_key_files_status()];
    let rows = files.iter().map(|set| {
        let file = &set.first;
        let get = Button::post(t.msg_key_files_get(), format!("{here}/{}/get", file.id));
        let get = get.about(format!("{}.key", file.serial));
        [
            key_files_cell(set),
            Cell::date(&format, file.issued_at),
            Cell::date(&format, file.ends_at),
            Cell::badge(&key_file_status(file, now, lang)),
            Cell::actions(Some(get).filter(|_| file.returned_at.is_none())),
        ]
    });
    let table =
        Table::new(t.msg_key_files_title(), heads.map(Head::new).into_iter().chain([Head::actions(lang)])).rows(rows);
    let label = if files.is_empty() { t.msg_key_files_make() } else { t.msg_key_files_make_more() };
    let make = Button::post(label, format!("{here}/make")).with("copy", next.to_string()).icon(Icon::Download);
    Ok(Panel::new(t.msg_key_files_title())
        .id("key-files")
        .table_or(table, t.msg_key_files_none())
        .text(t.msg_key_files_make_text())
        .with(&make))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Copy {
    copy: i64,
}

async fn make(customer: Customer, Ids([license]): Ids<1>, Posted(asked): Posted<Copy>) -> Result<Done, Halt> {
    Box::pin(hand_out(&customer, license, Wanted::Copy(asked.copy))).await
}

async fn get(customer: Customer, Ids([license, file]): Ids<2>) -> Result<Done, Halt> {
    Box::pin(hand_out(&customer, license, Wanted::File(file))).await
}

/// A license that the company does not have is not found, whoever asks; then the proof.
async fn hand_out(customer: &Customer, license: Uuid, wanted: Wanted) -> Result<Done, Halt> {
    let by = manager(customer).await?;
    license_of(customer, &by, license).await?;
    customer.elevated()?;
    let visit = &customer.visit;
    match company_key_file(&visit.cx, by.company(), license, wanted).await.unless_broken()? {
        Ok(archive) => Ok(saved::archive(archive)),
        Err(CompanyKeyFileRefusal::Enter(refusal)) => Err(Halt::refused(refusal)),
        Err(refusal) => {
            let page = super::license::refused(customer, license, &refusal).await?;
            visit.show_refused(&refusal, &page)
        }
    }
}
