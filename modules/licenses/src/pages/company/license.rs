//! `/c/NAME/licenses/{license}`: one license of a company (LIC-24), and its whole code for those who manage licenses, after a fresh proof.
//!
//! The button posts. Where the proof is too old, the page of the proof leads back here by a GET, which shows the code only where the browser
//! says that a page of ours led here.

use super::{devices, key_files, license_of, list_of, manager};
use crate::actions::company::reveal::reveal_to_company;
use crate::lists::{ends, seats, status_badge};
use crate::model::license::Kind;
use crate::pages::customer::license::{is_from_here, may_change};
use crate::pages::life as of_life;
use crate::queries::company_licenses::{AddedBy, CompanyLicense};
use crate::queries::life;
use crate::texts;
use axum::http::HeaderMap;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::rights::Member;
use gatehouse_companies::sessions::inside;
use gatehouse_core::{Lang, Refusal, Uuid};
use gatehouse_formats::ActivationCode;
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Actions, Panel, Paragraph, Row, Sheet, Split};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::support::ask;
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

async fn show(customer: Customer, Ids([license]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer, license, asked.raw("after"), None, None).await?)
}

/// The page with why a key file was not made.
pub(super) async fn refused(customer: &Customer, license: Uuid, refusal: &dyn Refusal) -> Result<Sheet, Halt> {
    page(customer, license, None, None, Some(refusal)).await
}

async fn after_proof(customer: Customer, Ids([license]): Ids<1>, headers: HeaderMap) -> Result<Done, Halt> {
    if is_from_here(&headers) {
        return reveal(customer, Ids([license])).await;
    }
    manager(&customer).await?;
    customer.visit.show(&page(&customer, license, None, None, None).await?)
}

/// A license that the company does not have is not found, whoever asks; then the proof.
async fn reveal(customer: Customer, Ids([license]): Ids<1>) -> Result<Done, Halt> {
    let by = manager(&customer).await?;
    license_of(&customer, &by, license).await?;
    customer.elevated()?;
    let visit = &customer.visit;
    let code = reveal_to_company(&visit.cx, by.company(), license).await?;
    Ok(visit.show(&page(&customer, license, None, Some(code), None).await?)?.secret())
}

async fn page(
    customer: &Customer,
    id: Uuid,
    after: Option<&str>,
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
    let license = &found.row.license;
    let life = life::life(&visit.cx, license).await?;
    let list = list_of(customer);
    let by_code = matches!(found.row.added_by, AddedBy::Code(_));
    let mut split = Split::new()
        .main(&Panel::new("").with(&facts(&found, &format, visit.cx.now())))
        .main(&code_panel(&found, code, may_manage, &here, lang));
    if may_manage {
        split = devices::panels(customer, license, (&here, after)).await?.iter().fold(split, Split::main);
        split = of_life::old_devices(&life, &format).iter().fold(split, Split::main);
        split = split.main(&key_files::panel(customer, id).await?);
    }
    // Who has the key file alone changes nothing by the codes.
    let may_change = may_manage && by_code && may_change(license);
    split = of_life::panel(&life, license, &list, may_change, &format).iter().fold(split, Split::main);
    split = split.main(&applications(&found, lang));
    let product = found.row.license.product_id.to_string();
    // Which types are offered depends on the license that is attached (LIC-9).
    let asked = ask(&customer.scope, "", &[("license", &id.to_string()), ("product", &product)]);
    let support = Button::link(t.msg_customer_contact(), asked).icon(Icon::Help);
    split = split.beside(&Panel::new("").with(&support));
    if may_manage {
        let remove = Button::link(t.msg_company_license_remove(), format!("{here}/remove")).danger();
        split = renewal(&found, &here, lang).iter().fold(split, Split::beside);
        split = split.beside(&Panel::new("").danger().with(&remove));
    } else {
        split = split.beside(&Panel::new("").text(t.msg_company_license_needs_right()));
    }
    let title = format!("{} · {}", found.row.product, found.row.number());
    // The ways on are for who may go them.
    let told = if may_manage { of_life::notices(&life, license, &list, &format) } else { Vec::new() };
    Ok(Sheet::new(visit, title, head).refusal(refusal).notices(told).with(&split))
}

/// The way to how it is renewed, for a license with an end (LIC-8).
fn renewal(found: &CompanyLicense, here: &str, lang: Lang) -> Option<Panel> {
    let (license, t) = (&found.row.license, texts(lang));
    let has_end = license.ends_at.is_some() || license.months.is_some() || license.days.is_some();
    let open = Button::link(t.msg_renewal_open(), format!("{here}/renewal")).icon(Icon::Calendar);
    let panel =
        || Panel::new(t.msg_renewal_title()).id("renewal").text(t.msg_renewal_panel()).with(&Actions::new([open]));
    (has_end && license.kind != Kind::Trial).then(panel)
}

fn facts(found: &CompanyLicense, format: &Format, now: gatehouse_core::Moment) -> KeyValues {
    let (row, lang) = (&found.row, format.lang());
    let t = texts(lang);
    let copied = |number: &str| Cell::of(&CopyCode::new(lang, number));
    let mut facts = KeyValues::new()
        .row(t.msg_customer_number(), copied(&row.number()))
        .row(t.msg_customer_column_seats(), seats(&row.license, lang))
        .row(t.msg_customer_column_ends(), ends(format, &row.license, now))
        .row(t.msg_company_added_on(), Cell::date(format, row.added_at));
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
