//! One's own data in the company (COM-6, COM-7): name, country, branch, a link to set a new password, and how one comes to another address.

use super::parts::{data_form, kept, stored, typed};
use super::user::company;
use crate::actions::change_member::change_own;
use crate::actions::mail_password::mail_own_password;
use crate::model::form::MemberForm;
use crate::queries::one_member::own;
use crate::refusals::MemberRefusal;
use crate::rights::Member;
use crate::sessions::inside;
use crate::texts;
use gatehouse_web::frames::{Actions, Panel, Points, Sheet};
use gatehouse_web::support::ask;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _};

/// Where it is below a company's word.
pub(super) const AT: &str = "/me";

/// Shows it.
pub async fn show(customer: Customer) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer, None, false, &FormErrors::new()).await?)
}

/// Saves name, country and branch.
pub async fn save(customer: Customer, Posted(form): Posted<MemberForm>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    match change_own(&visit.cx, company(&customer)?, &form).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(&customer.scope.path(AT), texts(visit.lang()).msg_member_saved())),
        Err(refusal @ (MemberRefusal::Enter(_) | MemberRefusal::Ended(_))) => {
            kept(&customer, &refusal, typed(visit.lang(), &form))
        }
        Err(refusal) => {
            let is_changed = refusal == MemberRefusal::Changed;
            visit.again(&refusal, async |errors| page(&customer, Some(&form), is_changed, &errors).await).await
        }
    }
}

/// Mails a link that sets a new password.
pub async fn mail_password(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let by = inside::<Member>(&customer).await?;
    match mail_own_password(&visit.cx, company(&customer)?, by.member()).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(&customer.scope.path(AT), texts(visit.lang()).msg_password_mailed_you())),
        Err(refusal) => visit.again(&refusal, async |errors| page(&customer, None, false, &errors).await).await,
    }
}

async fn page(
    customer: &Customer,
    form: Option<&MemberForm>,
    is_changed: bool,
    errors: &FormErrors,
) -> Result<Sheet, Halt> {
    let by = inside::<Member>(customer).await?;
    let visit = &customer.visit;
    let found = own(&visit.cx, &by).await?.ok_or(Halt::NotFound)?;
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let scope = &customer.scope;
    let above = scope.company().map(|company| (company.name.clone(), scope.path("")));
    let head = PageHead::new(t.msg_me()).crumbs(lang, above).lede(t.msg_me_lede());
    let now = stored(&found);
    let sheet = Sheet::new(visit, t.msg_me(), head).narrow().errors(errors);
    let sheet = if is_changed {
        let values = typed(lang, &now)
            .into_iter()
            .fold(KeyValues::new(), |all, (label, value)| all.row(label, Cell::text(value)));
        sheet.with(&Panel::new(t.msg_stored_now()).lede(t.msg_stored_now_text()).with(&values))
    } else {
        sheet
    };
    let address = KeyValues::new().row(t.msg_address(), Cell::text(found.address.as_str()));
    let change = Button::link(t.msg_address_change(), scope.path(gatehouse_web::scope::ADDRESS_PAGE));
    let mail = Button::post(t.msg_mail_me_password(), scope.path(&format!("{AT}/password")));
    let sign_in =
        Panel::new(t.msg_sign_in_panel()).with(&address).text(t.msg_password_how()).with(&Actions::new([mail, change]));
    let leave = Button::link(t.msg_leave(), scope.path(super::leave::AT)).danger();
    let leaving = Panel::new(t.msg_leave()).danger();
    let leaving = if found.row.is_owner {
        leaving.text(t.msg_leave_owner()).with(&super::leave::owners_ways(customer))
    } else {
        leaving.text(t.msg_leave_lede()).with(&Actions::new([leave]))
    };
    Ok(sheet
        .with(&data_form(lang, scope.path(AT), (form.unwrap_or(&now), &found), errors))
        .with(&sign_in)
        .with(&leaving))
}

/// How one comes to another address (COM-6): it cannot be changed, and nothing gets lost.
pub async fn address(customer: Customer) -> Result<Done, Halt> {
    let by = inside::<Member>(&customer).await?;
    let visit = &customer.visit;
    let found = own(&visit.cx, &by).await?.ok_or(Halt::NotFound)?;
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let head = PageHead::new(t.msg_address_title()).lede(t.msg_address_lede(found.address));
    let head = head.crumbs(lang, [(t.msg_me(), customer.scope.path(AT))]);
    let steps = [t.msg_address_step_invite(), t.msg_address_step_carry(), t.msg_address_step_leave()];
    let lost = [t.msg_address_lost_password(), t.msg_address_lost_mailbox()];
    let steps = Panel::new("").with(&Points::new(t.msg_address_steps(), steps).in_order());
    let leave = Button::link(t.msg_leave(), customer.scope.path(super::leave::AT));
    let to = ask(&customer.scope, "portal", &[("subject", &t.msg_address_ask())]);
    let carry = Button::link(t.msg_join_ask_support(), to).icon(Icon::Help);
    // An owner names another one first.
    let leave = (!found.row.is_owner).then_some(leave);
    let steps = steps.with(&Actions::new([carry].into_iter().chain(leave)));
    let forgot = Button::link(t.msg_address_forgot(), "/forgot-password");
    let lost = Panel::new("").with(&Points::new(t.msg_address_lost(), lost)).with(&Actions::new([forgot]));
    visit.show(&Sheet::new(visit, t.msg_address_title(), head).narrow().with(&steps).with(&lost))
}
