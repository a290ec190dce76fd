//! A letter: what one mail says, from its title to the line that tells why it came. A module states its own words; brand,
//! links, footer, both parts and the queue are the same for all.

use crate::attached::Attached;
use crate::ledger::{Caused, PAUSE_PAGE};
use crate::switch::{self, ONE_CLICK, STOP_PAGE};
use crate::{Mail, MailPage, Recipient, Thread};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Notification, Uuid};
use gatehouse_db::Tx;

/// A letter while it is written. It is queued once it says why it came: by [`Letter::reason`] or [`Letter::security`].
#[must_use]
pub struct Letter<'a> {
    cx: &'a Cx,
    kind: &'static str,
    to: &'a Recipient,
    page: MailPage,
    one_click: Option<String>,
    subject: Option<String>,
    thread: Option<Thread>,
    attached: Vec<Attached>,
}

impl<'a> Letter<'a> {
    /// An empty one. `kind`: which mail, such as `accounts.confirm`.
    pub fn new(cx: &'a Cx, kind: &'static str, to: &'a Recipient) -> Self {
        let vendor = gatehouse_brand::of(&cx.app);
        let footer = format!("{} · {}", vendor.name, to.origin(cx));
        let greeting =
            to.greeted.as_ref().map(|name| crate::texts(to.lang).msg_letter_greeting(name)).unwrap_or_default();
        let page = MailPage { greeting, footer, ..MailPage::new(to.lang, &vendor, &cx.app.settings.origin) };
        Self { cx, kind, to, page, one_click: None, subject: None, thread: None, attached: Vec::new() }
    }

    /// The subject, also the headline.
    pub fn title(mut self, text: String) -> Self {
        self.page.title = text;
        self
    }

    /// Another subject than the headline: that of a conversation, which stays the same through all of its mails.
    pub fn subject(mut self, text: String) -> Self {
        self.subject = Some(text);
        self
    }

    /// It belongs to a conversation.
    pub fn in_thread(mut self, thread: Thread) -> Self {
        self.thread = Some(thread);
        self
    }

    /// The first sentence; mail programs show it beside the subject.
    pub fn lead(mut self, text: String) -> Self {
        self.page.lead = text;
        self
    }

    /// A paragraph before the button.
    pub fn line(self, text: String) -> Self {
        self.lines([text])
    }

    /// Paragraphs before the button.
    pub fn lines(mut self, texts: impl IntoIterator<Item = String>) -> Self {
        self.page.body.extend(texts);
        self
    }

    /// The button. `href`: a path of the recipient's site, or a whole address.
    pub fn button(mut self, label: String, href: &str) -> Self {
        let origin = if href.starts_with('/') { self.to.origin(self.cx) } else { "" };
        self.page.button = Some((label, format!("{origin}{href}")));
        self
    }

    /// A code to type or keep, shown large.
    pub fn code(mut self, code: Option<String>) -> Self {
        self.page.code = code;
        self
    }

    /// What there is to know, each with its name; below the code.
    pub fn facts(mut self, facts: impl IntoIterator<Item = (String, String)>) -> Self {
        self.page.facts.extend(facts);
        self
    }

    /// Further links below the button, and what they are for: labels and whole addresses. None writes nothing.
    pub fn links(mut self, title: String, links: impl IntoIterator<Item = (String, String)>) -> Self {
        self.page.links_title = title;
        self.page.links.extend(links);
        self
    }

    /// A paragraph after the button.
    pub fn after(mut self, text: String) -> Self {
        self.page.after.push(text);
        self
    }

    /// It brings this along, as it is when the letter is sent.
    pub fn attach(mut self, one: Attached) -> Self {
        self.attached.push(one);
        self
    }

    /// The paragraph by which the owner of the address stops what strangers cause; in every letter that they can cause.
    pub fn caused(self, caused: &Caused) -> Self {
        let link = format!("{}{PAUSE_PAGE}?token={}", self.to.origin(self.cx), caused.pause.expose());
        let text = crate::texts(self.to.lang).msg_letter_left_alone(link);
        self.after(text)
    }

    /// It is of a kind that its reader has switched on (ACC-16): how exactly this kind ends, for people and for mail programs.
    pub fn switched(mut self, kind: Notification) -> Result<Self, Fault> {
        let Some(account) = self.to.account else { return Ok(self) };
        let token = switch::token(self.cx, account, kind)?;
        let origin = self.to.origin(self.cx);
        self.one_click = Some(format!("{origin}{ONE_CLICK}?token={token}"));
        let text = crate::texts(self.to.lang).msg_letter_switch(format!("{origin}{STOP_PAGE}?token={token}"));
        Ok(self.after(text))
    }

    /// It is of a kind that a link of its own ends: `page` for people, `one_click` for mail programs (RFC 8058), both paths of the
    /// recipient's site. `text`: the paragraph around the whole address of the page.
    pub fn ended_by(mut self, page: &str, one_click: &str, text: impl FnOnce(String) -> String) -> Self {
        let origin = self.to.origin(self.cx);
        self.one_click = Some(format!("{origin}{one_click}"));
        let text = text(format!("{origin}{page}"));
        self.after(text)
    }

    /// Why the person gets it, and where such letters are switched off if they can be.
    pub fn reason(mut self, text: String) -> Reasoned<'a> {
        self.page.reason = text;
        Reasoned(self)
    }

    /// It concerns the security of their access: never switched off.
    pub fn security(self) -> Reasoned<'a> {
        let t = crate::texts(self.to.lang);
        let brand = &self.page.brand;
        let text = if self.to.is_staff { t.msg_letter_security_staff(brand) } else { t.msg_letter_security(brand) };
        self.reason(text)
    }
}

/// A letter that says why it came.
#[must_use]
pub struct Reasoned<'a>(Letter<'a>);

impl Reasoned<'_> {
    /// Renders both parts and queues the mail with the change that causes it (ALL-4). Who signs in with a plain login has no mailbox, and
    /// has agreed to hear nothing (ACC-14).
    pub async fn queue(self, tx: &Tx) -> Result<(), Fault> {
        self.queued(tx).await.map(drop)
    }

    /// The same; answers the mail's row, for who wants to know what becomes of it. `None`: there is no mailbox.
    pub async fn queued(self, tx: &Tx) -> Result<Option<Uuid>, Fault> {
        let cx = self.0.cx;
        match self.written()? {
            Some(mail) => crate::queue(cx, tx, mail).await.map(Some),
            None => Ok(None),
        }
    }

    /// Renders both parts, for [`crate::queue_all`]; `None` for who has no mailbox.
    pub fn written(self) -> Result<Option<Mail>, Fault> {
        let Letter { kind, to, page, one_click, subject, thread, attached, .. } = self.0;
        if !to.email.contains('@') {
            return Ok(None);
        }
        Ok(Some(Mail {
            kind,
            to: to.email.clone(),
            account: to.account,
            sealed_by: to.sealed_by,
            lang: to.lang,
            text: page.text()?,
            html: page.html()?,
            subject: subject.unwrap_or(page.title),
            one_click,
            thread,
            attached,
        }))
    }
}
