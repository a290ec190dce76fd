use askama::Template;
use gatehouse_brand::Picture;

/// Pictures side by side, on the ground that they are made for.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="swatches">{% for (src, width, height) in pictures %}<span{% if is_dark %} class="dark"{% endif %}><img src="{{ src }}" width="{{ width }}" height="{{ height }}" alt="{{ alt }}"></span>{% endfor %}</div>"#,
    ext = "html"
)]
pub struct Pictures {
    alt: String,
    pictures: Vec<(String, u32, u32)>,
    is_dark: bool,
}

components!(Pictures);

/// The most pixels of a picture's side in such a row.
const MOST: u32 = 240;

impl Pictures {
    /// What they are called, which ones, and whether they are for dark pages.
    pub fn new<'a>(alt: &str, pictures: impl IntoIterator<Item = &'a Picture>, is_dark: bool) -> Self {
        let fitted = |picture: &Picture| {
            let (width, height) = picture.fitted(picture.height.min(96), MOST);
            (picture.path(), width, height)
        };
        Self { alt: alt.to_owned(), pictures: pictures.into_iter().map(fitted).collect(), is_dark }
    }
}
