//! The tab of a customer's page for staff: what they answered to statements (PRI-7).

use super::parts::answer_badge;
use super::version_page;
use crate::queries::ledger::for_staff;
use crate::rights::LOOKERS;
use crate::texts;
use gatehouse_core::{Lang, Role, Uuid, async_trait};
use gatehouse_web::frames::Panel;
use gatehouse_web::person::{FIRST, PersonPart, sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get("/staff/accounts/{id}/statements", show))
}

/// The latest answers, on the first page about a customer.
pub(crate) struct PartOfAnswers;

#[async_trait]
impl PersonPart for PartOfAnswers {
    fn roles(&self) -> &'static [Role] {
        LOOKERS
    }

    fn order(&self) -> u16 {
        70
    }

    async fn panel(&self, staff: &Staff, account: Uuid) -> Result<Panel, Halt> {
        answers_panel(staff, account, usize::try_from(FIRST).unwrap_or(usize::MAX)).await
    }
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let sheet = sheet(&staff, id).await?;
    staff.visit.show(&sheet.with(&answers_panel(&staff, id, usize::MAX).await?))
}

async fn answers_panel(staff: &Staff, id: Uuid, rows: usize) -> Result<Panel, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let answered = for_staff(&staff.may()?, id).await?;
    let heads = [
        Head::new(t.msg_receipt_at()),
        Head::new(t.msg_statement()),
        Head::new(t.msg_receipt_answer()),
        Head::new(t.msg_receipt_lang()),
        Head::new(t.msg_receipt_place()),
        Head::new(t.msg_receipt_number()),
    ];
    let rows = answered.iter().take(rows).map(|one| {
        let event = &one.event;
        let place = version_page(event.statement_id, event.version_id);
        [
            Cell::time(&format, event.at),
            Cell::link(&one.statement.name, place).sub(t.msg_version_number(format.number(one.number))),
            Cell::badge(&answer_badge(event.answer, lang)),
            Cell::text(Lang::from_tag(&event.lang).unwrap_or_default().name()),
            Cell::text(event.place.name(lang)),
            Cell::text(event.id.to_string()),
        ]
    });
    let table = Table::new(t.msg_nav_statements(), heads).rows(rows);
    Ok(Panel::new(t.msg_person_answers()).table_or(table, t.msg_person_no_answers()))
}
