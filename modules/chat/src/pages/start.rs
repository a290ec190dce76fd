//! `/chat`: the form with which a chat begins, or why there is none now (SUP-20).

use super::side::Side;
use super::{CHAT, of_browser};
use crate::actions::start::{FORM, FORMS, StartChat, Started, start};
use crate::model::hours::Hours;
use crate::model::limits::MOST_TEXT;
use crate::model::state::State;
use crate::queries::chats::{running, waiting};
use crate::queries::settings::hours;
use crate::rights::own;
use crate::texts;
use gatehouse_core::{DAY, SECOND, Uuid};
use gatehouse_guard::human::HumanAnswer;
use gatehouse_web::cookies::Name;
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, human};

/// A browser knows its chat for so long.
const KNOWN: i64 = 7 * DAY;

pub(super) fn doors() -> Doors {
    Doors::new()
        .anyone(|doors| doors.form(CHAT, show, send, FORMS))
        .customers(|doors| doors.form("/c/{company}/chat", show, send))
}

async fn show(side: Side, asked: Asked) -> Result<Done, Halt> {
    if let Some(chat) = goes_on(&side).await? {
        return Ok(side.visit.go(&side.at(chat, "")));
    }
    let typed = StartChat { question: asked.get("question"), known: asked.get("known"), ..StartChat::default() };
    side.visit.show(&page(&side, &typed, &FormErrors::new()).await?)
}

/// The chat that goes on: of the account, or of this browser.
async fn goes_on(side: &Side) -> Result<Option<Uuid>, Halt> {
    let cx = &side.visit.cx;
    if let Some(account) = cx.actor.account() {
        return Ok(running(cx.read(), account, side.company()).await?.map(|row| row.id));
    }
    let Some((chat, token)) = of_browser(&side.visit) else { return Ok(None) };
    let found = own(cx, cx.read(), chat, Some(token)).await?;
    Ok(found.filter(|own| own.row().state != State::Ended).map(|own| own.row().id))
}

async fn page(side: &Side, typed: &StartChat, errors: &FormErrors) -> Result<Card, Halt> {
    let visit = &side.visit;
    let (cx, lang) = (&visit.cx, visit.lang());
    let t = texts(lang);
    let card = Card::new(visit, t.msg_start_title(), errors);
    let instead = side.form();
    let closed = match hours(cx, cx.read()).await? {
        Hours::Open => None,
        Hours::Closed(Some(at)) => Some(t.msg_start_closed_until(visit.format().date_time(at))),
        Hours::Closed(None) => Some(t.msg_start_closed()),
        Hours::Off => Some(t.msg_start_off()),
    };
    if let Some(why) = closed {
        let ask = Button::link(t.msg_ask_instead(), instead).primary().wide();
        return Ok(card.lede(why).lede(t.msg_start_closed_text()).with(&ask));
    }
    let line = waiting(cx.read()).await?;
    let line = if line == 0 { t.msg_start_line_none() } else { t.msg_start_line(i64::try_from(line).unwrap_or(0)) };
    let most = |most: usize| u32::try_from(most).unwrap_or(u32::MAX);
    let mut form = PanelForm::in_card(side.start()).field(&Field::hidden("client", cx.id().to_string()));
    if visit.customer.is_none() {
        form = form
            .field(
                &Field::text("name", t.msg_name())
                    .autocomplete("name")
                    .value(&typed.name)
                    .max_length(120)
                    .errors(errors),
            )
            .field(&Field::email("email", t.msg_email()).hint(t.msg_email_hint()).value(&typed.email).errors(errors));
    }
    form = form
        .field(
            &Field::text("known", t.msg_known())
                .hint(t.msg_known_hint())
                .value(&typed.known)
                .max_length(60)
                .optional(lang)
                .errors(errors),
        )
        .field(
            &TextArea::new("question", t.msg_question())
                .value(&typed.question)
                .max_length(most(MOST_TEXT))
                .rows(5)
                .errors(errors),
        );
    if visit.customer.is_none() {
        form = form.field(&human::for_form(cx, FORM)?.errors(errors));
    }
    let card = card.lede(t.msg_start_lede()).lede(line).with(&form.submit(t.msg_start_send()));
    let card = card.way(t.msg_start_rather(), t.msg_ask_instead(), instead);
    Ok(match visit.customer {
        Some(_) => card.way("", t.msg_chats(), side.history()),
        None => card.lede(t.msg_start_kept()),
    })
}

async fn send(side: Side, Posted(pairs): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    let visit = &side.visit;
    let asked = Asked::from(pairs);
    let text = |name: &str| asked.raw(name).unwrap_or_default().to_owned();
    let typed = StartChat {
        name: text("name"),
        email: text("email"),
        known: text("known"),
        question: text("question"),
        client: Uuid::parse_str(&text("client")).ok(),
        human: HumanAnswer {
            human_token: text("human_token"),
            human_nonce: text("human_nonce"),
            human_picture: text("human_picture"),
        },
        company: side.company(),
    };
    let done = async |started: Started| {
        let done = visit.go(&side.at(started.chat, ""));
        Ok(match &started.token {
            Some(token) => {
                let value = format!("{}.{}", started.chat, token.expose());
                visit.with_cookie(done, Name::Chat, value, Some(KNOWN / SECOND))
            }
            None => done,
        })
    };
    visit
        .answer(start(&visit.cx, &typed).await, done, async |errors: FormErrors| page(&side, &typed, &errors).await)
        .await
}
