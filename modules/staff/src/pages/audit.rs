//! The audit log (ALL-3): who did what, when and from where.

use crate::lists::AuditLog;
use crate::rights::ReadWholeLog;
use crate::texts;
use gatehouse_context::May;
use gatehouse_web::list::{Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Staff};

pub(super) async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let lede =
        if May::<ReadWholeLog>::of(&staff.visit.cx).is_some() { t.msg_audit_lede() } else { t.msg_audit_lede_own() };
    let log = AuditLog::of(&staff, &asked).await?;
    let listed = Listed::of_address(&staff.visit, log, &asked).await?;
    listed.show(&staff.visit, PageHead::new(t.msg_audit_title()).lede(lede))
}

pub(super) async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, AuditLog::of(&staff, &asked).await?, &asked).await
}
