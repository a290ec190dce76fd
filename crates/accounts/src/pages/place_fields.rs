//! Country, region, language and time zone: the same fields on the first entry and in the profile.

use crate::model::profile::{LONGEST_LINE, ProfileForm};
use crate::model::{Country, zone};
use gatehouse_core::Lang;
use gatehouse_web::view::*;
use serde::Deserialize;

/// A posted profile. Fields that a form does not have stay empty.
#[derive(Default, Deserialize)]
pub struct PostedProfile {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub company: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub country: String,
    #[serde(default)]
    pub region: String,
    #[serde(default)]
    pub lang: String,
    #[serde(default)]
    pub zone: String,
    #[serde(default)]
    pub next: String,
}

impl From<PostedProfile> for ProfileForm {
    fn from(form: PostedProfile) -> Self {
        Self {
            name: form.name,
            company: form.company,
            phone: form.phone,
            address: form.address,
            country: form.country,
            region: form.region,
            lang: form.lang,
            zone: form.zone,
        }
    }
}

/// The four fields, with what was typed and what is wrong.
pub fn place_fields(lang: Lang, form: &ProfileForm, errors: &FormErrors) -> Vec<Markup> {
    let t = crate::texts(lang);
    let countries = Country::sorted(lang).iter().map(|country| Choice::new(country.code, country.name(lang)));
    let country = Select::new("country", t.msg_country(), countries)
        .first(t.msg_country_choose())
        .autocomplete("country")
        .value(&form.country)
        .errors(errors);
    let region = Field::text("region", t.msg_region())
        .hint(t.msg_region_hint())
        .autocomplete("address-level1")
        .max_length(LONGEST_LINE)
        .value(form.region.clone())
        .errors(errors);
    let languages = Lang::ALL.map(|l| Choice::new(l.tag(), l.name()));
    let language =
        Select::new("lang", t.msg_language(), languages).hint(t.msg_language_hint()).value(&form.lang).errors(errors);
    vec![Markup::of(&country), Markup::of(&region), Markup::of(&language), Markup::of(&zones(lang, form, errors))]
}

fn zones(lang: Lang, form: &ProfileForm, errors: &FormErrors) -> Select {
    let t = crate::texts(lang);
    let mut choices: Vec<Choice> = zone::all().iter().map(|name| Choice::new(name.as_str(), shown(name))).collect();
    // An old name that a browser told is kept as it is.
    if let Some(name) = zone::known(&form.zone).filter(|name| !zone::all().iter().any(|z| z == name)) {
        let label = shown(&name);
        choices.insert(0, Choice::new(name, label));
    }
    Select::new("zone", t.msg_zone(), choices)
        .first(t.msg_country_choose())
        .value(&form.zone)
        .errors(errors)
        .time_zone()
}

fn shown(name: &str) -> String {
    name.replace('_', " ")
}
