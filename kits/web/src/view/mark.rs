use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_brand::{Brand, Picture};

use super::Drawn;

/// What stands for the vendor in heads: the logo; without one the name, with the icon or the name's first letter. The door is
/// Gatehouse's own, where no vendor has chosen anything.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"{% if !logos.is_empty() %}{% for logo in logos %}<img class="logo{{ logo.theme }}" src="{{ logo.src }}" width="{{ logo.width }}" height="{{ logo.height }}" alt="{{ name }}">{% endfor %}{% else %}{% if let Some(icon) = icon %}<img class="logo-icon" src="{{ icon }}" width="24" height="24" alt="">{% elif let Some(letter) = letter %}<span class="letter" aria-hidden="true">{{ letter }}</span>{% else %}{{ Icon::Door.svg() }}{% endif %}<span>{{ name }}</span>{% endif %}"#,
    ext = "html"
)]
pub struct Mark {
    name: String,
    logos: Vec<Logo>,
    icon: Option<String>,
    letter: Option<String>,
}

components!(Mark);

#[derive(Clone, Debug)]
struct Logo {
    /// The class of the theme that shows it; none where both do.
    theme: &'static str,
    src: String,
    width: u32,
    height: u32,
}

/// As high as the head has room for.
const HEIGHT: u32 = 32;
const MOST_WIDTH: u32 = 200;

impl Logo {
    fn of(picture: &Picture, theme: &'static str) -> Self {
        let (width, height) = picture.fitted(HEIGHT, MOST_WIDTH);
        Self { theme, src: picture.path(), width, height }
    }
}

impl Mark {
    /// Of a vendor, under this name.
    pub fn of(vendor: &Brand, name: &str) -> Self {
        let logos = match (&vendor.logo, &vendor.logo_dark) {
            (Some(light), Some(dark)) => vec![Logo::of(light, " on-light"), Logo::of(dark, " on-dark")],
            (Some(only), None) | (None, Some(only)) => vec![Logo::of(only, "")],
            (None, None) => Vec::new(),
        };
        Self::with(vendor, name, logos)
    }

    /// The same on a ground that is light or dark whatever the theme: in a preview.
    pub fn on(vendor: &Brand, name: &str, is_dark: bool) -> Self {
        let (first, second) =
            if is_dark { (&vendor.logo_dark, &vendor.logo) } else { (&vendor.logo, &vendor.logo_dark) };
        let logos = first.as_ref().or(second.as_ref()).map(|logo| Logo::of(logo, "")).into_iter().collect();
        Self::with(vendor, name, logos)
    }

    fn with(vendor: &Brand, name: &str, logos: Vec<Logo>) -> Self {
        let icon = vendor.icon_of(64).map(Picture::path);
        Self { name: name.to_owned(), logos, icon, letter: vendor.letter() }
    }
}

#[cfg(test)]
mod tests {
    use super::Mark;
    use gatehouse_brand::{Brand, Chosen, Picture};

    fn shown(chosen: &Chosen) -> String {
        let brand = Brand::of(chosen);
        Mark::of(&brand, &brand.name).to_string()
    }

    /// ALL-2
    #[test]
    fn the_door_stands_only_where_no_vendor_has_chosen() {
        let name = Some("Northwind <Security>".to_owned());
        let picture = |name: &str| Picture { name: name.into(), width: 400, height: 100 };
        assert!(shown(&Chosen::default()).contains("<svg"));
        let named = shown(&Chosen { name: name.clone(), ..Chosen::default() });
        assert!(named.contains(">N</span>") && named.contains("Northwind &#60;Security&#62;"), "{named}");
        let icon = shown(&Chosen { icon: Some(vec![picture("i.png")]), name: name.clone(), ..Chosen::default() });
        assert!(icon.contains("/_brand/i.png") && !icon.contains("letter"), "{icon}");
        let logo = shown(&Chosen { logo: Some(picture("l.png")), name, ..Chosen::default() });
        assert!(logo.contains(r#"width="128" height="32" alt="Northwind &#60;Security&#62;""#), "{logo}");
        for html in [named, icon, logo] {
            assert!(!html.contains("<svg"), "{html}");
        }
    }

    /// ALL-2
    #[test]
    fn each_theme_has_its_logo() {
        let picture = |name: &str| Some(Picture { name: name.into(), width: 400, height: 100 });
        let both = shown(&Chosen { logo: picture("l.png"), logo_dark: picture("d.png"), ..Chosen::default() });
        assert!(both.contains("on-light") && both.contains("on-dark"));
        assert!(!shown(&Chosen { logo: picture("l.png"), ..Chosen::default() }).contains("on-"));
    }
}
