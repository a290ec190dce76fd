//! Somebody begins a chat (SUP-20): with their account, or behind the human check with name and address, which nobody proves. While support does not
//! work, or too many wait, they are led to the form of requests. An account has one chat at a time in its own name, and one in that of its company: what
//! is sent besides goes into it. A visitor's form that comes twice is one chat.

use super::say::{NewMessage, add, add_notice, tell_desk, typed_text};
use super::{hold, keep, of_account};
use crate::events::STARTED;
use crate::model::hours::Hours;
use crate::model::limits::{KEPT, MOST_VISITORS_WAITING, MOST_WAITING};
use crate::model::person::Person;
use crate::model::places::{KNOWN, PERSON};
use crate::model::state::{Author, Notice, State, Turn};
use crate::queries::chats::{running, visitors_waiting, waiting};
use crate::queries::settings::hours;
use crate::refusals::ChatRefusal;
use crate::rights::DOMAIN;
use crate::tables::chat;
use gatehouse_accounts::actions::hold_account::hold_account;
use gatehouse_catalog::model::input::{Invalid, NAME, Reader};
use gatehouse_companies::refusals::EnterRefusal;
use gatehouse_companies::rights::Member;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Secret, Stop, Uuid, refuse};
use gatehouse_db::{Engine, Tx};
use gatehouse_formats::ActivationCode;
use gatehouse_guard::human::{self, HumanAnswer, HumanRefusal};
use gatehouse_guard::limit::check_key;
use gatehouse_guard::{Budget, Limit, TooOften};
use gatehouse_licenses::model::code::lookups;
use gatehouse_licenses::queries::entitlement::by_code;
use gatehouse_licenses::tables::license;
use gatehouse_signin::token::NewToken;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QuerySelect as _, Statement};

/// Forms of strangers from one network, taken or not.
pub const FORMS: Budget = Budget::of_strangers(Limit { action: "chat.form", burst: 30, seconds_each: 10 });
/// Chats of strangers from one network: 5 at once, then one each five minutes.
const KEPT_OF_STRANGERS: Budget = Budget::of_strangers(Limit { action: "chat.start", burst: 5, seconds_each: 300 });
/// Chats of one account: 10 at once, then one each two minutes.
const OF_ACCOUNT: Limit = Limit { action: "chat.start_own", burst: 10, seconds_each: 120 };
/// The form of the human check.
pub const FORM: &str = "chat.start";

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct StartChat {
    /// What a stranger is called.
    pub name: String,
    /// Their address.
    pub email: String,
    /// An activation code or the number of a license; may be empty.
    pub known: String,
    /// What it is about.
    pub question: String,
    /// What its sender calls the question.
    pub client: Option<Uuid>,
    /// The answer to the human check.
    pub human: HumanAnswer,
    /// In the name of this company, on whose page it is.
    pub company: Option<Uuid>,
}

/// Why no chat began.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum StartRefusal {
    /// Fields are wrong.
    Invalid(Invalid),
    /// There is no chat, or support does not work.
    #[refusal(409, "chat.closed", refusal_closed, way = ask_instead => crate::pages::FORM_INSTEAD)]
    Closed,
    /// They do not get into the company.
    Enter(EnterRefusal),
    /// Too many wait.
    #[refusal(503, "chat.line_full", refusal_line_full, way = ask_instead => crate::pages::FORM_INSTEAD)]
    LineFull,
    /// Perhaps a program.
    Human(HumanRefusal),
    /// Too many from this network, or of this account.
    TooOften(TooOften),
    /// The chat that goes on takes nothing more.
    Running(ChatRefusal),
}

/// A chat that began, or goes on.
#[derive(Debug)]
pub struct Started {
    /// It.
    pub chat: Uuid,
    /// For a stranger's browser.
    pub token: Option<Secret<String>>,
}

/// What was read.
struct Read {
    person: Option<Person>,
    known: Known,
    question: String,
    client: Uuid,
}

/// Begins it.
pub async fn start(cx: &Cx, input: &StartChat) -> Outcome<Started, StartRefusal> {
    let account = cx.actor.account();
    match account {
        None => FORMS.check(cx)?.or_refuse()?,
        Some(account) => check_key(cx, OF_ACCOUNT, &account.to_string())?.or_refuse()?,
    }
    let read = read(cx, input, account.is_none())?;
    if hours(cx, cx.read()).await? != Hours::Open {
        return Err(refuse(StartRefusal::Closed));
    }
    if let Some(person) = &read.person {
        let about = cx.app.keys.settled(FORM, person.email.as_bytes());
        human::check_about(cx, FORM, &input.human, about.as_slice()).await?.or_refuse()?;
        KEPT_OF_STRANGERS.check(cx)?.or_refuse()?;
    }
    let license = match &read.known {
        Known::Code(code) => by_code(cx, cx.read(), &lookups(&cx.app.keys, code)).await?.map(|found| found.license.id),
        Known::Text(number) => by_number(cx, number).await?,
        Known::Nothing => None,
    };
    let tx = cx.begin().await?;
    if let Some(account) = account {
        hold_account(cx, &tx, account).await?.ok_or_else(|| Fault::new("a chat of an account that is gone"))?;
        if let Some(company) = input.company {
            gatehouse_companies::enter::<Member>(cx, &tx, company)
                .await
                .map_err(|stop| stop.map(StartRefusal::Enter))?;
        }
        if let Some(found) = running(&*tx, account, input.company).await? {
            return goes_on(cx, tx, found.id, &read).await;
        }
    }
    let of_form = read.person.as_ref().map(|person| of_form(cx, &input.human, person));
    if let Some(chat) = of_form
        && let Some(started) = begun_before(cx, &tx, chat).await?
    {
        tx.commit().await?;
        return Ok(started);
    }
    let are_many = account.is_none() && visitors_waiting(&*tx).await? >= MOST_VISITORS_WAITING;
    if are_many || waiting(&*tx).await? >= MOST_WAITING {
        return Err(refuse(StartRefusal::LineFull));
    }
    let id = of_form.unwrap_or_else(|| cx.id());
    let (mut row, token) = opened(cx, &tx, &read, (id, license, input.company)).await?;
    add_notice(cx, &tx, &mut row, Notice::Started, None).await?;
    let question = NewMessage::text(read.client, Author::Customer, None, &read.question);
    add(cx, &tx, &mut row, &question).await.map_err(|stop| stop.map(StartRefusal::Running))?;
    keep(&tx, &row).await?;
    tell_desk(cx, &tx);
    cx.audit(&tx, of_account(STARTED.about(row.id), &row)).await?;
    tx.commit().await?;
    metrics::counter!("gatehouse_chats_total", "step" => "started").increment(1);
    Ok(Started { chat: row.id, token })
}

/// What was sent goes into the chat that goes on.
async fn goes_on(cx: &Cx, tx: Tx, chat: Uuid, read: &Read) -> Outcome<Started, StartRefusal> {
    let held = hold(cx, &tx, chat).await?;
    let Some(mut row) = held else { return Err(Fault::new("a chat that goes on is gone").into()) };
    let question = NewMessage::text(read.client, Author::Customer, None, &read.question);
    add(cx, &tx, &mut row, &question).await.map_err(|stop| stop.map(StartRefusal::Running))?;
    keep(&tx, &row).await?;
    tx.commit().await?;
    Ok(Started { chat, token: None })
}

/// The chat that a visitor's form makes: an answer to the human check begins one about an address, however often it is sent.
fn of_form(cx: &Cx, human: &HumanAnswer, person: &Person) -> Uuid {
    let form = [human.human_token.as_bytes(), b"\n", person.email.as_bytes()].concat();
    let hash = cx.app.keys.settled("chat.of_form", &form);
    let mut first = [0; 16];
    first.copy_from_slice(&hash[..16]);
    Uuid::from_bytes(first)
}

/// The chat that the same form began before: it was pressed twice, or its answer was lost, and with that the token. So there is a new one.
async fn begun_before(cx: &Cx, tx: &Tx, chat: Uuid) -> Result<Option<Started>, Fault> {
    if cx.db().engine() == Engine::Postgres {
        // Of two at once one waits for the other. The embedded engine has one writer anyway.
        let mut first = [0; 8];
        first.copy_from_slice(&chat.as_bytes()[..8]);
        let text = "select pg_advisory_xact_lock($1)";
        let values = [i64::from_le_bytes(first).into()];
        tx.query_one_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    }
    let Some(mut row) = hold(cx, tx, chat).await? else { return Ok(None) };
    let token = NewToken::make(cx, DOMAIN);
    row.token_hash = Some(token.hash);
    keep(tx, &row).await?;
    Ok(Some(Started { chat, token: Some(token.text) }))
}

/// What somebody said of their license. Whether there is such a one the customer is not told: it may be anybody's.
enum Known {
    Nothing,
    Code(ActivationCode),
    Text(String),
}

fn read(cx: &Cx, input: &StartChat, is_stranger: bool) -> Outcome<Read, StartRefusal> {
    let mut reader = Reader::default();
    let person = is_stranger.then(|| {
        let email = reader.email("email", &input.email);
        let email = email.map(|email| email.written().to_owned()).unwrap_or_default();
        Person { name: reader.line("name", &input.name, NAME), email }
    });
    let known = reader.optional_line("known", &input.known, 60);
    let known = if known.is_empty() {
        Known::Nothing
    } else if let Ok(code) = ActivationCode::parse(&known) {
        Known::Code(code)
    } else {
        Known::Text(known)
    };
    let question = typed_text(&mut reader, "question", &input.question);
    let client = input.client.unwrap_or_else(|| cx.id());
    Ok(reader.finish(Read { person, known, question, client }).or_refuse()?)
}

async fn by_number(cx: &Cx, number: &str) -> Result<Option<Uuid>, Fault> {
    let found = license::Entity::find().select_only().column(license::Column::Id);
    let found = found.filter(license::Column::Number.eq(number.to_uppercase())).into_tuple::<Uuid>();
    Ok(found.one(cx.read()).await?)
}

/// The row, in the line.
async fn opened(
    cx: &Cx,
    tx: &Tx,
    read: &Read,
    (id, license, company): (Uuid, Option<Uuid>, Option<Uuid>),
) -> Result<(chat::Model, Option<Secret<String>>), Stop<StartRefusal>> {
    let now = cx.now();
    let key = subject::create(cx, tx, id).await?;
    let random = cx.app.random.as_ref();
    let person = match &read.person {
        Some(person) => {
            let plain = serde_json::to_vec(person).map_err(Fault::from)?;
            Some(key.seal(random, PERSON, id, &plain)?)
        }
        None => None,
    };
    let known = match &read.known {
        Known::Nothing => None,
        Known::Code(code) => Some(code.masked()),
        Known::Text(text) => Some(text.clone()),
    };
    let known = known.map(|known| key.seal(random, KNOWN, id, known.as_bytes())).transpose()?;
    let token = read.person.as_ref().map(|_| NewToken::make(cx, DOMAIN));
    let row = chat::Model {
        id,
        account_id: cx.actor.account(),
        company_id: company,
        person_sealed: person,
        token_hash: token.as_ref().map(|token| token.hash.clone()),
        known_sealed: known,
        license_id: license,
        lang: cx.lang.tag().to_owned(),
        state: State::Waiting,
        turn: Turn::Staff,
        staff_id: None,
        started_at: now,
        waiting_since: now,
        taken_at: None,
        said_at: now,
        ended_at: None,
        ended_by: None,
        last_seq: 0,
        request_id: None,
        erase_at: now.plus(KEPT),
        version: 1,
    };
    chat::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok((row, token.map(|token| token.text)))
}
