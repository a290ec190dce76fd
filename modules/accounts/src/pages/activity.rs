//! What was done in the account, and by whom (ALL-3).

use crate::lists::Activity;
use gatehouse_context::audit::AuditFilter;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Actions, Panel};
use gatehouse_web::list::{List as _, Listed, file as list_file, first_rows};
use gatehouse_web::query::Asked;
use gatehouse_web::view::{Button, PageHead};
use gatehouse_web::{Customer, Done, Halt, Visit};

/// The group of what happens to the account itself.
const OWN_GROUP: &str = "account";
/// Lines that the page about security shows.
const RECENT: u64 = 5;

/// Shows a page of the log.
pub async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let Customer { visit, session, .. } = customer;
    let t = crate::texts(visit.lang());
    let listed = Listed::of_address(&visit, Activity::of(&visit.cx, session.account)?, &asked).await?;
    let head = PageHead::new(t.msg_activity_title()).lede(t.msg_activity_lede());
    listed.done(&visit, &listed.sheet(&visit, head))
}

/// The same as a file.
pub async fn file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let Customer { visit, session, .. } = customer;
    list_file(&visit, Activity::of(&visit.cx, session.account)?, &asked).await
}

/// What happened lately around signing in, with the way to all of it.
pub async fn recent(visit: &Visit, account: Uuid) -> Result<Panel, Halt> {
    let t = crate::texts(visit.lang());
    let filter = AuditFilter { kind: Some(OWN_GROUP.to_owned()), ..AuditFilter::default() };
    let (table, _) = first_rows(visit, &Activity::of(&visit.cx, account)?, filter, RECENT, &[]).await?;
    let all = Button::link(t.msg_activity_all_button(), Activity::AT);
    Ok(Panel::new(t.msg_activity_recent()).table_or(table, t.msg_activity_none()).with(&Actions::new([all])))
}
