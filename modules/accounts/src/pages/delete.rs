//! Deletion of one's own account, and the final page (ACC-17).

use super::cookies::{device, without_session};
use super::export;
use crate::actions::delete_account::{DeleteAccount, delete_account};
use crate::model::config::PlainLogins;
use crate::queries::own::own;
use crate::queries::sessions::was_deleted;
use gatehouse_signin::forms::current_password;
use gatehouse_web::cookies::Name;
use gatehouse_web::frames::{Actions, Card, Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, Visit};

const PATH: &str = "/account/delete";

/// Shows what will happen.
pub async fn form(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let own = own(&visit.cx, customer.session.account).await?.ok_or(Halt::NotFound)?;
    if own.has_password {
        return visit.show(&page(visit, "", &FormErrors::new())?);
    }
    // The account was made by a service: it is deleted with a password, as any other one.
    let t = crate::texts(visit.lang());
    let head = PageHead::new(t.msg_delete_title()).lede(t.msg_service_delete());
    let panel = Panel::new("").with(&Actions::new([Button::link(t.msg_service_set_password(), "/account/password")]));
    visit.show(&Sheet::new(visit, t.msg_delete_title(), head).narrow().with(&panel))
}

/// Deletes the account. The second of two equal requests comes without a session, and is told the same: that is why a visit
/// is taken here, and the customer only after it.
pub async fn submit(visit: Visit, Posted(form): Posted<DeleteAccount>) -> Result<Done, Halt> {
    let gone = |visit: &Visit| without_session(visit, visit.go("/account-deleted"));
    if visit.customer.is_none() && was_deleted(&visit.cx, visit.cookie(Name::Session).unwrap_or_default()).await? {
        return Ok(gone(&visit));
    }
    let visit = Customer::of(visit, false)?.visit;
    let again = async |errors| page(&visit, &form.email, &errors);
    visit.answer(delete_account(&visit.cx, &form, device(&visit)).await, async |()| Ok(gone(&visit)), again).await
}

fn page(visit: &Visit, email: &str, errors: &FormErrors) -> Result<Sheet, Halt> {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let field = if visit.cx.service::<PlainLogins>()?.on {
        Field::login("email", t.msg_email_or_login())
    } else {
        Field::email("email", t.msg_email())
    };
    let confirm = Confirm::new(t.msg_delete_text(), t.msg_delete_tick(), t.msg_delete_button())
        .cancel(t.msg_cancel(), "/account")
        .errors(errors);
    let form = PanelForm::new(PATH)
        .unguarded()
        .field(&field.value(email).errors(errors))
        .field(&current_password(lang, t.msg_password_current(), errors))
        .field(&confirm);
    let head = PageHead::new(t.msg_delete_title()).lede(t.msg_delete_panel());
    let sheet = Sheet::new(visit, t.msg_delete_title(), head).narrow();
    let copy = Panel::new("").text(t.msg_export_before_delete());
    let copy = copy.with(&Actions::new([Button::link(t.msg_export_title(), export::PATH)]));
    Ok(sheet.errors(errors).with(&copy).with(&Panel::new("").danger().with(&form)))
}

/// The final page.
pub async fn deleted(visit: Visit) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    let card = Card::new(&visit, t.msg_deleted_title(), &FormErrors::new()).lede(t.msg_deleted_text());
    let card = card.with(&Button::link(t.msg_deleted_start(), "/").primary().wide());
    visit.show(&card.with(&Button::link(t.msg_register(), "/register").wide()))
}
