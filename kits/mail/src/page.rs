use crate::look::{MailLook, Styles};
use askama::Template;
use gatehouse_brand::{Brand, Palette};
use gatehouse_core::Lang;

/// Columns of a line of text.
const LINE: usize = 72;

/// The content of a mail, written twice: as HTML for screens ([`MailPage::html`]) and as text ([`MailPage::text`]) (ALL-4).
///
/// One column of 600 px, no pictures but the logo, readable when a mail program inverts its colors or drops the style sheet. The
/// button's address is also written out, because some programs drop links.
#[derive(Clone, Debug)]
pub struct MailPage {
    /// The vendor's logo, colors and foot.
    pub(crate) look: MailLook,
    /// The portal's.
    pub(crate) origin: String,
    /// The recipient's language.
    pub lang: Lang,
    /// The vendor's name.
    pub brand: String,
    /// The subject, also the headline.
    pub title: String,
    /// "Hello Aiko,"; empty where the name is not known.
    pub greeting: String,
    /// The first sentence; mail programs show it beside the subject.
    pub lead: String,
    /// Paragraphs before the button.
    pub body: Vec<String>,
    /// Label and absolute address.
    pub button: Option<(String, String)>,
    /// A code to type or keep, shown large.
    pub code: Option<String>,
    /// What there is to know, each with its name; below the code.
    pub facts: Vec<(String, String)>,
    /// What further links are for; shown with them.
    pub links_title: String,
    /// Label and absolute address of further links, below the button.
    pub links: Vec<(String, String)>,
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
    s: &'a Styles,
    d: &'a Palette,
}

#[derive(Template)]
#[template(path = "mail.txt")]
struct Text<'a> {
    m: &'a MailPage,
}

impl MailPage {
    /// An empty one of this vendor; `origin` is the portal's.
    pub fn new(lang: Lang, vendor: &Brand, origin: &str) -> Self {
        Self {
            look: MailLook::of(vendor, origin),
            origin: origin.to_owned(),
            lang,
            brand: vendor.name.clone(),
            title: String::new(),
            greeting: String::new(),
            lead: String::new(),
            body: Vec::new(),
            button: None,
            code: None,
            facts: Vec::new(),
            links_title: String::new(),
            links: Vec::new(),
            after: Vec::new(),
            reason: String::new(),
            footer: String::new(),
        }
    }

    /// As wide as the title is in a terminal, where Japanese takes two columns.
    fn underline(&self) -> String {
        let width = |c: char| if c >= '\u{1100}' { 2 } else { 1 };
        "=".repeat(self.title.chars().map(width).sum::<usize>().min(LINE))
    }

    /// A paragraph, and the portal's address that it may end with: mail programs do not all make links of such.
    /// The third part is what is read of it: what stands behind its question mark is for the browser.
    fn linked<'p>(&self, paragraph: &'p str) -> (&'p str, &'p str, &'p str) {
        let begins = paragraph.rfind(&format!("{}/", self.origin)).unwrap_or(paragraph.len());
        let (words, address) = paragraph.split_at(begins);
        if address.contains(char::is_whitespace) {
            return (paragraph, "", "");
        }
        (words, address, address.split_once('?').map_or(address, |(place, _)| place))
    }

    fn help_label(&self) -> String {
        crate::texts(self.lang).msg_letter_help()
    }

    /// The HTML part.
    ///
    /// # Errors
    /// Never in practice: writing into a string does not fail.
    pub fn html(&self) -> askama::Result<String> {
        Html { m: self, s: &self.look.styles, d: &self.look.dark }.render().map(gatehouse_l10n::with_one_stop)
    }

    /// The text part.
    ///
    /// # Errors
    /// Never in practice: writing into a string does not fail.
    pub fn text(&self) -> askama::Result<String> {
        Text { m: self }.render().map(gatehouse_l10n::with_one_stop)
    }
}

#[cfg(test)]
mod tests {
    use super::MailPage;
    use gatehouse_brand::{Brand, Chosen, Picture};
    use gatehouse_core::Lang;

    fn page(vendor: &Brand) -> MailPage {
        MailPage {
            title: "Confirm <you>".into(),
            greeting: "Hello Aiko,".into(),
            lead: "Welcome.".into(),
            body: vec!["One & two.".into()],
            button: Some(("Confirm".into(), "https://portal.example/confirm?t=1&u=2".into())),
            code: Some("AB12".into()),
            facts: vec![("Devices".into(), "3".into())],
            links_title: "Download".into(),
            links: vec![("Windows".into(), "https://get.example/win".into())],
            after: vec!["Valid for 5 days.".into(), "Stop: https://portal.example/pause?t=3".into()],
            reason: "You registered.".into(),
            footer: "Lantern · https://portal.example".into(),
            ..MailPage::new(Lang::En, vendor, "https://portal.example")
        }
    }

    fn vendor() -> Brand {
        let picture = |name: &str| Some(Picture { name: name.into(), width: 400, height: 100 });
        Brand::of(&Chosen {
            name: Some("Lantern".into()),
            logo: picture("light.png"),
            logo_dark: picture("dark.png"),
            hue: Some(300),
            help: Some("https://help.example".into()),
            address: Some("1 Harbour Road\nLondon".into()),
            ..Chosen::default()
        })
    }

    /// ALL-4
    #[test]
    fn both_parts_say_the_same_and_why() {
        let mail = page(&vendor());
        let (html, text) = (mail.html().unwrap(), mail.text().unwrap());
        for part in [
            "Hello Aiko,",
            "Welcome.",
            "Confirm",
            "AB12",
            "Devices",
            "Windows",
            "https://get.example/win",
            "Valid for 5 days.",
            "You registered.",
            "1 Harbour Road",
            "https://help.example",
            "Lantern",
        ] {
            assert!(html.contains(part) && text.contains(part), "{part}");
        }
        assert!(text.contains("https://portal.example/confirm?t=1&u=2") && text.contains("One & two."));
        assert!(html.contains(">Stop: <a class=\"link\" href=\"https://portal.example/pause?t=3\""), "{html}");
        assert!(!html.contains("<you>") && html.contains("t=1&#38;u=2"));
        assert!(html.len() < 14_000, "{}", html.len());
        assert!(text.starts_with("Confirm <you>\n=============\n\nHello Aiko,\n\nWelcome.\n"), "{text}");
        assert!(
            text.contains("\nDevices: 3\n") && text.contains("\nDownload\nWindows: https://get.example/win\n"),
            "{text}"
        );
    }

    /// ALL-4: mail programs that drop the style sheet still show card, code and button.
    #[test]
    fn every_element_brings_its_own_style_and_the_vendors_color() {
        let html = page(&vendor()).html().unwrap();
        let without = html.split_once("<style>").unwrap().0.to_owned() + html.split_once("</style>").unwrap().1;
        let button = without.split("<a class=\"button\"").nth(1).unwrap().split('>').next().unwrap();
        assert!(button.contains("background:#6c44a4") && button.contains("color:#ffffff"), "{button}");
        assert!(without.contains("role=\"article\"") && without.contains("https://portal.example/_brand/light.png"));
        for class in ["card", "cell", "code", "button", "second", "label", "value", "foot", "title", "brand"] {
            let tag = without.split(&format!("class=\"{class}\"")).nth(1).unwrap().split('>').next().unwrap();
            assert!(tag.contains("style=\""), "{class}: {tag}");
        }
        assert!(without.contains("alt=\"Lantern\""));
    }

    /// ALL-4
    #[test]
    fn a_vendor_without_a_logo_has_its_name_there() {
        let html = page(&Brand::default()).html().unwrap();
        assert!(!html.contains("<img") && html.contains(">Gatehouse</td>"), "{html}");
    }

    #[test]
    fn the_line_below_the_title_is_as_wide_as_it() {
        let titled = |title: &str| MailPage { title: title.into(), ..page(&vendor()) }.underline().len();
        assert_eq!([titled("Hi"), titled("確認"), titled(&"x".repeat(200))], [2, 4, 72]);
    }
}
