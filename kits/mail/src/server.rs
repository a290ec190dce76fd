//! The mail server: the settings `mail` and `mail_ca`.

use gatehouse_core::{Fault, host};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use std::path::Path;
use std::time::Duration;
use url::Url;

/// How long the server may take to accept the connection.
const LONGEST_ANSWER: Duration = Duration::from_secs(20);

/// How a connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the start.
    Tls,
    /// STARTTLS, and nothing is said without it.
    StartTls,
    /// In the clear.
    Clear,
}

/// A server that the setting names.
#[derive(Clone)]
pub struct MailServer {
    pub(crate) smtp: AsyncSmtpTransport<Tokio1Executor>,
    host: String,
    port: u16,
    security: Security,
}

impl MailServer {
    /// From `smtp://[user:password@]host[:port][?tls=none]` or `smtps://…`; `ca` is a file of certificates (PEM) that are
    /// trusted besides the well-known ones.
    pub fn from_setting(setting: &str, ca: Option<&Path>) -> Result<Self, Fault> {
        let wrong = |why: &str| Fault::new(format!("mail: {why}"));
        let url = Url::parse(setting).map_err(|_| wrong("the SMTP address is not understood"))?;
        let host =
            url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| wrong("the SMTP address has no host"))?;
        let is_here = host::is_loopback(host);
        let security = security(&url, is_here)?;
        let credentials = credentials(&url)?;
        if security == Security::Clear && credentials.is_some() && !is_here {
            return Err(wrong("a password is not sent in the clear; leave ?tls=none out, or the password"));
        }
        let port = url.port().unwrap_or(match security {
            Security::Tls => 465,
            // The port of submission (RFC 6409), where `?tls=required` is written.
            Security::StartTls if url.query().is_some() => 587,
            Security::StartTls | Security::Clear => 25,
        });
        let tls = match security {
            Security::Clear => Tls::None,
            Security::StartTls => Tls::Required(tls(host, ca, is_here)?),
            Security::Tls => Tls::Wrapper(tls(host, ca, is_here)?),
        };
        // A try that was cut off leaves its connection in the middle of a talk, and the next mail would read the answers
        // to the last: no connection is used twice.
        let alone = PoolConfig::new().max_size(0);
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host.trim_matches(['[', ']']))
            .port(port)
            .tls(tls)
            .timeout(Some(LONGEST_ANSWER))
            .pool_config(alone);
        if let Some(credentials) = credentials {
            builder = builder.credentials(credentials);
        }
        if let Some(name) = Some(url.path().trim_matches('/')).filter(|name| !name.is_empty()) {
            builder = builder.hello_name(ClientId::Domain(name.to_owned()));
        }
        Ok(Self { smtp: builder.build(), host: host.to_owned(), port, security })
    }

    /// How the connection is protected.
    pub const fn security(&self) -> Security {
        self.security
    }

    /// Whether everybody on the way can read the mails: links that set passwords are among them.
    pub fn is_in_the_clear(&self) -> bool {
        self.security == Security::Clear && !host::is_loopback(&self.host)
    }

    /// Host and port, without name and password.
    pub fn place(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

fn security(url: &Url, is_here: bool) -> Result<Security, Fault> {
    let mut asked = None;
    for (key, value) in url.query_pairs() {
        if key != "tls" || asked.is_some() {
            return Err(Fault::new(format!("mail: nothing is known about ?{key}=; only tls, once")));
        }
        asked = Some(value.into_owned());
    }
    match (url.scheme(), asked.as_deref()) {
        ("smtps", None | Some("required")) => Ok(Security::Tls),
        // What stays on this machine needs no protection from the network.
        ("smtp", None) if is_here => Ok(Security::Clear),
        ("smtp", None | Some("required")) => Ok(Security::StartTls),
        ("smtp", Some("none")) => Ok(Security::Clear),
        ("smtp" | "smtps", Some("opportunistic")) => Err(Fault::new(
            "mail: ?tls=opportunistic is sent in the clear whenever somebody on the way wants it; use required or none",
        )),
        ("smtp" | "smtps", Some(_)) => Err(Fault::new("mail: ?tls= is required, or none (with smtp://)")),
        _ => Err(Fault::new("mail: must be dev:, smtp://host:port or smtps://host:port")),
    }
}

fn credentials(url: &Url) -> Result<Option<Credentials>, Fault> {
    let decoded = |text: &str| {
        let pair = format!("x={}", text.replace('+', "%2B"));
        let mut pairs = url::form_urlencoded::parse(pair.as_bytes());
        pairs.next().map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) => Err(Fault::new("mail: a password without a user")),
        (_, None) => Err(Fault::new("mail: a user without a password")),
        (user, Some(password)) => Ok(Some(Credentials::new(decoded(user), decoded(password)))),
    }
}

/// Certificates are verified, but for a server on this machine without a `ca`: nobody is between it and us.
fn tls(host: &str, ca: Option<&Path>, is_here: bool) -> Result<TlsParameters, Fault> {
    let mut parameters = TlsParameters::builder(host.trim_matches(['[', ']']).to_owned());
    match ca {
        Some(path) => {
            let wrong = |why: &dyn std::fmt::Display| Fault::new(format!("mail_ca: {}: {why}", path.display()));
            let pem = std::fs::read(path).map_err(|error| wrong(&error))?;
            if !pem.windows(27).any(|text| text == b"-----BEGIN CERTIFICATE-----") {
                return Err(wrong(&"no certificate in PEM form"));
            }
            let certificate = Certificate::from_pem(&pem).map_err(|_| wrong(&"no certificate in PEM form"))?;
            parameters = parameters.add_root_certificate(certificate);
        }
        None if is_here => parameters = parameters.dangerous_accept_invalid_certs(true),
        None => {}
    }
    parameters.build().map_err(|_| Fault::new("mail: TLS cannot be set up for this host"))
}

#[cfg(test)]
mod tests {
    use super::{MailServer, Security};

    fn read(setting: &str) -> Result<MailServer, String> {
        MailServer::from_setting(setting, None).map_err(|fault| fault.to_string())
    }

    /// PRI-13, ALL-4
    #[tokio::test]
    async fn nothing_leaves_the_machine_in_the_clear_unless_it_is_written_out() {
        for (setting, security, place) in [
            ("smtp://mail.example.com", Security::StartTls, "mail.example.com:25"),
            ("smtp://u:p@mail.example.com:587", Security::StartTls, "mail.example.com:587"),
            ("smtp://u:p@mail.example.com?tls=required", Security::StartTls, "mail.example.com:587"),
            ("smtp://10.0.0.9", Security::StartTls, "10.0.0.9:25"),
            ("smtp://localhost.example.com", Security::StartTls, "localhost.example.com:25"),
            ("smtps://u:p@mail.example.com", Security::Tls, "mail.example.com:465"),
            ("smtp://relay.example.com?tls=none", Security::Clear, "relay.example.com:25"),
            ("smtp://localhost:1025", Security::Clear, "localhost:1025"),
            ("smtp://u:p@127.0.0.1:1025", Security::Clear, "127.0.0.1:1025"),
            ("smtp://[::1]:1025", Security::Clear, "[::1]:1025"),
            ("smtp://127.0.0.1:1025?tls=required", Security::StartTls, "127.0.0.1:1025"),
        ] {
            let server = read(setting).unwrap();
            assert_eq!((server.security(), server.place().as_str()), (security, place), "{setting}");
            assert_eq!(server.is_in_the_clear(), setting.starts_with("smtp://relay"), "{setting}");
        }
    }

    /// ALL-9, PRI-13
    #[tokio::test]
    async fn a_wrong_address_is_refused_without_showing_its_password() {
        for (setting, why) in [
            ("smtp://u:s3cret@relay.example.com?tls=none", "in the clear"),
            ("smtp://u:s3cret@mail.example.com?tls=opportunistic", "opportunistic"),
            ("smtp://u:s3cret@mail.example.com?tls=yes", "?tls="),
            ("smtps://u:s3cret@mail.example.com?tls=none", "?tls="),
            ("smtp://u:s3cret@mail.example.com?ssl=1", "?ssl="),
            ("smtp://u:s3cret@mail.example.com?tls=required&tls=none", "once"),
            ("smtp://u@mail.example.com", "without a password"),
            ("smtp://:s3cret@mail.example.com", "without a user"),
            ("smtp://u:s3cret@", "not understood"),
            ("smtp://u:s3cret@mail.example.com:99999", "not understood"),
            ("http://u:s3cret@mail.example.com", "smtps://"),
            ("mail.example.com", "not understood"),
        ] {
            let text = read(setting).err().unwrap_or_default();
            assert!(text.contains(why) && !text.contains("s3cret"), "{setting}: {text}");
        }
        let missing = MailServer::from_setting("smtps://mail.example.com", Some("/nowhere.pem".as_ref()));
        assert!(missing.err().unwrap().to_string().starts_with("mail_ca: /nowhere.pem"));
    }
}
