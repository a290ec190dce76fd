//! A login that is no address (ACC-14), where the operator allows that, and a new password that waits (ACC-13).

use super::email::of_nobody_else;
use super::parts::{SECURITY, proven};
use super::two_step::{codes_page, to_proof};
use crate::actions::choose_login::{ChooseLogin, choose_login};
use crate::actions::stop_waiting_password::stop_waiting_password;
use crate::model::config::PlainLogins;
use crate::model::login::{LONGEST, LONGEST_ANSWER, QUESTIONS, question};
use crate::queries::logins::{due, waiting};
use crate::refusals::AddressRefusal;
use gatehouse_core::{Fault, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Points, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _, Visit};

pub(super) const PATH: &str = "/account/login";
const PROFILE: &str = "/account";

/// Shows the limits, and the form.
pub async fn form(customer: Customer) -> Result<Done, Halt> {
    allowed(&customer.visit)?;
    of_nobody_else(&customer.visit)?;
    proven(&customer).await?;
    customer.visit.show(&page(&customer.visit, &ChooseLogin::default(), &FormErrors::new()))
}

/// Chooses the login. Recovery codes that are new are shown.
pub async fn submit(customer: Customer, Posted(form): Posted<ChooseLogin>) -> Result<Done, Halt> {
    allowed(&customer.visit)?;
    proven(&customer).await?;
    let visit = &customer.visit;
    let t = crate::texts(visit.lang());
    match choose_login(&visit.cx, customer.session.id, &form).await.unless_broken()? {
        Ok(Some(codes)) => Ok(visit.show(&codes_page(visit, &codes, t.msg_login_codes()))?.secret()),
        Ok(None) => Ok(visit.go_saying(PROFILE, t.msg_login_done())),
        Err(AddressRefusal::ProofDue) => Err(to_proof(PATH)),
        Err(refusal) => Ok(visit.again(&refusal, async |errors| Ok(page(visit, &form, &errors))).await?.secret()),
    }
}

fn allowed(visit: &Visit) -> Result<(), Halt> {
    if visit.cx.service::<PlainLogins>()?.on { Ok(()) } else { Err(Halt::NotFound) }
}

fn page(visit: &Visit, form: &ChooseLogin, errors: &FormErrors) -> Sheet {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let head = PageHead::new(t.msg_login_title()).lede(t.msg_login_lede());
    let head = head.crumbs(lang, [(t.msg_profile_title(), PROFILE)]);
    let questions = (0..QUESTIONS).map(|number| Choice::new(number.to_string(), question(lang, number)));
    let questions = Select::new("question", t.msg_question(), questions).first(t.msg_question_choose());
    let fields = PanelForm::new(PATH)
        .field(
            &Field::login("login", t.msg_login())
                .hint(t.msg_login_hint())
                .value(form.login.as_str())
                .max_length(LONGEST)
                .errors(errors),
        )
        .field(&questions.value(&form.question).errors(errors))
        .field(
            &Field::text("answer", t.msg_answer()).hint(t.msg_answer_hint()).max_length(LONGEST_ANSWER).errors(errors),
        )
        .field(&Checkbox::new("confirm", t.msg_login_agree()).checked(form.confirm == "true").errors(errors))
        .button(Button::submit(t.msg_login_button()).primary())
        .button(Button::link(t.msg_cancel(), PROFILE));
    let limits = [t.msg_login_limit_answers(), t.msg_login_limit_recovery(), t.msg_login_limit_notices()];
    let panel = Panel::new("").with(&Points::new(t.msg_login_limits(), limits)).with(&fields);
    Sheet::new(visit, t.msg_login_title(), head).narrow().errors(errors).with(&panel)
}

/// Says that a new password waits, with the button that stops it.
pub(super) async fn notice(visit: &Visit, account: Uuid) -> Result<Option<Notice>, Fault> {
    let Some(row) = waiting(visit.cx.read(), account).await? else { return Ok(None) };
    let t = crate::texts(visit.lang());
    let due = visit.format().date_time(due(&row));
    let stop = Button::post(t.msg_waiting_password_stop(), "/account/security/stop-password");
    Ok(Some(Notice::warn(t.msg_waiting_password(due)).title(t.msg_waiting_password_title()).button(stop)))
}

/// Stops it.
pub async fn stop(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    stop_waiting_password(&visit.cx).await?;
    Ok(visit.go_saying(SECURITY, crate::texts(visit.lang()).msg_waiting_password_stopped()))
}
