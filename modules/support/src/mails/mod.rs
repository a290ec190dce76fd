//! Mails about requests: one file per mail. All of a request are one conversation, whose subject stays.

pub(crate) mod answer;
pub(crate) mod apns_ends;
pub(crate) mod assigned;
pub(crate) mod certificate;
pub(crate) mod contract_news;
pub(crate) mod ended;
pub(crate) mod ends_soon;
pub(crate) mod incident;
pub(crate) mod opened;
pub(crate) mod paused;
pub(crate) mod reminder;
pub(crate) mod survey;
pub(crate) mod to_staff;
pub(crate) mod too_large;
pub(crate) mod too_many;

use crate::model::stop_link::stop_links;
use crate::queries::people::Told;
use crate::tables::request;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang};
use gatehouse_mail::{Letter, Thread};

/// The most characters of a message that stand in a mail; the rest is on the page.
const MOST: usize = 20_000;

/// What all mails of a request share.
#[derive(Clone, Debug)]
pub(crate) struct About {
    /// The number.
    pub number: String,
    /// The subject that its author chose.
    pub subject: String,
    /// The path of its page for those with an account: the company's word before it, or nothing.
    pub path: String,
}

impl About {
    pub fn of(row: &request::Model, subject: String, slug: Option<&str>) -> Self {
        let within = slug.map(|slug| format!("/c/{slug}")).unwrap_or_default();
        Self { number: row.number.clone(), subject, path: format!("{within}/requests/{}", row.id) }
    }

    /// A letter of the conversation; `is_first`: it begins it.
    fn letter<'a>(
        &self,
        cx: &'a Cx,
        kind: &'static str,
        one: &'a Told,
        thread: Thread,
        is_first: bool,
    ) -> Result<Letter<'a>, Fault> {
        let again = if is_first { "" } else { "Re: " };
        let letter = Letter::new(cx, kind, &one.to)
            .subject(format!("{again}[{}] {}", self.number, self.subject))
            .in_thread(thread);
        Ok(letter.facts([(crate::texts(one.to.lang).msg_mail_number(), self.number.clone())]))
    }

    /// How the mails of this request end for this person: the paragraph is the last before the reason.
    fn ended<'a>(cx: &Cx, letter: Letter<'a>, one: &Told) -> Result<Letter<'a>, Fault> {
        let (page, click) = stop_links(cx, one.person)?;
        Ok(letter.ended_by(&page, &click, |page| crate::texts(one.to.lang).msg_mail_stop(page)))
    }

    /// The button to the page, for whoever can open it.
    fn with_button<'a>(&self, letter: Letter<'a>, one: &Told) -> Letter<'a> {
        match one.to.account {
            Some(_) => letter.button(crate::texts(one.to.lang).msg_mail_open(), &self.path),
            None => letter,
        }
    }
}

/// How one answers: by mail where such mails arrive, else on the page.
fn how_to_answer(lang: Lang, takes_mail: bool) -> String {
    let t = crate::texts(lang);
    if takes_mail { t.msg_mail_answer_by_mail() } else { t.msg_mail_answer_on_page() }
}

/// Why it came.
fn reason(one: &Told) -> String {
    let t = crate::texts(one.to.lang);
    if one.is_author { t.msg_mail_reason_author() } else { t.msg_mail_reason_reader() }
}

/// The paragraphs of a message; a long one ends with the word that the page has the rest.
fn paragraphs(text: &str, lang: Lang) -> Vec<String> {
    let cut: String = text.chars().take(MOST).collect();
    let mut all: Vec<String> =
        cut.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    if cut.len() < text.len() {
        all.push(crate::texts(lang).msg_mail_cut());
    }
    all
}
