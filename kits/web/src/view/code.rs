use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::Lang;

use super::Drawn;
use crate::texts::Speaks;

/// A code with a button that copies it and says so.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/copy-code.html")]
pub struct CopyCode {
    lang: Lang,
    shown: String,
    copied: Option<String>,
    big: bool,
    mask: Option<String>,
}

components!(CopyCode, CodeBlock, CopyBlock, CodeList);

impl CopyCode {
    /// Shows and copies the same.
    pub fn new(lang: Lang, code: impl Into<String>) -> Self {
        let shown = code.into();
        Self { lang, copied: Some(shown.clone()), shown, big: false, mask: None }
    }

    /// Shows a masked code and copies nothing: the whole code is not in the page.
    pub fn masked(lang: Lang, shown: impl Into<String>) -> Self {
        Self { lang, shown: shown.into(), copied: None, big: false, mask: None }
    }

    /// Script shows this in its place after a minute; what somebody left open shows no secret.
    #[must_use]
    pub fn masks_itself(mut self, mask: impl Into<String>) -> Self {
        self.mask = Some(mask.into());
        self
    }

    /// For the one code that a page is about: its button has a word.
    #[must_use]
    pub const fn big(mut self) -> Self {
        self.big = true;
        self
    }
}

/// Several lines as they are: JSON, a log, a command.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<pre class="block" tabindex="0" role="region" aria-label="{{ label }}"><code>{{ text }}</code></pre>"#,
    ext = "html"
)]
pub struct CodeBlock {
    label: String,
    text: String,
}

impl CodeBlock {
    /// `label` is spoken, not seen.
    pub fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { label: label.into(), text: text.into() }
    }
}

/// Several lines with a button that copies them and says so.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/copy-block.html")]
pub struct CopyBlock {
    lang: Lang,
    label: String,
    text: String,
}

impl CopyBlock {
    /// `label` names what is copied; it is spoken, not seen.
    pub fn new(lang: Lang, label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { lang, label: label.into(), text: text.into() }
    }
}

/// Codes to be kept, such as recovery codes.
#[derive(Clone, Debug, Template)]
#[template(source = r#"<ul class="codes">{% for code in codes %}<li>{{ code }}</li>{% endfor %}</ul>"#, ext = "html")]
pub struct CodeList {
    codes: Vec<String>,
}

impl CodeList {
    /// In this order.
    pub fn new(codes: impl IntoIterator<Item = String>) -> Self {
        Self { codes: codes.into_iter().collect() }
    }
}
