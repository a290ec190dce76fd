//! Whether a mail is a person's. Pure: nothing is asked, nothing stored.
//!
//! A machine's mail never reopens a request and is never answered by a machine, so two that answer each other stop at once. It is still
//! kept, and staff see it.

use crate::mail::{Envelope, Mail, Report, Signs};
use serde::{Deserialize, Serialize};

/// So many servers on the way are a circle.
pub const MOST_HOPS: u32 = 50;

/// What a mail is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// This instance wrote it itself: it goes no further.
    Own,
    /// It tells that a mail of ours was not delivered, or later.
    Bounce,
    /// A machine wrote it.
    Automatic(Why),
    /// A person wrote it.
    Person {
        /// Whether a confirmation may be sent by itself.
        may_acknowledge: bool,
    },
}

/// By what it is a machine's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// `Auto-Submitted`.
    AutoSubmitted,
    /// `Precedence`.
    Precedence,
    /// Of a mailing list or a newsletter.
    List,
    /// A program that answers by itself says so.
    Answerer,
    /// A receipt that it was read, or a report of another kind.
    Receipt,
    /// The words of its subject.
    Subject,
    /// The null path or a mail system's own address, with nothing else that tells of a bounce.
    System,
    /// It went in a circle.
    Hops,
}

impl Class {
    /// Whether it may change anything: reopen a request, end a wait, be confirmed.
    pub const fn is_a_person(&self) -> bool {
        matches!(self, Self::Person { .. })
    }
}

/// What a mail is. `is_own`: whether this instance's own mark is in its head; `at_bounce`: whether it came to an address for bounces
/// of ours.
pub fn class(mail: &Mail, envelope: &Envelope, is_own: bool, at_bounce: bool) -> Class {
    let signs = &mail.signs;
    if is_own {
        return Class::Own;
    }
    let is_null = envelope.null_path || signs.null_return_path;
    let submitted = signs.auto_submitted.as_deref().is_some_and(|word| word != "no");
    match &signs.report {
        Some(report)
            if report.kind == "delivery-status"
                || !report.fates.is_empty() && report.kind != "disposition-notification" =>
        {
            return Class::Bounce;
        }
        Some(_) => return Class::Automatic(Why::Receipt),
        None => {}
    }
    // One sign alone is no bounce: a redirected mail of a person has a null path too.
    if is_null && (signs.daemon || submitted && at_bounce) {
        return Class::Bounce;
    }
    if signs.hops > MOST_HOPS {
        return Class::Automatic(Why::Hops);
    }
    if let Some(why) = automatic(signs, &mail.subject, submitted) {
        return Class::Automatic(why);
    }
    if signs.daemon || at_bounce {
        return Class::Automatic(Why::System);
    }
    Class::Person { may_acknowledge: !is_null && !suppresses(signs) }
}

fn automatic(signs: &Signs, subject: &str, submitted: bool) -> Option<Why> {
    const BULK: &[&str] = &["bulk", "junk", "list", "auto_reply", "auto-reply"];
    if submitted {
        return Some(Why::AutoSubmitted);
    }
    if signs.precedence.as_deref().is_some_and(|word| BULK.contains(&word)) {
        return Some(Why::Precedence);
    }
    if signs.list {
        return Some(Why::List);
    }
    if signs.auto_reply {
        return Some(Why::Answerer);
    }
    is_away(subject).then_some(Why::Subject)
}

/// Whether its sender's system wants no answer of a machine (MS-OXCMAIL). It is no sign that a machine wrote it.
fn suppresses(signs: &Signs) -> bool {
    let wanted = ["all", "autoreply", "oof"];
    signs.suppress.as_deref().is_some_and(|list| list.split([',', ';', ' ']).any(|word| wanted.contains(&word.trim())))
}

/// The words with which programs begin what they write for somebody who is away. An answer to such a mail begins with `Re:`.
fn is_away(subject: &str) -> bool {
    const BEGINS: &[&str] = &[
        "automatic reply:",
        "auto reply:",
        "auto-reply:",
        "autoreply:",
        "automatic response:",
        "auto response:",
        "out of office:",
        "out of office autoreply:",
        "out of the office:",
        "автоматический ответ:",
        "автоматический ответ",
        "автоответ:",
        "автоответ",
        "нет на месте:",
        "自動応答:",
        "自動応答：",
        "自動返信:",
        "自動返信：",
        "【自動返信】",
        "[自動返信]",
        "不在通知:",
        "不在通知：",
        "automatische antwort:",
        "abwesenheitsnotiz:",
        "abwesend:",
        "réponse automatique",
        "respuesta automática",
    ];
    let low = subject.trim().to_lowercase();
    BEGINS.iter().any(|begin| low.starts_with(begin))
}

/// What a bounce says of one of our messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// It will never come there: no mail goes to that address for a while ([`crate::limits::SILENT_DAYS`]).
    Failed,
    /// It comes later.
    Delayed,
    /// It came.
    Delivered,
    /// Nobody can say.
    Unknown,
}

/// What a report says.
pub fn delivery(report: Option<&Report>) -> Delivery {
    let Some(report) = report else { return Delivery::Unknown };
    if report.fates.iter().any(crate::mail::Fate::is_final) {
        return Delivery::Failed;
    }
    match report.fates.first().map(|fate| fate.action.as_str()) {
        Some("delayed" | "failed") => Delivery::Delayed,
        Some("delivered" | "relayed" | "expanded") => Delivery::Delivered,
        _ => Delivery::Unknown,
    }
}
