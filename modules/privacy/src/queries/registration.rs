//! What the form of a registration asks to be accepted, by who has no account yet (COM-1).

use super::memory::now_in_force;
use super::standing::texts_for;
use crate::model::countries;
use crate::model::published::InForce;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};

/// A statement of the form.
#[derive(Clone, Debug)]
pub struct AtRegistration {
    /// The version.
    pub version: Uuid,
    /// The language of its text.
    pub lang: String,
    /// Its title.
    pub title: String,
    /// What it says.
    pub body: String,
    /// The countries that it is asked in, in words; `None`: everywhere.
    pub countries: Option<String>,
    in_force: InForce,
}

impl AtRegistration {
    /// Whether somebody in this country has to accept it.
    pub fn is_needed_in(&self, country: &str) -> bool {
        self.in_force.version.required && self.in_force.is_for(country)
    }

    /// Whether it is asked in this country at all.
    pub fn is_asked_in(&self, country: &str) -> bool {
        self.in_force.is_for(country)
    }
}

/// Every statement that is in force somewhere: the country is a field of the same form.
pub async fn at_registration(cx: &Cx, lang: Lang) -> Result<Vec<AtRegistration>, Fault> {
    let in_force = now_in_force(cx).await?;
    let versions: Vec<Uuid> = in_force.iter().map(|one| one.version.version).collect();
    let mut texts = texts_for(cx, &versions, lang).await?;
    let of = |one: InForce| {
        let text = texts.remove(&one.version.version)?;
        let stored = one.version.countries.as_str();
        let countries = (!stored.is_empty()).then(|| countries::shown(stored, lang));
        Some(AtRegistration {
            version: text.version_id,
            lang: text.lang,
            title: text.title,
            body: text.body,
            countries,
            in_force: one,
        })
    };
    Ok(in_force.into_iter().filter_map(of).collect())
}
