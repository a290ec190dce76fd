//! The license certificate as a PDF (LIC-25, LIC-34): the same paper for who has the license and for staff.

use crate::model::license::{grouped, is_end_open};
use crate::queries::certificate::Certificate;
use crate::texts;
use gatehouse_catalog::model::term::{Starts, term_in_words};
use gatehouse_catalog::queries::agreements;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang};
use gatehouse_l10n::Format;
use gatehouse_papers::{Letterhead, Paper, print};
use gatehouse_web::query::{Asked, address};
use gatehouse_web::view::{Button, Icon};
use gatehouse_web::{Done, Visit, download};

/// The language that is asked for, else the reader’s. Not `lang`: that would turn the whole site.
pub(super) fn lang_of(visit: &Visit, asked: &Asked) -> Lang {
    asked.raw("in").and_then(Lang::from_tag).unwrap_or_else(|| visit.lang())
}

/// A button for each language, the reader's first.
pub(super) fn buttons(visit: &Visit, place: &str) -> Vec<Button> {
    let own = visit.lang();
    let others = Lang::ALL.into_iter().filter(|lang| *lang != own);
    let button = |lang: Lang| {
        let file = address(place, &[("in", lang.tag())]);
        Button::link(texts(own).msg_certificate_download(lang.name()), file).icon(Icon::Download).download()
    };
    std::iter::once(button(own)).chain(others.map(|lang| button(lang).quiet())).collect()
}

/// The answer that carries it.
pub(super) async fn answer(cx: &Cx, certificate: &Certificate, lang: Lang) -> Result<Done, Fault> {
    let number = grouped(&certificate.license.number);
    let bytes = print(cx, paper(cx, certificate, lang)).await?;
    Ok(Done::from(download::saved(&format!("license-{number}-{}.pdf", lang.tag()), "application/pdf", bytes)).secret())
}

/// What it says. The state of today is not on it: papers last longer than states, and the check page tells it.
pub(crate) fn paper(cx: &Cx, certificate: &Certificate, lang: Lang) -> Paper {
    let (t, format) = (texts(lang), Format::new(lang, cx.zone.clone()));
    let license = &certificate.license;
    let (letterhead, number) = (Letterhead::of(&cx.app), grouped(&license.number));
    let vendor = gatehouse_brand::name(&cx.app);
    let check = format!("{}/certificate/{}", cx.app.settings.origin, license.number);
    let check = address(&check, &[("check", &certificate.code)]);
    let id = format!("certificate {} {} {}", license.number, certificate.code, lang.tag());
    let pages = |lang: Lang, page: usize, of: usize| texts(lang).msg_certificate_page(page.to_string(), of.to_string());
    let paper = Paper::new(letterhead, lang, t.msg_certificate_title(), (id, license.created_at), pages)
        .lede(t.msg_certificate_lede(&number, &vendor))
        .facts(facts(certificate, &format))
        .heading(t.msg_certificate_brings())
        .list(brings(certificate, &vendor, &format));
    let paper = match &certificate.agreement {
        Some(standing) => {
            let text = format!("{}{}", cx.app.settings.origin, agreements::page_of(standing.version.id));
            let version = format.number(standing.version.number);
            let said = match standing.accepted_at {
                Some(at) => t.msg_certificate_agreement_accepted(version, format.date(at)),
                None => t.msg_certificate_agreement(version),
            };
            paper.heading(t.msg_customer_agreement()).text(said).text(text)
        }
        None => paper,
    };
    paper
        .heading(t.msg_certificate_check())
        .link(check, t.msg_certificate_check_text(&certificate.code), t.msg_certificate_code_picture())
        .foot(t.msg_certificate_foot(&vendor, &number))
}

fn facts(certificate: &Certificate, format: &Format) -> Vec<(String, String)> {
    let (t, license) = (texts(format.lang()), &certificate.license);
    let name = &certificate.licensee;
    let licensee = if name.is_empty() { t.msg_certificate_bearer() } else { name.clone() };
    let begins = match (license.first_activated_at, license.starts) {
        (Some(at), _) => format.date(at),
        (None, Starts::Fixed) => format.date(license.created_at),
        (None, Starts::Activation) => t.msg_certificate_begins_open(),
    };
    let ends = match license.ends_at.or(license.fixed_until) {
        Some(at) => format.date(at),
        None if is_end_open(license) => t.msg_certificate_ends_open(),
        None => t.msg_certificate_no_end(),
    };
    vec![
        (t.msg_certificate_licensee(), licensee),
        (t.msg_customer_product(), certificate.product.clone()),
        (t.msg_customer_edition(), certificate.edition.name.clone()),
        (t.msg_certificate_kind(), license.kind.name(format.lang())),
        (t.msg_customer_number(), grouped(&license.number)),
        (t.msg_customer_devices(), format.number(license.seats)),
        (t.msg_certificate_issued(), format.date(license.created_at)),
        (t.msg_certificate_begins(), begins),
        (t.msg_certificate_ends(), ends),
        (t.msg_seller(), certificate.sold_by.name().to_owned()),
        (t.msg_customer_order(), certificate.sold_by.order.clone()),
    ]
}

/// What the license brings: seats, term, standard support, further services, what the edition includes.
fn brings(certificate: &Certificate, vendor: &str, format: &Format) -> Vec<String> {
    let (t, license) = (texts(format.lang()), &certificate.license);
    let term = term_in_words(license.months, license.days, license.fixed_until, format);
    let (support, services) =
        (certificate.edition.support_for(format.lang()), certificate.edition.services_for(format.lang()));
    let support = if support.is_empty() {
        t.msg_certificate_brings_support(vendor)
    } else {
        t.msg_certificate_brings_support_of(support)
    };
    [
        t.msg_certificate_brings_seats(license.seats, format.number(license.seats)),
        t.msg_certificate_brings_term(term),
        support,
    ]
    .into_iter()
    .chain((!services.is_empty()).then(|| t.msg_certificate_brings_services(services)))
    .chain(certificate.features.iter().cloned())
    .collect()
}
