//! `/staff/support/reports/contracts`: what is left of the contracts that run (SUP-19), with a plot and a file.

use crate::lists::contracts::Contracts;
use crate::lists::quotas::Quotas;
use crate::lists::reports::Reports;
use crate::rights::REPORTED;
use crate::texts;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(REPORTED, |doors| doors.get(Quotas::AT, show).get(Quotas::FILE, file))
}

async fn show(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let listed = Listed::of_address(visit, Quotas, &asked).await?;
    let head = PageHead::new(t.msg_quotas())
        .lede(t.msg_quotas_lede())
        .crumbs(lang, [(t.msg_report_title(), Reports::AT)])
        .action(Button::link(t.msg_contracts(), Contracts::AT).icon(Icon::Order));
    let mut sheet = listed.sheet(visit, head);
    if !listed.rows().is_empty() {
        let bars = listed.rows().iter().map(|row| (row.name.clone(), row.quota.left));
        let text = t.msg_quota_left_text();
        sheet = sheet
            .with(&Plot::new(lang, "plot-left", t.msg_staff_units_left(), text, t.msg_report_what(), bars).alone());
    }
    listed.done(visit, &sheet)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Quotas, &asked).await
}
