//! `/c/NAME/licenses/{license}`: one license of a company (LIC-24), and its whole code for those who manage licenses, after a fresh proof.
//!
//! The button posts. Where the proof is too old, the page of the proof leads back here by a GET, which shows the code only where the browser
//! says that a page of ours led here.

use super::{key_files, license_of, list_of, manager};
use crate::actions::company::reveal::reveal_to_company;
use crate::lists::{ends, seats, status_badge};
use crate::pages::customer::license::is_from_here;
use crate::queries::company_licenses::{AddedBy, CompanyLicense};
use crate::texts;
use axum::http::HeaderMap;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::rights::Member;
use gatehouse_companies::sessions::inside;
use gatehouse_core::{Lang, Refusal, Uuid};
use gatehouse_formats::ActivationCode;
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, Paragraph, Row, Sheet, Split};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        doors.get("/c/{company}/licenses/{license}", show).form(
            "/c/{company}/licenses/{license}/code",
            after_proof,
            reveal,
        )
    })
}

async fn show(customer: Customer, Ids([license]): Ids<1>) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer, license, None, None).await?)
}

/// The page with why a key file was not made.
pub(super) async fn refused(customer: &Customer, license: Uuid, refusal: &dyn Refusal) -> Result<Sheet, Halt> {
    page(customer, license, None, Some(refusal)).await
}

async fn after_proof(customer: Customer, Ids([license]): Ids<1>, headers: HeaderMap) -> Result<Done, Halt> {
    if is_from_here(&headers) {
        return reveal(customer, Ids([license])).await;
    }
    manager(&customer).await?;
    customer.visit.show(&page(&customer, license, None, None).await?)
}

/// A license that the company does not have is not found, whoever asks; then the proof.
async fn reveal(customer: Customer, Ids([license]): Ids<1>) -> Result<Done, Halt> {
    let by = manager(&customer).await?;
    license_of(&customer, &by, license).await?;
    customer.elevated()?;
    let visit = &customer.visit;
    let code = reveal_to_company(&visit.cx, by.company(), license).await?;
    Ok(visit.show(&page(&customer, license, Some(code), None).await?)?.secret())
}

async fn page(
    customer: &Customer,
    id: Uuid,
    code: Option<ActivationCode>,
    refusal: Option<&dyn Refusal>,
) -> Result<Sheet, Halt> {
    let by = inside::<Member>(customer).await?;
    let found = license_of(customer, &by, id).await?;
    let (visit, lang, list) = (&customer.visit, customer.visit.lang(), list_of(customer));
    let (t, format) = (texts(lang), visit.format());
    let may_manage = by.may(CompanyRight::ManageLicenses);
    let here = format!("{list}/{id}");
    let head = PageHead::new(found.row.product.as_str())
        .lede(found.row.edition.as_str())
        .badge(status_badge(&found.row.license, visit.cx.now(), lang))
        .crumbs(lang, [(t.msg_company_licenses_title(), list)]);
    let mut split = Split::new()
        .main(&Panel::new("").with(&facts(&found, &format, visit.cx.now())))
        .main(&code_panel(&found, code, may_manage, &here, lang));
    if may_manage {
        split = split.main(&key_files::panel(customer, id).await?);
    }
    split = split.main(&applications(&found, lang));
    if may_manage {
        let remove = Button::link(t.msg_customer_remove(), format!("{here}/remove")).danger();
        split = split.beside(&Panel::new("").danger().with(&remove));
    } else {
        split = split.beside(&Panel::new("").text(t.msg_company_license_needs_right()));
    }
    let title = format!("{} · {}", found.row.product, found.row.number());
    Ok(Sheet::new(visit, title, head).refusal(refusal).with(&split))
}

fn facts(found: &CompanyLicense, format: &Format, now: gatehouse_core::Moment) -> KeyValues {
    let (row, lang) = (&found.row, format.lang());
    let t = texts(lang);
    let copied = |number: &str| Cell::of(&CopyCode::new(lang, number));
    let mut facts = KeyValues::new()
        .row(t.msg_customer_number(), copied(&row.number()))
        .row(t.msg_customer_column_seats(), seats(&row.license, lang))
        .row(t.msg_customer_column_ends(), ends(format, &row.license, now))
        .row(t.msg_customer_added_on(), Cell::date(format, row.added_at));
    if let Some(serial) = &row.serial {
        facts = facts.row(t.msg_company_serial(), copied(serial));
    }
    if !found.order.is_empty() {
        facts = facts.row(t.msg_customer_order(), copied(&found.order));
    }
    facts
}

/// The code as far as it is shown, or the file that it was added by.
fn code_panel(
    found: &CompanyLicense,
    whole: Option<ActivationCode>,
    may_manage: bool,
    here: &str,
    lang: Lang,
) -> Panel {
    let t = texts(lang);
    let panel = Panel::new(t.msg_company_column_code()).id("code");
    let masked = match &found.row.added_by {
        AddedBy::KeyFile(name) => {
            return panel.text(name.as_str()).with(&Paragraph::muted(t.msg_company_by_key_file()));
        }
        AddedBy::Code(code) if code.is_empty() => return panel.with(&Paragraph::muted(t.msg_customer_code_gone())),
        AddedBy::Code(code) => code.as_str(),
    };
    match whole {
        Some(code) => panel
            .with(&CopyCode::new(lang, code.to_string()).big().masks_itself(masked))
            .with(&Paragraph::muted(t.msg_customer_code_shown_text()).on_screen()),
        None if may_manage => {
            let show = Button::post(t.msg_customer_code_show(), format!("{here}/code#code")).icon(Icon::Eye);
            panel
                .with(&Row::new().with(&CopyCode::masked(lang, masked).big()).with(&show))
                .with(&Paragraph::muted(t.msg_customer_code_text()).on_screen())
        }
        None => panel.with(&CopyCode::masked(lang, masked).big()),
    }
}

/// What it activates.
fn applications(found: &CompanyLicense, lang: Lang) -> Panel {
    let t = texts(lang);
    let heads = [Head::new(t.msg_customer_application()), Head::new(t.msg_customer_platform()), Head::actions(lang)];
    let mut table = Table::new(t.msg_customer_applications(), heads);
    for application in &found.applications {
        let name = application.name.as_str();
        let download = Some(application.download_url.as_str())
            .filter(|url| !url.is_empty())
            .map(|url| Button::link(t.msg_customer_download(), url).about(name).icon(Icon::Download));
        table.push([Cell::text(name), Cell::text(application.platform.name(lang)), Cell::actions(download)]);
    }
    Panel::new(t.msg_customer_applications()).id("applications").table_or(table, t.msg_customer_applications_none())
}
