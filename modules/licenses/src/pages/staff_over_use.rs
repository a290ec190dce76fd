//! `/staff/over-use`: licenses on which more devices ask to run than they have seats; clerks warn the owner or block (LIC-14).

use super::is_clerk;
use crate::actions::over_use::warn;
use crate::lists::{OverUse, OverUseCases};
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff, UnlessBroken as _};

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get(OverUseCases::AT, list).get(OverUseCases::FILE, file))
        .staff(CLERKS, |doors| doors.post("/staff/over-use/{license}/warn", warn_owner))
}

fn cases(staff: &Staff) -> OverUseCases {
    OverUseCases { may_act: is_clerk(staff) }
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let report = Button::link(t.msg_over_use_title(), OverUse::AT);
    let head = PageHead::new(t.msg_nav_over_use()).lede(t.msg_over_case_lede()).action(report);
    Listed::of_address(&staff.visit, cases(&staff), &asked).await?.show(&staff.visit, head)
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
