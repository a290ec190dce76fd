use crate::texts;
use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::{Lang, Moment};
use gatehouse_l10n::zones::{self, Zone};

use super::field::described_by;
use super::{Button, Drawn, FormErrors};

/// One of several values.
#[derive(Clone, Debug)]
pub struct Choice {
    value: String,
    label: String,
    hint: Option<String>,
    group: Option<String>,
    also: String,
    chosen: bool,
    fixed: bool,
}

impl Choice {
    /// `value` is sent, `label` is seen.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        let (value, label) = (value.into(), label.into());
        Self { value, label, hint: None, group: None, also: String::new(), chosen: false, fixed: false }
    }

    texts_setters! {
        /// A second line; shown by [`Choices`] only.
        hint,
        /// The heading that it stands under, together with its neighbors of the same group; shown by [`Select`] only.
        group,
    }

    /// Other names of the same, which script may be told instead of the value.
    #[must_use]
    pub fn also(mut self, names: &[&str]) -> Self {
        self.also = names.join(" ");
        self
    }

    /// Chosen from the start.
    #[must_use]
    pub const fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// Shown as it is, and sent as it is: this person cannot change it; of several boxes only.
    #[must_use]
    pub const fn fixed(mut self, fixed: bool) -> Self {
        self.fixed = fixed;
        self
    }
}

/// One of many, in a drop-down list.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/select.html")]
pub struct Select {
    name: String,
    label: String,
    choices: Vec<Choice>,
    hint: Option<String>,
    error: Option<String>,
    optional: Option<String>,
    autocomplete: Option<String>,
    required: bool,
    time_zone: bool,
}

components!(Select);

impl Select {
    /// A list; the first choice stands unless another is chosen.
    pub fn new(name: impl Into<String>, label: impl Into<String>, choices: impl IntoIterator<Item = Choice>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            choices: choices.into_iter().collect(),
            hint: None,
            error: None,
            optional: None,
            autocomplete: None,
            required: true,
            time_zone: false,
        }
    }

    /// Languages, each under its own name.
    pub fn languages(name: impl Into<String>, label: impl Into<String>, languages: &[Lang]) -> Self {
        Self::new(name, label, languages.iter().map(|lang| Choice::new(lang.tag(), lang.name())))
    }

    /// Time zones by offset and city, with `chosen` chosen, whichever of its names that is. One that is not offered stays as it
    /// is.
    pub fn time_zones(name: impl Into<String>, label: impl Into<String>, chosen: &str, zones: &ZoneChoices) -> Self {
        let chosen = zones::settled(chosen).unwrap_or_default();
        let rest = (!chosen.is_empty() && zones::find(&chosen).is_none()).then(|| Choice::new(&chosen, &chosen));
        Self::new(name, label, rest.into_iter().chain(zones.choices())).value(&chosen)
    }

    /// Chooses by value.
    #[must_use]
    pub fn value(mut self, value: &str) -> Self {
        for choice in &mut self.choices {
            choice.chosen = choice.value == value;
        }
        self
    }

    /// An empty first choice: "Choose …" in forms, "All" in filters.
    #[must_use]
    pub fn first(mut self, label: impl Into<String>) -> Self {
        self.choices.insert(0, Choice::new("", label));
        self
    }

    texts_setters! {
        /// Help below the label.
        hint,
        /// The browser's autofill token, such as `country`.
        autocomplete,
    }

    /// May be left empty, and need not say so (filters).
    #[must_use]
    pub const fn plain(mut self) -> Self {
        self.required = false;
        self
    }

    /// Values are time zones: while none is chosen, script chooses the browser's.
    #[must_use]
    pub const fn time_zone(mut self) -> Self {
        self.time_zone = true;
        self
    }

    /// Neighbors of the same group, in the order of the choices.
    fn groups(&self) -> Vec<(Option<&str>, &[Choice])> {
        self.choices
            .chunk_by(|a, b| a.group == b.group)
            .map(|part| (part.first().and_then(|c| c.group.as_deref()), part))
            .collect()
    }

    input_parts!(label, optional);
}

/// How time zones are offered to somebody.
#[derive(Clone, Debug)]
pub struct ZoneChoices {
    /// Their language.
    pub lang: Lang,
    /// When: offsets change in summer.
    pub at: Moment,
    /// Their country with its name: its zones come first.
    pub country: Option<(String, String)>,
}

impl ZoneChoices {
    /// Those of their own country, then all others, each by offset and city.
    fn choices(&self) -> Vec<Choice> {
        let own = self.country.as_ref();
        let is_own = |zone: &Zone| own.is_some_and(|(code, _)| zone.country.as_deref() == Some(code.as_str()));
        let mut all: Vec<&Zone> = zones::offered().to_vec();
        all.sort_by_cached_key(|zone| (!is_own(zone), zone.offset(self.at), zone.city(self.lang)));
        let has_own = all.first().is_some_and(|zone| is_own(zone));
        let choice = |zone: &Zone| {
            let choice = Choice::new(zone.name, zone.label(self.lang, self.at)).also(&zone.also);
            match own.filter(|_| is_own(zone)) {
                Some((_, country)) => choice.group(country),
                None if has_own => choice.group(texts(self.lang).msg_zones_others()),
                None => choice,
            }
        };
        all.into_iter().map(choice).collect()
    }
}

/// A question with all its answers in sight: radio cards, or check boxes.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/choices.html")]
pub struct Choices {
    name: String,
    legend: String,
    choices: Vec<Choice>,
    several: bool,
    hint: Option<String>,
    error: Option<String>,
}

components!(Choices);

impl Choices {
    fn new(several: bool, name: String, legend: String, choices: Vec<Choice>) -> Self {
        Self { name, legend, choices, several, hint: None, error: None }
    }

    /// Exactly one answer (two to five of them).
    pub fn one(name: impl Into<String>, legend: impl Into<String>, choices: impl IntoIterator<Item = Choice>) -> Self {
        Self::new(false, name.into(), legend.into(), choices.into_iter().collect())
    }

    /// Any number of answers; the field is sent once for each.
    pub fn several(
        name: impl Into<String>,
        legend: impl Into<String>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self::new(true, name.into(), legend.into(), choices.into_iter().collect())
    }

    /// Chooses by value, one or several.
    #[must_use]
    pub fn values<V: AsRef<str>>(mut self, values: &[V]) -> Self {
        for choice in &mut self.choices {
            choice.chosen = values.iter().any(|value| value.as_ref() == choice.value);
        }
        self
    }

    texts_setters! {
        /// Help below the question.
        hint,
    }

    input_parts!(legend);

    /// The first answer carries the id that the error summary links to.
    fn id(&self, index: &usize) -> String {
        if *index == 0 { format!("f-{}", self.name) } else { format!("f-{}-{index}", self.name) }
    }
}

/// Yes or no. Sends `NAME=true` when ticked, and nothing when not.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/checkbox.html")]
pub struct Checkbox {
    name: String,
    label: String,
    hint: Option<String>,
    error: Option<String>,
    checked: bool,
}

components!(Checkbox);

impl Checkbox {
    /// Not ticked.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into(), hint: None, error: None, checked: false }
    }

    /// Ticked or not.
    #[must_use]
    pub const fn checked(mut self, checked: bool) -> Self {
        self.checked = checked;
        self
    }

    texts_setters! {
        /// A second line.
        hint,
    }

    /// Takes its own error out of the form's.
    #[must_use]
    pub fn errors(mut self, errors: &FormErrors) -> Self {
        self.error = errors.of(&self.name).map(str::to_owned);
        self
    }

    fn described_by(&self) -> String {
        described_by(&self.name, self.hint.is_some(), self.error.is_some())
    }
}

/// Yes or no in the cell of a table, whose row and column say what of; `label` says it to who does not see them. Sends `NAME=VALUE`.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<label class="check tick"><input type="checkbox" name="{{ name }}" value="{{ value }}"{% if checked %} checked{% endif %}><span class="sr-only">{{ label }}</span></label>"#,
    ext = "html"
)]
pub struct Tick {
    name: String,
    value: String,
    label: String,
    checked: bool,
}

components!(Tick);

impl Tick {
    /// Not ticked.
    pub fn new(name: impl Into<String>, value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), label: label.into(), checked: false }
    }

    /// Ticked or not.
    #[must_use]
    pub const fn checked(mut self, checked: bool) -> Self {
        self.checked = checked;
        self
    }
}

/// The last question before something that cannot be undone: what will happen, a tick, and a red button. Stands
/// inside a form; the tick is sent as `confirm=true`, and its error has the name `confirm`.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/confirm.html")]
pub struct Confirm {
    text: String,
    tick: Checkbox,
    button: Button,
    cancel: Option<Button>,
}

components!(Confirm);

impl Confirm {
    /// What will happen; what the tick says; what the button says.
    pub fn new(text: impl Into<String>, tick: impl Into<String>, button: impl Into<String>) -> Self {
        let (tick, button) = (Checkbox::new("confirm", tick), Button::submit(button).danger());
        Self { text: text.into(), tick, button, cancel: None }
    }

    /// The way back, beside the button.
    #[must_use]
    pub fn cancel(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.cancel = Some(Button::link(label, href));
        self
    }

    /// Takes its own error out of the form's.
    #[must_use]
    pub fn errors(mut self, errors: &FormErrors) -> Self {
        self.tick = self.tick.errors(errors);
        self
    }
}
