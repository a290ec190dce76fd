//! Closing a request oneself (SUP-12), with a confirmation.

use super::side::Side;
use crate::actions::close::{Close, close, solved_by};
use crate::model::status::Status;
use crate::model::transition::closing;
use crate::queries::conversation::texts as said_of;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        doors.form("/requests/{request}/close", ask, done).form("/c/{company}/requests/{request}/close", ask, done)
    })
}

async fn ask(customer: Customer, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer, id, &FormErrors::new()).await?)
}

/// What is sent: the tick, or what was advised and has solved it (SUP-14).
#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    #[serde(flatten)]
    ticked: Close,
    solved_by: String,
}

async fn done(customer: Customer, Ids([id]): Ids<1>, Posted(form): Posted<Sent>) -> Result<Done, Halt> {
    let side = Side::of(&customer).await?;
    let visit = &customer.visit;
    side.request(&visit.cx, id).await?;
    let closed = match Uuid::parse_str(&form.solved_by) {
        Ok(advice) => solved_by(&visit.cx, side.company(), id, advice).await,
        Err(_) => close(&visit.cx, side.company(), id, &form.ticked).await,
    };
    let there = side.at(&format!("/{id}"));
    let said = async |_: Status| Ok(visit.go_saying(&there, texts(visit.lang()).msg_req_closed()));
    visit.answer(closed, said, async |errors| page(&customer, id, &errors).await).await
}

async fn page(customer: &Customer, id: Uuid, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, side) = (&customer.visit, Side::of(customer).await?);
    let t = texts(visit.lang());
    let seen = side.request(&visit.cx, id).await?;
    let said = said_of(&visit.cx, &seen).await?;
    let back = side.at(&format!("/{id}"));
    let is_solved = seen.manages().and_then(|by| closing(seen.row().status, by)) == Some(Status::Closed);
    let text = if is_solved { t.msg_req_close_solved() } else { t.msg_req_close_text() };
    let confirm = Confirm::new(text, t.msg_req_close_tick(), t.msg_req_close())
        .cancel(t.msg_req_close_back(), back.as_str())
        .errors(errors);
    let head = PageHead::new(t.msg_req_close_title())
        .crumbs(visit.lang(), [(t.msg_requests(), side.at("")), (said.subject, back)]);
    let form = PanelForm::new("").alone().unguarded().field(&confirm);
    Ok(Sheet::new(visit, t.msg_req_close_title(), head).narrow().errors(errors).with(&form))
}
