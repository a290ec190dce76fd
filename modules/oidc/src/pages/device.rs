//! `/device`: somebody types the code that a product shows, sees what the product told of itself, and connects it with their account (RFC 8628
//! §3.3). An address fills the code in and does no more: connecting takes a button, also where the whole address was opened (§5.4).

use super::authorize::prove;
use super::words::allowed;
use crate::actions::answer_device::{CODES, DeviceRefusal, Waiting, answer_device, behind, look_up};
use crate::model::discovery::DEVICE_PAGE;
use crate::model::terms;
use crate::texts;
use axum::extract::Query;
use gatehouse_accounts::entering::sign_in_towards;
use gatehouse_accounts::queries::proofs;
use gatehouse_web::frames::{Card, PanelForm, Paragraph, Points};
use gatehouse_web::query::address;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

/// Where somebody decides.
const CONFIRM: &str = "/device/confirm";
/// Where it says that the product goes on.
const DONE: &str = "/device/done";

pub(super) fn doors() -> Doors {
    Doors::new()
        .anyone(|doors| doors.form(DEVICE_PAGE, form, submit, CODES))
        .customers(|doors| doors.form(CONFIRM, look, decide).get(DONE, done))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    user_code: String,
    code: String,
}

async fn form(visit: Visit, Query(typed): Query<Typed>) -> Result<Done, Halt> {
    let code: String = typed.user_code.chars().filter(|c| !c.is_control()).take(20).collect();
    visit.show(&page(&visit, &code, &FormErrors::new()))
}

async fn submit(visit: Visit, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let done = async |(waiting, ticket): (Waiting, String)| {
        let place = address(CONFIRM, &[("ticket", &ticket)]);
        // Who has typed an address in the product finds it here (ACC-4).
        if visit.customer.is_none() && !waiting.about.login_hint.is_empty() {
            return Ok(visit.go(&sign_in_towards(&visit, &waiting.about.login_hint, &place)?));
        }
        Ok(visit.go(&place))
    };
    let again = async |errors| Ok(page(&visit, &typed.code, &errors));
    visit.answer(Box::pin(look_up(&visit.cx, &typed.code)).await, done, again).await
}

fn page(visit: &Visit, code: &str, errors: &FormErrors) -> Card {
    let t = texts(visit.lang());
    let field = Field::code("code", t.msg_device_code()).hint(t.msg_device_code_hint()).value(code).max_length(20);
    let form = PanelForm::in_card(DEVICE_PAGE).field(&field.errors(errors)).submit(t.msg_device_go_on());
    Card::new(visit, t.msg_device_title(), errors).lede(t.msg_device_lede()).with(&form)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Of {
    ticket: String,
    answer: String,
}

async fn look(customer: Customer, Query(of): Query<Of>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let Some(waiting) = behind(&visit.cx, &of.ticket).await? else {
        return visit.again(&DeviceRefusal::Over, async |errors| Ok(page(visit, "", &errors))).await;
    };
    if is_proof_due(&customer).await? {
        return Ok(prove_first(&customer, &of.ticket));
    }
    visit.show(&question(&customer, &of.ticket, &waiting))
}

/// Whose proof is older than twelve hours proves anew who they are.
async fn is_proof_due(customer: &Customer) -> Result<bool, Halt> {
    let cx = &customer.visit.cx;
    let proven = proofs::of_session(cx.read(), customer.session.id, cx.now()).await?;
    Ok(!proven.is_some_and(|proven| proven.at.was_within(cx.now(), terms::DEVICE_PROOF)))
}

fn prove_first(customer: &Customer, ticket: &str) -> Done {
    customer.visit.go(&prove(&address(CONFIRM, &[("ticket", ticket)]), false))
}

async fn decide(customer: Customer, Posted(of): Posted<Of>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let yes = match of.answer.as_str() {
        "connect" => true,
        "refuse" => false,
        _ => return Ok(visit.go(DEVICE_PAGE)),
    };
    let t = texts(visit.lang());
    match Box::pin(answer_device(&visit.cx, &of.ticket, &customer.session, yes)).await.unless_broken()? {
        Ok(()) if yes => Ok(visit.go(DONE)),
        Ok(()) => Ok(visit.go_saying("/", t.msg_device_refused())),
        Err(DeviceRefusal::ProofDue) => Ok(prove_first(&customer, &of.ticket)),
        Err(refusal) => visit.again(&refusal, async |errors| Ok(page(visit, "", &errors))).await,
    }
}

fn question(customer: &Customer, ticket: &str, waiting: &Waiting) -> Card {
    let visit = &customer.visit;
    let (t, format) = (texts(visit.lang()), visit.format());
    let about = &waiting.about;
    let told = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let rows = [
        (t.msg_device_client(), Some(waiting.client.name.clone())),
        (t.msg_device_product(), told(&about.product)),
        (t.msg_device_version(), told(&about.version)),
        (t.msg_device_host(), told(&about.host)),
        (t.msg_device_network(), waiting.network.clone()),
    ];
    let facts = rows.into_iter().filter_map(|(label, value)| Some((label, value?)));
    let facts = facts.fold(KeyValues::new(), |facts, (label, value)| facts.row(label, Cell::text(value)));
    let facts = facts.row(t.msg_device_began(), Cell::time(&format, waiting.began_at));
    let form = PanelForm::in_card(address(CONFIRM, &[("ticket", ticket)]))
        .field(&Field::hidden("ticket", ticket))
        .button(Button::submit(t.msg_device_connect()).primary().value("answer", "connect"))
        .button(Button::submit(t.msg_device_not_mine()).value("answer", "refuse"));
    Card::new(visit, t.msg_device_confirm_title(), &FormErrors::new())
        .lede(t.msg_consent_as(customer.session.label.as_str()))
        .notice(Some(Notice::info(t.msg_device_compare()).title(waiting.code.as_str())))
        .with(&facts)
        .with(&Paragraph::muted(t.msg_device_told()))
        .with(&Points::new(t.msg_consent_may(), allowed(visit.lang(), &about.scope)))
        .with(&form)
}

async fn done(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let card = Card::new(visit, t.msg_device_done_title(), &FormErrors::new()).lede(t.msg_device_done());
    visit.show(&card.with(&Button::link(t.msg_apps_title(), super::APPS).wide()))
}
