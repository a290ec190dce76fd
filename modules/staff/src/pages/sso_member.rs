//! How a member signs in, on their page for administrators: by the vendor's own provider, or by their own means (ALL-8).

use super::member::{answer, guard_factor, page_of};
use crate::actions::single_sign_on::attach::attach;
use crate::actions::single_sign_on::detach::detach;
use crate::model::single_sign_on::SingleSignOn;
use crate::queries::recipients::Member;
use crate::texts;
use gatehouse_web::frames::{Panel, PanelForm};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff};
use serde::Deserialize;

/// What an administrator does about it. Who comes by the provider can be switched back also when the operator wants no single sign-on any more.
pub(super) fn panel(staff: &Staff, member: &Member, errors: &FormErrors) -> Option<Panel> {
    let t = texts(staff.visit.lang());
    let page = page_of(member.row.id);
    if member.row.identity_sealed.is_some() {
        let button = Button::post(t.msg_sso_detach(), format!("{page}/own-sign-in")).danger();
        return Some(Panel::new(t.msg_sso()).text(t.msg_sso_detach_text()).with(&button));
    }
    let sso = SingleSignOn::of(&staff.visit.cx)?;
    let subject = Field::text("subject", t.msg_sso_subject()).hint(t.msg_sso_subject_hint()).autocomplete("off");
    let form = PanelForm::new(format!("{page}/sso"))
        .field(&subject.max_length(255).errors(errors))
        .button(Button::submit(t.msg_sso_attach()));
    Some(Panel::new(t.msg_sso()).text(t.msg_sso_attach_text(sso.provider.label.as_str())).with(&form))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct SubjectForm {
    subject: String,
}

pub(super) async fn connect(staff: Staff, Ids([id]): Ids<1>, Posted(form): Posted<SubjectForm>) -> Result<Done, Halt> {
    guard_factor(&staff, id)?;
    let outcome = attach(&staff.visit.cx, staff.session.id, id, &form.subject).await;
    answer(&staff, id, None, outcome, texts(staff.visit.lang()).msg_sso_attached()).await
}

pub(super) async fn disconnect(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    guard_factor(&staff, id)?;
    let outcome = detach(&staff.visit.cx, Some(staff.session.id), id).await.map(drop);
    answer(&staff, id, None, outcome, texts(staff.visit.lang()).msg_sso_detached()).await
}
