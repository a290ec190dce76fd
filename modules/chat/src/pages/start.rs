//! `/chat`: the form with which a chat begins, or why there is none now (SUP-20).

use super::{CHAT, FORM_INSTEAD, HISTORY, at, of_browser};
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
use gatehouse_web::{Done, Doors, Halt, Posted, Visit, human};

/// A browser knows its chat for so long.
const KNOWN: i64 = 7 * DAY;

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.form(CHAT, show, send, FORMS))
}

async fn show(visit: Visit, asked: Asked) -> Result<Done, Halt> {
    if let Some(chat) = goes_on(&visit).await? {
        return Ok(visit.go(&at(chat, "")));
    }
    let typed = StartChat { question: asked.get("question"), known: asked.get("known"), ..StartChat::default() };
    visit.show(&page(&visit, &typed, &FormErrors::new()).await?)
}

/// The chat that goes on: of the account, or of this browser.
async fn goes_on(visit: &Visit) -> Result<Option<Uuid>, Halt> {
    let cx = &visit.cx;
    if let Some(account) = cx.actor.account() {
        return Ok(running(cx.read(), account).await?.map(|row| row.id));
    }
    let Some((chat, token)) = of_browser(visit) else { return Ok(None) };
    let found = own(cx, cx.read(), chat, Some(token)).await?;
    Ok(found.filter(|own| own.row().state != State::Ended).map(|own| own.row().id))
}

async fn page(visit: &Visit, typed: &StartChat, errors: &FormErrors) -> Result<Card, Halt> {
    let (cx, lang) = (&visit.cx, visit.lang());
    let t = texts(lang);
    let card = Card::new(visit, t.msg_start_title(), errors);
    let instead = if visit.customer.is_some() { "/requests/new" } else { FORM_INSTEAD };
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
    let mut form = PanelForm::in_card(CHAT).field(&Field::hidden("client", cx.id().to_string()));
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
        Some(_) => card.way("", t.msg_chats(), HISTORY),
        None => card.lede(t.msg_start_kept()),
    })
}

async fn send(visit: Visit, Posted(pairs): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
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
    };
    let done = async |started: Started| {
        let done = visit.go(&at(started.chat, ""));
        Ok(match &started.token {
            Some(token) => {
                let value = format!("{}.{}", started.chat, token.expose());
                visit.with_cookie(done, Name::Chat, value, Some(KNOWN / SECOND))
            }
            None => done,
        })
    };
    visit
        .answer(start(&visit.cx, &typed).await, done, async |errors: FormErrors| page(&visit, &typed, &errors).await)
        .await
}
