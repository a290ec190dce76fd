//! `/staff/over-use`: licenses that are used to their limit or beyond, with a plot; clerks warn the owner or block (LIC-14).

use super::is_clerk;
use crate::actions::over_use::warn;
use crate::lists::{BEYOND, CaseRow, OverUseCases};
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff, UnlessBroken as _};

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| {
            let doors = doors.get(OverUseCases::AT, list).get(OverUseCases::FILE, file);
            doors.get("/staff/reports/over-use", former)
        })
        .staff(CLERKS, |doors| doors.post("/staff/over-use/{license}/warn", warn_owner))
}

fn cases(staff: &Staff) -> OverUseCases {
    OverUseCases { may_act: is_clerk(staff) }
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let head = PageHead::new(t.msg_nav_over_use()).lede(t.msg_over_case_lede());
    let listed = Listed::of_address(visit, cases(&staff), &asked).await?;
    let sheet = listed.sheet(visit, head);
    let bars: Vec<(String, i64)> = listed.rows().iter().filter_map(CaseRow::bar).collect();
    if bars.is_empty() {
        return listed.done(visit, &sheet);
    }
    let shown = t.msg_over_use_shown(i64::try_from(bars.len()).unwrap_or(i64::MAX));
    let plot = Plot::new(visit.lang(), "plot-over-use", t.msg_over_use_plot(), shown, t.msg_license_number(), bars);
    listed.done(visit, &sheet.with(&plot.alone()))
}

/// Where the report of each day was, which this list is too.
async fn former(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let least = asked.get("least");
    let least = if least.is_empty() { BEYOND } else { &least };
    Ok(staff.visit.go(&address(OverUseCases::AT, &[("least", least)])))
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, cases(&staff), &asked).await
}

async fn warn_owner(staff: Staff, Ids([license]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match warn(&visit.cx, license).await.unless_broken()? {
        Ok(mails) => {
            let mails = i64::try_from(mails).unwrap_or(i64::MAX);
            Ok(visit.go_saying(OverUseCases::AT, texts(visit.lang()).msg_over_case_warned_done(mails)))
        }
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
