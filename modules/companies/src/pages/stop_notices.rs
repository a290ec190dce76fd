//! `/company-notices/stop`: the page of the link in a company's notices by which exactly this kind ends (COM-13);
//! `/company-notices/stop/now`: where a mail program posts its single click (RFC 8058). Looking changes nothing.

use crate::actions::stop_notice::stop_notice;
use crate::model::notice::{NoticeKind, ONE_CLICK, STOP_PAGE, opened};
use crate::texts;
use axum::body::Bytes;
use axum::extract::Query;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use gatehouse_accounts::refusals::BadLink;
use gatehouse_core::Refusal as _;
use gatehouse_guard::{Budget, Limit};
use gatehouse_mail::switch::is_click;
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm, Paragraph};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

/// Links tried from one network: 60 at once, then one each second, because a mail provider posts for all of its people.
const BUDGET: Budget = Budget::of_strangers(Limit { action: "companies.stop_notice", burst: 60, seconds_each: 1 });

pub(super) fn doors() -> Doors {
    Doors::new()
        .anyone(|doors| doors.form(STOP_PAGE, look, submit, BUDGET).form(ONE_CLICK, look_at_click, click, BUDGET))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct StopForm {
    token: String,
}

/// Takes the token out of the address, then says which mails it is about, and shows the button.
async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, STOP_PAGE, &link, async |token| {
        BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
        match opened(&visit.cx, &token) {
            Some((_, kind)) => Ok(visit.show(&page(&visit, &token, kind))?.secret()),
            None => dead(&visit, BadLink::Expired),
        }
    })
    .await
}

fn page(visit: &Visit, token: &str, kind: NoticeKind) -> Card {
    let t = texts(visit.lang());
    let form = PanelForm::in_card(STOP_PAGE)
        .field(&Paragraph::new(t.msg_stop_notice_kind(kind.text(visit.lang()))))
        .field(&Field::hidden("token", token))
        .submit(t.msg_stop_notice_button());
    Card::new(visit, t.msg_stop_notice_title(), &FormErrors::new()).lede(t.msg_stop_notice_lede()).with(&form)
}

fn stopped(visit: &Visit, kind: NoticeKind) -> Card {
    let t = texts(visit.lang());
    let card = Card::new(visit, t.msg_stop_notice_done(), &FormErrors::new());
    card.lede(t.msg_stop_notice_done_lede(kind.text(visit.lang()))).way("", t.msg_stop_notice_sign_in(), "/sign-in")
}

/// Ends it; the button of the page.
async fn submit(visit: Visit, Posted(form): Posted<StopForm>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    end(&visit, &form.token).await
}

/// A look at the address of the single click: the page asks first.
async fn look_at_click(visit: Visit, link: Query<Link>) -> Result<Done, Halt> {
    look(visit, link).await
}

/// The single click of a mail program. It comes from its provider's servers, without cookies, and the token alone counts. What is posted
/// without the words of a click is a look.
async fn click(visit: Visit, Query(link): Query<Link>, body: Result<Bytes, BytesRejection>) -> Result<Done, Halt> {
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Halt::TooLarge,
        _ => Halt::BadRequest,
    })?;
    if !is_click(&body) {
        return look(visit, Query(link)).await;
    }
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    end(&visit, &link.token).await
}

async fn end(visit: &Visit, token: &str) -> Result<Done, Halt> {
    match stop_notice(&visit.cx, token).await.unless_broken()? {
        Ok(kind) => Ok(visit.show(&stopped(visit, kind))?.secret()),
        Err(bad) => dead(visit, bad),
    }
}

fn dead(visit: &Visit, bad: BadLink) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let card = Card::new(visit, t.msg_stop_notice_dead(), &FormErrors::new()).lede(bad.text(visit.lang()));
    visit.show_refused(&bad, &card.way("", t.msg_stop_notice_sign_in(), "/sign-in"))
}
