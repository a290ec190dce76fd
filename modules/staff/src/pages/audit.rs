//! The audit log (ALL-3): who did what, when and from where.

use crate::lists::AuditLog;
use crate::rights::ReadWholeLog;
use crate::texts;
use gatehouse_context::May;
use gatehouse_web::list::{Listed, file as list_file, posted_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff};

pub(super) async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let log = AuditLog::of(&staff, &asked).await?;
    show(&staff, &Listed::of_address(&staff.visit, log, &asked).await?)
}

/// A search by what may be a name or an address.
pub(super) async fn search(staff: Staff, Posted(typed): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    let typed = Asked::from(typed);
    let log = AuditLog::of(&staff, &typed).await?;
    show(&staff, &Listed::of_form(&staff.visit, log, &typed).await?)
}

fn show(staff: &Staff, listed: &Listed<AuditLog>) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let lede =
        if May::<ReadWholeLog>::of(&staff.visit.cx).is_some() { t.msg_audit_lede() } else { t.msg_audit_lede_own() };
    listed.show(&staff.visit, PageHead::new(t.msg_audit_title()).lede(lede))
}

pub(super) async fn searched_file(staff: Staff, Posted(typed): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    let typed = Asked::from(typed);
    posted_file(&staff.visit, AuditLog::of(&staff, &typed).await?, &typed).await
}

pub(super) async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, AuditLog::of(&staff, &asked).await?, &asked).await
}
