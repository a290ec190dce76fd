//! What was done in the account, and by whom (ALL-3).

use super::parts::section;
use crate::lists::Activity;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::PageHead;
use gatehouse_web::{Customer, Done, Halt};

/// Shows a page of the log.
pub async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let Customer { visit, session } = customer;
    let t = crate::texts(visit.lang());
    let listed = Listed::of_address(&visit, Activity::of(&visit.cx, session.account)?, &asked).await?;
    let head = PageHead::new(t.msg_activity_title()).lede(t.msg_activity_lede());
    listed.done(&visit, &listed.sheet(&visit, head).section(section(visit.lang(), Activity::AT)))
}

/// The same as a file.
pub async fn file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let Customer { visit, session } = customer;
    list_file(&visit, Activity::of(&visit.cx, session.account)?, &asked).await
}
