//! The certificate of a contract as a PDF (LIC-28): the same paper for users of the company and for staff.

use crate::queries::contract_certificate::ContractCertificate;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang};
use gatehouse_l10n::Format;
use gatehouse_papers::{Letterhead, Paper, print};
use gatehouse_web::frames::{Actions, Panel};
use gatehouse_web::query::{Asked, address};
use gatehouse_web::view::{Button, Icon};
use gatehouse_web::{Done, Visit, download};

/// The language that is asked for, else the reader's. Not `lang`: that would turn the whole site.
pub(crate) fn lang_of(visit: &Visit, asked: &Asked) -> Lang {
    asked.raw("in").and_then(Lang::from_tag).unwrap_or_else(|| visit.lang())
}

/// The file in each language, the reader's first. `place`: of the contract's page.
pub(crate) fn panel(visit: &Visit, place: &str) -> Panel {
    let (own, t) = (visit.lang(), texts(visit.lang()));
    let others = Lang::ALL.into_iter().filter(|lang| *lang != own);
    let button = |lang: Lang| {
        let file = address(&format!("{place}/certificate.pdf"), &[("in", lang.tag())]);
        Button::link(t.msg_contract_certificate_download(lang.name()), file).icon(Icon::Download).download()
    };
    let buttons = std::iter::once(button(own)).chain(others.map(|lang| button(lang).quiet()));
    Panel::new(t.msg_contract_certificate())
        .id("certificate")
        .text(t.msg_contract_certificate_panel())
        .with(&Actions::new(buttons))
}

/// Its media type.
pub(crate) const MEDIA: &str = "application/pdf";

/// The answer that carries it.
pub(crate) async fn answer(cx: &Cx, certificate: &ContractCertificate, lang: Lang) -> Result<Done, Fault> {
    let (name, bytes) = file(cx, certificate, lang).await?;
    Ok(Done::from(download::saved(&name, MEDIA, bytes)).secret())
}

/// The file: its name and what is in it.
pub(crate) async fn file(cx: &Cx, certificate: &ContractCertificate, lang: Lang) -> Result<(String, Vec<u8>), Fault> {
    let name = format!("contract-{}-{}.pdf", file_word(&certificate.row.number), lang.tag());
    Ok((name, print(cx, paper(cx, certificate, lang)).await?))
}

/// What a contract covers, by the names of its products; of one that names none, all.
pub(crate) fn covered<'a>(names: impl Iterator<Item = &'a str>, lang: Lang) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() { texts(lang).msg_contract_all_products() } else { names.join(", ") }
}

/// A contract's number in the name of a file.
fn file_word(number: &str) -> String {
    number.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// What it says. The state of today is not on it: papers last longer than states, and the check page tells it.
pub(crate) fn paper(cx: &Cx, certificate: &ContractCertificate, lang: Lang) -> Paper {
    let (t, format) = (texts(lang), Format::new(lang, cx.app.settings.vendor_zone()));
    let (row, vendor) = (&certificate.row, gatehouse_brand::name(&cx.app));
    let check = format!("{}{}", cx.app.settings.origin, super::contract_check::SCANNED);
    let check = address(&check, &[("number", &row.number), ("check", &certificate.code)]);
    let only = certificate.only.map(|only| format!(" {}", only.contact)).unwrap_or_default();
    let id = format!("contract {} {} {} {}{only}", row.number, row.issue, certificate.code, lang.tag());
    let pages = |lang: Lang, page: usize, of: usize| {
        texts(lang).msg_contract_certificate_page(page.to_string(), of.to_string())
    };
    let contacts = certificate.parts.contacts.iter().map(|one| {
        let parts = [one.name.clone(), gatehouse_address::shown(&one.email), one.phone.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    });
    let contacts: Vec<String> = contacts.collect();
    let paper = Paper::new(Letterhead::of(&cx.app), lang, t.msg_contract_certificate(), (id, row.issued_at), pages)
        .lede(t.msg_contract_certificate_lede(&row.number, &vendor))
        .facts(facts(certificate, &format))
        .heading(t.msg_staff_contacts());
    let paper =
        if contacts.is_empty() { paper.text(t.msg_contract_certificate_no_contacts()) } else { paper.list(contacts) };
    let paper = match certificate.only {
        Some(only) if only.others > 0 => paper.text(t.msg_contract_certificate_others(only.others)),
        _ => paper,
    };
    paper
        .heading(t.msg_contract_check())
        .link(check, t.msg_contract_check_text(&certificate.code), t.msg_contract_check_picture())
        .foot(t.msg_contract_certificate_foot(&vendor, &row.number))
}

fn facts(certificate: &ContractCertificate, format: &Format) -> Vec<(String, String)> {
    let (t, row) = (texts(format.lang()), &certificate.row);
    let products = covered(certificate.parts.products.iter().map(|product| product.name.as_str()), format.lang());
    let units = row.units.map_or_else(|| t.msg_staff_units_unlimited(), |units| format.number(units));
    let critical = if row.critical { t.msg_contract_critical_yes() } else { t.msg_contract_critical_no() };
    vec![
        (t.msg_staff_company(), certificate.company.clone()),
        (t.msg_contract_number(), row.number.clone()),
        (t.msg_contract(), row.name.clone()),
        (t.msg_level(), row.level.name(format.lang())),
        (t.msg_staff_products(), products),
        (t.msg_units(), units),
        (t.msg_staff_contract_critical(), critical),
        (t.msg_staff_starts(), format.date(row.starts_at)),
        (t.msg_staff_ends(), format.date(row.ends_at)),
        (t.msg_contract_issue(), t.msg_contract_issue_of(format.number(row.issue), format.date(row.issued_at))),
    ]
}

#[cfg(test)]
mod tests {
    use super::file_word;

    /// LIC-28
    #[test]
    fn a_number_makes_a_plain_name_of_a_file() {
        assert_eq!(file_word("C/22-07 ж"), "C-22-07--");
    }
}
