use askama::Template;

/// What may answer what somebody types in a field, below it: each with its title, its address and how it begins. Its script asks again while they
/// type; without scripts it says what was found when the page was made. Folded away while there is nothing.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div data-suggest="{{ at }}" data-field="f-{{ field }}" data-least="{{ least }}" aria-live="polite"><details class="fold" open{% if found.is_empty() %} hidden{% endif %}><summary>{{ label }}</summary><ul class="hits">{% for (title, href, about) in found %}<li><div><a href="{{ href }}" target="_blank" rel="noopener">{{ title }}</a>{% if !about.is_empty() %}<p class="muted small">{{ about }}</p>{% endif %}</div></li>{% endfor %}</ul></details></div><script type="module" src="{{ gatehouse_assets::asset_url("suggest.js") }}"></script>"#,
    ext = "html"
)]
pub struct Suggestions {
    at: String,
    field: String,
    label: String,
    least: usize,
    found: Vec<(String, String, String)>,
}

components!(Suggestions);

impl Suggestions {
    /// For what is typed in `field`, from `least` characters on; asked at this address.
    pub fn new(
        at: impl Into<String>,
        field: impl Into<String>,
        label: impl Into<String>,
        least: usize,
        found: Vec<(String, String, String)>,
    ) -> Self {
        Self { at: at.into(), field: field.into(), label: label.into(), least, found }
    }
}
