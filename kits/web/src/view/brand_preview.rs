use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_brand::Brand;
use gatehouse_core::Lang;

use super::{Drawn, Mark};
use crate::texts;

/// A small page in light and in dark as a vendor's choices make it. Its colors come from a style sheet of its own, so it shows what was
/// posted; with script it follows what is typed.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<link rel="stylesheet" href="/_brand/{{ sheet }}"><div class="brand-preview" data-brand-preview>{% for (theme, mark) in sides %}<div data-theme="{{ theme }}"><div class="bar"><span class="brand">{{ mark }}</span></div><div class="body"><strong>{{ title }}</strong><span class="muted">{{ text }}</span><span class="chosen">{{ chosen }}</span><span class="link">{{ link }}</span><span class="fake">{{ Icon::Good.svg() }} {{ button }}</span></div></div>{% endfor %}</div><script type="module" src="{{ gatehouse_assets::asset_url("brand.js") }}"></script>"#,
    ext = "html"
)]
pub struct BrandPreview {
    sheet: String,
    sides: [(&'static str, Mark); 2],
    title: String,
    text: String,
    chosen: String,
    link: String,
    button: String,
}

components!(BrandPreview);

impl BrandPreview {
    /// Of these choices.
    pub fn new(lang: Lang, brand: &Brand) -> Self {
        let t = texts(lang);
        let side = |theme, is_dark| (theme, Mark::on(brand, &brand.name, is_dark));
        Self {
            sheet: brand.look.preview_sheet(),
            sides: [side("light", false), side("dark", true)],
            title: t.msg_preview_title(),
            text: t.msg_preview_text(),
            chosen: t.msg_preview_chosen(),
            link: t.msg_preview_link(),
            button: t.msg_preview_button(),
        }
    }
}
