//! `[inbox]`: mail that comes in (SUP-13). Without an address there is none.

use super::{Config, node_name};
use gatehouse_address::Email;
use gatehouse_core::{Fault, Secret, host};
use gatehouse_inbox::smtp::{self, Protocol, TlsAcceptor};
use gatehouse_inbox::{Inbox, Mailbox};
use gatehouse_listen::Port;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use url::Url;

/// See [`Config::inbox`].
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct InboxConfig {
    /// The address for requests, `support@example.com`; empty: no mail comes in.
    pub address: String,
    /// Where a mail server brings mails by LMTP: address and port; empty: nowhere.
    #[serde(deserialize_with = "super::address::perhaps")]
    pub lmtp_listen: Option<SocketAddr>,
    /// The same by SMTP.
    #[serde(deserialize_with = "super::address::perhaps")]
    pub smtp_listen: Option<SocketAddr>,
    /// The operator's mail servers besides this machine: they may bring mails by LMTP, and say where these came from.
    pub peers: Vec<IpAddr>,
    /// How this machine calls itself to mail servers; empty: its name.
    pub host: String,
    /// Where files go that are too large for a mail; empty: the portal's page for uploads.
    pub upload_page: String,
    /// A file of certificates (PEM) for STARTTLS; empty: it is not offered.
    pub certificate: String,
    /// A file with their private key (PEM).
    pub key: String,
    /// Mailboxes that are fetched, by names of the operator's.
    pub mailboxes: BTreeMap<String, MailboxConfig>,
}

/// See [`InboxConfig::mailboxes`].
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailboxConfig {
    /// The server: `imaps://imap.example.com[:port]`; `imap://` only to this machine.
    pub server: String,
    /// Who signs in.
    pub user: String,
    /// With what.
    pub password: Secret<String>,
    /// The folder; empty: `INBOX`.
    pub folder: String,
}

/// Where files go that are too large for a mail, unless the operator says otherwise.
const UPLOAD_PAGE: &str = "/support/upload";

impl Config {
    /// What is done with mail that comes in.
    pub fn inbox(&self) -> Result<Inbox, Fault> {
        let section = &self.inbox;
        let wrong = |key: &str, why: &str| Fault::new(format!("inbox.{key}: {why}"));
        let comes = section.lmtp_listen.is_some() || section.smtp_listen.is_some() || !section.mailboxes.is_empty();
        if section.address.is_empty() {
            return if comes {
                Err(wrong("address", "is missing: no mail would be for anybody"))
            } else {
                Ok(Inbox::default())
            };
        }
        let email = Email::parse_of_any_host(&section.address).map_err(|_| wrong("address", "is no email address"))?;
        if email.written().contains('+') {
            return Err(wrong("address", "must have no +: answers come to address+…"));
        }
        if section.lmtp_listen.is_some_and(|listen| !listen.ip().is_loopback()) && section.peers.is_empty() {
            return Err(wrong("peers", "must name the mail servers that bring mails by LMTP from other machines"));
        }
        if section.certificate.is_empty() != section.key.is_empty() {
            return Err(wrong("certificate", "and inbox.key belong together"));
        }
        section.tls()?;
        let page = if section.upload_page.is_empty() {
            format!("{}{UPLOAD_PAGE}", self.origin())
        } else {
            section.upload_page.clone()
        };
        if !(page.is_ascii() && Url::parse(&page).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))) {
            return Err(wrong("upload_page", "must be a whole address, https://…"));
        }
        let mailboxes = section.mailboxes.iter().map(|(name, one)| one.read(name));
        Ok(Inbox {
            general: email.written().to_lowercase(),
            host: if section.host.is_empty() { node_name() } else { section.host.clone() },
            upload_page: page,
            peers: section.peers.clone(),
            mailboxes: mailboxes.collect::<Result<_, _>>()?,
        })
    }
}

impl InboxConfig {
    /// The ports that it names, opened.
    pub(crate) fn open_ports(&self) -> Result<Vec<(Port, Protocol)>, Fault> {
        let named = [
            ("inbox.lmtp_listen", self.lmtp_listen, Protocol::Lmtp),
            ("inbox.smtp_listen", self.smtp_listen, Protocol::Smtp),
        ];
        let ports = named.into_iter().filter_map(|(key, listen, protocol)| Some((key, listen?, protocol)));
        ports.map(|(key, listen, protocol)| Ok((Port::open(key, listen)?, protocol))).collect()
    }

    /// What STARTTLS is spoken with.
    pub(crate) fn tls(&self) -> Result<Option<TlsAcceptor>, Fault> {
        if self.certificate.is_empty() || self.key.is_empty() {
            return Ok(None);
        }
        let acceptor = smtp::tls(Path::new(&self.certificate), Path::new(&self.key));
        acceptor.map(Some).map_err(|fault| Fault::new(format!("inbox.certificate: {fault}")))
    }

    /// As `config show` has them.
    pub(super) fn values(&self) -> Vec<(&'static str, String)> {
        let listen = |address: Option<SocketAddr>| address.map(|address| address.to_string()).unwrap_or_default();
        vec![
            ("inbox.address", self.address.clone()),
            ("inbox.lmtp_listen", listen(self.lmtp_listen)),
            ("inbox.smtp_listen", listen(self.smtp_listen)),
            ("inbox.peers", self.peers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
            ("inbox.host", self.host.clone()),
            ("inbox.upload_page", self.upload_page.clone()),
            ("inbox.certificate", self.certificate.clone()),
            ("inbox.key", self.key.clone()),
            ("inbox.mailboxes", self.mailboxes.keys().cloned().collect::<Vec<_>>().join(", ")),
        ]
    }
}

impl MailboxConfig {
    fn read(&self, name: &str) -> Result<Mailbox, Fault> {
        let wrong = |key: &str, why: &str| Fault::new(format!("inbox.mailboxes.{name}.{key}: {why}"));
        let url = Url::parse(&self.server).ok().filter(|url| url.username().is_empty() && url.password().is_none());
        let parts = url.as_ref().and_then(|url| {
            let (tls, usual) = match url.scheme() {
                "imaps" => (true, 993),
                "imap" => (false, 143),
                _ => return None,
            };
            Some((url.host_str()?.trim_matches(['[', ']']).to_owned(), url.port().unwrap_or(usual), tls))
        });
        let (server, port, tls) =
            parts.ok_or_else(|| wrong("server", "must be imaps://host or imap://host, without a name and password"))?;
        if !tls && !host::is_loopback(&server) {
            return Err(wrong("server", "must be imaps://: without TLS only this machine is asked"));
        }
        if self.user.is_empty() || self.password.expose().is_empty() {
            return Err(wrong("user", "and password must not be empty"));
        }
        let folder = if self.folder.is_empty() { "INBOX".to_owned() } else { self.folder.clone() };
        if [&self.user, self.password.expose(), &folder].iter().any(|text| text.contains(['\r', '\n', '\0'])) {
            return Err(wrong("user", "password and folder must be single lines"));
        }
        Ok(Mailbox {
            name: name.to_owned(),
            host: server,
            port,
            tls,
            user: self.user.clone(),
            password: self.password.clone(),
            folder,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use std::collections::BTreeMap;

    fn read(text: &str) -> Result<gatehouse_inbox::Inbox, String> {
        let config = Config::parse(text, &BTreeMap::new()).map_err(|fault| fault.to_string())?;
        config.inbox().map_err(|fault| fault.to_string())
    }

    /// SUP-13
    #[test]
    fn mail_comes_in_only_where_the_operator_says_to_whom() {
        assert!(!read("").unwrap().is_on());
        let inbox = read("[inbox]\naddress = 'Support@Portal.Example'\nlmtp_listen = '127.0.0.1:2424'").unwrap();
        assert_eq!(inbox.general, "support@portal.example");
        assert_eq!(inbox.upload_page, "http://127.0.0.1:8080/support/upload");
        let mailbox = "[inbox]\naddress = 's@a.example'\n[inbox.mailboxes.main]\nuser = 'u'\npassword = 'p'\nserver = ";
        let inbox = read(&format!("{mailbox}'imaps://imap.example.com'")).unwrap();
        assert_eq!((inbox.mailboxes[0].port, inbox.mailboxes[0].tls), (993, true));
        for (wrong, said) in [
            ("[inbox]\nlmtp_listen = ':24'".to_owned(), "inbox.address"),
            ("[inbox]\naddress = 'nobody'".to_owned(), "inbox.address"),
            ("[inbox]\naddress = 'a+b@c.example'".to_owned(), "inbox.address"),
            ("[inbox]\naddress = 'a@c.example'\nlmtp_listen = ':24'".to_owned(), "inbox.peers"),
            ("[inbox]\naddress = 'a@c.example'\ncertificate = 'x'".to_owned(), "inbox.certificate"),
            ("[inbox]\naddress = 'a@c.example'\nupload_page = '/upload'".to_owned(), "inbox.upload_page"),
            (format!("{mailbox}'imap://imap.example.com'"), "inbox.mailboxes.main.server"),
            (format!("{mailbox}'imaps://u:p@imap.example.com'"), "inbox.mailboxes.main.server"),
            (format!("{mailbox}'https://imap.example.com'"), "inbox.mailboxes.main.server"),
        ] {
            let refused = read(&wrong).err().unwrap_or_default();
            assert!(refused.contains(said), "{wrong}: {refused}");
        }
    }
}
