use askama::Template;

/// Who else has this page open: its script tells the server every 20 seconds that it is open and shows the answer here. Without scripts it
/// stays empty.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div data-presence="{{ at }}" role="status" aria-label="{{ label }}"></div><script type="module" src="{{ gatehouse_assets::asset_url("requests.js") }}"></script>"#,
    ext = "html"
)]
pub struct Presence {
    at: String,
    label: String,
}

components!(Presence);

impl Presence {
    /// That says it to this address; `label` names the answer.
    pub fn new(at: impl Into<String>, label: impl Into<String>) -> Self {
        Self { at: at.into(), label: label.into() }
    }
}
