//! Inviting a colleague.

use super::members::PATH;
use super::parts::{Panel, PanelForm, PanelsPage, errors_of};
use crate::actions::{self, NewMember};
use crate::model::roles;
use crate::refusals::{MemberError, MemberRefusal};
use crate::texts;
use gatehouse_core::{Invalid, Lang, Outcome, Personal, Role, Stop, refuse};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff};
use serde::Deserialize;

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

pub(super) fn lang_select(label: String, chosen: &str, errors: &FormErrors) -> Select {
    Select::new("lang", label, Lang::ALL.map(|l| Choice::new(l.tag(), l.name()))).value(chosen).errors(errors)
}

fn invite_page(staff: &Staff, form: &MemberForm, errors: &FormErrors) -> PanelsPage {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let chosen = if form.lang.is_empty() { lang.tag() } else { form.lang.as_str() };
    let fields = PanelForm::new("/staff/members/new")
        .field(&Field::text("name", t.msg_name()).value(form.name.as_str()).max_length(100).errors(errors))
        .field(
            &Field::text("email", t.msg_email())
                .autocomplete("off")
                .value(form.email.as_str())
                .max_length(254)
                .errors(errors),
        )
        .field(&lang_select(t.msg_language_of_mails(), chosen, errors))
        .field(&role_choices(lang, &form.roles, errors))
        .button(Button::submit(t.msg_invite()).primary())
        .button(Button::link(t.msg_cancel(), PATH));
    PanelsPage {
        page: visit.page(t.msg_invite_title()).refused(!errors.is_empty()),
        head: PageHead::new(t.msg_invite_title())
            .lede(t.msg_invite_lede())
            .crumbs(lang, [(t.msg_members_title(), PATH)]),
        summary: ErrorSummary::new(lang, errors),
        notice: None,
        panels: vec![Panel::new("").with(&fields)],
    }
}

pub(super) async fn form(staff: Staff) -> Result<Done, Halt> {
    staff.elevated()?;
    staff.visit.show(&invite_page(&staff, &MemberForm::default(), &FormErrors::new()))
}

pub(super) async fn invite(staff: Staff, Posted(form): Posted<MemberForm>) -> Result<Done, Halt> {
    staff.elevated_for("/staff/members/new")?;
    let visit = &staff.visit;
    let made = match form.roles() {
        Ok(roles) => {
            let new = NewMember {
                email: Personal(form.email.clone()),
                name: Personal(form.name.clone()),
                roles,
                lang: Lang::ALL.into_iter().find(|l| l.tag() == form.lang).unwrap_or(visit.lang()),
                password: None,
                totp_secret: None,
            };
            actions::create_member(&visit.cx, new).await
        }
        Err(stop) => Err(stop),
    };
    match made {
        Ok(created) => {
            let place = format!("{PATH}/{}", created.id);
            Ok(visit.go_saying(&place, texts(visit.lang()).msg_invited(form.email.trim())))
        }
        Err(Stop::Refused(refusal)) => {
            visit.show_again(&invite_page(&staff, &form, &errors_of(visit.lang(), &refusal)))
        }
        Err(stop) => Err(stop.into()),
    }
}
