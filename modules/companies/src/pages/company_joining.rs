//! `/c/NAME/joining`: who asks to join the company, and what becomes of people whose license it holds (COM-2).

use super::invitations::company_of;
use crate::actions::joining::answer_request::{answer_of, answer_request};
use crate::actions::joining::choose_joining::choose_joining;
use crate::model::states::JoinByLicense;
use crate::queries::requests::{Deciders, pending};
use crate::rights::{Any, ChangeSettings, In, InviteUsers, ManageUsers};
use crate::sessions::{inside, membership};
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

/// Where it is.
pub(super) const AT: &str = "/c/{company}/joining";
/// Where a request is answered.
pub(super) const ANSWER: &str = "/c/{company}/joining/answer";
/// Where it is below a company's word.
pub(crate) const JOINING_AT: &str = "/joining";

/// Who sees it: who decides, and who changes settings.
type Readers = Any<(ManageUsers, InviteUsers, ChangeSettings)>;

/// What is chosen.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Chosen {
    joining: String,
}

/// What is answered.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Answered {
    request: String,
    answer: String,
}

/// Shows it.
pub(super) async fn show(customer: Customer) -> Result<Done, Halt> {
    let by = inside::<Readers>(&customer).await?;
    customer.visit.show(&page(&customer, &by, &FormErrors::new()).await?)
}

async fn page(customer: &Customer, by: &In<'_, Readers>, errors: &FormErrors) -> Result<Sheet, Halt> {
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let head = PageHead::new(t.msg_requests_title()).lede(t.msg_requests_lede());
    let mut sheet = Sheet::new(visit, t.msg_requests_title(), head).errors(errors);
    if let Some(decider) = by.also::<Deciders>() {
        sheet = sheet.with(&requests(customer, &decider).await?);
    }
    if by.also::<ChangeSettings>().is_some() {
        sheet = sheet.with(&setting(customer, errors)?);
    }
    Ok(sheet)
}

async fn requests(customer: &Customer, by: &In<'_, Deciders>) -> Result<Panel, Halt> {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let heads = [
        Head::new(t.msg_name()),
        Head::new(t.msg_join_email()),
        Head::new(t.msg_asked()),
        Head::new(t.msg_join_ends()),
        Head::actions(lang),
    ];
    let waiting = pending(&visit.cx, by).await?;
    let table = Table::new(t.msg_requests_title(), heads).rows(waiting.iter().map(|asking| {
        let name = asking.name.whole();
        let button = |label: String, answer: &str| {
            let button = Button::post(label, customer.scope.path("/joining/answer"));
            button.with("request", asking.row.id.to_string()).with("answer", answer).about(name.clone())
        };
        [
            Cell::text(name.as_str()),
            Cell::text(gatehouse_address::shown(&asking.email)),
            Cell::time(&format, asking.row.asked_at),
            Cell::date(&format, asking.row.ends_at),
            Cell::actions([
                button(t.msg_request_admit(), "admit").primary(),
                button(t.msg_request_decline(), "decline"),
            ]),
        ]
    }));
    Ok(Panel::new(t.msg_requests_waiting()).table_or(table, t.msg_requests_none()))
}

fn setting(customer: &Customer, errors: &FormErrors) -> Result<Panel, Halt> {
    let lang = customer.visit.lang();
    let t = texts(lang);
    let found = membership(customer).ok_or(Halt::NotFound)?;
    let chosen = found.company().join_by_license.word();
    let choices = JoinByLicense::ALL.map(|by| Choice::new(by.word(), by.name(lang)));
    let choice = Choices::one("joining", t.msg_joining_choice(), choices).values(&[chosen]);
    let form = PanelForm::in_card(customer.scope.path(JOINING_AT))
        .field(&choice.hint(t.msg_joining_choice_hint()).errors(errors))
        .submit(t.msg_join_save());
    Ok(Panel::new(t.msg_joining_choice()).with(&form))
}

/// Chooses what becomes of people with a license.
pub(super) async fn choose(customer: Customer, Posted(chosen): Posted<Chosen>) -> Result<Done, Halt> {
    let by = inside::<Readers>(&customer).await?;
    let visit = &customer.visit;
    inside::<ChangeSettings>(&customer).await?;
    let outcome = choose_joining(&visit.cx, company_of(&customer)?.id, &chosen.joining).await;
    let done = async |()| Ok(visit.go_saying(&customer.scope.path(JOINING_AT), texts(visit.lang()).msg_join_saved()));
    visit.answer(outcome, done, async |errors| page(&customer, &by, &errors).await).await
}

/// Admits somebody, or declines.
pub(super) async fn answer(customer: Customer, Posted(sent): Posted<Answered>) -> Result<Done, Halt> {
    inside::<Deciders>(&customer).await?;
    let visit = &customer.visit;
    let request = Uuid::parse_str(&sent.request).unwrap_or_default();
    let is_admitted = answer_of(&sent.answer).unless_broken()?.map_err(Halt::refused)?;
    let answered = answer_request(&visit.cx, company_of(&customer)?.id, request, is_admitted).await;
    answered.unless_broken()?.map_err(Halt::refused)?;
    let t = texts(visit.lang());
    let said = if is_admitted { t.msg_request_admitted_done() } else { t.msg_request_declined_done() };
    Ok(visit.go_saying(&customer.scope.path(JOINING_AT), said))
}
