//! The form of each part of a product: what is stored, what was typed, and the action that takes it.

use super::Part;
use crate::actions::catalog::CatalogRefusal;
use crate::actions::catalog::application::{self, ApplicationEntry};
use crate::actions::catalog::edition::{self, EditionEntry};
use crate::actions::catalog::feature::{self, FeatureEntry};
use crate::actions::catalog::term::{self, TermEntry};
use crate::actions::catalog::version::{self, VersionEntry};
use crate::model::catalog::{MOST_DAYS, MOST_MONTHS, PLATFORMS, platform_name};
use crate::queries::catalog::{ProductView, label};
use crate::texts;
use gatehouse_core::{Lang, Moment, Outcome, Uuid};
use gatehouse_db::Cx;
use gatehouse_web::view::*;
use jiff::tz::TimeZone;

/// The fields of all parts' forms, as typed; each form sends its own.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct PartForm {
    code: String,
    name: String,
    position: String,
    features: Vec<String>,
    label_en: String,
    label_ja: String,
    label_ru: String,
    number: String,
    released_at: String,
    platform: String,
    download_url: String,
    starts: String,
    months: String,
    days: String,
    fixed_until: String,
    version: String,
}

impl PartForm {
    /// The form of a new part.
    pub(super) fn blank(view: &ProductView, part: Part, cx: &Cx) -> Self {
        let next = match part {
            Part::Edition => view.editions.len() + 1,
            _ => view.features.len() + 1,
        };
        Self {
            position: next.to_string(),
            starts: "activation".to_owned(),
            released_at: day(cx.now(), &cx.zone),
            version: view.product.version.to_string(),
            ..Self::default()
        }
    }

    /// What is stored of a part; `None` when the product has no such part.
    pub(super) fn stored(view: &ProductView, part: Part, id: Uuid, zone: &TimeZone) -> Option<Self> {
        let version = view.product.version.to_string();
        let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        Some(match part {
            Part::Edition => {
                let row = view.editions.iter().find(|e| e.id == id)?;
                Self {
                    code: row.code.clone(),
                    name: row.name.clone(),
                    position: row.position.to_string(),
                    features: view.features_of(id),
                    version,
                    ..Self::default()
                }
            }
            Part::Feature => {
                let row = view.features.iter().find(|f| f.id == id)?;
                Self {
                    code: row.code.clone(),
                    label_en: row.label_en.clone(),
                    label_ja: row.label_ja.clone(),
                    label_ru: row.label_ru.clone(),
                    position: row.position.to_string(),
                    version,
                    ..Self::default()
                }
            }
            Part::Version => {
                let row = view.versions.iter().find(|v| v.id == id)?;
                let released_at = day(Moment(row.released_at), &TimeZone::UTC);
                Self { number: row.number.clone(), released_at, version, ..Self::default() }
            }
            Part::Application => {
                let row = view.applications.iter().find(|a| a.id == id)?;
                Self {
                    code: row.code.clone(),
                    name: row.name.clone(),
                    platform: row.platform.clone(),
                    download_url: row.download_url.clone(),
                    version,
                    ..Self::default()
                }
            }
            Part::Term => {
                let row = view.terms.iter().find(|t| t.id == id)?;
                Self {
                    code: row.code.clone(),
                    name: row.name.clone(),
                    starts: row.starts.clone(),
                    months: number(row.months),
                    days: number(row.days),
                    fixed_until: row.fixed_until.map(|end| day(Moment(end), zone)).unwrap_or_default(),
                    version,
                    ..Self::default()
                }
            }
        })
    }

    pub(super) fn fields(
        &self,
        part: Part,
        view: &ProductView,
        lang: Lang,
        errors: &FormErrors,
        is_new: bool,
    ) -> Vec<Markup> {
        let t = texts(lang);
        let code = Field::text("code", t.msg_code_word())
            .hint(t.msg_code_word_hint())
            .value(&self.code)
            .max_length(64)
            .errors(errors);
        let text = |name: &str, label: String, value: &str| {
            Markup::of(&Field::text(name, label).value(value).max_length(120).errors(errors))
        };
        let position = Field::number("position", t.msg_position(), 1, 999)
            .hint(t.msg_position_hint())
            .value(&self.position)
            .errors(errors);
        let mut fields = vec![Markup::of(&Field::hidden("version", &self.version))];
        match part {
            Part::Edition => {
                let choices = view.features.iter().map(|f| Choice::new(&f.code, label(f, lang)));
                fields.push(text("name", t.msg_name(), &self.name));
                fields.extend([Markup::of(&code), Markup::of(&position)]);
                if !view.features.is_empty() {
                    let features = Choices::several("features", t.msg_features(), choices);
                    fields.push(Markup::of(&features.values(&self.features).errors(errors)));
                }
            }
            Part::Feature => {
                fields.push(Markup::of(&code));
                fields.push(text("label_en", t.msg_label_en(), &self.label_en));
                fields.push(text("label_ja", t.msg_label_ja(), &self.label_ja));
                fields.push(text("label_ru", t.msg_label_ru(), &self.label_ru));
                fields.push(Markup::of(&position));
            }
            Part::Version => {
                let number = Field::text("number", t.msg_version_number()).short().max_length(32).value(&self.number);
                let released = Field::date("released_at", t.msg_released_at()).value(&self.released_at);
                let (number, released) = (number.errors(errors), released.errors(errors));
                if is_new {
                    fields.extend([Markup::of(&number), Markup::of(&released)]);
                } else {
                    fields.extend([Markup::of(&number.readonly()), Markup::of(&released.readonly())]);
                }
            }
            Part::Application => {
                let platforms = PLATFORMS.map(|word| Choice::new(word, platform_name(word, lang)));
                fields.push(text("name", t.msg_name(), &self.name));
                fields.push(Markup::of(&code));
                let platform = Select::new("platform", t.msg_platform(), platforms).value(&self.platform);
                fields.push(Markup::of(&platform.errors(errors)));
                let url = Field::url("download_url", t.msg_download_url()).value(&self.download_url);
                fields.push(Markup::of(&url.optional(lang).errors(errors)));
            }
            Part::Term => {
                fields.push(text("name", t.msg_name(), &self.name));
                fields.push(Markup::of(&code));
                fields.extend(self.term_fields(lang, errors));
            }
        }
        fields
    }

    fn term_fields(&self, lang: Lang, errors: &FormErrors) -> Vec<Markup> {
        let t = texts(lang);
        let starts = [
            Choice::new("activation", t.msg_starts_activation()).hint(t.msg_starts_activation_hint()),
            Choice::new("fixed", t.msg_starts_fixed()).hint(t.msg_starts_fixed_hint()),
        ];
        vec![
            Markup::of(&Choices::one("starts", t.msg_starts(), starts).values(&[self.starts.as_str()]).errors(errors)),
            Markup::of(
                &Field::number("months", t.msg_months(), 1, MOST_MONTHS)
                    .hint(t.msg_months_hint())
                    .value(&self.months)
                    .optional(lang)
                    .errors(errors),
            ),
            Markup::of(
                &Field::number("days", t.msg_days(), 1, MOST_DAYS).value(&self.days).optional(lang).errors(errors),
            ),
            Markup::of(
                &Field::date("fixed_until", t.msg_fixed_until()).value(&self.fixed_until).optional(lang).errors(errors),
            ),
        ]
    }

    /// Calls the part's action.
    pub(super) async fn save(
        &self,
        cx: &Cx,
        part: Part,
        product: Uuid,
        id: Option<Uuid>,
    ) -> Outcome<Uuid, CatalogRefusal> {
        let expected = self.version.parse().ok();
        let (code, name) = (self.code.clone(), self.name.clone());
        match part {
            Part::Edition => {
                let (position, features) = (self.position.clone(), self.features.clone());
                let entry = EditionEntry { code, name, position, features };
                edition::save(cx, product, id, expected, &entry).await
            }
            Part::Feature => {
                let entry = FeatureEntry {
                    code,
                    label_en: self.label_en.clone(),
                    label_ja: self.label_ja.clone(),
                    label_ru: self.label_ru.clone(),
                    position: self.position.clone(),
                };
                feature::save(cx, product, id, expected, &entry).await
            }
            Part::Version => {
                let entry = VersionEntry { number: self.number.clone(), released_at: self.released_at.clone() };
                version::add(cx, product, expected, &entry).await
            }
            Part::Application => {
                let (platform, download_url) = (self.platform.clone(), self.download_url.clone());
                let entry = ApplicationEntry { code, name, platform, download_url };
                application::save(cx, product, id, expected, &entry).await
            }
            Part::Term => {
                let entry = TermEntry {
                    code,
                    name,
                    starts: self.starts.clone(),
                    months: self.months.clone(),
                    days: self.days.clone(),
                    fixed_until: self.fixed_until.clone(),
                };
                term::save(cx, product, id, expected, &entry).await
            }
        }
    }
}

fn day(moment: Moment, zone: &TimeZone) -> String {
    moment.timestamp().to_zoned(zone.clone()).date().to_string()
}
