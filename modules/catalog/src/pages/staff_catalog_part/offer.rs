//! The form of an offer (LIC-1).

use super::form::PartForm;
use crate::actions::offer::OfferEntry;
use crate::model::seats::{KINDS, MOST_SEATS};
use crate::pages::catalog_form::{Fields, Typed};
use crate::pages::staff_catalog_offers::kind_name;
use crate::queries::products::ProductView;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::view::*;

impl PartForm for OfferEntry {
    const WORD: &'static str = "offers";
    const TITLE: fn(Lang) -> String = |lang| texts(lang).msg_offer();

    fn blank(view: &ProductView, _cx: &Cx) -> Self {
        let only =
            |mut codes: Vec<String>| if codes.len() == 1 { codes.pop().unwrap_or_default() } else { String::new() };
        Self {
            edition: only(view.editions.iter().map(|edition| edition.code.clone()).collect()),
            term: only(view.terms.iter().map(|term| term.code.clone()).collect()),
            seats_min: "1".to_owned(),
            ..Self::default()
        }
    }

    fn stored(view: &ProductView, id: Uuid, _cx: &Cx) -> Option<Self> {
        let found = view.offers.iter().find(|offer| offer.offer.id == id)?;
        let (rev, seats) = (&found.rev, found.rev.seats());
        let edition = view.editions.iter().find(|edition| edition.id == rev.edition_id);
        let term = view.terms.iter().find(|term| term.id == rev.term_id);
        Some(Self {
            code: found.offer.code.clone(),
            name: rev.name.clone(),
            edition: edition.map(|edition| edition.code.clone()).unwrap_or_default(),
            term: term.map(|term| term.code.clone()).unwrap_or_default(),
            kind: rev.kind.clone(),
            seats_min: seats.min.to_string(),
            seats_max: if seats.fixed().is_some() { String::new() } else { seats.max.to_string() },
            seats_step: if seats.fixed().is_some() { String::new() } else { seats.step.to_string() },
            regions: rev.regions.0.join(", "),
        })
    }

    fn typed(form: &Typed) -> Self {
        Self {
            code: form.text("code"),
            name: form.text("name"),
            edition: form.text("edition"),
            term: form.text("term"),
            kind: form.text("kind"),
            seats_min: form.text("seats_min"),
            seats_max: form.text("seats_max"),
            seats_step: form.text("seats_step"),
            regions: form.text("regions"),
        }
    }

    fn fields<'a>(&self, fields: Fields<'a>, view: &ProductView, _is_new: bool) -> Fields<'a> {
        let (lang, t, errors) = (fields.lang, texts(fields.lang), fields.errors);
        let editions = view.editions.iter().map(|edition| Choice::new(&edition.code, &edition.name));
        let terms = view.terms.iter().map(|term| Choice::new(&term.code, &term.name));
        let edition =
            Select::new("edition", t.msg_edition(), editions).first(t.msg_offer_choose()).value(&self.edition);
        let term = Select::new("term", t.msg_term(), terms).first(t.msg_offer_choose()).value(&self.term);
        let kinds = KINDS.map(|kind| Choice::new(kind, kind_name(kind, lang)));
        let kind = if self.kind.is_empty() { KINDS[0] } else { self.kind.as_str() };
        let min = Field::number("seats_min", t.msg_offer_seats_min(), 1, MOST_SEATS).value(&self.seats_min);
        let max = Field::number("seats_max", t.msg_offer_seats_max(), 1, MOST_SEATS).hint(t.msg_offer_seats_max_hint());
        let step = Field::number("seats_step", t.msg_offer_seats_step(), 1, MOST_SEATS);
        let regions = Field::text("regions", t.msg_offer_regions()).hint(t.msg_offer_regions_hint());
        fields
            .name("name", t.msg_name(), &self.name)
            .with(
                &Field::text("code", t.msg_offer_code()).hint(t.msg_offer_code_hint()).value(&self.code).errors(errors),
            )
            .with(&edition.errors(errors))
            .with(&term.errors(errors))
            .with(&Select::new("kind", t.msg_offer_kind(), kinds).value(kind).errors(errors))
            .with(&min.errors(errors))
            .with(&max.value(&self.seats_max).optional(lang).errors(errors))
            .with(&step.value(&self.seats_step).optional(lang).errors(errors))
            .with(&regions.value(&self.regions).optional(lang).errors(errors))
    }
}
