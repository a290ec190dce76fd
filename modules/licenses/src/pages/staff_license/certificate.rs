//! The certificate of a license, for staff who are asked for it (LIC-25); the log says who took it.

use super::super::certificate_paper::{answer, buttons, lang_of};
use super::place;
use crate::actions::take_certificate::take_certificate;
use crate::queries::certificate::is_certified;
use crate::tables::license;
use crate::{LOOKERS, texts};
use gatehouse_context::Cx;
use gatehouse_web::frames::{Actions, Panel};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Done, Doors, Halt, Staff, UnlessBroken as _, Visit};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get("/staff/licenses/{id}/certificate.pdf", file))
}

/// On the page of a license.
pub(super) fn panel(visit: &Visit, license: &license::Model) -> Option<Panel> {
    let t = texts(visit.lang());
    let buttons = buttons(visit, &format!("{}/certificate.pdf", place(license.id)));
    let panel = Panel::new(t.msg_certificate_title()).id("certificate").text(t.msg_certificate_staff_panel());
    is_certified(license).then(|| panel.with(&Actions::new(buttons)))
}

async fn file(staff: Staff, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let lang = lang_of(visit, &asked);
    let certificate = take_certificate(&Cx { lang, ..visit.cx.clone() }, id).await.unless_broken()?;
    Ok(answer(&visit.cx, &certificate.map_err(Halt::refused)?, lang).await?)
}
