//! The staff list, for administrators.

use crate::lists::Members;
use crate::texts;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Staff};

pub(super) const PATH: &str = Members::AT;

pub(super) async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let invite = Button::link(t.msg_invite(), "/staff/members/new").icon(Icon::Plus).primary();
    let head = PageHead::new(t.msg_members_title()).lede(t.msg_members_lede()).action(invite);
    Listed::of_address(&staff.visit, Members, &asked).await?.show(&staff.visit, head)
}

pub(super) async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Members, &asked).await
}
