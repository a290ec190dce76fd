use askama::Template;
use gatehouse_assets::Icon;

use super::{Button, Drawn, Page};
use crate::scope::Scope;
use crate::support::{ask, ask_without_account};
use crate::texts;

/// A calm page for what went wrong: what happened, what to do, and the number by which the vendor finds it in the log.
#[derive(Debug, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    page: Page,
    status: u16,
    text: String,
    advice: String,
    /// A link behind the advice: its words, and where it leads.
    way: Option<(String, &'static str)>,
    buttons: Vec<Button>,
    reference: String,
    request_id: String,
}

impl ErrorPage {
    /// Texts for 400, 403, 404, 405, 408, 413, 421, 429 and 503; any other status is shown as 500.
    pub fn new(page: Page, status: u16, request_id: impl Into<String>) -> Self {
        let t = texts(page.lang);
        let (title, text, advice) = match status {
            421 => (t.msg_error_421_title(), t.msg_error_421_text(), t.msg_error_421_advice()),
            400 | 408 => (t.msg_error_400_title(), t.msg_error_400_text(), t.msg_error_400_advice()),
            403 => (t.msg_error_403_title(), t.msg_error_403_text(), t.msg_error_403_advice()),
            404 => (t.msg_error_404_title(), t.msg_error_404_text(), t.msg_error_404_advice()),
            405 => (t.msg_error_405_title(), t.msg_error_405_text(), t.msg_error_405_advice()),
            413 => (t.msg_error_413_title(), t.msg_error_413_text(), t.msg_error_413_advice()),
            429 => (t.msg_error_429_title(), t.msg_error_429_text(), t.msg_error_429_advice()),
            503 => (t.msg_error_503_title(), t.msg_error_503_text(), t.msg_error_503_advice()),
            _ => (t.msg_error_500_title(), t.msg_error_500_text(), t.msg_error_500_advice()),
        };
        let home = Button::link(t.msg_error_home(), page.home.clone()).icon(Icon::Home);
        // An empty address is the page's own, whatever stands in its query, and repeats nothing of it in the page.
        let again = (status == 503).then(|| Button::link(t.msg_error_again(), "").primary());
        let buttons = again.into_iter().chain([home]).collect();
        let reference = t.msg_error_reference();
        Self {
            page: page.titled(title),
            status,
            text,
            advice,
            way: None,
            buttons,
            reference,
            request_id: request_id.into(),
        }
    }

    /// Something that is known was refused: its own words in place of those that fit every such page.
    #[must_use]
    pub fn refused(mut self, text: String, next: Option<String>, way: Option<(String, &'static str)>) -> Self {
        let t = texts(self.page.lang);
        self.page = match self.status {
            403 | 413 | 429 | 503 => self.page,
            404 | 410 => self.page.titled(t.msg_error_absent_title()),
            _ => self.page.titled(t.msg_error_refused_title()),
        };
        self.text = text;
        self.advice = next.unwrap_or_default();
        self.way = way;
        self
    }

    /// The way to support, with what is known filled in (SUP-21), where the reader is stuck: what passes by itself, or is mended by going back,
    /// has its own way on.
    #[must_use]
    pub fn with_support(mut self, is_signed_in: bool) -> Self {
        if matches!(self.status, 400 | 405 | 408 | 413 | 421 | 429 | 503) {
            return self;
        }
        let what = format!("{} · {}", self.status, self.request_id);
        let known = [("kind", "error"), ("subject", self.page.title.as_str()), ("description", what.as_str())];
        let to =
            if is_signed_in { ask(&Scope::Personal, "portal", &known) } else { ask_without_account("", &known[1..]) };
        self.buttons.push(Button::link(texts(self.page.lang).msg_error_support(), to).icon(Icon::Help));
        self
    }

    /// It answers a form: a link would ask for its address without what was typed. Not every browser keeps that when one
    /// goes back, but each sends it again when the answer is loaded again.
    #[must_use]
    pub fn of_form(mut self) -> Self {
        if self.status == 503 {
            self.advice = texts(self.page.lang).msg_error_503_advice_form();
            self.buttons.remove(0);
        }
        self
    }

    const fn icon(&self) -> Icon {
        match self.status {
            403 => Icon::Lock,
            404 => Icon::Search,
            429 | 503 => Icon::Time,
            _ => Icon::Alert,
        }
    }
}
