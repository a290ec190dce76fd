//! What becomes of a contract (LIC-28, LIC-29): it is active, changes, is nearly used up, or ends.

use super::certificate::attached;
use crate::actions::contract_news::News;
use crate::model::stop_link;
use crate::queries::contract_people::{Switch, Told};
use crate::tables::contract;
use gatehouse_companies::model::notice::{self, NoticeKind};
use gatehouse_companies::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_mail::{Letter, Mail};
use gatehouse_web::query::address;

/// It for one of them; `None` for who has no mailbox.
pub(crate) fn written(
    cx: &Cx,
    (company, row): (&company::Model, &contract::Model),
    one: &Told,
    news: &News<'_>,
) -> Result<Option<Mail>, Fault> {
    let t = crate::texts(one.to.lang);
    let format = one.to.format(cx);
    let (day, name) = (format.date(row.ends_at), row.name.as_str());
    let (kind, title, lead) = match *news {
        News::Active if row.starts_at > cx.now() => {
            let from = format.date(row.starts_at);
            let lead = t.msg_mail_contract_planned_lead(&company.name, name, &from);
            ("support.contract_active", t.msg_mail_contract_planned_title(from), lead)
        }
        News::Active => (
            "support.contract_active",
            t.msg_mail_contract_active_title(),
            t.msg_mail_contract_active_lead(&company.name, name),
        ),
        News::Extended => (
            "support.contract_extended",
            t.msg_mail_contract_extended_title(&day),
            t.msg_mail_contract_extended_lead(name, &day),
        ),
        News::Contacts(_) => (
            "support.contract_contacts",
            t.msg_mail_contract_contacts_title(),
            t.msg_mail_contract_contacts_lead(name, &company.name),
        ),
        News::Corrected(_) => {
            // An unlimited one is not corrected.
            let units = row.units.unwrap_or_default();
            let lead = t.msg_mail_contract_corrected_lead(units, name, &company.name, format.number(units));
            ("support.contract_corrected", t.msg_mail_contract_corrected_title(), lead)
        }
        News::EndsSoon => (
            "support.contract_ends",
            t.msg_mail_contract_ends_title(&day),
            t.msg_mail_contract_ends_lead(name, &company.name, &day),
        ),
        News::Units(step) if step >= 100 => (
            "support.contract_units",
            t.msg_mail_contract_none_left_title(),
            t.msg_mail_contract_none_left_lead(name, &company.name),
        ),
        News::Units(step) => (
            "support.contract_units",
            t.msg_mail_contract_units_title(step),
            t.msg_mail_contract_units_lead(name, &company.name, step),
        ),
        News::Ended(..) => (
            "support.contract_ended",
            t.msg_mail_contract_ended_title(),
            t.msg_mail_contract_ended_lead(name, &company.name),
        ),
    };
    let letter = Letter::new(cx, kind, &one.to).title(title).lead(lead).lines(lines(one, (company, row), news));
    let left = match row.left() {
        None => t.msg_staff_units_unlimited(),
        Some(left) => format.number(left),
    };
    let facts = [
        (t.msg_mail_number(), row.number.clone()),
        (t.msg_level(), row.level.name(one.to.lang)),
        (t.msg_staff_starts(), format.date(row.starts_at)),
        (t.msg_staff_ends(), day),
        (t.msg_staff_units_left(), left),
    ];
    let letter = letter.facts(facts);
    // Whatever makes a new issue of the certificate brings it.
    let letter = match news {
        News::Active | News::Extended | News::Contacts(_) | News::Corrected(_) => {
            letter.attach(attached(row.id, one.ends_by)?)
        }
        News::EndsSoon | News::Units(_) | News::Ended(..) => letter,
    };
    let here = format!("/c/{}/contracts/{}", company.slug, row.id);
    let letter = match news {
        // Whoever is no user of the company opens none of its pages.
        _ if !one.is_inside => letter,
        News::EndsSoon | News::Ended(..) => letter.button(t.msg_contract_renew(), &renew(company, row)),
        _ => letter.button(t.msg_mail_contract_open(), &here),
    };
    let (page, click) = match one.ends_by {
        Switch::Member(member) => notice::stop_links(cx, member, NoticeKind::Contracts)?,
        Switch::Contact(contact) => stop_link::of_contact(cx, contact)?,
    };
    let reason = match one.ends_by {
        Switch::Member(_) => t.msg_mail_contract_reason_right(&company.name),
        Switch::Contact(_) => t.msg_mail_contract_reason_contact(&company.name),
    };
    letter.ended_by(&page, &click, |page| t.msg_mail_contract_stop(page)).reason(reason).written()
}

/// Which certificate the mail brings.
fn certificate(one: &Told) -> String {
    let t = crate::texts(one.to.lang);
    if one.is_inside { t.msg_mail_contract_certificate() } else { t.msg_mail_contract_certificate_own() }
}

/// What there is to know besides, and what to do. Whoever is no user of the company does nothing with its contracts, but knows whom to ask.
fn lines(one: &Told, (company, row): (&company::Model, &contract::Model), news: &News<'_>) -> Vec<String> {
    let t = crate::texts(one.to.lang);
    let ask = (!one.is_inside).then(|| t.msg_mail_contract_outside_ask(&company.name));
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    match *news {
        News::Active | News::Extended => std::iter::once(certificate(one)).chain(ask).collect(),
        News::Contacts(changes) => {
            let added = (!changes.added.is_empty()).then(|| t.msg_mail_contract_added(count(changes.added.len())));
            let removed = (changes.removed > 0).then(|| t.msg_mail_contract_removed(count(changes.removed)));
            let next = if one.is_inside { t.msg_mail_contract_contacts_next() } else { certificate(one) };
            added.into_iter().chain(removed).chain([next]).chain(ask).collect()
        }
        News::Corrected(reason) => {
            let why = reason.map(|reason| t.msg_mail_contract_ended_why(reason.name(one.to.lang)));
            why.into_iter().chain([certificate(one)]).chain(ask).collect()
        }
        News::EndsSoon => {
            let rest = row.units.is_some().then(|| t.msg_mail_contract_rest());
            let renewing = ask.map(|_| t.msg_mail_contract_outside_renew(&company.name));
            rest.into_iter().chain(renewing).collect()
        }
        News::Units(step) if step >= 100 => vec![match ask {
            None => t.msg_mail_contract_none_left_next(),
            Some(_) => t.msg_mail_contract_outside_none_left(&company.name),
        }],
        News::Units(_) => ask.into_iter().collect(),
        News::Ended(lapsed, reason) => {
            let why = reason.map(|reason| t.msg_mail_contract_ended_why(reason.name(one.to.lang)));
            let rest = (lapsed > 0).then(|| t.msg_mail_contract_lapsed(lapsed));
            let next = match ask {
                None => t.msg_mail_contract_ended_next(),
                Some(_) => t.msg_mail_contract_outside_ended(&company.name),
            };
            why.into_iter().chain(rest).chain([next]).collect()
        }
    }
}

/// The form by which the next contract is asked for, with what is known filled in (SUP-21).
fn renew(company: &company::Model, row: &contract::Model) -> String {
    address(&format!("/c/{}/requests/new", company.slug), &renewal(row))
}

/// What is known when a contract is renewed.
pub(crate) fn renewal(row: &contract::Model) -> [(&'static str, &str); 3] {
    [("category", "portal"), ("kind", crate::model::form::PREMIUM_ACTIVATION), ("subject", row.number.as_str())]
}
