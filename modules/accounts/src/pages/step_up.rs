//! The password once more, or a code, before sensitive changes (ACC-10). For changes of factors only a code counts (ACC-9).

use super::cookies::{device, with_session};
use super::{lost, services, text_code};
use crate::actions::passkey_step::step_up_by_passkey;
use crate::actions::send_code::send_to_step_up;
use crate::actions::step_up::{Given, step_up};
use crate::model::text_code::Bound;
use crate::queries::factors::has_any;
use crate::queries::own::own;
use crate::queries::passkeys::to_prove;
use crate::queries::phones::ways;
use axum::extract::Query;
use gatehouse_core::{Secret, Uuid};
use gatehouse_signin::forms::{current_password, login};
use gatehouse_signin::passkeys;
use gatehouse_web::frames::{Card, PanelForm, Paragraph, Points};
use gatehouse_web::view::*;
use gatehouse_web::visit::{query_escape, safe_next};
use gatehouse_web::{Customer, Done, Halt, Posted, Visit};
use serde::Deserialize;

/// Where the button posts that sends a code by text message.
pub(super) const SEND: &str = "/step-up/text";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    next: String,
    /// Not empty: only a code counts.
    factor: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct StepUpForm {
    current: Secret<String>,
    code: String,
    #[serde(flatten)]
    given: passkeys::Given,
    #[serde(flatten)]
    asked: Asked,
}

/// Which phone.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SendForm {
    phone: String,
    #[serde(flatten)]
    asked: Asked,
}

/// The address that sends has no page of its own.
pub async fn up(customer: Customer) -> Done {
    customer.visit.go("/step-up")
}

/// Sends a code by text message.
pub async fn send(customer: Customer, Posted(SendForm { phone, asked }): Posted<SendForm>) -> Result<Done, Halt> {
    let (visit, session) = (&customer.visit, &customer.session);
    let phone = Uuid::parse_str(&phone).map_err(|_| Halt::NotFound)?;
    let place = format!("/step-up?factor={}&next={}", query_escape(&asked.factor), query_escape(&asked.next));
    let done = async |()| Ok(visit.go(&place));
    let again = async |errors| page(&customer, &asked, &errors).await;
    visit.answer(send_to_step_up(&visit.cx, session.id, phone).await, done, again).await
}

/// Shows the form.
pub async fn form(customer: Customer, Query(asked): Query<Asked>) -> Result<Done, Halt> {
    let card = page(&customer, &asked, &FormErrors::new()).await?;
    customer.visit.show(&card)
}

/// Opens sensitive changes and goes back to where they were asked for.
pub async fn submit(customer: Customer, Posted(form): Posted<StepUpForm>) -> Result<Done, Halt> {
    let Customer { visit, session, .. } = customer.clone();
    let asked = form.asked;
    let kept = crate::queries::sessions::is_kept(&visit.cx, session.id).await?;
    let done =
        async |renewed| Ok(with_session(&visit, visit.go(safe_next(Some(&asked.next), "/account")), &renewed, kept));
    let again = async |errors| page(&customer, &asked, &errors).await;
    if !form.given.is_empty() {
        return visit.answer(step_up_by_passkey(&visit.cx, session.id, &form.given).await, done, again).await;
    }
    let is_code = !form.code.trim().is_empty() || !asked.factor.is_empty();
    let given = if is_code { Given::Code(form.code) } else { Given::Password(form.current) };
    visit.answer(step_up(&visit.cx, session.id, &given, device(&visit)).await, done, again).await
}

async fn page(customer: &Customer, asked: &Asked, errors: &FormErrors) -> Result<Card, Halt> {
    let visit = &customer.visit;
    let account = customer.session.account;
    let own = own(&visit.cx, account).await?.ok_or(Halt::NotFound)?;
    let has_factor = has_any(visit.cx.read(), account).await?;
    let only_code = has_factor && !asked.factor.is_empty();
    if !own.has_password && !only_code {
        return without_password(customer, asked, errors).await;
    }
    let email = own.email;
    let lang = visit.lang();
    let t = crate::texts(lang);
    let code = Field::one_time_code("code", t.msg_code()).hint(t.msg_code_hint()).errors(errors);
    let form = PanelForm::in_card("/step-up").field(&login(t.msg_email(), &email));
    let form = if only_code {
        form.field(&code).field(&Field::hidden("factor", "1"))
    } else if has_factor {
        form.field(&code.plain()).field(&Paragraph::between(t.msg_or())).field(&current_password(
            lang,
            t.msg_password_current(),
            errors,
        ))
    } else {
        form.field(&current_password(lang, t.msg_password_current(), errors))
    };
    let form = form.field(&Field::hidden("next", asked.next.as_str())).submit(t.msg_continue());
    let lede = match (only_code, has_factor) {
        (true, _) => t.msg_step_up_code(),
        (false, true) => t.msg_step_up_either(),
        (false, false) => t.msg_step_up_lede(),
    };
    let card = Card::new(visit, t.msg_step_up_title(), errors).lede(lede).with(&form);
    let card = with_phones(customer, card, asked).await?;
    let card = with_passkey(customer, card, asked).await?;
    let card = card.with(&Button::link(t.msg_cancel(), "/").wide());
    Ok(if only_code { card.way(t.msg_lost_way(), t.msg_lost_link(), lost::SIGNED_IN) } else { card })
}

/// With the buttons that send a code by text message, and with what was sent.
async fn with_phones(customer: &Customer, card: Card, asked: &Asked) -> Result<Card, Halt> {
    let (visit, session) = (&customer.visit, &customer.session);
    let ways = ways(&visit.cx, session.account, Bound::StepUp(session.id)).await?;
    if ways.phones.is_empty() {
        return Ok(card);
    }
    let carried = [("next", asked.next.as_str()), ("factor", asked.factor.as_str())];
    let forms = text_code::send_forms(visit, SEND, &ways, &carried);
    let card = forms.iter().fold(card.notice(text_code::notice(visit, ways.sent.as_ref())), Card::with);
    let lines = text_code::none_came(visit).into_iter().chain([crate::texts(visit.lang()).msg_code_recovery()]);
    Ok(card.with(&Points::new(crate::texts(visit.lang()).msg_text_none(), lines)))
}

/// With the button of a passkey, where there is one.
async fn with_passkey(customer: &Customer, card: Card, asked: &Asked) -> Result<Card, Halt> {
    let visit = &customer.visit;
    let question = to_prove(&visit.cx, customer.session.account, customer.session.id).await?;
    Ok(question.iter().fold(card, |card, question| card.with(&by_passkey(visit, question, asked))))
}

fn by_passkey(visit: &Visit, question: &passkeys::Asked, asked: &Asked) -> PanelForm {
    let t = crate::texts(visit.lang());
    let (challenge, options) = (question.challenge.expose(), question.options.as_str());
    let button = PasskeyButton::new(visit.lang(), t.msg_passkey_use(), challenge, options).after(t.msg_or());
    PanelForm::in_card("/step-up")
        .field(&Field::hidden("next", asked.next.as_str()))
        .field(&Field::hidden("factor", asked.factor.as_str()))
        .field(&button)
}

/// Who has no password proves who they are by a service, or sets one by a mailed link; a code or a passkey counts as well.
async fn without_password(customer: &Customer, asked: &Asked, errors: &FormErrors) -> Result<Card, Halt> {
    let visit = &customer.visit;
    let t = crate::texts(visit.lang());
    let card = Card::new(visit, t.msg_step_up_title(), errors).lede(t.msg_step_up_service());
    let card = services::proving(customer, &asked.next).await?.iter().fold(card, Card::with);
    let card = if has_any(visit.cx.read(), customer.session.account).await? {
        let code = Field::one_time_code("code", t.msg_code()).hint(t.msg_code_hint()).errors(errors);
        let next = Field::hidden("next", asked.next.as_str());
        card.with(&PanelForm::in_card("/step-up").field(&code).field(&next).submit(t.msg_continue()))
    } else {
        card
    };
    let card = with_phones(customer, card, asked).await?;
    let card = with_passkey(customer, card, asked).await?;
    let card = card.with(&Button::link(t.msg_cancel(), "/").wide());
    Ok(card.way("", t.msg_step_up_mailed(), "/forgot-password"))
}
