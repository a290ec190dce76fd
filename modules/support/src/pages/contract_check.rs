//! `/contract-certificate`: whether the certificate of a contract is genuine, and how the contract stands today (LIC-28). For anybody.

use super::contract_paper::covered;
use crate::actions::check_contract::{CHECKS, CheckContract, CheckRefusal, CheckedContract, check_contract};
use crate::lists::contracts::contract_badge;
use crate::model::contract::ContractState;
use crate::texts;
use gatehouse_web::frames::{Card, PaperCheck, TypedPaper};
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
    visit.show(&form(&visit, &CheckContract::default()))
}

async fn check(visit: Visit, Posted(typed): Posted<CheckContract>) -> Result<Done, Halt> {
    answer(&visit, &typed).await
}

/// Without the code of the paper it is the form.
async fn scanned(visit: Visit, asked: Asked) -> Result<Done, Halt> {
    let typed = CheckContract { number: asked.get("number"), code: asked.get("check"), company: String::new() };
    if typed.code.is_empty() {
        return visit.show(&form(&visit, &typed));
    }
    answer(&visit, &typed).await
}

async fn answer(visit: &Visit, typed: &CheckContract) -> Result<Done, Halt> {
    match check_contract(&visit.cx, typed).await.unless_broken()? {
        Ok(checked) => visit.show(&found(visit, typed, &checked)),
        Err(refusal) => {
            let is_forged = refusal == CheckRefusal::NotGenuine;
            papers(visit).refused(visit, on_paper(typed), (&refusal, is_forged))
        }
    }
}

fn papers(visit: &Visit) -> PaperCheck {
    let t = texts(visit.lang());
    PaperCheck {
        place: PLACE,
        title: t.msg_contract_check(),
        lede: t.msg_contract_check_lede(),
        number: t.msg_contract_number(),
        number_most: 120,
        code: t.msg_contract_code(),
        code_hint: t.msg_contract_code_hint(),
        name_field: "company",
        name: t.msg_staff_company(),
        name_hint: t.msg_contract_company_hint(),
        button: t.msg_contract_check_button(),
        name_button: t.msg_contract_company_button(),
        same: t.msg_contract_company_same(),
        other: t.msg_contract_company_other(),
        genuine: t.msg_contract_genuine(),
        not_genuine: t.msg_contract_not_genuine(),
        another: t.msg_contract_another(),
    }
}

fn on_paper(typed: &CheckContract) -> TypedPaper<'_> {
    TypedPaper { number: &typed.number, code: &typed.code, name: &typed.company }
}

fn form(visit: &Visit, typed: &CheckContract) -> Card {
    papers(visit).form(visit, on_paper(typed), &FormErrors::new())
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
    let facts = KeyValues::new()
        .row(t.msg_contract_number(), Cell::text(&row.number))
        .row(t.msg_contract(), Cell::text(&row.name))
        .row(t.msg_level(), Cell::text(row.level.name(lang)))
        .row(t.msg_staff_products(), Cell::text(products))
        .row(t.msg_units(), Cell::text(units))
        .row(t.msg_staff_starts(), Cell::date(&format, row.starts_at))
        .row(t.msg_staff_ends(), Cell::date(&format, row.ends_at))
        .row(t.msg_contract_latest_issue(), Cell::text(issue))
        .row(t.msg_contract_today(), Cell::badge(&contract_badge(row, now, lang)));
    papers(visit).found(visit, on_paper(typed), (notice, facts), checked.is_company)
}
