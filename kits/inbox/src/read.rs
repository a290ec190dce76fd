//! The server's side of reading: hands a mail to the worker, asks name servers for what its proof needs, and judges what comes back.

use crate::mail::{Envelope, Mail};
use crate::parser::{Answer, Asked, Found, MOST_QUESTIONS, MailParser, PartAsked, PartParser, Question, Refused};
use crate::settings::Inbox;
use axum::body::Bytes;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_domains::Names;
use gatehouse_domains::records::{Kind, Records};
use gatehouse_guard::Asker;
use gatehouse_worker::{Parsed, ParserProcess, Unread, Workers};

/// Why a mail could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is none.
    NoMail,
    /// It needs more memory, time or room than a mail may have.
    TooMuch,
    /// The worker broke off.
    Broken,
}

impl Unreadable {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoMail => "no_mail",
            Self::TooMuch => "too_much",
            Self::Broken => "broken",
        }
    }

    const fn of(unread: &Unread<Refused>) -> Self {
        match unread {
            Unread::Refused(_) => Self::NoMail,
            Unread::TooLarge | Unread::TooMuch => Self::TooMuch,
            Unread::Broken => Self::Broken,
        }
    }
}

/// Times that name servers are asked: SPF leads from one name to the next.
const ROUNDS: usize = 6;

/// A mail, and the contents of its attachments where they came along.
pub(crate) struct Whole {
    pub mail: Mail,
    pub along: Vec<Bytes>,
}

impl Whole {
    /// What the child says is data from outside: lengths that do not fit are as good as none.
    fn of(read: Parsed<Found>) -> Self {
        let (Found { mail, along: lengths, .. }, mut rest) = (read.found, Bytes::from(read.bytes));
        let whole = lengths.iter().try_fold(0_usize, |sum, length| sum.checked_add(*length));
        let fits = lengths.len() == mail.attachments.len() && whole == Some(rest.len());
        let along = if fits { lengths.iter().map(|length| rest.split_to(*length)).collect() } else { Vec::new() };
        Self { mail, along }
    }
}

/// Reads a mail, with one child for all rounds. What breaks HTML, `winmail.dat` or proof is left out at a second try, so that the text is there at least.
pub(crate) async fn read(cx: &Cx, raw: &[u8], envelope: &Envelope) -> Result<Result<Whole, Unreadable>, Fault> {
    let mut process = ParserProcess::new();
    let mail = rounds(cx, &mut process, raw, envelope).await;
    process.end().await?;
    mail
}

async fn rounds(
    cx: &Cx,
    process: &mut ParserProcess<MailParser>,
    raw: &[u8],
    envelope: &Envelope,
) -> Result<Result<Whole, Unreadable>, Fault> {
    let inbox = cx.service::<Inbox>()?;
    let mut asked = Asked { envelope: envelope.clone(), host: inbox.host.clone(), ..Asked::default() };
    let mut found = match once(cx, process, &asked, raw).await? {
        Ok(found) => found,
        Err(Unreadable::NoMail) => return Ok(Err(Unreadable::NoMail)),
        Err(first) => {
            asked.plain = true;
            tracing::warn!(why = first.word(), "a mail is read without its HTML");
            match once(cx, process, &asked, raw).await? {
                Ok(found) => found,
                Err(_) => return Ok(Err(first)),
            }
        }
    };
    if let Some(names) = cx.app.services.find::<Names>() {
        for _ in 0..ROUNDS {
            if found.found.questions.is_empty() || asked.answers.len() >= MOST_QUESTIONS {
                break;
            }
            let questions = std::mem::take(&mut found.found.questions);
            let answers = futures::future::join_all(questions.iter().map(|question| ask(names, question))).await;
            let is_silent = answers.iter().all(|answer| *answer == Answer::Silence);
            asked.answers.extend(questions.into_iter().zip(answers));
            match once(cx, process, &asked, raw).await? {
                Ok(more) => found = more,
                Err(_) => break,
            }
            if is_silent {
                break;
            }
        }
    }
    Ok(Ok(Whole::of(found)))
}

/// The same of a mail that was read before: name servers are not asked, and its proof is not made.
pub(crate) async fn read_again(cx: &Cx, raw: &[u8], envelope: &Envelope) -> Result<Result<Whole, Unreadable>, Fault> {
    let mut asked = Asked { envelope: envelope.clone(), ..Asked::default() };
    let mut process = ParserProcess::new();
    let first = once(cx, &mut process, &asked, raw).await?;
    let found = match first {
        Err(Unreadable::TooMuch | Unreadable::Broken) => {
            asked.plain = true;
            once(cx, &mut process, &asked, raw).await?
        }
        first => first,
    };
    process.end().await?;
    Ok(found.map(Whole::of))
}

async fn once(
    cx: &Cx,
    process: &mut ParserProcess<MailParser>,
    asked: &Asked,
    raw: &[u8],
) -> Result<Result<Parsed<Found>, Unreadable>, Fault> {
    let parsed = cx.service::<Workers>()?.ask(process, &Asker::program(), asked, raw).await?;
    Ok(parsed.map_err(|unread| Unreadable::of(&unread)))
}

async fn ask(names: &Names, question: &Question) -> Answer {
    let (name, kind) = match question {
        Question::Texts(name) => (name, Kind::Texts),
        Question::V4(name) => (name, Kind::V4),
        Question::V6(name) => (name, Kind::V6),
        Question::Hosts(name) => (name, Kind::Hosts),
    };
    match names.records(name, kind).await {
        Records::Texts(texts) => Answer::Texts(texts),
        Records::Addresses(addresses) => Answer::Addresses(addresses),
        Records::Hosts(hosts) => Answer::Hosts(hosts),
        Records::Nothing => Answer::Nothing,
        Records::Silence => Answer::Silence,
    }
}

/// A piece of an attachment, and how many bytes the whole has.
pub(crate) async fn piece(
    cx: &Cx,
    process: &mut ParserProcess<PartParser>,
    raw: &[u8],
    asked: PartAsked,
) -> Result<(usize, Vec<u8>), Fault> {
    let parsed = cx.service::<Workers>()?.ask(process, &Asker::program(), &asked, raw).await?;
    match parsed {
        Ok(parsed) => Ok((parsed.found, parsed.bytes)),
        Err(unread) => Err(Fault::new(format!("an attachment could not be read: {}", Unreadable::of(&unread).word()))),
    }
}
