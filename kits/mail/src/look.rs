//! How mails look: one table of styles, written into each element, because many mail programs drop a style sheet. What remains in a
//! style sheet is the dark theme, for programs that have both.

use gatehouse_brand::{Brand, Look, Palette, Picture};

/// A logo, by its address at the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Logo {
    pub src: String,
    pub width: u32,
    pub height: u32,
}

/// The vendor's part in a mail.
#[derive(Clone, Debug)]
pub(crate) struct MailLook {
    pub logo: Option<Logo>,
    /// In programs that show a dark theme; empty where the same logo serves both.
    pub logo_dark: Option<Logo>,
    pub styles: Styles,
    pub dark: Palette,
    /// The postal address, line by line.
    pub address: Vec<String>,
    /// Where one is helped; empty: not said.
    pub help: String,
}

const HEIGHT: u32 = 32;
const MOST_WIDTH: u32 = 240;

impl MailLook {
    /// Of the vendor; `origin` is the portal's, where pictures are.
    pub(crate) fn of(vendor: &Brand, origin: &str) -> Self {
        let logo = |picture: &Picture| {
            let (width, height) = picture.fitted(HEIGHT, MOST_WIDTH);
            Logo { src: format!("{origin}{}", picture.path()), width, height }
        };
        let light = vendor.logo.as_ref().or(vendor.logo_dark.as_ref());
        Self {
            logo: light.map(logo),
            logo_dark: vendor.logo_dark.as_ref().filter(|_| vendor.logo.is_some()).map(logo),
            styles: Styles::of(vendor.look),
            dark: Palette::dark(vendor.look),
            address: vendor
                .address
                .lines()
                .map(|line| line.trim().to_owned())
                .filter(|line| !line.is_empty())
                .collect(),
            help: vendor.help().to_owned(),
        }
    }
}

/// The style of each kind of element in the light theme.
#[derive(Clone, Debug)]
pub(crate) struct Styles {
    pub outer: String,
    pub brand: String,
    pub card: String,
    pub cell: String,
    pub title: String,
    pub text: String,
    pub code: String,
    pub facts: String,
    pub label: String,
    pub value: String,
    pub button: String,
    pub second: String,
    pub subtitle: String,
    pub plain: String,
    pub link: String,
    pub foot: String,
    pub foot_line: String,
}

const FONT: &str = "Inter, system-ui, Segoe UI, Roboto, Hiragino Sans, Yu Gothic UI, Noto Sans JP, sans-serif";
const MONO: &str = "ui-monospace, SF Mono, Cascadia Mono, Consolas, monospace";
const BREAKS: &str = "overflow-wrap:anywhere;word-break:break-word";

impl Styles {
    fn of(look: Look) -> Self {
        let p = Palette::light(look);
        let (small, large) = look.radius.pixels();
        let button = format!(
            "display:inline-block;border-radius:{small}px;font-family:{FONT};font-weight:600;text-decoration:none;\
             border:1px solid {}",
            p.brand
        );
        let foot = format!("font-family:{FONT};font-size:13px;line-height:1.5;color:{}", p.ink_2);
        Self {
            outer: format!("background:{};margin:0;padding:0", p.canvas),
            brand: format!(
                "padding:0 4px 16px;font-family:{FONT};font-size:17px;font-weight:700;line-height:1.4;color:{}",
                p.ink
            ),
            card: format!("background:{};border:1px solid {};border-radius:{large}px", p.surface, p.line),
            // No line in Japanese begins with "ー".
            cell: format!(
                "padding:32px;font-family:{FONT};font-size:16px;line-height:1.6;line-break:strict;color:{}",
                p.ink
            ),
            title: format!("margin:0 0 12px;font-family:{FONT};font-size:22px;line-height:1.3;color:{}", p.ink),
            text: format!("margin:0 0 16px;white-space:pre-line;{BREAKS}"),
            code: format!(
                "margin:0 0 16px;padding:14px 16px;border:1px solid {};border-radius:{small}px;font-family:{MONO};\
                 font-size:18px;font-weight:600;line-height:1.4;letter-spacing:.02em;text-align:center;overflow-wrap:anywhere",
                p.line_strong
            ),
            facts: "margin:0 0 16px;border-collapse:collapse;width:100%".to_owned(),
            label: format!(
                "padding:6px 16px 6px 0;border-bottom:1px solid {};font-size:14px;line-height:1.5;text-align:left;\
                 vertical-align:top;font-weight:400;color:{}",
                p.line, p.ink_2
            ),
            value: format!(
                "padding:6px 0;border-bottom:1px solid {};font-size:14px;line-height:1.5;text-align:left;vertical-align:top;\
                 font-weight:600;color:{};{BREAKS}",
                p.line, p.ink
            ),
            second: format!("{button};padding:8px 14px;margin:0 8px 8px 0;font-size:14px;color:{}", p.brand),
            button: format!("{button};padding:12px 22px;background:{};color:{}", p.brand, p.on_brand),
            subtitle: format!("margin:24px 0 12px;font-family:{FONT};font-size:16px;line-height:1.4;color:{}", p.ink),
            plain: format!("margin:0 0 16px;font-size:13px;color:{};{BREAKS}", p.ink_2),
            link: format!("color:{}", p.brand),
            foot_line: format!("margin:0 0 8px;{foot}"),
            foot: format!("padding:16px 4px 0;{foot}"),
        }
    }
}
