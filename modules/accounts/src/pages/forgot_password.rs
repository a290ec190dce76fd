//! Forgotten password: the form, and the page after it (ACC-13).

use super::cookies::device;
use super::parts::to_sign_in;
use crate::actions::recover::{FORM, Recover, recover};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::human;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Visit};

/// Shows the form.
pub async fn form(visit: Visit) -> Result<Done, Halt> {
    visit.show(&page(&visit, "", &FormErrors::new())?)
}

/// Asks for the link. Whatever is known of the address, the same page follows (ACC-6).
pub async fn submit(visit: Visit, Posted(form): Posted<Recover>) -> Result<Done, Halt> {
    let done = async |()| Ok(visit.go("/forgot-password/sent"));
    let again = async |errors| page(&visit, &form.email, &errors);
    visit.answer(recover(&visit.cx, &form, device(&visit)).await, done, again).await
}

fn page(visit: &Visit, email: &str, errors: &FormErrors) -> Result<Card, Halt> {
    let t = crate::texts(visit.lang());
    let form = PanelForm::in_card("/forgot-password")
        .field(&Field::email("email", t.msg_email()).value(email).errors(errors))
        .field(&human::for_form(&visit.cx, FORM)?.errors(errors))
        .submit(t.msg_forgot_button());
    Ok(Card::new(visit, t.msg_forgot_title(), errors).lede(t.msg_forgot_lede()).with(&form))
}

/// "A mail is on its way".
pub async fn sent(visit: Visit) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    let card = Card::new(&visit, t.msg_sent_title(), &FormErrors::new())
        .lede(t.msg_forgot_sent())
        .lede(t.msg_sent_spam())
        .lede(t.msg_forgot_limit())
        .with(&to_sign_in(visit.lang()));
    visit.show(&card)
}
