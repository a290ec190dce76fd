//! `/certificate`: whether a license certificate is genuine, and how its license stands today (LIC-25). For anybody.

use crate::actions::check_certificate::{CHECKS, CheckCertificate, CheckRefusal, Checked, check_certificate};
use crate::lists::status_badge;
use crate::model::license::{Status, grouped, is_end_open, status};
use crate::texts;
use axum::extract::Path;
use gatehouse_core::{Refusal as _, Tone};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, UnlessBroken as _, Visit};

const PLACE: &str = "/certificate";

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.form(PLACE, ask, check, CHECKS).get("/certificate/{number}", scanned))
}

async fn ask(visit: Visit) -> Result<Done, Halt> {
    visit.show(&form(&visit, &CheckCertificate::default(), &FormErrors::new()))
}

async fn check(visit: Visit, Posted(typed): Posted<CheckCertificate>) -> Result<Done, Halt> {
    answer(&visit, &typed).await
}

/// Where the QR code leads. Without the code of the paper it is the form.
async fn scanned(visit: Visit, Path(number): Path<String>, asked: Asked) -> Result<Done, Halt> {
    let typed = CheckCertificate { number, code: asked.get("check"), licensee: String::new() };
    if typed.code.is_empty() {
        return visit.show(&form(&visit, &typed, &FormErrors::new()));
    }
    answer(&visit, &typed).await
}

async fn answer(visit: &Visit, typed: &CheckCertificate) -> Result<Done, Halt> {
    match check_certificate(&visit.cx, typed).await.unless_broken()? {
        Ok(checked) => visit.show(&found(visit, typed, &checked)),
        Err(refusal @ CheckRefusal::NotGenuine) => {
            let notice =
                Notice::bad(refusal.text(visit.lang())).title(texts(visit.lang()).msg_certificate_not_genuine());
            visit.show_refused(&refusal, &form(visit, typed, &FormErrors::new()).notice(Some(notice)))
        }
        Err(refusal) => {
            let errors = FormErrors::of_refusal(&refusal, visit.lang());
            visit.show_refused(&refusal, &form(visit, typed, &errors))
        }
    }
}

fn form(visit: &Visit, typed: &CheckCertificate, errors: &FormErrors) -> Card {
    let t = texts(visit.lang());
    let number = Field::text("number", t.msg_customer_number()).max_length(16).value(&typed.number);
    let code = Field::text("code", t.msg_certificate_code()).hint(t.msg_certificate_code_hint()).max_length(64);
    let licensee = Field::text("licensee", t.msg_certificate_licensee()).hint(t.msg_certificate_licensee_hint());
    let form = PanelForm::in_card(PLACE)
        .field(&number.errors(errors))
        .field(&code.value(&typed.code).errors(errors))
        .field(&licensee.max_length(200).value(&typed.licensee).optional(visit.lang()).errors(errors))
        .submit(t.msg_certificate_check_button());
    Card::new(visit, t.msg_certificate_check(), errors).lede(t.msg_certificate_check_lede()).with(&form)
}

/// What is told of a genuine one: nothing that is not on the paper, but the state of today.
fn found(visit: &Visit, typed: &CheckCertificate, checked: &Checked) -> Card {
    let (lang, format, now) = (visit.lang(), visit.format(), visit.cx.now());
    let (t, license) = (texts(lang), &checked.license);
    let state = status(license, now);
    let notice = match state {
        Status::Blocked => Notice::bad(t.msg_certificate_now_blocked()),
        Status::Expired => Notice::warn(t.msg_certificate_now_expired()),
        _ => Notice::good(t.msg_certificate_now_valid()),
    };
    let ends = match license.ends_at.or(license.fixed_until) {
        Some(at) => Cell::date(&format, at),
        None if is_end_open(license) => Cell::text(t.msg_certificate_ends_open()),
        None => Cell::text(t.msg_certificate_no_end()),
    };
    let begins =
        license.first_activated_at.map_or_else(|| Cell::text(t.msg_customer_not_yet()), |at| Cell::date(&format, at));
    let mut facts = KeyValues::new()
        .row(t.msg_customer_number(), Cell::text(grouped(&license.number)))
        .row(t.msg_customer_product(), Cell::text(&checked.product).sub(&checked.edition))
        .row(t.msg_customer_devices(), Cell::text(format.number(license.seats)))
        .row(t.msg_certificate_issued(), Cell::date(&format, license.created_at))
        .row(t.msg_customer_activated(), begins)
        .row(t.msg_certificate_ends(), ends)
        .row(t.msg_certificate_today(), Cell::badge(&status_badge(license, now, lang)));
    if let Some(is_licensee) = checked.is_licensee {
        let badge = if is_licensee {
            Badge::new(Tone::Good, t.msg_certificate_licensee_same())
        } else {
            Badge::new(Tone::Bad, t.msg_certificate_licensee_other())
        };
        facts = facts.row(t.msg_certificate_licensee(), Cell::badge(&badge));
    }
    let card = Card::new(visit, t.msg_certificate_check(), &FormErrors::new());
    let card = card.notice(Some(notice.title(t.msg_certificate_genuine()))).with(&facts);
    if checked.is_licensee.is_some() {
        return card.way("", t.msg_certificate_another(), PLACE);
    }
    // The name on the paper can be checked as well; it stands in no address.
    let licensee = Field::text("licensee", t.msg_certificate_licensee()).hint(t.msg_certificate_licensee_hint());
    let name = PanelForm::in_card(PLACE)
        .field(&Field::hidden("number", &typed.number))
        .field(&Field::hidden("code", &typed.code))
        .field(&licensee.max_length(200))
        .submit(t.msg_certificate_licensee_button());
    card.with(&name).way("", t.msg_certificate_another(), PLACE)
}
