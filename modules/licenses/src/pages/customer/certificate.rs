//! `/licenses/{id}/certificate.pdf`: the certificate of a license in the account (LIC-25).

use super::LIST;
use crate::pages::certificate_paper::{answer, buttons, lang_of};
use crate::queries::certificate::{is_certified, of_holder};
use crate::tables::license;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_web::frames::{Actions, Panel};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Customer, Done, Doors, Halt, Visit};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.get("/licenses/{license}/certificate.pdf", file))
}

/// On the page of a license: what the certificate is for, and the file in each language.
pub(super) fn panel(visit: &Visit, license: &license::Model) -> Option<Panel> {
    let t = texts(visit.lang());
    let buttons = buttons(visit, &format!("{LIST}/{}/certificate.pdf", license.id));
    let panel = Panel::new(t.msg_certificate_title()).id("certificate").text(t.msg_certificate_panel());
    is_certified(license).then(|| panel.with(&Actions::new(buttons)))
}

async fn file(customer: Customer, Ids([license]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let lang = lang_of(visit, &asked);
    let certificate = of_holder(&Cx { lang, ..visit.cx.clone() }, account, license).await?.ok_or(Halt::NotFound)?;
    Ok(answer(&visit.cx, &certificate, lang).await?)
}
