//! The tab of a customer's page for staff: the trials that they asked for while they were signed in.

use crate::lists::Trials;
use crate::queries::trials::TrialFilter;
use crate::rights::LOOKERS;
use crate::texts;
use gatehouse_web::frames::Panel;
use gatehouse_web::list::first_rows;
use gatehouse_web::person::sheet;
use gatehouse_web::query::Ids;
use gatehouse_web::{Done, Doors, Halt, Staff};

/// Rows of the tab.
const ROWS: u64 = 50;

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get("/staff/accounts/{id}/trials", show))
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let sheet = sheet(&staff, id).await?;
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let filter = TrialFilter { account: Some(id), ..TrialFilter::default() };
    let (table, _) = first_rows(visit, &Trials::default(), filter, ROWS, &["name", "email"]).await?;
    let panel = Panel::new(t.msg_nav_trials());
    let panel = if table.is_empty() { panel.text(t.msg_person_no_trials()) } else { panel.table(table) };
    visit.show(&sheet.with(&panel))
}
