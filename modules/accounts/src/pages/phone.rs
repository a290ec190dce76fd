//! Adding a phone that gets codes by text message (ACC-9): its number, then the code that was sent to it.

use super::cookies::with_session;
use super::parts::{SECURITY, proven};
use super::{text_code, two_step};
use crate::actions::add_phone::{AddPhone, add_phone};
use crate::actions::factors::Added;
use crate::actions::offer_phone::{offer_again, offer_phone};
use crate::model::factor::LONGEST_NAME;
use crate::model::text_code::Bound;
use crate::queries::phones::{Sent, sent};
use crate::queries::sessions::is_kept;
use crate::refusals::{FactorRefusal, TextRefusal};
use gatehouse_core::{Outcome, Refusal as _};
use gatehouse_web::frames::{Actions, PanelForm, Points, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

pub(super) const ADD: &str = "/account/security/phone";
pub(super) const CODE: &str = "/account/security/phone/code";
pub(super) const AGAIN: &str = "/account/security/phone/again";
/// The most characters of a number as people write it.
const LONGEST_NUMBER: u32 = 30;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NumberForm {
    number: String,
}

/// Asks for the number.
pub async fn form(customer: Customer) -> Result<Done, Halt> {
    may_add(&customer).await?;
    customer.visit.show(&number_page(&customer, "", &FormErrors::new()))
}

/// Who can change factors, where the installation sends text messages at all.
async fn may_add(customer: &Customer) -> Result<(), Halt> {
    if gatehouse_messages::of(&customer.visit.cx).is_none() {
        return Err(Halt::NotFound);
    }
    proven(customer).await
}

fn number_page(customer: &Customer, typed: &str, errors: &FormErrors) -> Sheet {
    let visit = &customer.visit;
    let (lang, t) = (visit.lang(), crate::texts(visit.lang()));
    let number = Field::tel("number", t.msg_number()).hint(t.msg_number_hint()).max_length(LONGEST_NUMBER);
    let fields = PanelForm::new(ADD)
        .alone()
        .field(&number.value(typed).errors(errors))
        .button(Button::submit(t.msg_number_button()).primary())
        .button(Button::link(t.msg_cancel(), SECURITY));
    let head = PageHead::new(t.msg_phone_add()).lede(t.msg_phone_lede());
    let head = head.crumbs(lang, [(t.msg_security_title(), SECURITY)]);
    let stronger = Notice::info(t.msg_phone_stronger());
    Sheet::new(visit, t.msg_phone_add(), head).narrow().errors(errors).notices([stronger]).with(&fields)
}

/// Sends the code to it.
pub async fn submit(customer: Customer, Posted(form): Posted<NumberForm>) -> Result<Done, Halt> {
    may_add(&customer).await?;
    let offered = offer_phone(&customer.visit.cx, customer.session.id, &form.number).await;
    answer(&customer, offered, async |errors| Ok(number_page(&customer, &form.number, &errors))).await
}

/// What follows a code that was asked for.
async fn answer(
    customer: &Customer,
    sent: Outcome<(), TextRefusal>,
    again: impl AsyncFnOnce(FormErrors) -> Result<Sheet, Halt>,
) -> Result<Done, Halt> {
    let visit = &customer.visit;
    match sent.unless_broken()? {
        Ok(()) => Ok(visit.go(CODE)),
        Err(TextRefusal::Factor(FactorRefusal::ProofDue)) => Err(two_step::to_proof(ADD)),
        Err(TextRefusal::Factor(FactorRefusal::Already)) => {
            Ok(visit.go_saying(SECURITY, crate::texts(visit.lang()).msg_phone_already()))
        }
        Err(refusal @ TextRefusal::CodeOver) => Ok(visit.go_saying(ADD, refusal.text(visit.lang()))),
        Err(refusal) => visit.again(&refusal, again).await,
    }
}

/// Asks for the code.
pub async fn code_form(customer: Customer) -> Result<Done, Halt> {
    may_add(&customer).await?;
    match waiting(&customer).await? {
        Some(sent) => Ok(customer.visit.show(&code_page(&customer, &sent, "", &FormErrors::new()))?.secret()),
        None => Ok(customer.visit.go(ADD)),
    }
}

async fn waiting(customer: &Customer) -> Result<Option<Sent>, Halt> {
    let session = &customer.session;
    Ok(sent(&customer.visit.cx, session.account, Bound::Add(session.id)).await?)
}

fn code_page(customer: &Customer, sent: &Sent, name: &str, errors: &FormErrors) -> Sheet {
    let visit = &customer.visit;
    let (lang, t) = (visit.lang(), crate::texts(visit.lang()));
    let code = Field::one_time_code("code", t.msg_code()).hint(t.msg_text_code_hint()).errors(errors);
    let field = Field::text("name", t.msg_factor_name()).hint(t.msg_phone_name_hint()).max_length(LONGEST_NAME);
    let fields = PanelForm::new(CODE)
        .alone()
        .unguarded()
        .field(&Field::hidden("of", sent.id.to_string()))
        .field(&code)
        .field(&field.value(name).optional(lang).errors(errors))
        .button(Button::submit(t.msg_phone_button()).primary())
        .button(Button::link(t.msg_cancel(), SECURITY));
    let head = PageHead::new(t.msg_phone_add()).crumbs(lang, [(t.msg_security_title(), SECURITY)]);
    let ways = [
        Button::post(t.msg_text_send_again(sent.ending.as_str()), AGAIN),
        Button::link(t.msg_phone_other_number(), ADD),
    ];
    Sheet::new(visit, t.msg_phone_add(), head)
        .narrow()
        .errors(errors)
        .notices(text_code::notice(visit, Some(sent)))
        .with(&fields)
        .with(&Points::new(t.msg_text_none(), text_code::none_came(visit)))
        .with(&Actions::new(ways))
}

/// Sends another code to the same number.
pub async fn again(customer: Customer) -> Result<Done, Halt> {
    may_add(&customer).await?;
    let waits = waiting(&customer).await?;
    let offered = offer_again(&customer.visit.cx, customer.session.id).await;
    answer(&customer, offered, async |errors| {
        Ok(match &waits {
            Some(sent) => code_page(&customer, sent, "", &errors),
            None => number_page(&customer, "", &errors),
        })
    })
    .await
}

/// The form that sends again posts to an address that has no page of its own.
pub async fn up(customer: Customer) -> Done {
    customer.visit.go(CODE)
}

/// Adds the phone. The first factor brings recovery codes, which are shown this once.
pub async fn code_submit(customer: Customer, Posted(form): Posted<AddPhone>) -> Result<Done, Halt> {
    may_add(&customer).await?;
    let (visit, session) = (&customer.visit, &customer.session);
    let t = crate::texts(visit.lang());
    let Added { session: renewed, codes, .. } = match add_phone(&visit.cx, session.id, &form).await.unless_broken()? {
        Ok(added) => added,
        Err(refusal) => {
            let Some(sent) = waiting(&customer).await? else {
                return answer(&customer, Err(gatehouse_core::refuse(over(refusal))), async |_: FormErrors| {
                    Err(Halt::NotFound)
                })
                .await;
            };
            let again = async |errors| Ok(code_page(&customer, &sent, &form.name, &errors));
            return answer(&customer, Err(gatehouse_core::refuse(refusal)), again).await;
        }
    };
    let kept = is_kept(&visit.cx, session.id).await?;
    let done = if codes.is_empty() {
        visit.go_saying(SECURITY, t.msg_phone_done())
    } else {
        visit.show(&two_step::codes_page(visit, &codes, t.msg_codes_lede()))?.secret()
    };
    Ok(with_session(visit, done, &renewed, kept))
}

/// Without a code that waits there is no page to show a mistake on.
fn over(refusal: TextRefusal) -> TextRefusal {
    if matches!(refusal, TextRefusal::Factor(_)) { refusal } else { TextRefusal::CodeOver }
}
