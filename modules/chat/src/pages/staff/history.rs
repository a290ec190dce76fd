//! `/staff/chats/all`: every chat of the last 90 days.

use super::DESK_PAGE;
use crate::lists::Chats;
use crate::rights::LOOKERS;
use crate::texts;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get(Chats::AT, list).get(Chats::FILE, file))
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let head =
        PageHead::new(t.msg_desk_all()).lede(t.msg_all_lede()).crumbs(visit.lang(), [(t.msg_chats(), DESK_PAGE)]);
    Listed::of_address(visit, Chats, &asked).await?.show(visit, head)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Chats, &asked).await
}
