use askama::Template;
use fast_qr::{ECL, QRBuilder};
use std::fmt::Write as _;

/// A QR code, always with its content as text beside it.
#[derive(Clone, Debug, Template)]
#[template(
    source = r##"<figure class="qr">{% if !path.is_empty() %}<svg viewBox="0 0 {{ size }} {{ size }}" role="img" aria-label="{{ label }}" shape-rendering="crispEdges"><path d="{{ path }}" fill="#000"/></svg>{% endif %}<figcaption><span>{{ label }}</span><code>{{ text }}</code></figcaption></figure>"##,
    ext = "html"
)]
pub struct Qr {
    label: String,
    text: String,
    path: String,
    size: usize,
}

components!(Qr);

impl Qr {
    /// `content` is in the picture, `text` is what a person would type instead. Content over 2,331 bytes gets no picture.
    pub fn new(content: &str, label: impl Into<String>, text: impl Into<String>) -> Self {
        let mut path = String::new();
        let mut size = 0;
        if let Ok(code) = QRBuilder::new(content).ecl(ECL::M).build() {
            size = code.size;
            for y in 0..size {
                for x in 0..size {
                    if code[y][x].value() && write!(path, "M{x} {y}h1v1h-1z").is_err() {
                        debug_assert!(false, "writing to a String failed");
                    }
                }
            }
        }
        Self { label: label.into(), text: text.into(), path, size }
    }
}
