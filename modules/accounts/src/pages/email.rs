//! Another address to sign in with (ACC-14): asking for it, and what waits for its proof.

use super::login;
use super::parts::proven;
use super::two_step::to_proof;
use crate::actions::ask_address_change::{AskAddressChange, ask_address_change};
use crate::actions::cancel_address_change::cancel_address_change;
use crate::actions::send_address_again::send_address_again;
use crate::model::config::PlainLogins;
use crate::queries::addresses::Waiting;
use crate::queries::own::{Own, own};
use crate::refusals::AddressRefusal;
use gatehouse_core::Refusal as _;
use gatehouse_web::frames::{Actions, Panel, PanelForm, Points, Sheet};
use gatehouse_web::scope::ADDRESS_PAGE;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, Scope, UnlessBroken as _, Visit};

pub(super) const PATH: &str = "/account/email";
const AGAIN: &str = "/account/email/again";
const CANCEL: &str = "/account/email/cancel";
const PROFILE: &str = "/account";

/// Shows what waits, and the form.
pub async fn form(customer: Customer) -> Result<Done, Halt> {
    of_nobody_else(&customer.visit)?;
    proven(&customer).await?;
    let sheet = page(&customer, "", &FormErrors::new()).await?;
    customer.visit.show(&sheet)
}

/// Asks for the change. Whoever has the address, the same page follows (ACC-6).
pub async fn submit(customer: Customer, Posted(form): Posted<AskAddressChange>) -> Result<Done, Halt> {
    proven(&customer).await?;
    let visit = &customer.visit;
    match ask_address_change(&visit.cx, customer.session.id, &form).await.unless_broken()? {
        Ok(_) => Ok(visit.go_saying(PATH, crate::texts(visit.lang()).msg_sent_title())),
        Err(AddressRefusal::ProofDue) => Err(to_proof(PATH)),
        Err(refusal) => visit.again(&refusal, async |errors| page(&customer, &form.email, &errors).await).await,
    }
}

/// Sends users of a company to its page that tells how they come to another address (COM-6).
pub(super) fn of_nobody_else(visit: &Visit) -> Result<(), Halt> {
    match &visit.company {
        None => Ok(()),
        Some(company) if company.is_open => Err(Halt::GoTo(Scope::Company(company.clone()).path(ADDRESS_PAGE))),
        Some(_) => Err(Halt::refused(AddressRefusal::OfCompany)),
    }
}

/// Sends the mail again.
pub async fn again(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let t = crate::texts(visit.lang());
    Ok(match send_address_again(&visit.cx).await.unless_broken()? {
        Ok(()) => visit.go_saying(PATH, t.msg_sent_again_done()),
        Err(refusal @ AddressRefusal::NothingWaits) => visit.go_saying(PROFILE, refusal.text(visit.lang())),
        Err(refusal) => return Err(Halt::refused(refusal)),
    })
}

/// Takes the change back.
pub async fn cancel(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    cancel_address_change(&visit.cx).await?;
    Ok(visit.go_saying(PROFILE, crate::texts(visit.lang()).msg_email_cancelled()))
}

/// Where a lost answer of a button leads.
pub async fn up(customer: Customer) -> Result<Done, Halt> {
    Ok(customer.visit.go(PATH))
}

async fn page(customer: &Customer, typed: &str, errors: &FormErrors) -> Result<Sheet, Halt> {
    let visit = &customer.visit;
    let lang = visit.lang();
    let t = crate::texts(lang);
    let own = own(&visit.cx, customer.session.account).await?.ok_or(Halt::NotFound)?;
    let head = PageHead::new(t.msg_email_title()).lede(t.msg_email_lede(gatehouse_address::shown(&own.email)));
    let head = head.crumbs(lang, [(t.msg_profile_title(), PROFILE)]);
    let sheet = Sheet::new(visit, t.msg_email_title(), head).narrow().errors(errors);
    let form = PanelForm::new(PATH)
        .field(&Field::email("email", t.msg_email_new()).value(typed).errors(errors))
        .button(Button::submit(t.msg_email_button()).primary())
        .button(Button::link(t.msg_cancel(), PROFILE));
    let lines = [t.msg_email_how_link(), t.msg_email_how_old(), t.msg_email_how_undo()];
    let login = Actions::new([Button::link(t.msg_login_instead(), login::PATH).quiet()]);
    let is_on = visit.cx.service::<PlainLogins>()?.on;
    let sheet = match &own.next {
        None => sheet,
        Some(waiting) => sheet.with(&waiting_panel(visit, waiting)),
    };
    let panel = Panel::new("").with(&form).with(&Points::new(t.msg_email_how(), lines));
    Ok(sheet.with(&if is_on { panel.with(&login) } else { panel }))
}

/// What waits, what to do when nothing comes, and the ways to go on.
fn waiting_panel(visit: &Visit, waiting: &Waiting) -> Panel {
    let t = crate::texts(visit.lang());
    let again = Button::post(t.msg_sent_again_button(), AGAIN).icon(Icon::Refresh);
    let lines = [t.msg_sent_delay(), t.msg_sent_spam(), t.msg_email_typing()];
    Panel::new(t.msg_email_waits_title())
        .text(waits(visit, waiting))
        .with(&Points::new(t.msg_sent_nothing(), lines))
        .with(&Actions::new([again, Button::post(t.msg_email_cancel(), CANCEL)]))
}

fn waits(visit: &Visit, waiting: &Waiting) -> String {
    let until = visit.format().date_time(waiting.until);
    crate::texts(visit.lang()).msg_email_waits(gatehouse_address::shown(&waiting.email), until)
}

/// The address on the page of the profile, and how to have another one.
pub(super) fn panel(visit: &Visit, own: &Own) -> Panel {
    let t = crate::texts(visit.lang());
    let address = KeyValues::new().row(t.msg_email(), Cell::text(gatehouse_address::shown(&own.email)));
    let panel = Panel::new(t.msg_profile_sign_in()).with(&address);
    match &own.next {
        None => panel.with(&Actions::new([Button::link(t.msg_email_change(), PATH)])),
        Some(waiting) => panel.text(waits(visit, waiting)).with(&Actions::new([
            Button::link(t.msg_email_change(), PATH),
            Button::post(t.msg_email_cancel(), CANCEL),
        ])),
    }
}
