use askama::Template;
use gatehouse_core::Lang;

/// The content of a mail, written twice: as HTML for screens ([`MailPage::html`]) and as text ([`MailPage::text`]) (ALL-4).
///
/// One column of 600 px, no pictures, readable when a mail program inverts its colors. The button's address is also
/// written out, because some programs drop links.
#[derive(Clone, Debug)]
pub struct MailPage {
    /// The recipient's language.
    pub lang: Lang,
    /// The vendor's name.
    pub brand: String,
    /// The subject, also the headline.
    pub title: String,
    /// The first sentence; mail programs show it beside the subject.
    pub lead: String,
    /// Paragraphs before the button.
    pub body: Vec<String>,
    /// Label and absolute address.
    pub button: Option<(String, String)>,
    /// A code to type or keep, shown large.
    pub code: Option<String>,
    /// Paragraphs after the button.
    pub after: Vec<String>,
    /// Why the person gets this mail.
    pub reason: String,
    /// The vendor's address line.
    pub footer: String,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct Html<'a> {
    m: &'a MailPage,
}

#[derive(Template)]
#[template(path = "mail.txt")]
struct Text<'a> {
    m: &'a MailPage,
}

impl MailPage {
    /// The HTML part.
    ///
    /// # Errors
    /// Never in practice: writing into a string does not fail.
    pub fn html(&self) -> askama::Result<String> {
        Html { m: self }.render()
    }

    /// The text part.
    ///
    /// # Errors
    /// Never in practice: writing into a string does not fail.
    pub fn text(&self) -> askama::Result<String> {
        Text { m: self }.render()
    }
}

#[cfg(test)]
mod tests {
    use super::MailPage;
    use gatehouse_core::Lang;

    /// ALL-4
    #[test]
    fn both_parts_say_the_same_and_why() {
        let mail = MailPage {
            lang: Lang::En,
            brand: "Lantern".into(),
            title: "Confirm <you>".into(),
            lead: "Welcome.".into(),
            body: vec!["One & two.".into()],
            button: Some(("Confirm".into(), "https://portal.example/confirm?t=1&u=2".into())),
            code: Some("AB12".into()),
            after: vec!["Valid for 5 days.".into()],
            reason: "You registered.".into(),
            footer: "Lantern Inc.".into(),
        };
        let (html, text) = (mail.html().unwrap(), mail.text().unwrap());
        for part in ["Welcome.", "Confirm", "AB12", "Valid for 5 days.", "You registered.", "Lantern Inc."] {
            assert!(html.contains(part) && text.contains(part), "{part}");
        }
        assert!(text.contains("https://portal.example/confirm?t=1&u=2") && text.contains("One & two."));
        assert!(!html.contains("<you>") && html.contains("t=1&#38;u=2"));
        assert!(html.len() < 12_000);
    }
}
