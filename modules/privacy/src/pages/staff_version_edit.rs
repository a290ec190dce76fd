//! `/staff/statements/{id}/versions/{version}/edit`: the form of a draft.

use super::staff_statement::named;
use super::staff_version::head;
use super::version_page;
use crate::actions::save_version::save_version;
use crate::model::countries;
use crate::model::entry::{VersionEntry, body_field, title_field};
use crate::model::text::{BODY, TITLE};
use crate::queries::statements::version as find;
use crate::rights::CLERKS;
use crate::tables::statement_text;
use crate::tables::statement_version::{Model, VersionState};
use crate::texts;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use serde::Deserialize;

/// A form with the longest texts in all languages, each character as nine: three bytes, each as `%E3`.
const MOST_BYTES: usize = Lang::ALL.len() * BODY as usize * 9 + (64 << 10);

pub(super) fn doors() -> Doors {
    let save = save.layer(DefaultBodyLimit::max(MOST_BYTES));
    Doors::new().staff(CLERKS, |doors| doors.form("/staff/statements/{id}/versions/{version}/edit", edit, save))
}

/// A form as it was sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    title_en: String,
    title_ja: String,
    title_ru: String,
    body_en: String,
    body_ja: String,
    body_ru: String,
    required: String,
    asks_again: String,
    countries: String,
    revision: String,
}

impl Typed {
    fn of(version: &Model, said: Vec<statement_text::Model>) -> Self {
        let word = |is: bool| if is { "true".to_owned() } else { String::new() };
        let mut typed = Self {
            required: word(version.required),
            asks_again: word(version.asks_again),
            countries: countries::typed(&version.countries),
            revision: version.revision.to_string(),
            ..Self::default()
        };
        for text in said {
            let (title, body) = typed.text_mut(Lang::from_tag(&text.lang).unwrap_or_default());
            *title = text.title;
            *body = text.body;
        }
        typed
    }

    const fn text_mut(&mut self, lang: Lang) -> (&mut String, &mut String) {
        match lang {
            Lang::En => (&mut self.title_en, &mut self.body_en),
            Lang::Ja => (&mut self.title_ja, &mut self.body_ja),
            Lang::Ru => (&mut self.title_ru, &mut self.body_ru),
        }
    }

    const fn text(&self, lang: Lang) -> (&String, &String) {
        match lang {
            Lang::En => (&self.title_en, &self.body_en),
            Lang::Ja => (&self.title_ja, &self.body_ja),
            Lang::Ru => (&self.title_ru, &self.body_ru),
        }
    }

    fn entry(&self) -> VersionEntry {
        let text = |lang| {
            let (title, body) = self.text(lang);
            (title.clone(), body.clone())
        };
        VersionEntry {
            texts: Lang::ALL.map(text),
            required: self.required == "true",
            asks_again: self.asks_again == "true",
            countries: self.countries.clone(),
        }
    }
}

async fn edit(staff: Staff, Ids([id, version]): Ids<2>) -> Result<Done, Halt> {
    let name = named(&staff, id).await?;
    let (row, said) = find(&staff.may()?, id, version).await?.ok_or(Halt::NotFound)?;
    if row.state == VersionState::Published {
        return Ok(staff.visit.go(&version_page(id, version)));
    }
    staff.visit.show(&form(&staff, name, &row, &Typed::of(&row, said), &FormErrors::new()))
}

async fn save(staff: Staff, Ids([id, version]): Ids<2>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let name = named(&staff, id).await?;
    let (row, _) = find(&staff.may()?, id, version).await?.ok_or(Halt::NotFound)?;
    let saved = save_version(&visit.cx, version, typed.revision.parse().ok(), &typed.entry()).await;
    let place = version_page(id, version);
    let done = async |_: Uuid| Ok(visit.go_saying(&place, texts(visit.lang()).msg_version_saved()));
    visit.answer(saved, done, async |errors| Ok(form(&staff, name, &row, &typed, &errors))).await
}

fn form(staff: &Staff, name: String, version: &Model, typed: &Typed, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let mut form = PanelForm::new("").alone().field(&Field::hidden("revision", &typed.revision));
    for own in Lang::ALL {
        let (title, body) = typed.text(own);
        let title_of = Field::text(title_field(own), t.msg_version_title_in(own.name())).max_length(TITLE);
        let body_of = TextArea::new(body_field(own), t.msg_version_body_in(own.name())).rows(12).max_length(BODY);
        form = form
            .field(&title_of.value(title).optional(lang).errors(errors))
            .field(&body_of.hint(t.msg_version_body_hint()).value(body).optional(lang).errors(errors));
    }
    let countries = TextArea::new("countries", t.msg_version_countries()).rows(2);
    let required = Checkbox::new("required", t.msg_version_required()).hint(t.msg_version_required_hint());
    let asks_again = Checkbox::new("asks_again", t.msg_version_asks_again()).hint(t.msg_version_asks_again_hint());
    form = form
        .field(&countries.hint(t.msg_version_countries_hint()).value(&typed.countries).optional(lang).errors(errors))
        .field(&required.checked(typed.required == "true"));
    if version.number > 1 {
        form = form.field(&asks_again.checked(typed.asks_again == "true"));
    }
    let form = form
        .button(Button::submit(t.msg_version_save()).primary())
        .button(Button::link(t.msg_cancel(), version_page(version.statement_id, version.id)));
    let title = t.msg_version_edit_title();
    let head =
        head(name, version, title.clone(), staff).lede(t.msg_version_number(visit.format().number(version.number)));
    Sheet::new(visit, title, head).errors(errors).with(&form)
}
