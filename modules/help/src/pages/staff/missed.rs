//! `/staff/help/missed`: what readers seek and do not find, so that somebody writes it.

use crate::lists::{Articles, Missed};
use crate::rights::LOOKERS;
use crate::texts;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get(Missed::AT, list).get(Missed::FILE, file))
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let listed = Listed::of_address(visit, Missed, &asked).await?;
    let head = PageHead::new(t.msg_missed()).lede(t.msg_missed_lede());
    listed.show(visit, head.crumbs(visit.lang(), [(t.msg_nav_help(), Articles::AT)]))
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Missed, &asked).await
}
