//! `/c/NAME/joining`: who asks to join the company (COM-2). Whether people can ask stands among its settings.

use super::invitations::company_of;
use crate::actions::joining::answer_request::{answer_of, answer_request};
use crate::queries::requests::{Deciders, pending};
use crate::rights::In;
use crate::sessions::inside;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

/// Where it is.
pub(super) const AT: &str = "/c/{company}/joining";
/// Where a request is answered.
pub(super) const ANSWER: &str = "/c/{company}/joining/answer";
/// Where it is below a company's word.
pub(crate) const JOINING_AT: &str = "/joining";

/// What is answered.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Answered {
    request: String,
    answer: String,
}

/// Shows it.
pub(super) async fn show(customer: Customer) -> Result<Done, Halt> {
    let by = inside::<Deciders>(&customer).await?;
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let head = PageHead::new(t.msg_requests_title()).lede(t.msg_requests_lede());
    let sheet = Sheet::new(visit, t.msg_requests_title(), head).with(&requests(&customer, &by).await?);
    visit.show(&sheet)
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
