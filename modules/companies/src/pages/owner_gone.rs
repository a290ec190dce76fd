//! `/c/NAME/owner`: dead end 15, the owner has left (COM-3). Every user gets the letter filled in, to be printed, signed and stamped. Nothing is
//! stored: support starts the change when the letter comes.

use super::ways;
use crate::model::joining_form::{COMPANY, NAME, line};
use crate::queries::members::givers_of;
use crate::rights::{In, Member};
use crate::sessions::{inside, membership};
use crate::texts;
use gatehouse_accounts::model::{Email, FormError};
use gatehouse_core::{Errors, Invalid, OrRefuse as _, Outcome};
use gatehouse_web::frames::{Card, PanelForm, Paragraph};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted};
use serde::Deserialize;

/// Where it is.
pub(super) const AT: &str = "/c/{company}/owner";

/// What the letter says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Letter {
    name: String,
    email: String,
    reason: String,
}

/// Shows the form.
pub(super) async fn form(customer: Customer) -> Result<Done, Halt> {
    let by = inside::<Member>(&customer).await?;
    customer.visit.show(&page(&customer, &by, &Letter::default(), &FormErrors::new()).await?)
}

async fn page(customer: &Customer, by: &In<'_, Member>, typed: &Letter, errors: &FormErrors) -> Result<Card, Halt> {
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let owner = crate::texts::listed(&givers_of(&visit.cx, by).await?, visit.lang());
    let form = PanelForm::in_card(customer.scope.path("/owner"))
        .field(&Field::text("name", t.msg_owner_new()).max_length(NAME).value(&typed.name).errors(errors))
        .field(&Field::email("email", t.msg_owner_new_email()).value(&typed.email).errors(errors))
        .field(
            &TextArea::new("reason", t.msg_owner_reason()).max_length(COMPANY * 5).value(&typed.reason).errors(errors),
        )
        .submit(t.msg_owner_letter());
    let card = Card::new(visit, t.msg_owner_gone_title(), errors).lede(t.msg_owner_gone_lede(owner));
    let back = customer.scope.path("");
    Ok(card.with(&form).with(&Paragraph::muted(t.msg_owner_asks())).way("", t.msg_join_to_company(), back))
}

fn check(typed: &Letter) -> Outcome<(String, String, String), Invalid<FormError>> {
    let mut errors = Errors::<FormError>::default();
    let name = errors.take(line(&typed.name, "name", NAME));
    let email = errors.take(Email::parse(&typed.email).map_err(FormError::from));
    let reason = errors.take(line(&typed.reason.replace(['\r', '\n'], " "), "reason", COMPANY * 5));
    Ok(errors.finish(|| Ok((name?, email?.written().to_owned(), reason?))).or_refuse()?)
}

/// Shows the letter.
pub(super) async fn letter(customer: Customer, Posted(typed): Posted<Letter>) -> Result<Done, Halt> {
    let by = inside::<Member>(&customer).await?;
    let visit = &customer.visit;
    let company = membership(&customer).ok_or(Halt::NotFound)?.company().name.clone();
    let done = async |(name, email, reason): (String, String, String)| {
        let t = texts(visit.lang());
        let owner = crate::texts::listed(&givers_of(&visit.cx, &by).await?, visit.lang());
        let facts = [
            (t.msg_company(), company.clone()),
            (t.msg_owner(), owner),
            (t.msg_owner_new(), name),
            (t.msg_owner_new_email(), email),
            (t.msg_join_reason(), reason),
            (t.msg_join_date(), visit.format().date(visit.cx.now())),
        ];
        let card = Card::new(visit, t.msg_owner_letter_title(), &FormErrors::new()).lede(t.msg_owner_letter_lede());
        let card = ways::ask_support(visit, card, facts);
        let card = card
            .with(&Paragraph::printed(t.msg_owner_signature()))
            .with(&Button::print(t.msg_join_print()).primary().wide());
        Ok(visit.show(&card)?.secret())
    };
    visit.answer(check(&typed), done, async |errors| page(&customer, &by, &typed, &errors).await).await
}
