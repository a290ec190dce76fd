//! Where mails go.

use gatehouse_core::Fault;
use lettre::message::{Mailbox, MultiPart, header};
use lettre::transport::smtp::{Error as SmtpError, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::error::Error as _;
use std::fmt;
use std::time::Duration;

/// How long the server may take to accept the connection.
const LONGEST_ANSWER: Duration = Duration::from_secs(20);
/// How long it may take over one mail: shorter than the lease of the job.
const LONGEST_MAIL: Duration = Duration::from_secs(60);

/// The way out for mails, made once from the setting `mail`.
#[derive(Clone)]
pub enum Transport {
    /// No server: mails stay in the database and are shown at `/_dev/mail`.
    Development,
    /// An SMTP server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
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
    /// From the setting: `dev:`, `smtp://[user:password@]host[:port]` (add `?tls=required` for STARTTLS) or
    /// `smtps://…` (TLS from the start).
    pub fn from_setting(setting: &str) -> Result<Self, Fault> {
        if setting == "dev:" {
            return Ok(Self::Development);
        }
        if !(setting.starts_with("smtp://") || setting.starts_with("smtps://")) {
            return Err(Fault::new("mail: must be dev:, smtp://host:port or smtps://host:port"));
        }
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(setting)
            .map_err(|_| Fault::new("mail: the SMTP address is not understood"))?;
        // A try that was cut off leaves its connection in the middle of a talk, and the next mail would read the answers
        // to the last: no connection is used twice.
        let alone = PoolConfig::new().max_size(0);
        Ok(Self::Smtp(builder.timeout(Some(LONGEST_ANSWER)).pool_config(alone).build()))
    }

    /// Hands one message over. `Ok(false)`: this address will never accept it. Everything else that goes wrong is a
    /// fault that passes: a server that turns us away must not cost a single mail.
    pub async fn send(&self, message: Message) -> Result<bool, Fault> {
        match self {
            Self::Development => Ok(true),
            Self::Smtp(smtp) => match tokio::time::timeout(LONGEST_MAIL, hand_over(smtp, message)).await {
                Ok(end) => end,
                Err(_) => Err(Fault::new("the SMTP server took too long over a mail")),
            },
        }
    }
}

async fn hand_over(smtp: &AsyncSmtpTransport<Tokio1Executor>, message: Message) -> Result<bool, Fault> {
    let Err(error) = smtp.send(message).await else { return Ok(true) };
    // The error's text can quote the address; only its kind goes on.
    if let (true, Some(code)) = (error.is_permanent(), error.status()) {
        let refused = is_about_the_recipient(code.into(), &answer(&error));
        // A greeting, EHLO or AUTH can be refused with the same code: then the next connection is refused too.
        if refused && Box::pin(smtp.test_connection()).await.unwrap_or(false) {
            return Ok(false);
        }
        return Err(Fault::new(format!("the SMTP server turns us away (code {code})")));
    }
    Err(Fault::new(if error.is_timeout() {
        "the SMTP server did not answer in time"
    } else if error.is_transient() {
        "the SMTP server asks to try again later"
    } else {
        "the SMTP server could not be reached"
    }))
}

/// What the server said after the code.
fn answer(error: &SmtpError) -> String {
    error.source().map(ToString::to_string).unwrap_or_default()
}

/// Whether a 5xx answer is about the recipient, so that no later try can succeed. lettre does not say which command
/// was answered, so the answer itself decides. The enhanced code (RFC 3463) knows: X.1 is about an address (X.1.7
/// and X.1.8 about the sender's, which is a mistake of ours that gets mended), X.2 about a mailbox; X.3 to X.7 are
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

/// Whether an answer is about who sends and how, as far as words can tell: a mail that is tried in vain costs less than
/// one that is lost.
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

/// Builds the message: text and HTML, RFC 5322 headers, a `Message-ID` from the mail's id.
pub fn message(from: &str, to: &str, id: &str, lang: &str, content: &crate::queue::Content) -> Result<Message, Fault> {
    let from: Mailbox = from.parse().map_err(|_| Fault::new("mail_from: not a mail address"))?;
    let to: Mailbox = to.parse().map_err(|_| Fault::new("the recipient is not a mail address"))?;
    let domain = from.email.domain().to_owned();
    Message::builder()
        .from(from)
        .to(to)
        .subject(content.subject.clone())
        .message_id(Some(format!("<{id}@{domain}>")))
        .header(ContentLanguage(lang.to_owned()))
        .header(AutoSubmitted)
        .multipart(MultiPart::alternative_plain_html(content.text.clone(), content.html.clone()))
        .map_err(|_| Fault::new("the mail could not be put together"))
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
