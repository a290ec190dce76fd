//! `/staff/licenses/{id}/explain`: what one more device of a license would be told, for whoever helps its holder (LIC-10).

use super::{head_below, seen};
use crate::LOOKERS;
use crate::actions::explain::explain_license;
use crate::model::rule::Told;
use crate::pages::explanation;
use crate::texts;
use gatehouse_web::frames::Sheet;
use gatehouse_web::query::Ids;
use gatehouse_web::{Done, Doors, Halt, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get("/staff/licenses/{id}/explain", show))
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let explained = explain_license(&visit.cx, id).await?.ok_or(Halt::NotFound)?;
    let (title, told) = (texts(lang).msg_explain_title(), Told::Staff(id));
    let head = head_below(&view, title.clone(), lang).lede(texts(lang).msg_explain_lede_staff());
    let sheet = Sheet::new(visit, title, head)
        .notices([explanation::verdict(&explained.trace, told, explained.agreement, lang)])
        .with(&explanation::panel(&explained.trace, told, explained.agreement, &visit.format()));
    visit.show(&sheet)
}
