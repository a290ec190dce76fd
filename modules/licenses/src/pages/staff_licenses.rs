//! `/staff/licenses`: finding a license by its code, the code's last group, an address, its number or an account
//! (LIC-17). The search is posted: a code or an e-mail address must not stand in a URL, which histories and logs keep.

use super::staff_licenses_chosen::acts;
use super::{is_clerk, staff_licenses_paste};
use crate::lists::Licenses;
use crate::model::search::Search;
use crate::{LOOKERS, texts};
use gatehouse_web::list::{List as _, Listed, file as list_file, posted_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.form(Licenses::AT, list, search).form(Licenses::FILE, file, searched_file))
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let list = Licenses::of(&staff.visit.cx).await?.acting(acts(&staff));
    show(&staff, &Listed::of_address(&staff.visit, list, &asked).await?)
}

async fn search(staff: Staff, Posted(typed): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    let list = Licenses::of(&staff.visit.cx).await?.acting(acts(&staff));
    show(&staff, &Listed::of_form(&staff.visit, list, &Asked::from(typed)).await?)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Licenses::default(), &asked).await
}

async fn searched_file(staff: Staff, Posted(typed): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    posted_file(&staff.visit, Licenses::default(), &Asked::from(typed)).await
}

fn show(staff: &Staff, listed: &Listed<Licenses>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let mut head = PageHead::new(t.msg_nav_licenses()).lede(t.msg_licenses_lede());
    if is_clerk(staff) {
        head = head.action(Button::link(t.msg_paste_button(), staff_licenses_paste::AT).icon(Icon::Code));
    }
    let is_unreadable = Search::read(listed.wanted().value("q")) == Search::Unreadable;
    let notice = is_unreadable.then(|| Notice::warn(t.msg_license_search_unreadable()).spoken());
    listed.done(visit, &listed.sheet(visit, head).notices(notice))
}
