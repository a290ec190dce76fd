//! `/chat/{chat}`: a chat of its customer (SUP-20). With script it is kept up to date by [`super::events`]; without, it is loaded anew, and every button
//! is a form.

use super::files::upload_form;
use super::said::{ChatBox, Reader};
use super::side::Side;
use crate::actions::end::end;
use crate::actions::hand_over::hand_over;
use crate::actions::say::{SAYS, Say, TYPES, say};
use crate::actions::send_transcript::send_transcript;
use crate::model::limits::MOST_TEXT;
use crate::model::state::{State, Turn};
use crate::queries::chats::place;
use crate::queries::live::whisper;
use crate::queries::said::of_own;
use crate::refusals::ChatRefusal;
use crate::rights::{Own, own};
use crate::texts;
use askama::Template;
use askama::filters::HtmlSafe;
use axum::http::header;
use axum::response::IntoResponse as _;
use gatehouse_core::{Lang, Outcome, Refusal, Uuid};
use gatehouse_web::frames::{Actions, Panel, PanelForm, Sheet};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new()
        .anyone(|doors| {
            doors
                .get("/chat/{chat}", show)
                .get("/chat/{chat}/place", line)
                .post("/chat/{chat}/messages", send, SAYS)
                .post("/chat/{chat}/typing", typing, TYPES)
                .post("/chat/{chat}/end", ends, SAYS)
                .post("/chat/{chat}/transcript", transcript, SAYS)
        })
        .customers(|doors| {
            doors
                .form("/chat/{chat}/request", ask_request, request)
                .get("/c/{company}/chat/{chat}", show)
                .get("/c/{company}/chat/{chat}/place", line)
                .post("/c/{company}/chat/{chat}/messages", send)
                .post("/c/{company}/chat/{chat}/typing", typing)
                .post("/c/{company}/chat/{chat}/end", ends)
                .post("/c/{company}/chat/{chat}/transcript", transcript)
                .form("/c/{company}/chat/{chat}/request", ask_request, request)
        })
}

/// The chat, where it is theirs.
pub(super) async fn mine(side: &Side, chat: Uuid) -> Result<Own, Halt> {
    let cx = &side.visit.cx;
    own(cx, cx.read(), chat, side.by(chat)).await?.ok_or_else(|| Halt::refused(ChatRefusal::NotFound))
}

/// How its customer reads it.
pub(super) fn reader(side: &Side, own: &Own) -> Reader {
    let visit = &side.visit;
    Reader {
        chat: own.row().id,
        at: side.at(own.row().id, ""),
        is_staff: false,
        customer: texts(visit.lang()).msg_you(),
        lang: visit.lang(),
        format: visit.format(),
    }
}

async fn show(side: Side, Ids([chat]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let own = mine(&side, chat).await?;
    let before = asked.get("before").parse().ok();
    side.visit.show(&page(&side, &own, before, ("", &FormErrors::new()), None).await?)
}

async fn page(
    side: &Side,
    own: &Own,
    before: Option<i64>,
    (typed, errors): (&str, &FormErrors),
    refusal: Option<&dyn Refusal>,
) -> Result<Sheet, Halt> {
    let (visit, row) = (&side.visit, own.row());
    let (cx, lang) = (&visit.cx, visit.lang());
    let t = texts(lang);
    let is_live = row.state != State::Ended;
    let reader = reader(side, own);
    let shown = reader.shown(cx, &of_own(cx, own, before).await?).await?;
    // What comes behind what is shown, the script hears.
    let last = shown.last().map_or(0, |one| one.seq);
    let mut head = PageHead::new(t.msg_chat())
        .lede(t.msg_chat_of(visit.format().date_time(row.started_at)))
        .badge(Badge::new(row.state.tone(), row.state.name(lang)));
    if visit.customer.is_some() {
        head = head.crumbs(lang, [(t.msg_chats(), side.history())]);
    }
    let mut sheet = Sheet::new(visit, t.msg_chat(), head).narrow().errors(errors).refusal(refusal);
    if row.state == State::Waiting
        && let Some(place) = place(cx.read(), row.id).await?
    {
        sheet = sheet.with(&place_panel(side, row.id, place));
    }
    sheet = sheet.with(&ChatBox::new(&reader, last, is_live && before.is_none(), shown));
    if before.is_some() {
        return Ok(sheet.with(&Actions::new([Button::link(t.msg_latest(), side.at(row.id, "")).primary()])));
    }
    if is_live {
        sheet = sheet
            .with(&message_form(&side.at(row.id, "messages"), cx.id(), typed, errors, lang))
            .with(&upload_form(visit, (row.id, row.id), &side.at(row.id, "")).await?);
    }
    Ok(sheet.with(&after(side, own)))
}

/// The place in the line; the script keeps it up to date.
fn place_panel(side: &Side, chat: Uuid, place: u64) -> Panel {
    let t = texts(side.visit.lang());
    let text = place_text(side, place);
    Panel::new(t.msg_waiting_title())
        .id("place")
        .with(&Place { at: side.at(chat, "place"), text })
        .text(t.msg_waiting_text())
}

fn place_text(side: &Side, place: u64) -> String {
    texts(side.visit.lang()).msg_place(i64::try_from(place).unwrap_or(i64::MAX))
}

/// The line that says the place.
#[derive(Template)]
#[template(source = r#"<p role="status" data-place="{{ at }}"><b>{{ text }}</b></p>"#, ext = "html")]
struct Place {
    at: String,
    text: String,
}

impl HtmlSafe for Place {}

/// The form of a message, for both sides. The id of the next message stands in it: sent twice it is one.
pub(super) fn message_form(action: &str, client: Uuid, typed: &str, errors: &FormErrors, lang: Lang) -> PanelForm {
    let t = texts(lang);
    let text = TextArea::new("text", t.msg_message())
        .value(typed)
        .max_length(u32::try_from(MOST_TEXT).unwrap_or(u32::MAX))
        .rows(3);
    PanelForm::new(action)
        .titled("message", t.msg_message_title())
        .unguarded()
        .field(&Field::hidden("client", client.to_string()))
        .field(&text.errors(errors))
        .button(Button::submit(t.msg_send()).icon(Icon::Send).primary())
}

/// What else can be done with it.
fn after(side: &Side, own: &Own) -> Panel {
    let (t, row) = (texts(side.visit.lang()), own.row());
    let at = |below: &str| side.at(row.id, below);
    let is_untaken = row.state == State::Ended && row.taken_at.is_none() && row.request_id.is_none();
    let mut buttons = Vec::new();
    if row.account_id.is_some() || row.taken_at.is_some() {
        buttons.push(Button::post(t.msg_transcript_mail(), at("transcript")).icon(Icon::Mail).small());
    }
    if row.account_id.is_some() && row.request_id.is_none() {
        buttons.push(Button::link(t.msg_make_request(), at("request")).icon(Icon::Help).small());
    } else if row.state == State::Ended && row.request_id.is_none() {
        buttons.push(Button::link(t.msg_ask_instead(), side.form()).icon(Icon::Help).small());
    }
    if row.state == State::Ended {
        buttons.push(Button::link(t.msg_start_new(), side.start()).icon(Icon::Plus).small());
    } else {
        buttons.push(Button::post(t.msg_end(), at("end")).icon(Icon::Close).small());
    }
    let panel = Panel::new(t.msg_chat_more());
    let panel = if is_untaken { panel.lede(t.msg_untaken()) } else { panel };
    let panel = panel.with(&Actions::new(buttons));
    let panel = match row.request_id.filter(|_| row.account_id.is_some()) {
        Some(request) => panel.with(&Button::link(t.msg_to_request(), side.request(request))),
        None => panel,
    };
    panel.text(t.msg_kept())
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    text: String,
    client: String,
    /// The page's script sends it.
    live: String,
}

/// What a script is answered: the number of the message.
pub(super) fn number(seq: i64) -> Done {
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    Done::from((kind, seq.to_string()).into_response())
}

async fn send(side: Side, Ids([chat]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let input = Say { client: Uuid::parse_str(&typed.client).ok(), text: typed.text.clone() };
    match say(&side.visit.cx, chat, side.by(chat), &input).await.unless_broken()? {
        Ok(seq) if typed.live == "true" => Ok(number(seq)),
        Ok(seq) => Ok(side.visit.go(&format!("{}#m{seq}", side.at(chat, "")))),
        Err(refusal) => again(&side, chat, &typed.text, refusal).await,
    }
}

/// The page with why it was refused; of a chat that is not theirs there is none.
async fn again(side: &Side, chat: Uuid, typed: &str, refusal: ChatRefusal) -> Result<Done, Halt> {
    if matches!(refusal, ChatRefusal::NotFound | ChatRefusal::Enter(_)) {
        return Err(Halt::refused(refusal));
    }
    let own = mine(side, chat).await?;
    let errors = FormErrors::of_refusal(&refusal, side.visit.lang());
    let above: Option<&dyn Refusal> = if refusal.field().is_some() { None } else { Some(&refusal) };
    side.visit.show_refused(&refusal, &page(side, &own, None, (typed, &errors), above).await?)
}

/// Somebody types: those who listen are told, and no row is written.
async fn typing(side: Side, Ids([chat]): Ids<1>) -> Result<Done, Halt> {
    let cx = &side.visit.cx;
    TYPES.check(cx)?.map_err(Halt::refused)?;
    let own = mine(&side, chat).await?;
    TYPES.check_subject(cx, &chat.to_string())?.map_err(Halt::refused)?;
    if own.row().state != State::Ended {
        whisper(cx.db(), chat, "typing customer");
    }
    Ok(number(own.row().last_seq))
}

/// The place in the line, in words; empty: it waits no more.
async fn line(side: Side, Ids([chat]): Ids<1>) -> Result<Done, Halt> {
    let own = mine(&side, chat).await?;
    let place = place(side.visit.cx.read(), own.row().id).await?;
    let text = place.map(|place| place_text(&side, place)).unwrap_or_default();
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    Ok(Done::from((kind, text).into_response()))
}

async fn ends(side: Side, Ids([chat]): Ids<1>) -> Result<Done, Halt> {
    let done = end(&side.visit.cx, chat, side.by(chat)).await;
    answered(&side, chat, done, texts(side.visit.lang()).msg_done_ended()).await
}

async fn transcript(side: Side, Ids([chat]): Ids<1>) -> Result<Done, Halt> {
    let done = send_transcript(&side.visit.cx, chat, side.by(chat)).await;
    answered(&side, chat, done, texts(side.visit.lang()).msg_done_transcript()).await
}

async fn answered<T>(side: &Side, chat: Uuid, done: Outcome<T, ChatRefusal>, said: String) -> Result<Done, Halt> {
    match done.unless_broken()? {
        Ok(_) => Ok(side.visit.go_saying(&side.at(chat, ""), said)),
        Err(refusal) => again(side, chat, "", refusal).await,
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Subject {
    subject: String,
}

async fn ask_request(side: Side, Ids([chat]): Ids<1>) -> Result<Done, Halt> {
    mine(&side, chat).await?;
    side.visit.show(&request_page(&side, chat, "", &FormErrors::new()))
}

fn request_page(side: &Side, chat: Uuid, typed: &str, errors: &FormErrors) -> Sheet {
    let lang = side.visit.lang();
    let t = texts(lang);
    let lede = if side.company().is_some() { t.msg_make_request_lede_company() } else { t.msg_make_request_lede() };
    let head = PageHead::new(t.msg_make_request())
        .lede(lede)
        .crumbs(lang, [(t.msg_chats(), side.history()), (t.msg_chat(), side.at(chat, ""))]);
    let form = PanelForm::new(side.at(chat, "request")).alone().field(&subject_field(typed, errors, lang));
    let form = form.button(Button::submit(t.msg_make_request()).primary());
    let form = form.button(Button::link(t.msg_back(), side.at(chat, "")));
    Sheet::new(&side.visit, t.msg_make_request(), head).narrow().errors(errors).with(&form)
}

/// The subject of the request that a chat becomes.
pub(super) fn subject_field(typed: &str, errors: &FormErrors, lang: Lang) -> Field {
    let most = u32::try_from(gatehouse_support::model::message::MOST_SUBJECT).unwrap_or(u32::MAX);
    Field::text("subject", texts(lang).msg_subject()).value(typed).max_length(most).errors(errors)
}

async fn request(side: Side, Ids([chat]): Ids<1>, Posted(typed): Posted<Subject>) -> Result<Done, Halt> {
    let visit = &side.visit;
    match hand_over(&visit.cx, chat, side.by(chat), &typed.subject).await.unless_broken()? {
        Ok(opened) => {
            let said = texts(visit.lang()).msg_done_request(opened.number.to_string());
            Ok(visit.go_saying(&side.request(opened.id), said))
        }
        Err(
            refusal @ (ChatRefusal::NotFound | ChatRefusal::Enter(_) | ChatRefusal::IsRequest | ChatRefusal::NoUser),
        ) => again(&side, chat, "", refusal).await,
        Err(refusal) => {
            visit
                .again(&refusal, async |errors: FormErrors| Ok(request_page(&side, chat, &typed.subject, &errors)))
                .await
        }
    }
}

/// Whose turn it is, as a badge.
pub(super) fn turn_badge(turn: Turn, lang: Lang) -> Badge {
    let t = texts(lang);
    match turn {
        Turn::Staff => Badge::new(Tone::Warn, t.msg_turn_staff()),
        Turn::Customer => Badge::new(Tone::Neutral, t.msg_turn_customer()),
    }
}
