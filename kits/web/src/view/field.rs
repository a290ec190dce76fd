use askama::Template;
use gatehouse_assets::Icon;

use super::Drawn;

/// One line of input with its label, hint and error. Its id is `f-NAME`.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/field.html")]
pub struct Field {
    kind: &'static str,
    name: String,
    label: String,
    value: String,
    hint: Option<String>,
    error: Option<String>,
    mark: Option<(String, String, String)>,
    optional: Option<String>,
    autocomplete: Option<String>,
    placeholder: Option<String>,
    link: Option<(String, String)>,
    required: bool,
    readonly: bool,
    autofocus: bool,
    short: bool,
    login: bool,
    time_zone: bool,
    code: bool,
    numeric: bool,
    max_length: Option<u32>,
    range: Option<(i64, i64)>,
}

components!(Field);

impl Field {
    fn new(kind: &'static str, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
            label: label.into(),
            value: String::new(),
            hint: None,
            error: None,
            mark: None,
            optional: None,
            autocomplete: None,
            placeholder: None,
            link: None,
            required: true,
            readonly: false,
            autofocus: false,
            short: false,
            login: false,
            time_zone: false,
            code: false,
            numeric: false,
            max_length: None,
            range: None,
        }
    }

    /// Plain text.
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new("text", name, label)
    }

    /// An email address that signs in: browsers offer the saved one.
    pub fn email(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { login: true, ..Self::new("email", name, label).autocomplete("username") }
    }

    /// A name that signs in and may be no email address: browsers offer the saved one.
    pub fn login(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { login: true, ..Self::new("text", name, label).autocomplete("username") }
    }

    /// A search box; never mandatory.
    pub fn search(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { required: false, ..Self::new("search", name, label) }
    }

    /// A whole number between `min` and `max`.
    pub fn number(name: impl Into<String>, label: impl Into<String>, min: i64, max: i64) -> Self {
        Self { range: Some((min, max)), short: true, numeric: true, ..Self::new("number", name, label) }
    }

    /// A day, `2026-11-21`.
    pub fn date(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { short: true, ..Self::new("date", name, label) }
    }

    /// A telephone number.
    pub fn tel(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new("tel", name, label).autocomplete("tel")
    }

    /// A web address.
    pub fn url(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new("url", name, label)
    }

    /// An activation code or another code of letters and digits: monospaced capitals, no spelling help.
    pub fn code(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { code: true, ..Self::new("text", name, label).autocomplete("off") }
    }

    /// A code from a mail or an authenticator app: digits, and the browser may fill it.
    pub fn one_time_code(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { numeric: true, short: true, ..Self::new("text", name, label).autocomplete("one-time-code") }
    }

    /// Not seen, only sent.
    pub fn hidden(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { required: false, ..Self::new("hidden", name, "").value(value) }
    }

    /// Not seen; the browser's time zone is filled in by script.
    pub fn hidden_time_zone(name: impl Into<String>) -> Self {
        Self { time_zone: true, ..Self::hidden(name, "") }
    }

    /// What stands in it.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    texts_setters! {
        /// Help below the label.
        hint,
        /// The browser's autofill token (WCAG 1.3.5), such as `given-name`, `organization`, `country`.
        autocomplete,
        /// An example inside an empty field; never the only place of a needed hint.
        placeholder,
    }

    /// Points at the wrong part of what was typed: what comes before it, the wrong part, what comes after (LIC-2).
    #[must_use]
    pub fn mark(mut self, before: impl Into<String>, wrong: impl Into<String>, after: impl Into<String>) -> Self {
        self.mark = Some((before.into(), wrong.into(), after.into()));
        self
    }

    /// May be left empty, and need not say so (filters).
    #[must_use]
    pub const fn plain(mut self) -> Self {
        self.required = false;
        self
    }

    /// Seen and sent, not changed.
    #[must_use]
    pub const fn readonly(mut self) -> Self {
        self.readonly = true;
        self
    }

    /// The cursor starts here; only on pages with one purpose.
    #[must_use]
    pub const fn autofocus(mut self) -> Self {
        self.autofocus = true;
        self
    }

    /// For short answers: a narrow field.
    #[must_use]
    pub const fn short(mut self) -> Self {
        self.short = true;
        self
    }

    /// The most characters that can be typed.
    #[must_use]
    pub const fn max_length(mut self, characters: u32) -> Self {
        self.max_length = Some(characters);
        self
    }

    /// A link at the end of the label's line, such as "Forgot password?".
    #[must_use]
    pub fn link(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.link = Some((label.into(), href.into()));
        self
    }

    input_parts!(label, optional);
}

/// Several lines of text.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/text-area.html")]
pub struct TextArea {
    name: String,
    label: String,
    value: String,
    hint: Option<String>,
    error: Option<String>,
    optional: Option<String>,
    required: bool,
    rows: u32,
    max_length: Option<u32>,
    code: bool,
}

components!(TextArea);

impl TextArea {
    /// Five lines high at first.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            value: String::new(),
            hint: None,
            error: None,
            optional: None,
            required: true,
            rows: 5,
            max_length: None,
            code: false,
        }
    }

    /// What stands in it.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    texts_setters! {
        /// Help below the label.
        hint,
    }

    /// Lines at first.
    #[must_use]
    pub const fn rows(mut self, rows: u32) -> Self {
        self.rows = rows;
        self
    }

    /// The most characters that can be typed.
    #[must_use]
    pub const fn max_length(mut self, characters: u32) -> Self {
        self.max_length = Some(characters);
        self
    }

    /// For codes and lists: monospaced, no spelling help.
    #[must_use]
    pub const fn code(mut self) -> Self {
        self.code = true;
        self
    }

    input_parts!(label, optional);
}

/// A choice of one file; the form needs `enctype="multipart/form-data"`.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/file-field.html")]
pub struct FileField {
    name: String,
    label: String,
    hint: Option<String>,
    error: Option<String>,
    accept: Option<String>,
}

components!(FileField);

impl FileField {
    /// Sent under this name.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into(), hint: None, error: None, accept: None }
    }

    texts_setters! {
        /// Help below the label: kinds and sizes.
        hint,
        /// Endings or media types, `.key,.zip`.
        accept,
    }

    input_parts!(label);
}

/// The ids of hint and error, for `aria-describedby`.
pub(super) fn described_by(name: &str, hint: bool, error: bool) -> String {
    match (hint, error) {
        (false, false) => String::new(),
        (true, false) => format!("h-{name}"),
        (false, true) => format!("e-{name}"),
        (true, true) => format!("h-{name} e-{name}"),
    }
}
