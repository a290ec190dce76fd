//! The fields that the forms of joining have: names, country, statements.

use crate::model::joining_form::{NAME, Typed, box_of};
use crate::texts;
use gatehouse_accounts::model::Country;
use gatehouse_core::Lang;
use gatehouse_privacy::queries::registration::AtRegistration;
use gatehouse_web::frames::{Fold, PanelForm, Paragraph, Prose};
use gatehouse_web::view::*;

/// First and last name; in Japanese the last name stands first, and how both are read is asked too.
pub(super) fn names(form: PanelForm, lang: Lang, typed: &Typed, errors: &FormErrors) -> PanelForm {
    let t = texts(lang);
    let field = |name: &'static str, label: String, value: &str, hint: &'static str| {
        Field::text(name, label).max_length(NAME).value(value).autocomplete(hint)
    };
    let first = field("first_name", t.msg_first_name(), &typed.first_name, "given-name").errors(errors);
    let last = field("last_name", t.msg_last_name(), &typed.last_name, "family-name").errors(errors);
    if lang != Lang::Ja {
        return form.field(&first).field(&last);
    }
    let reading = |name, label, value| Field::text(name, label).max_length(NAME).value(value).optional(lang);
    let first_reading = reading("first_reading", t.msg_first_reading(), typed.first_reading.as_str());
    let last_reading = reading("last_reading", t.msg_last_reading(), typed.last_reading.as_str());
    form.field(&last).field(&first).field(&last_reading.errors(errors)).field(&first_reading.errors(errors))
}

/// The country.
pub(super) fn country(form: PanelForm, lang: Lang, typed: &Typed, errors: &FormErrors) -> PanelForm {
    let t = texts(lang);
    let all = Country::sorted(lang).iter().map(|country| Choice::new(country.code, country.name(lang)));
    let select = Select::new("country", t.msg_country(), all).first(t.msg_join_choose());
    form.field(&select.value(&typed.country).errors(errors))
}

/// Each statement that is in force: its text, and a box. Which of them has to be accepted depends on the country.
pub(super) fn statements(
    mut form: PanelForm,
    lang: Lang,
    asked: &[AtRegistration],
    typed: &Typed,
    errors: &FormErrors,
) -> PanelForm {
    let t = texts(lang);
    for one in asked {
        let name = box_of(one.version);
        let is_ticked = typed.boxes.get(&name).is_some_and(|sent| sent == "true");
        let text = Prose::with_links(one.lang.as_str(), &one.body);
        form = form.field(&Fold::new(one.title.as_str()).with(&text));
        let tick = Checkbox::new(name, t.msg_join_accept(one.title.as_str())).checked(is_ticked);
        let tick = match &one.countries {
            Some(countries) => tick.hint(t.msg_join_accept_where(countries.as_str())),
            None => tick,
        };
        form = form.field(&tick.errors(errors));
    }
    form
}

/// The consent to the yearly survey, which no company needs.
pub(super) fn survey(form: PanelForm, lang: Lang, typed: &Typed) -> PanelForm {
    let t = texts(lang);
    let tick = Checkbox::new("survey", t.msg_survey()).checked(typed.survey == "true");
    form.field(&tick.hint(t.msg_survey_hint()))
}

/// What happens with what is typed.
pub(super) fn kept(form: PanelForm, lang: Lang) -> PanelForm {
    form.field(&Paragraph::muted(texts(lang).msg_register_kept()))
}
