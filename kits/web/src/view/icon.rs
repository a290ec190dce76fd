use askama::Template;
use gatehouse_assets::Icon;

/// An icon in a page: decoration, hidden from screen readers; a word always stands beside it.
#[derive(Clone, Copy, Debug, Template)]
#[template(
    source = r##"<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{{ icon.shapes()|safe }}</svg>"##,
    ext = "html"
)]
pub struct Svg {
    icon: Icon,
}

components!(Svg);

/// `{{ Icon::Plus.svg() }}` in a template.
pub trait Drawn {
    /// The icon as a component.
    fn svg(self) -> Svg;
}

impl Drawn for Icon {
    fn svg(self) -> Svg {
        Svg { icon: self }
    }
}
