//! `/contract-certificate`: whether the certificate of a contract is genuine, and how the contract stands today (LIC-28). For anybody.

use super::contract_paper::covered;
use crate::actions::check_contract::{CHECKS, CheckContract, CheckRefusal, CheckedContract, check_contract};
use crate::lists::contracts::contract_badge;
use crate::model::contract::ContractState;
use crate::texts;
use gatehouse_core::{Refusal as _, Tone};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, UnlessBroken as _, Visit};

const PLACE: &str = "/contract-certificate";
/// Where the QR code leads.
pub(super) const SCANNED: &str = "/contract-certificate/scanned";

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.form(PLACE, ask, check, CHECKS).get(SCANNED, scanned))
}

async fn ask(visit: Visit) -> Result<Done, Halt> {
    visit.show(&form(&visit, &CheckContract::default(), &FormErrors::new()))
}

async fn check(visit: Visit, Posted(typed): Posted<CheckContract>) -> Result<Done, Halt> {
    answer(&visit, &typed).await
}

/// Without the code of the paper it is the form.
async fn scanned(visit: Visit, asked: Asked) -> Result<Done, Halt> {
    let typed = CheckContract { number: asked.get("number"), code: asked.get("check"), company: String::new() };
    if typed.code.is_empty() {
        return visit.show(&form(&visit, &typed, &FormErrors::new()));
    }
    answer(&visit, &typed).await
}

async fn answer(visit: &Visit, typed: &CheckContract) -> Result<Done, Halt> {
    match check_contract(&visit.cx, typed).await.unless_broken()? {
        Ok(checked) => visit.show(&found(visit, typed, &checked)),
        Err(refusal @ CheckRefusal::NotGenuine) => {
            let notice = Notice::bad(refusal.text(visit.lang())).title(texts(visit.lang()).msg_contract_not_genuine());
            visit.show_refused(&refusal, &form(visit, typed, &FormErrors::new()).notice(Some(notice)))
        }
        Err(refusal) => {
            let errors = FormErrors::of_refusal(&refusal, visit.lang());
            visit.show_refused(&refusal, &form(visit, typed, &errors))
        }
    }
}

fn form(visit: &Visit, typed: &CheckContract, errors: &FormErrors) -> Card {
    let t = texts(visit.lang());
    let number = Field::text("number", t.msg_contract_number()).max_length(120).value(&typed.number);
    let code = Field::text("code", t.msg_contract_code()).hint(t.msg_contract_code_hint()).max_length(64);
    let company = Field::text("company", t.msg_staff_company()).hint(t.msg_contract_company_hint());
    let form = PanelForm::in_card(PLACE)
        .field(&number.errors(errors))
        .field(&code.value(&typed.code).errors(errors))
        .field(&company.max_length(200).value(&typed.company).optional(visit.lang()).errors(errors))
        .submit(t.msg_contract_check_button());
    Card::new(visit, t.msg_contract_check(), errors).lede(t.msg_contract_check_lede()).with(&form)
}

/// What is told of a genuine one: nothing that is not on the paper, but the latest issue and the state of today.
fn found(visit: &Visit, typed: &CheckContract, checked: &CheckedContract) -> Card {
    let (lang, format, now) = (visit.lang(), visit.format(), visit.cx.now());
    let (t, row) = (texts(lang), &checked.contract);
    let notice = match row.state {
        ContractState::Active if row.ends_at > now && row.starts_at <= now => Notice::good(t.msg_contract_now_active()),
        ContractState::Active if row.ends_at > now => Notice::info(t.msg_contract_now_planned()),
        _ => Notice::warn(t.msg_contract_now_ended()),
    };
    let products = covered(checked.products.iter().map(String::as_str), lang);
    let units = row.units.map_or_else(|| t.msg_staff_units_unlimited(), |units| format.number(units));
    let issue = t.msg_contract_issue_of(format.number(row.issue), format.date(row.issued_at));
    let mut facts = KeyValues::new()
        .row(t.msg_contract_number(), Cell::text(&row.number))
        .row(t.msg_contract(), Cell::text(&row.name))
        .row(t.msg_level(), Cell::text(row.level.name(lang)))
        .row(t.msg_staff_products(), Cell::text(products))
        .row(t.msg_units(), Cell::text(units))
        .row(t.msg_staff_starts(), Cell::date(&format, row.starts_at))
        .row(t.msg_staff_ends(), Cell::date(&format, row.ends_at))
        .row(t.msg_contract_latest_issue(), Cell::text(issue))
        .row(t.msg_contract_today(), Cell::badge(&contract_badge(row, now, lang)));
    if let Some(is_company) = checked.is_company {
        let badge = if is_company {
            Badge::new(Tone::Good, t.msg_contract_company_same())
        } else {
            Badge::new(Tone::Bad, t.msg_contract_company_other())
        };
        facts = facts.row(t.msg_staff_company(), Cell::badge(&badge));
    }
    let card = Card::new(visit, t.msg_contract_check(), &FormErrors::new());
    let card = card.notice(Some(notice.title(t.msg_contract_genuine()))).with(&facts);
    if checked.is_company.is_some() {
        return card.way("", t.msg_contract_another(), PLACE);
    }
    // The company on the paper can be checked as well; it stands in no address.
    let company = Field::text("company", t.msg_staff_company()).hint(t.msg_contract_company_hint());
    let name = PanelForm::in_card(PLACE)
        .field(&Field::hidden("number", &typed.number))
        .field(&Field::hidden("code", &typed.code))
        .field(&company.max_length(200))
        .submit(t.msg_contract_company_button());
    card.with(&name).way("", t.msg_contract_another(), PLACE)
}
