//! The form of each kind of part: what is stored, what was typed, and its fields.

use crate::actions::CatalogPart;
use crate::actions::application::ApplicationEntry;
use crate::actions::edition::EditionEntry;
use crate::actions::feature::FeatureEntry;
use crate::actions::term::TermEntry;
use crate::actions::version::VersionEntry;
use crate::model::input::NAME;
use crate::model::platform::Platform;
use crate::model::term::{MOST_DAYS, MOST_MONTHS, Starts};
use crate::pages::catalog_form::{Fields, Typed, length};
use crate::queries::products::ProductView;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, Moment, Uuid};
use gatehouse_web::view::*;
use jiff::tz::TimeZone;

/// A kind of part with a form.
pub(in crate::pages) trait PartForm: CatalogPart + Default + Send + 'static {
    /// The word in addresses.
    const WORD: &'static str;
    /// What stands above the form.
    const TITLE: fn(Lang) -> String;

    /// The form of a new one.
    fn blank(_view: &ProductView, _cx: &Cx) -> Self {
        Self::default()
    }

    /// What is stored of one; `None` when the product has no such part.
    fn stored(view: &ProductView, id: Uuid, cx: &Cx) -> Option<Self>;
    /// What was typed.
    fn typed(form: &Typed) -> Self;
    /// Its fields.
    fn fields<'a>(&self, fields: Fields<'a>, view: &ProductView, is_new: bool) -> Fields<'a>;
}

impl PartForm for EditionEntry {
    const WORD: &'static str = "editions";
    const TITLE: fn(Lang) -> String = |lang| texts(lang).msg_edition();

    fn blank(view: &ProductView, _cx: &Cx) -> Self {
        Self { position: (view.editions.len() + 1).to_string(), ..Self::default() }
    }

    fn stored(view: &ProductView, id: Uuid, _cx: &Cx) -> Option<Self> {
        let row = view.editions.iter().find(|edition| edition.id == id)?;
        let (code, name, position) = (row.code.clone(), row.name.clone(), row.position.to_string());
        Some(Self { code, name, position, features: view.features_of(id) })
    }

    fn typed(form: &Typed) -> Self {
        let (code, name, position) = (form.text("code"), form.text("name"), form.text("position"));
        Self { code, name, position, features: form.all("features") }
    }

    fn fields<'a>(&self, fields: Fields<'a>, view: &ProductView, _is_new: bool) -> Fields<'a> {
        let t = texts(fields.lang);
        let fields = fields.name("name", t.msg_name(), &self.name).code(&self.code).position(&self.position);
        if view.features.is_empty() {
            return fields;
        }
        let choices = view.features.iter().map(|feature| Choice::new(&feature.code, view.label(feature, fields.lang)));
        let features = Choices::several("features", t.msg_features(), choices).values(&self.features);
        let features = features.errors(fields.errors);
        fields.with(&features)
    }
}

impl PartForm for FeatureEntry {
    const WORD: &'static str = "features";
    const TITLE: fn(Lang) -> String = |lang| texts(lang).msg_feature();

    fn blank(view: &ProductView, _cx: &Cx) -> Self {
        Self { position: (view.features.len() + 1).to_string(), ..Self::default() }
    }

    fn stored(view: &ProductView, id: Uuid, _cx: &Cx) -> Option<Self> {
        let row = view.features.iter().find(|feature| feature.id == id)?;
        Some(Self { code: row.code.clone(), labels: view.labels_of(id), position: row.position.to_string() })
    }

    fn typed(form: &Typed) -> Self {
        Self { code: form.text("code"), labels: form.labels(), position: form.text("position") }
    }

    fn fields<'a>(&self, fields: Fields<'a>, _view: &ProductView, _is_new: bool) -> Fields<'a> {
        fields.code(&self.code).labels(&self.labels).position(&self.position)
    }
}

impl PartForm for VersionEntry {
    const WORD: &'static str = "versions";
    const TITLE: fn(Lang) -> String = |lang| texts(lang).msg_version();

    fn blank(_view: &ProductView, cx: &Cx) -> Self {
        Self { released_at: day(cx.now(), &cx.zone), ..Self::default() }
    }

    fn stored(view: &ProductView, id: Uuid, _cx: &Cx) -> Option<Self> {
        let row = view.versions.iter().find(|version| version.id == id)?;
        let released_at = day(row.released_at, &TimeZone::UTC);
        Some(Self { number: row.number.clone(), released_at, certificate: row.certificate.clone() })
    }

    fn typed(form: &Typed) -> Self {
        Self {
            number: form.text("number"),
            released_at: form.text("released_at"),
            certificate: form.text("certificate"),
        }
    }

    fn fields<'a>(&self, fields: Fields<'a>, _view: &ProductView, is_new: bool) -> Fields<'a> {
        let t = texts(fields.lang);
        let number = Field::text("number", t.msg_version_number()).short().max_length(32).value(&self.number);
        let released = Field::date("released_at", t.msg_released_at()).value(&self.released_at);
        let (number, released) = (number.errors(fields.errors), released.errors(fields.errors));
        let certificate =
            Field::text("certificate", t.msg_version_certificate()).hint(t.msg_version_certificate_hint());
        let certificate =
            certificate.max_length(64).value(&self.certificate).optional(fields.lang).errors(fields.errors);
        if is_new {
            fields.with(&number).with(&released).with(&certificate)
        } else {
            fields.with(&number.readonly()).with(&released.readonly()).with(&certificate.readonly())
        }
    }
}

impl PartForm for ApplicationEntry {
    const WORD: &'static str = "applications";
    const TITLE: fn(Lang) -> String = |lang| texts(lang).msg_application();

    fn stored(view: &ProductView, id: Uuid, _cx: &Cx) -> Option<Self> {
        let row = view.applications.iter().find(|application| application.id == id)?.clone();
        Some(Self {
            code: row.code,
            name: row.name,
            platform: row.platform.word().to_owned(),
            download_url: row.download_url,
            group: row.key_group,
        })
    }

    fn typed(form: &Typed) -> Self {
        let (code, name, platform) = (form.text("code"), form.text("name"), form.text("platform"));
        Self { code, name, platform, download_url: form.text("download_url"), group: form.text("group") }
    }

    fn fields<'a>(&self, fields: Fields<'a>, _view: &ProductView, _is_new: bool) -> Fields<'a> {
        let (lang, errors, t) = (fields.lang, fields.errors, texts(fields.lang));
        let platforms = Platform::ALL.map(|platform| Choice::new(platform.word(), platform.name(lang)));
        let url = Field::url("download_url", t.msg_download_url()).value(&self.download_url);
        let group = Field::text("group", t.msg_application_group()).hint(t.msg_application_group_hint());
        let group = group.value(&self.group).max_length(length(NAME));
        fields
            .name("name", t.msg_name(), &self.name)
            .code(&self.code)
            .with(&Select::new("platform", t.msg_platform(), platforms).value(&self.platform).errors(errors))
            .with(&url.optional(lang).errors(errors))
            .with(&group.optional(lang).errors(errors))
    }
}

impl PartForm for TermEntry {
    const WORD: &'static str = "terms";
    const TITLE: fn(Lang) -> String = |lang| texts(lang).msg_term();

    fn blank(_view: &ProductView, _cx: &Cx) -> Self {
        Self { starts: Starts::Activation.word().to_owned(), ..Self::default() }
    }

    fn stored(view: &ProductView, id: Uuid, cx: &Cx) -> Option<Self> {
        let row = view.terms.iter().find(|term| term.id == id)?;
        let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        Some(Self {
            code: row.code.clone(),
            name: row.name.clone(),
            starts: row.starts.word().to_owned(),
            months: number(row.months),
            days: number(row.days),
            fixed_until: row.fixed_until.map(|end| day(end, &cx.app.settings.vendor_zone())).unwrap_or_default(),
        })
    }

    fn typed(form: &Typed) -> Self {
        let (code, name, starts) = (form.text("code"), form.text("name"), form.text("starts"));
        let (months, days, fixed_until) = (form.text("months"), form.text("days"), form.text("fixed_until"));
        Self { code, name, starts, months, days, fixed_until }
    }

    fn fields<'a>(&self, fields: Fields<'a>, _view: &ProductView, _is_new: bool) -> Fields<'a> {
        let name = texts(fields.lang).msg_name();
        term_length(self, fields.name("name", name, &self.name).code(&self.code))
    }
}

/// How long a term runs.
pub(in crate::pages) fn term_length<'a>(term: &TermEntry, fields: Fields<'a>) -> Fields<'a> {
    let (lang, errors, t) = (fields.lang, fields.errors, texts(fields.lang));
    let starts = [
        Choice::new(Starts::Activation.word(), t.msg_starts_activation()).hint(t.msg_starts_activation_hint()),
        Choice::new(Starts::Fixed.word(), t.msg_starts_fixed()).hint(t.msg_starts_fixed_hint()),
    ];
    let starts = Choices::one(fields.named("starts"), t.msg_starts(), starts).values(&[term.starts.as_str()]);
    let months = Field::number(fields.named("months"), t.msg_months(), 1, MOST_MONTHS).hint(t.msg_months_hint());
    let days = Field::number(fields.named("days"), t.msg_days(), 1, MOST_DAYS).value(&term.days);
    let until = Field::date(fields.named("fixed_until"), t.msg_fixed_until()).value(&term.fixed_until);
    fields
        .with(&starts.errors(errors))
        .with(&months.value(&term.months).optional(lang).errors(errors))
        .with(&days.optional(lang).errors(errors))
        .with(&until.optional(lang).errors(errors))
}

fn day(moment: Moment, zone: &TimeZone) -> String {
    moment.timestamp().to_zoned(zone.clone()).date().to_string()
}
