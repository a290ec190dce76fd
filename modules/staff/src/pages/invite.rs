//! Inviting a colleague.

use super::members::PATH;
use crate::actions::{self, CreatedMember, NewMember};
use crate::model::roles;
use crate::refusals::{MemberError, MemberRefusal};
use crate::texts;
use gatehouse_core::{Invalid, Lang, Outcome, Personal, Role, refuse};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff, Visit};
use serde::Deserialize;

const NEW: &str = "/staff/members/new";

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct MemberForm {
    email: String,
    pub(super) name: String,
    lang: String,
    pub(super) roles: Vec<String>,
}

impl MemberForm {
    /// The chosen roles; a word that is none is refused.
    pub(super) fn roles(&self) -> Outcome<Vec<Role>, MemberRefusal> {
        let chosen: Option<Vec<Role>> = self.roles.iter().take(20).map(|word| Role::from_word(word)).collect();
        chosen.ok_or_else(|| refuse(Invalid::one(MemberError::RoleUnknown).into()))
    }
}

pub(super) fn role_choices(lang: Lang, chosen: &[String], errors: &FormErrors) -> Choices {
    let t = texts(lang);
    let choices = Role::ALL.map(|role| Choice::new(role.word(), roles::name(role, lang)).hint(roles::hint(role, lang)));
    Choices::several("roles", t.msg_roles(), choices).values(chosen).errors(errors)
}

fn invite_page(staff: &Staff, form: &MemberForm, errors: &FormErrors) -> Sheet {
    let lang = staff.visit.lang();
    let t = texts(lang);
    let chosen = if form.lang.is_empty() { lang.tag() } else { form.lang.as_str() };
    let email = Field::text("email", t.msg_email()).autocomplete("off").value(form.email.as_str()).max_length(254);
    let fields = PanelForm::new(NEW)
        .field(&Field::text("name", t.msg_name()).value(form.name.as_str()).max_length(100).errors(errors))
        .field(&email.errors(errors))
        .field(
            &Select::languages("lang", t.msg_language_of_mails(), &staff.visit.languages())
                .value(chosen)
                .errors(errors),
        )
        .field(&role_choices(lang, &form.roles, errors))
        .button(Button::submit(t.msg_invite()).primary())
        .button(Button::link(t.msg_cancel(), PATH));
    let head = PageHead::new(t.msg_invite_title()).lede(t.msg_invite_lede());
    let head = head.crumbs(lang, [(t.msg_members_title(), PATH)]);
    let sheet = Sheet::new(&staff.visit, t.msg_invite_title(), head).narrow().errors(errors);
    sheet.with(&Panel::new("").with(&fields))
}

pub(super) async fn form(staff: Staff) -> Result<Done, Halt> {
    staff.elevated()?;
    staff.visit.show(&invite_page(&staff, &MemberForm::default(), &FormErrors::new()))
}

pub(super) async fn invite(staff: Staff, Posted(form): Posted<MemberForm>) -> Result<Done, Halt> {
    staff.elevated_for(NEW)?;
    let visit = &staff.visit;
    let done = async |created: CreatedMember| {
        let place = format!("{PATH}/{}", created.id);
        Ok(visit.go_saying(&place, texts(visit.lang()).msg_invited(form.email.trim())))
    };
    let again = async |errors| Ok(invite_page(&staff, &form, &errors));
    visit.answer(create(visit, &form).await, done, again).await
}

async fn create(visit: &Visit, form: &MemberForm) -> Outcome<CreatedMember, MemberRefusal> {
    let new = NewMember {
        email: Personal(form.email.clone()),
        name: Personal(form.name.clone()),
        roles: form.roles()?,
        lang: Lang::from_tag(&form.lang).unwrap_or(visit.lang()),
        password: None,
        totp_secret: None,
    };
    actions::create_member(&visit.cx, new).await
}
