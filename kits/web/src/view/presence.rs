use askama::Template;

/// Who else has this page open: who was there when it was loaded, and from then on its script tells the server every 20 seconds that it is open, at
/// once when an answer is begun, and shows the answer here: also that what the page shows has changed meanwhile. Without scripts it stays as it
/// was loaded.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div data-presence="{{ at }}" data-version="{{ version }}" role="status" aria-label="{{ label }}">{% for line in lines %}<p class="notice warn">{{ line }}</p>{% endfor %}</div><script type="module" src="{{ gatehouse_assets::asset_url("requests.js") }}"></script>"#,
    ext = "html"
)]
pub struct Presence {
    at: String,
    label: String,
    version: i64,
    lines: Vec<String>,
}

components!(Presence);

impl Presence {
    /// That says it to this address; `label` names the answer, `version` is of what the page shows, `lines` are who is there now, a sentence each.
    pub fn new(at: impl Into<String>, label: impl Into<String>, version: i64, lines: Vec<String>) -> Self {
        Self { at: at.into(), label: label.into(), version, lines }
    }
}
