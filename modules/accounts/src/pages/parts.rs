//! What several pages have.

use crate::model::FormError;
use crate::queries::factors;
use crate::refusals::BadLink;
use crate::sessions::is_factor_proven;
use gatehouse_core::{Lang, Refusal as _};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::support::ask_without_account;
use gatehouse_web::view::{Button, Field, FormErrors, Password};
use gatehouse_web::visit::query_escape;
use gatehouse_web::{Customer, Done, Halt, Visit};
use serde::Deserialize;

/// Where everything about the safety of an account stands together.
pub const SECURITY: &str = "/account/security";

/// For changes of factors: sends who has one to give one, and who has none to prove who they are (ACC-9, ACC-10).
pub async fn proven(customer: &Customer) -> Result<(), Halt> {
    let (cx, session) = (&customer.visit.cx, &customer.session);
    if !factors::has_any(cx.read(), session.account).await? {
        return customer.elevated();
    }
    if is_factor_proven(cx, cx.read(), session.id, session.account).await? {
        return Ok(());
    }
    Err(Halt::GoTo(format!("/step-up?factor=1&next={}", query_escape(&customer.visit.path))))
}

/// A mailed link that opens nothing, and why; `ways` adds what can be done instead.
pub fn dead_link(visit: &Visit, bad: BadLink, ways: impl FnOnce(Card) -> Card) -> Result<Done, Halt> {
    let title = crate::texts(visit.lang()).msg_dead_title();
    let card = Card::new(visit, title, &FormErrors::new()).lede(bad.text(visit.lang()));
    visit.show_refused(&bad, &ways(card))
}

/// The way to support for who cannot sign in, from a card (SUP-16, SUP-21).
pub fn to_support(visit: &Visit, card: Card) -> Card {
    let to = ask_without_account("access", &[("kind", "no_sign_in")]);
    card.way("", crate::texts(visit.lang()).msg_front_help(), to)
}

/// The way to sign in, from a card.
pub fn to_sign_in(lang: Lang) -> Button {
    Button::link(crate::texts(lang).msg_sign_in(), "/sign-in").wide()
}

/// Where to go afterwards.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    pub next: String,
}

/// To whom a mail went, or which login is asked about: sealed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SentTo {
    pub to: String,
}

/// The button that sends the mail again.
pub fn send_again(lang: Lang, action: &str, to: &str) -> PanelForm {
    let again = Button::submit(crate::texts(lang).msg_sent_again_button()).wide();
    PanelForm::in_card(action).field(&Field::hidden("to", to)).field(&again)
}

/// A new password once more; script says at once when it differs.
pub fn new_password_again(lang: Lang, label: String, errors: &FormErrors) -> Password {
    let differs = FormError::PasswordsDiffer.text(lang);
    Password::fresh(lang, "again", label).repeats(differs).errors(errors)
}
