//! `/certificate`: whether a license certificate is genuine, and how its license stands today (LIC-25). For anybody.

use crate::actions::check_certificate::{CHECKS, CheckCertificate, CheckRefusal, Checked, check_certificate};
use crate::lists::status_badge;
use crate::model::license::{Status, grouped, is_end_open, status};
use crate::texts;
use axum::extract::Path;
use gatehouse_web::frames::{Card, PaperCheck, TypedPaper};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, UnlessBroken as _, Visit};

const PLACE: &str = "/certificate";

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.form(PLACE, ask, check, CHECKS).get("/certificate/{number}", scanned))
}

async fn ask(visit: Visit) -> Result<Done, Halt> {
    visit.show(&form(&visit, &CheckCertificate::default()))
}

async fn check(visit: Visit, Posted(typed): Posted<CheckCertificate>) -> Result<Done, Halt> {
    answer(&visit, &typed).await
}

/// Where the QR code leads. Without the code of the paper it is the form.
async fn scanned(visit: Visit, Path(number): Path<String>, asked: Asked) -> Result<Done, Halt> {
    let typed = CheckCertificate { number, code: asked.get("check"), licensee: String::new() };
    if typed.code.is_empty() {
        return visit.show(&form(&visit, &typed));
    }
    answer(&visit, &typed).await
}

async fn answer(visit: &Visit, typed: &CheckCertificate) -> Result<Done, Halt> {
    match check_certificate(&visit.cx, typed).await.unless_broken()? {
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
        title: t.msg_certificate_check(),
        lede: t.msg_certificate_check_lede(),
        number: t.msg_customer_number(),
        number_most: 16,
        code: t.msg_certificate_code(),
        code_hint: t.msg_certificate_code_hint(),
        name_field: "licensee",
        name: t.msg_certificate_licensee(),
        name_hint: t.msg_certificate_licensee_hint(),
        button: t.msg_certificate_check_button(),
        name_button: t.msg_certificate_licensee_button(),
        same: t.msg_certificate_licensee_same(),
        other: t.msg_certificate_licensee_other(),
        genuine: t.msg_certificate_genuine(),
        not_genuine: t.msg_certificate_not_genuine(),
        another: t.msg_certificate_another(),
    }
}

fn on_paper(typed: &CheckCertificate) -> TypedPaper<'_> {
    TypedPaper { number: &typed.number, code: &typed.code, name: &typed.licensee }
}

fn form(visit: &Visit, typed: &CheckCertificate) -> Card {
    papers(visit).form(visit, on_paper(typed), &FormErrors::new())
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
    let facts = KeyValues::new()
        .row(t.msg_customer_number(), Cell::text(grouped(&license.number)))
        .row(t.msg_customer_product(), Cell::text(&checked.product).sub(&checked.edition))
        .row(t.msg_customer_devices(), Cell::text(format.number(license.seats)))
        .row(t.msg_certificate_issued(), Cell::date(&format, license.created_at))
        .row(t.msg_customer_activated(), begins)
        .row(t.msg_certificate_ends(), ends)
        .row(t.msg_certificate_today(), Cell::badge(&status_badge(license, now, lang)));
    papers(visit).found(visit, on_paper(typed), (notice, facts), checked.is_licensee)
}
