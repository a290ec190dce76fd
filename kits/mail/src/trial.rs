//! A mail that an operator sends by hand, to see whether mails go out and what the server says to it.

use crate::queue::Content;
use crate::sender::Sender;
use crate::transport::message;
use crate::{MailPage, Transport, Trouble, texts};
use gatehouse_brand::Brand;
use gatehouse_core::{Fault, Lang, Uuid};

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// There is no server: mails are kept and shown, not sent.
    Kept,
    /// The server took it, with these words.
    Taken(String),
    /// It did not, or could not be asked; with its words, where it said any. They can quote the address.
    Failed(Trouble, String),
}

/// A mail for this address.
#[derive(Debug)]
pub struct Trial<'a> {
    /// Who sends it.
    pub sender: &'a Sender,
    /// The address.
    pub to: &'a str,
    /// The vendor's name and look, without what only the database has.
    pub vendor: &'a Brand,
    /// Where the portal is.
    pub origin: &'a str,
    /// In which language.
    pub lang: Lang,
}

impl Trial<'_> {
    /// Sends it, at once and past the outbox. `id` becomes its `Message-ID`.
    pub async fn send(&self, transport: &Transport, id: Uuid) -> Result<Tried, Fault> {
        let content = self.content()?;
        let built = message(self.sender, self.to, &id.to_string(), self.lang.tag(), &content, Vec::new())?;
        Ok(transport.try_out(built).await)
    }

    fn content(&self) -> Result<Content, Fault> {
        let t = texts(self.lang);
        let brand = self.vendor.name.as_str();
        let page = MailPage {
            title: t.msg_trial_title(brand),
            lead: t.msg_trial_lead(),
            reason: t.msg_trial_reason(brand),
            footer: format!("{brand} · {}", self.origin),
            ..MailPage::new(self.lang, self.vendor, self.origin)
        };
        let (text, html) = (page.text()?, page.html()?);
        Ok(Content { text, html, subject: page.title, one_click: None, thread: None, attached: Vec::new() })
    }
}
