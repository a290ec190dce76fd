//! Leaving the company (COM-8): a box to tick, a mailed link, and the password on its page.

use super::user::company;
use crate::actions::ask_leaving::{ask_leaving, opened};
use crate::actions::leave::{ALL, Leave, leave as leave_company};
use crate::refusals::LeaveRefusal;
use crate::rights::Member;
use crate::sessions::{inside, membership};
use crate::texts;
use axum::extract::Query;
use gatehouse_accounts::actions::proven_password::has_password;
use gatehouse_core::Refusal as _;
use gatehouse_signin::carried::{self, Link};
use gatehouse_signin::forms::current_password;
use gatehouse_web::cookies::Name;
use gatehouse_web::frames::{Actions, Panel, PanelForm, Points, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Confirmed, Customer, Done, Halt, Posted, UnlessBroken as _};

/// Where it is below a company's word.
pub(super) const AT: &str = "/me/leave";
const CONFIRM: &str = "/me/leave/confirm";

/// Says what goes and what stays.
pub async fn ask(customer: Customer) -> Result<Done, Halt> {
    customer.visit.show(&asking(&customer, &FormErrors::new()).await?)
}

/// Mails the link.
pub async fn mail(customer: Customer, Posted(form): Posted<Confirmed>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let done = async |()| Ok(visit.go_saying(&customer.scope.path(AT), texts(visit.lang()).msg_leave_mailed()));
    let asked = ask_leaving(&visit.cx, company(&customer)?, form.is_ticked()).await;
    visit.answer(asked, done, async |errors| asking(&customer, &errors).await).await
}

async fn asking(customer: &Customer, errors: &FormErrors) -> Result<Sheet, Halt> {
    let by = inside::<Member>(customer).await?;
    let visit = &customer.visit;
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let name = membership(customer).map(|found| found.company().name.clone()).unwrap_or_default();
    let head = PageHead::new(t.msg_leave_title(name)).lede(t.msg_leave_lede());
    let head = head.crumbs(lang, [(t.msg_me(), customer.scope.path(super::me::AT))]);
    let sheet = Sheet::new(visit, t.msg_leave(), head).narrow().errors(errors);
    if by.is_owner() {
        return Ok(sheet.with(&Panel::new("").text(t.msg_leave_owner())));
    }
    let what = [t.msg_leave_name(), t.msg_leave_requests(), t.msg_leave_again()];
    let confirm = Confirm::new(t.msg_leave_how(), t.msg_leave_tick(), t.msg_leave_button())
        .cancel(t.msg_cancel(), customer.scope.path(super::me::AT))
        .errors(errors);
    let form = PanelForm::new(customer.scope.path(AT)).unguarded().field(&confirm);
    let points = Panel::new("").with(&Points::new(t.msg_leave_what(), what));
    Ok(sheet.with(&points).with(&Panel::new("").danger().with(&form)))
}

/// Takes the token out of the address, then asks for the password.
pub async fn look(customer: Customer, Query(link): Query<Link>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    carried::look(visit, &customer.scope.path(CONFIRM), &link, async |token| {
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
    match leave_company(&visit.cx, company(&customer)?, &form, device).await.unless_broken()? {
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
    let again = Button::link(t.msg_leave(), customer.scope.path(AT));
    let sheet = Sheet::new(visit, t.msg_leave_dead(), head).narrow().with(&Panel::new("").with(&Actions::new([again])));
    visit.show_refused(&refusal, &sheet)
}

async fn confirming(customer: &Customer, form: &Leave, errors: &FormErrors) -> Result<Sheet, Halt> {
    let by = inside::<Member>(customer).await?;
    let visit = &customer.visit;
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let name = membership(customer).map(|found| found.company().name.clone()).unwrap_or_default();
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
        .cancel(t.msg_cancel(), customer.scope.path(super::me::AT))
        .errors(errors);
    let fields = PanelForm::new(customer.scope.path(CONFIRM))
        .unguarded()
        .field(&Field::hidden("token", form.token.as_str()))
        .field(&what.values(&[chosen]))
        .field(&current_password(lang, t.msg_current_password(), errors))
        .field(&confirm);
    Ok(sheet.with(&Panel::new("").danger().with(&fields)))
}
