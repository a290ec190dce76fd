//! Who writes the mails: the setting `mail_from`.

use gatehouse_address::{Email, shown};
use gatehouse_brand::Brand;
use gatehouse_core::Fault;
use gatehouse_core::text::{code_point, unprintable_in};
use lettre::message::Mailbox;

/// The most characters of the name.
const LONGEST_NAME: usize = 100;

/// A name and an address, taken apart here and not by the grammar of mail headers, so that a brand needs no quotes for
/// its comma, colon or brackets. Made by the parser of `config check`, of the start, of `doctor` and of every mail.
#[derive(Clone, Debug)]
pub struct Sender(Mailbox);

impl Sender {
    /// Reads `Name <address>` or `address`. The name may stand in quotes, and must where it holds an `@`: without them
    /// two addresses are meant more often.
    pub fn parse(setting: &str) -> Result<Self, Fault> {
        let wrong = |why: String| Fault::new(format!("mail_from: {why}"));
        let setting = setting.trim();
        let (name, address) = match setting.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
            Some((name, address)) => (name.trim(), address),
            None => ("", setting),
        };
        let name = match name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(quoted) => unquoted(quoted),
            None if name.contains(['@', '<', '>', '"']) => None,
            None => Some(name.to_owned()),
        };
        let Some(name) = name else {
            return Err(wrong(format!(
                "{setting} is not one name and one address; a name with @, <, > or \" stands in quotes: \
                 \"Ex@mple\" <portal@example.com>"
            )));
        };
        if let Some(c) = unprintable_in(&name) {
            return Err(wrong(format!("the name holds {}, which nobody can read", code_point(c))));
        }
        if name.chars().nth(LONGEST_NAME).is_some() {
            return Err(wrong(format!("the name has more than {LONGEST_NAME} characters")));
        }
        let address = Email::parse_of_any_host(address).ok().and_then(|email| email.written().parse().ok());
        let Some(address) = address else {
            return Err(wrong(format!("{setting} is not a mail address; write Name <portal@example.com>")));
        };
        Ok(Self(Mailbox::new((!name.is_empty()).then_some(name), address)))
    }

    /// Under the vendor's name: the one chosen for mails, else that of `mail_from`, else the brand's.
    #[must_use]
    pub fn of_vendor(mut self, vendor: &Brand) -> Self {
        if !vendor.sender.is_empty() {
            self.0.name = Some(vendor.sender.clone());
        } else if self.0.name.is_none() {
            self.0.name = Some(vendor.name.clone());
        }
        self
    }

    /// The address as people read it, to be shown to people who wait for a mail.
    pub fn address(&self) -> String {
        shown(self.0.email.as_ref())
    }

    pub(crate) const fn mailbox(&self) -> &Mailbox {
        &self.0
    }
}

/// What stands in quotes (RFC 5322 §3.2.4); `None` when a quote ends too early.
fn unquoted(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return None,
            '\\' => out.push(chars.next()?),
            _ => out.push(c),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::Sender;

    fn read(setting: &str) -> Result<(Option<String>, String), String> {
        let sender = Sender::parse(setting).map_err(|fault| fault.to_string())?;
        Ok((sender.0.name.clone(), sender.0.email.to_string()))
    }

    /// ALL-4, ALL-9
    #[test]
    fn a_brand_needs_no_knowledge_of_mail_headers() {
        for (setting, name, address) in [
            ("Example, Inc. <portal@example.com>", "Example, Inc.", "portal@example.com"),
            ("Portal (EU) <portal@example.com>", "Portal (EU)", "portal@example.com"),
            ("Acme: Portal <portal@example.com>", "Acme: Portal", "portal@example.com"),
            ("\"Example, Inc.\" <portal@example.com>", "Example, Inc.", "portal@example.com"),
            ("\"Ex@mple \\\"X\\\"\" <portal@example.com>", "Ex@mple \"X\"", "portal@example.com"),
            ("Müller & Söhne <portal@example.com>", "Müller & Söhne", "portal@example.com"),
            ("神谷商店 <portal@神谷.jp>", "神谷商店", "portal@xn--cjzz99a.jp"),
            ("  Gatehouse <portal@localhost> ", "Gatehouse", "portal@localhost"),
            ("Acme; Inc. \\ [x] <portal@example.com>", "Acme; Inc. \\ [x]", "portal@example.com"),
        ] {
            assert_eq!(read(setting), Ok((Some(name.to_owned()), address.to_owned())), "{setting}");
        }
        for bare in ["portal@example.com", "<portal@example.com>", " <portal@example.com>"] {
            assert_eq!(read(bare), Ok((None, "portal@example.com".to_owned())), "{bare}");
        }
    }

    /// ALL-9
    #[test]
    fn a_mistake_in_the_sender_is_named() {
        for wrong in [
            "",
            "not an address",
            "a@example.com, b@example.com",
            "Ex@mple <portal@example.com>",
            "A <a@example.com>, B <b@example.com>",
            "\"A\" <a@example.com>, \"B\" <b@example.com>",
            "Portal <>",
            "Portal <portal>",
            "Portal portal@example.com",
            "Portal <portal@example.com",
            "Portal <pörtal@example.com>",
            "Por\rtal <portal@example.com>",
            "Portal\r\nBcc: x@example.com <portal@example.com>",
            "Por\u{202e}tal <portal@example.com>",
        ] {
            let why = read(wrong).unwrap_err();
            assert!(why.starts_with("mail_from: ") && why.len() > 30, "{wrong:?}: {why}");
        }
        assert!(read(&format!("{} <portal@example.com>", "x".repeat(101))).unwrap_err().contains("100"));
        assert!(read("Ex@mple <portal@example.com>").unwrap_err().contains("quotes"));
    }
}
