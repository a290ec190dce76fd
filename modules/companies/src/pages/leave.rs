//! Leaving the company (COM-8): a box to tick, a mailed link, and the password on its page. The same pages are among a person's own, for whom the
//! company does not let in: nobody is kept there.

use crate::actions::ask_leaving::{ask_leaving, opened};
use crate::actions::leave::{ALL, Leave, leave as leave_company};
use crate::queries::membership::Membership;
use crate::refusals::LeaveRefusal;
use crate::rights::{In, Member};
use crate::sessions::own_membership;
use crate::texts;
use axum::extract::Query;
use gatehouse_accounts::actions::proven_password::has_password;
use gatehouse_core::Refusal as _;
use gatehouse_signin::carried::{self, Link};
use gatehouse_signin::forms::current_password;
use gatehouse_web::cookies::Name;
use gatehouse_web::frames::{Actions, Panel, PanelForm, Points, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Confirmed, Customer, Done, Halt, Posted, Scope, UnlessBroken as _};

/// Where it is below a company's word.
pub(super) const AT: &str = "/me/leave";
const CONFIRM: &str = "/me/leave/confirm";
/// Where they are among a person's own pages.
pub(crate) const OUTSIDE: &str = "/account/company/leave";
/// The link's page there.
pub(super) const OUTSIDE_CONFIRM: &str = "/account/company/leave/confirm";

/// The address of this page in the scope of the request.
fn here(customer: &Customer) -> String {
    match customer.scope {
        Scope::Company(_) => customer.scope.path(AT),
        Scope::Personal => OUTSIDE.to_owned(),
    }
}

/// What an owner can do instead: make somebody else the owner, or delete the company.
pub(super) fn owners_ways(customer: &Customer) -> Actions {
    let t = texts(customer.visit.lang());
    let company = customer.scope.company().or(customer.visit.company.as_ref());
    let at = |below: &str| company.map(|company| format!("/c/{}{below}", company.word)).unwrap_or_default();
    let next = Button::link(t.msg_owner_ask_title(), at("/another-owner"));
    Actions::new([next, Button::link(t.msg_delete_button(), at(super::delete::PAGE)).danger()])
}

/// The address of the link's page.
fn confirm_page(customer: &Customer) -> String {
    match customer.scope {
        Scope::Company(_) => customer.scope.path(CONFIRM),
        Scope::Personal => OUTSIDE_CONFIRM.to_owned(),
    }
}

/// Where somebody goes who stays.
fn back(customer: &Customer) -> String {
    match customer.scope {
        Scope::Company(_) => customer.scope.path(super::me::AT),
        Scope::Personal => "/account".to_owned(),
    }
}

/// Whoever leaves; who belongs to no company has no such page.
fn leaver(customer: &Customer) -> Result<(&Membership, In<'static, Member>), Halt> {
    let found = own_membership(customer).ok_or(Halt::NotFound)?;
    Ok((found, In::of(found).ok_or(Halt::NotFound)?))
}

/// Says what goes and what stays.
pub async fn ask(customer: Customer) -> Result<Done, Halt> {
    customer.visit.show(&asking(&customer, &FormErrors::new()).await?)
}

/// Mails the link.
pub async fn mail(customer: Customer, Posted(form): Posted<Confirmed>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let done = async |()| Ok(visit.go_saying(&here(&customer), texts(visit.lang()).msg_leave_mailed()));
    let company = leaver(&customer)?.1.company();
    let asked = ask_leaving(&visit.cx, company, form.is_ticked(), &confirm_page(&customer)).await;
    visit.answer(asked, done, async |errors| asking(&customer, &errors).await).await
}

async fn asking(customer: &Customer, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (found, by) = leaver(customer)?;
    let visit = &customer.visit;
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let name = found.company().name.clone();
    let head = PageHead::new(t.msg_leave_title(name)).lede(t.msg_leave_lede());
    let head = match customer.scope {
        Scope::Company(_) => head.crumbs(lang, [(t.msg_me(), back(customer))]),
        Scope::Personal => head,
    };
    let sheet = Sheet::new(visit, t.msg_leave(), head).narrow().errors(errors);
    if by.is_owner() {
        return Ok(sheet.with(&Panel::new("").text(t.msg_leave_owner()).with(&owners_ways(customer))));
    }
    let what = [t.msg_leave_name(), t.msg_leave_requests(), t.msg_leave_again()];
    let confirm = Confirm::new(t.msg_leave_how(), t.msg_leave_tick(), t.msg_leave_button())
        .cancel(t.msg_cancel(), back(customer))
        .errors(errors);
    let form = PanelForm::new(here(customer)).unguarded().field(&confirm);
    let points = Panel::new("").with(&Points::new(t.msg_leave_what(), what));
    Ok(sheet.with(&points).with(&Panel::new("").danger().with(&form)))
}

/// Takes the token out of the address, then asks for the password.
pub async fn look(customer: Customer, Query(link): Query<Link>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    carried::look(visit, &confirm_page(&customer), &link, async |token| {
        if opened(&visit.cx, &token).is_none() {
            return dead(&customer);
        }
        let form = Leave { token, ..Leave::default() };
        Ok(visit.show(&confirming(&customer, &form, &FormErrors::new()).await?)?.secret())
    })
    .await
}

/// Leaves.
pub async fn leave(customer: Customer, Posted(form): Posted<Leave>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let device = visit.cookie(Name::Device);
    match leave_company(&visit.cx, leaver(&customer)?.1.company(), &form, device).await.unless_broken()? {
        Ok(true) => {
            let gone = visit.without_cookie(visit.go("/account-deleted"), Name::Session);
            Ok(carried::drop_carried(visit, gone))
        }
        Ok(false) => Ok(carried::drop_carried(visit, visit.go_saying("/account", t.msg_left()))),
        Err(LeaveRefusal::BadLink) => dead(&customer),
        Err(refusal) => {
            let again = async |errors| confirming(&customer, &form, &errors).await;
            Ok(visit.again(&refusal, again).await?.secret())
        }
    }
}

/// The link opens nothing: the way to a new one.
fn dead(customer: &Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let refusal = LeaveRefusal::BadLink;
    let head = PageHead::new(t.msg_leave_dead()).lede(refusal.text(visit.lang()));
    let again = Button::link(t.msg_leave(), here(customer));
    let sheet = Sheet::new(visit, t.msg_leave_dead(), head).narrow().with(&Panel::new("").with(&Actions::new([again])));
    visit.show_refused(&refusal, &sheet)
}

async fn confirming(customer: &Customer, form: &Leave, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (found, by) = leaver(customer)?;
    let visit = &customer.visit;
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let name = found.company().name.clone();
    let head = PageHead::new(t.msg_leave_title(name)).lede(t.msg_leave_confirm_lede());
    let sheet = Sheet::new(visit, t.msg_leave(), head).narrow().errors(errors);
    if !has_password(visit.cx.read(), by.account()).await? {
        // The account was made by a service: leaving takes a password, as deleting it does.
        let set = Actions::new([Button::link(t.msg_leave_set_password(), "/account/password")]);
        return Ok(sheet.with(&Panel::new("").text(t.msg_leave_no_password()).with(&set)));
    }
    let chosen = if form.what == ALL { ALL } else { "membership" };
    let what = Choices::one(
        "what",
        t.msg_leave_account(),
        [
            Choice::new("membership", t.msg_leave_keeps()).hint(t.msg_leave_keeps_hint()),
            Choice::new(ALL, t.msg_leave_all()).hint(t.msg_leave_all_hint()),
        ],
    );
    let confirm = Confirm::new(t.msg_leave_final(), t.msg_leave_final_tick(), t.msg_leave())
        .cancel(t.msg_cancel(), back(customer))
        .errors(errors);
    let fields = PanelForm::new(confirm_page(customer))
        .unguarded()
        .field(&Field::hidden("token", form.token.as_str()))
        .field(&what.values(&[chosen]))
        .field(&current_password(lang, t.msg_current_password(), errors))
        .field(&confirm);
    Ok(sheet.with(&Panel::new("").danger().with(&fields)))
}
