//! `/staff/companies`: the companies. The search is by name, so it is posted.

use crate::lists::Companies;
use crate::rights::staff::LOOKERS;
use crate::texts;
use gatehouse_web::list::{List as _, Listed, file as list_file, posted_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::PageHead;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.form(Companies::AT, list, search).form(Companies::FILE, file, searched_file))
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    Listed::of_address(&staff.visit, Companies, &asked).await?.show(&staff.visit, head(&staff))
}

async fn search(staff: Staff, Posted(typed): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    Listed::of_form(&staff.visit, Companies, &Asked::from(typed)).await?.show(&staff.visit, head(&staff))
}

fn head(staff: &Staff) -> PageHead {
    let t = texts(staff.visit.lang());
    PageHead::new(t.msg_companies()).lede(t.msg_companies_lede())
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Companies, &asked).await
}

async fn searched_file(staff: Staff, Posted(typed): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    posted_file(&staff.visit, Companies, &Asked::from(typed)).await
}
