//! Where mails go.

use gatehouse_core::Fault;
use lettre::message::{Mailbox, MultiPart, header};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::fmt;
use std::time::Duration;

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
        Ok(Self::Smtp(builder.timeout(Some(Duration::from_secs(20))).build()))
    }

    /// Hands one message over. `Ok(false)`: this address will never accept it.
    pub async fn send(&self, message: Message) -> Result<bool, Fault> {
        match self {
            Self::Development => Ok(true),
            Self::Smtp(smtp) => match smtp.send(message).await {
                Ok(_) => Ok(true),
                Err(error) if error.is_permanent() => Ok(false),
                // The error's text can quote the address; only its kind goes on.
                Err(error) if error.is_timeout() => Err(Fault::new("the SMTP server did not answer in time")),
                Err(error) if error.is_transient() => Err(Fault::new("the SMTP server asks to try again later")),
                Err(_) => Err(Fault::new("the SMTP server could not be reached")),
            },
        }
    }
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
