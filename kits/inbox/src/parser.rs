//! The kinds `inbox.mail` and `inbox.part` of the worker (security.md §6): a mail is read in a process of its own, with 256 MiB and 30
//! seconds. What is here runs in the child only.

mod auth;
mod body;
mod clean;
mod html;
mod parts;
mod quotes;
mod signs;
mod tnef;

pub use auth::{Answer, MOST_QUESTIONS, Question};

use crate::mail::{Envelope, Mail};
use gatehouse_worker::{Limits, Parsed, Parser};
use mail_parser::{Message, MessageParser};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// HTML of another program as a text, what it quotes included. For the worker: whoever wrote it may be anybody.
pub fn text_of_html(html: &str) -> String {
    html::text(html).replace(quotes::CUT, "").trim().to_owned()
}

/// The most bytes of a mail: 30 MiB (SUP-13).
pub const MOST_BYTES: usize = 30 << 20;
/// Bytes of an attachment that are handed over at once.
pub const PIECE: usize = 8 << 20;
/// Attachments of no more bytes in all come along with what was read: to start a second child for them costs more than all the rest.
pub const ALONG: usize = 1 << 20;

const LIMITS: Limits =
    Limits { memory: 256 << 20, time: Duration::from_secs(30), input: MOST_BYTES + (1 << 20), output: 15 << 20 };

/// What is said beside the bytes of a mail.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Asked {
    /// How it came.
    pub envelope: Envelope,
    /// The name of the machine that took it, for SPF's texts.
    pub host: String,
    /// What name servers said to the questions of before.
    pub answers: Vec<(Question, Answer)>,
    /// Leaves out what broke: no HTML, nothing of `winmail.dat`, no signatures.
    pub plain: bool,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The mail.
    pub mail: Mail,
    /// What name servers must be asked before its proof can be judged; ask again with the answers.
    pub questions: Vec<Question>,
    /// How many of the bytes that come along belong to each attachment; empty where they must be asked for ([`PartParser`]).
    pub along: Vec<usize>,
}

/// Why a mail is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// It has no head.
    NoMail,
    /// There is no attachment of this number.
    NoPart,
}

/// Reads a mail.
#[derive(Clone, Copy, Debug)]
pub struct MailParser;

impl Parser for MailParser {
    const KIND: &'static str = "inbox.mail";
    const LIMITS: Limits = LIMITS;
    type Asked = Asked;
    type Found = Found;
    type Refused = Refused;

    fn parse(asked: Asked, bytes: &[u8]) -> Result<Parsed<Found>, Refused> {
        let message = MessageParser::default().parse(bytes).ok_or(Refused::NoMail)?;
        if message.headers().is_empty() {
            return Err(Refused::NoMail);
        }
        let mut mail = body::read(&message, asked.plain);
        let mut questions = Vec::new();
        if !asked.plain {
            (mail.proof, questions) = auth::judge(&message, &asked);
        }
        let is_last = !asked.plain && questions.is_empty();
        let (along, bytes) = if is_last { along(&message, &mail) } else { <_>::default() };
        Ok(Parsed { found: Found { mail, questions, along }, bytes })
    }
}

/// The bytes of all attachments, one after the other, and the length of each.
fn along(message: &Message<'_>, mail: &Mail) -> (Vec<usize>, Vec<u8>) {
    let size = mail.attachments.iter().fold(0_u64, |sum, one| sum.saturating_add(one.size));
    if mail.attachments.is_empty() || size > ALONG as u64 {
        return <_>::default();
    }
    let (all, ..) = parts::attached(message);
    let bytes = all.iter().flat_map(|part| part.content.iter().copied()).collect();
    (all.iter().map(|part| part.content.len()).collect(), bytes)
}

/// What is said beside the bytes for an attachment.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct PartAsked {
    /// Its number in the list of attachments.
    pub number: usize,
    /// From which of its bytes on.
    pub from: usize,
}

/// Hands a piece of an attachment over.
#[derive(Clone, Copy, Debug)]
pub struct PartParser;

impl Parser for PartParser {
    const KIND: &'static str = "inbox.part";
    const LIMITS: Limits = LIMITS;
    type Asked = PartAsked;
    /// The bytes of the whole attachment.
    type Found = usize;
    type Refused = Refused;

    fn parse(asked: PartAsked, bytes: &[u8]) -> Result<Parsed<usize>, Refused> {
        let message = MessageParser::default().parse(bytes).ok_or(Refused::NoMail)?;
        let (all, ..) = parts::attached(&message);
        let content = &all.get(asked.number).ok_or(Refused::NoPart)?.content;
        let rest = content.get(asked.from..).unwrap_or_default();
        Ok(Parsed { found: content.len(), bytes: rest[..rest.len().min(PIECE)].to_vec() })
    }
}
