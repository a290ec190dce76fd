//! Where mails go.
//!
//! lettre makes its own connections, so they do not come from the crate `reach`; [`MailServer`] holds them to the same
//! rule for what an operator sets: verified TLS, unless the server is on this machine.

use crate::attached::Attachment;
use crate::queue::{Content, Thread};
use crate::sender::Sender;
use crate::server::MailServer;
use crate::switch::ONE_CLICK_BODY;
use crate::trial::Tried;
use crate::trouble::Trouble;
use gatehouse_core::Fault;
use lettre::address::Envelope;
use lettre::message::{Mailbox, MessageBuilder, MultiPart, header};
use lettre::transport::smtp::Error as SmtpError;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::error::Error as _;
use std::fmt;
use std::path::Path;
use std::time::Duration;

/// How long the server may take over one mail: shorter than the lease of the job.
const LONGEST_MAIL: Duration = Duration::from_secs(60);

/// The way out for mails, made once from the setting `mail`.
#[derive(Clone)]
pub enum Transport {
    /// No server: mails stay in the database and are shown at `/_dev/mail`.
    Development,
    /// An SMTP server.
    Smtp(MailServer),
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Development => "Development",
            Self::Smtp(_) => "Smtp",
        })
    }
}

impl Transport {
    /// From the setting: `dev:`, `smtp://[user:password@]host[:port]` (STARTTLS, unless the host is this machine or
    /// `?tls=none` is written) or `smtps://…` (TLS from the start).
    pub fn from_setting(setting: &str) -> Result<Self, Fault> {
        Self::open(setting, None)
    }

    /// As [`Transport::from_setting`]; `ca` is a file of certificates (PEM) that are trusted besides the well-known ones.
    pub fn open(setting: &str, ca: Option<&Path>) -> Result<Self, Fault> {
        match setting {
            "dev:" => Ok(Self::Development),
            _ => Ok(Self::Smtp(MailServer::from_setting(setting, ca)?)),
        }
    }

    /// Hands one message over. `Ok(false)`: this address will never accept it. Everything else that goes wrong passes: a
    /// server that turns us away must not cost a single mail.
    pub async fn send(&self, message: Message) -> Result<bool, Trouble> {
        match self {
            Self::Development => Ok(true),
            Self::Smtp(server) => match tokio::time::timeout(LONGEST_MAIL, hand_over(&server.smtp, message)).await {
                Ok(end) => end,
                Err(_) => Err(Trouble::Silent),
            },
        }
    }

    /// Hands one message over and tells what the server said to it; for the operator's own eyes, because it can quote the
    /// address.
    pub async fn try_out(&self, message: Message) -> Tried {
        let Self::Smtp(server) = self else { return Tried::Kept };
        match tokio::time::timeout(LONGEST_MAIL, server.smtp.send(message)).await {
            Ok(Ok(taken)) => {
                let lines: Vec<&str> = taken.message().collect();
                Tried::Taken(format!("{} {}", taken.code(), lines.join(" / ")).trim_end().to_owned())
            }
            Ok(Err(error)) => Tried::Failed(Trouble::of(&error), answer(&error)),
            Err(_) => Tried::Failed(Trouble::Silent, String::new()),
        }
    }

    /// Connects, signs in and says goodbye; for `doctor`.
    pub async fn test(&self, patience: Duration) -> Result<(), Trouble> {
        let Self::Smtp(server) = self else { return Ok(()) };
        match tokio::time::timeout(patience, server.smtp.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(Trouble::Lost),
            Ok(Err(error)) => Err(Trouble::of(&error)),
            Err(_) => Err(Trouble::Silent),
        }
    }
}

async fn hand_over(smtp: &AsyncSmtpTransport<Tokio1Executor>, message: Message) -> Result<bool, Trouble> {
    let Err(error) = smtp.send(message).await else { return Ok(true) };
    // The error's text can quote the address; only its kind goes on.
    if let (true, Some(code)) = (error.is_permanent(), error.status()) {
        let refused = is_about_the_recipient(code.into(), &answer(&error));
        // A greeting, EHLO or AUTH can be refused with the same code: then the next connection is refused too.
        if refused && Box::pin(smtp.test_connection()).await.unwrap_or(false) {
            return Ok(false);
        }
    }
    Err(Trouble::of(&error))
}

/// What the server said after the code.
fn answer(error: &SmtpError) -> String {
    error.source().map(ToString::to_string).unwrap_or_default()
}

/// Whether a 5xx answer is about the recipient, so that no later try can succeed. lettre does not say which command
/// was answered, so the answer itself decides. The enhanced code (RFC 3463) knows: X.1 is about an address (X.1.7
/// and X.1.8 about the sender's, which is a misconfiguration on our side and can be fixed), X.2 about a mailbox; X.3 to X.7 are
/// about the server, the way, the protocol or its policy towards us. Without one (or with X.0) the codes of RFC 5321
/// §4.2.3 for a mailbox count, unless the text speaks of us; 530, 534, 535, 538 (AUTH) and 554 (greeting, policy) do
/// not.
fn is_about_the_recipient(code: u16, answer: &str) -> bool {
    match enhanced_code(answer) {
        Some((1, detail)) => !matches!(detail, 7 | 8),
        Some((2, _)) => true,
        Some((0, _)) | None => matches!(code, 550..=553 | 556) && !speaks_of_us(answer),
        Some(_) => false,
    }
}

/// Words of servers that turn the sender away with a mailbox's code and no enhanced one.
const ABOUT_US: [&str; 8] = ["relay", "sender", "auth", "rcpthosts", "block", "spam", "policy", "5.7."];

/// Whether an answer is about who sends and how, as far as words can tell: a failed retry costs less than a lost
/// mail.
fn speaks_of_us(answer: &str) -> bool {
    let answer = answer.to_lowercase();
    ABOUT_US.iter().any(|word| answer.contains(word))
}

/// Subject and detail of an enhanced status code `5.SUBJECT.DETAIL` at the beginning of an answer (RFC 2034).
fn enhanced_code(answer: &str) -> Option<(u16, u16)> {
    let mut numbers = answer.split_whitespace().next()?.strip_prefix("5.")?.split('.');
    let (subject, detail) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    numbers.next().is_none().then_some((subject, detail))
}

/// Builds the message: text and HTML, what it brings along, RFC 5322 headers, a `Message-ID` from the mail's id.
pub fn message(
    sender: &Sender,
    to: &str,
    id: &str,
    lang: &str,
    content: &Content,
    attachments: Vec<Attachment>,
) -> Result<Message, Fault> {
    let from = sender.mailbox().clone();
    let to: Mailbox = to.parse().map_err(|_| Fault::new("the recipient is not a mail address"))?;
    let domain = from.email.domain().to_owned();
    let mut builder = Message::builder()
        .from(from)
        .to(to.clone())
        .subject(content.subject.clone())
        .message_id(Some(
            content.thread.as_ref().map_or_else(|| format!("<{id}@{domain}>"), |of| bracketed(&of.message_id)),
        ))
        .header(ContentLanguage(lang.to_owned()))
        .header(AutoSubmitted);
    if let Some(address) = &content.one_click {
        builder = builder.header(ListUnsubscribe(format!("<{address}>"))).header(ListUnsubscribePost);
    }
    if let Some(thread) = &content.thread {
        builder = in_thread(builder, thread, &to.email)?;
    }
    builder.multipart(parts(content, attachments)?).map_err(|_| Fault::new("the mail could not be put together"))
}

/// Text and HTML; beside them what it brings along (RFC 2046 §5.1.3).
fn parts(content: &Content, attachments: Vec<Attachment>) -> Result<MultiPart, Fault> {
    let texts = MultiPart::alternative_plain_html(content.text.clone(), content.html.clone());
    if attachments.is_empty() {
        return Ok(texts);
    }
    attachments.into_iter().try_fold(MultiPart::mixed().multipart(texts), |all, one| {
        let media = header::ContentType::parse(one.media);
        let media = media.map_err(|_| Fault::new("an attachment has no media type"))?;
        Ok(all.singlepart(lettre::message::Attachment::new(one.name).body(one.bytes, media)))
    })
}

fn bracketed(id: &str) -> String {
    format!("<{id}>")
}

/// The headers of a conversation. No absence answers it: that would come back as an answer to the conversation.
fn in_thread(mut builder: MessageBuilder, thread: &Thread, to: &Address) -> Result<MessageBuilder, Fault> {
    if let Some(answered) = &thread.in_reply_to {
        builder = builder.in_reply_to(bracketed(answered));
    }
    if !thread.references.is_empty() {
        let all: Vec<String> = thread.references.iter().map(|id| bracketed(id)).collect();
        builder = builder.references(all.join(" "));
    }
    if let Some(address) = &thread.reply_to {
        let mailbox = address.parse().map_err(|_| Fault::new("the address for answers is not a mail address"))?;
        builder = builder.reply_to(mailbox);
    }
    if let Some(address) = &thread.bounces_to {
        let sender = address.parse().map_err(|_| Fault::new("the address for bounces is not a mail address"))?;
        let envelope = Envelope::new(Some(sender), vec![to.clone()]);
        builder = builder.envelope(envelope.map_err(|_| Fault::new("a mail without a recipient"))?);
    }
    if let Some((name, value)) = &thread.instance {
        let name = header::HeaderName::new_from_ascii(name.clone());
        let name = name.map_err(|_| Fault::new("the head line of this installation has no name"))?;
        builder = builder.raw_header(header::HeaderValue::new(name, value.clone()));
    }
    Ok(builder.header(NoAutoResponse))
}

/// `X-Auto-Response-Suppress: All`, which Exchange knows.
#[derive(Clone)]
struct NoAutoResponse;

impl header::Header for NoAutoResponse {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("X-Auto-Response-Suppress")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "All".to_owned())
    }
}

/// `Auto-Submitted: auto-generated` (RFC 3834): no out-of-office answers, please.
#[derive(Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// `Content-Language` (RFC 3282).
#[derive(Clone)]
struct ContentLanguage(String);

impl header::Header for ContentLanguage {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Content-Language")
    }
    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }
    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// `List-Unsubscribe` (RFC 2369): where such mails end.
#[derive(Clone)]
struct ListUnsubscribe(String);

impl header::Header for ListUnsubscribe {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("List-Unsubscribe")
    }
    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }
    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// `List-Unsubscribe-Post` (RFC 8058): a single click of the mail program is enough.
#[derive(Clone)]
struct ListUnsubscribePost;

impl header::Header for ListUnsubscribePost {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), ONE_CLICK_BODY.to_owned())
    }
}
