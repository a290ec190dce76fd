//! `/c/NAME/invitations`: inviting people (COM-5), and what became of it.

use crate::actions::invitations::invite::{Invite, InviteRefusal, branch_of, invite, ticked};
use crate::actions::invitations::invite_again::invite_again;
use crate::actions::invitations::withdraw::withdraw as take_back;
use crate::lists::{INVITATIONS_AT, Invitations};
use crate::model::change;
use crate::model::rights::{CompanyRight, Rights};
use crate::queries::branches;
use crate::rights::{In, InviteUsers};
use crate::sessions::inside;
use crate::texts;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{PanelForm, Paragraph, Sheet};
use gatehouse_web::list::{Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::scope::Company;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, Scope, UnlessBroken as _};
use serde::Deserialize;

/// Where the form is.
pub(super) const NEW: &str = "/c/{company}/invitations/new";
/// The same, below a company's word.
pub(super) const FORM: &str = "/invitations/new";
/// Where one is sent again.
pub(super) const AGAIN: &str = "/c/{company}/invitations/again";
/// Where one is taken back.
pub(super) const WITHDRAW: &str = "/c/{company}/invitations/withdraw";

/// The company of a page below `/c/NAME`.
pub(super) fn company_of(customer: &Customer) -> Result<&Company, Halt> {
    match &customer.scope {
        Scope::Company(company) => Ok(company),
        Scope::Personal => Err(Halt::NotFound),
    }
}

/// The form as it is sent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct InviteForm {
    email: String,
    rights: Vec<String>,
    branch: String,
    lang: String,
}

/// Which one.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    invitation: String,
}

/// Shows a page of the list.
pub(super) async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let list = Invitations::of(inside(&customer).await?, &customer.scope);
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let t = texts(lang);
    let head = PageHead::new(t.msg_invitations_title()).lede(t.msg_invitations_lede());
    let may_invite = inside::<InviteUsers>(&customer).await.is_ok();
    let head = if may_invite {
        let place = customer.scope.path(FORM);
        head.action(Button::link(t.msg_invite_title(), place).primary())
    } else {
        head
    };
    Listed::of_address(visit, list, &asked).await?.show(visit, head)
}

/// The same as a file.
pub(super) async fn file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    list_file(&customer.visit, Invitations::of(inside(&customer).await?, &customer.scope), &asked).await
}

/// Shows the form.
pub(super) async fn form(customer: Customer) -> Result<Done, Halt> {
    let by = inside::<InviteUsers>(&customer).await?;
    customer.elevated()?;
    let typed = InviteForm { lang: customer.visit.lang().tag().to_owned(), ..InviteForm::default() };
    customer.visit.show(&page(&customer, &by, &typed, &FormErrors::new()).await?)
}

async fn page(
    customer: &Customer,
    by: &In<'_, InviteUsers>,
    typed: &InviteForm,
    errors: &FormErrors,
) -> Result<Sheet, Halt> {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let t = texts(lang);
    let email = Field::email("email", t.msg_join_email()).value(&typed.email).errors(errors);
    let mut form = PanelForm::new(customer.scope.path(FORM)).alone().field(&email);
    // Only those that they may give.
    let given: Vec<CompanyRight> = CompanyRight::ALL
        .into_iter()
        .filter(|right| change::invite(by.standing(), Rights::of(&[*right])).is_ok())
        .collect();
    if given.is_empty() {
        form = form.field(&Paragraph::muted(t.msg_invite_no_rights()));
    } else {
        let choices = given.iter().map(|right| Choice::new(right.word(), right.name(lang)));
        let rights = Choices::several("rights", t.msg_rights(), choices).values(&typed.rights);
        form = form.field(&rights.hint(t.msg_invite_rights_hint()).errors(errors));
    }
    let all = branches::of(&visit.cx, &by.as_member()).await?;
    if !all.is_empty() {
        let choices = all.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str()));
        let select = Select::new("branch", t.msg_branch(), choices).first(t.msg_join_no_branch()).value(&typed.branch);
        form = form.field(&select.optional(lang).errors(errors));
    }
    let language = Select::languages("lang", t.msg_invite_lang(), &visit.languages()).value(&typed.lang);
    let form = form
        .field(&language.errors(errors))
        .field(&Paragraph::muted(t.msg_invite_term()))
        .button(Button::submit(t.msg_invite_button()).primary())
        .button(Button::link(t.msg_join_cancel(), customer.scope.path(INVITATIONS_AT)));
    let above = [(t.msg_invitations_title(), customer.scope.path(INVITATIONS_AT))];
    let head = PageHead::new(t.msg_invite_title()).crumbs(lang, above);
    Ok(Sheet::new(visit, t.msg_invite_title(), head).narrow().errors(errors).with(&form))
}

/// Invites.
pub(super) async fn submit(customer: Customer, Posted(typed): Posted<InviteForm>) -> Result<Done, Halt> {
    let by = inside::<InviteUsers>(&customer).await?;
    customer.elevated()?;
    let visit = &customer.visit;
    let company = company_of(&customer)?.id;
    let outcome = match branch_of(&typed.branch) {
        Ok(branch) => {
            let lang = Lang::from_tag(&typed.lang).unwrap_or_else(|| visit.lang());
            let input = Invite { email: typed.email.clone(), rights: ticked(&typed.rights), branch, lang };
            invite(&visit.cx, company, &input).await
        }
        Err(stop) => Err(stop),
    };
    let done = async |_| {
        let said = texts(visit.lang()).msg_invited_done(gatehouse_address::shown(&typed.email));
        Ok(visit.go_saying(&customer.scope.path(INVITATIONS_AT), said))
    };
    match outcome.unless_broken()? {
        Ok(id) => done(id).await,
        Err(refusal @ InviteRefusal::Enter(_)) => Err(Halt::refused(refusal)),
        Err(refusal) => visit.again(&refusal, async |errors| page(&customer, &by, &typed, &errors).await).await,
    }
}

/// Sends one again.
pub(super) async fn again(customer: Customer, Posted(which): Posted<Which>) -> Result<Done, Halt> {
    inside::<InviteUsers>(&customer).await?;
    let visit = &customer.visit;
    let id = Uuid::parse_str(&which.invitation).unwrap_or_default();
    match invite_again(&visit.cx, company_of(&customer)?.id, id).await.unless_broken()? {
        Ok(()) => {
            let said = texts(visit.lang()).msg_invited_again_done();
            Ok(visit.go_saying(&customer.scope.path(INVITATIONS_AT), said))
        }
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

/// Takes one back.
pub(super) async fn withdraw(customer: Customer, Posted(which): Posted<Which>) -> Result<Done, Halt> {
    inside::<crate::queries::members::Users>(&customer).await?;
    let visit = &customer.visit;
    let id = Uuid::parse_str(&which.invitation).unwrap_or_default();
    match take_back(&visit.cx, company_of(&customer)?.id, id).await.unless_broken()? {
        Ok(()) => {
            let said = texts(visit.lang()).msg_invite_withdrawn_done();
            Ok(visit.go_saying(&customer.scope.path(INVITATIONS_AT), said))
        }
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
