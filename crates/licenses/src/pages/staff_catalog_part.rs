//! `/staff/catalog/{id}/{part}/…`: editions, features, versions, applications and terms of a product, each with a form
//! to add it, to change it, and to remove it (LIC-1).

use super::frame::{CLERKS, FormPage, Ids, form_errors};
use crate::actions::catalog::CatalogRefusal;
use crate::actions::catalog::application::{self, ApplicationEntry};
use crate::actions::catalog::edition::{self, EditionEntry};
use crate::actions::catalog::feature::{self, FeatureEntry};
use crate::actions::catalog::term::{self, TermEntry};
use crate::actions::catalog::version::{self, VersionEntry};
use crate::model::catalog::{MOST_DAYS, MOST_MONTHS, PLATFORMS, platform_name};
use crate::queries::catalog::{self, ProductView, label};
use crate::texts;
use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use gatehouse_core::{Lang, Moment, Outcome, Stop, Uuid};
use gatehouse_db::Cx;
use gatehouse_web::view::*;
use gatehouse_web::{AppState, Done, Halt, Posted, Staff};
use jiff::tz::TimeZone;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/catalog/{id}/{part}/new", get(blank).post(create))
        .route("/staff/catalog/{id}/{part}/{part_id}", get(edit).post(save))
        .route("/staff/catalog/{id}/{part}/{part_id}/remove", post(remove))
}

/// What is edited: the word in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Edition,
    Feature,
    Version,
    Application,
    Term,
}

impl Part {
    fn of(word: &str) -> Result<Self, Halt> {
        Ok(match word {
            "editions" => Self::Edition,
            "features" => Self::Feature,
            "versions" => Self::Version,
            "applications" => Self::Application,
            "terms" => Self::Term,
            _ => return Err(Halt::NotFound),
        })
    }

    fn title(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::Edition => t.msg_edition(),
            Self::Feature => t.msg_feature(),
            Self::Version => t.msg_version(),
            Self::Application => t.msg_application(),
            Self::Term => t.msg_term(),
        }
    }
}

/// The fields of all parts' forms, as typed; each form sends its own.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct PartForm {
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
    /// What is stored of a part; `None` when the product has no such part.
    fn stored(view: &ProductView, part: Part, id: Uuid, zone: &TimeZone) -> Option<Self> {
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

    fn fields(&self, part: Part, view: &ProductView, lang: Lang, errors: &FormErrors, is_new: bool) -> Vec<Markup> {
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
    async fn save(&self, cx: &Cx, part: Part, product: Uuid, id: Option<Uuid>) -> Outcome<Uuid, CatalogRefusal> {
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

/// Fixed dates are days of the vendor's zone.
fn vendor_zone(staff: &Staff) -> TimeZone {
    TimeZone::get(&staff.visit.cx.app.settings.zone).unwrap_or(TimeZone::UTC)
}

fn day(moment: Moment, zone: &TimeZone) -> String {
    moment.timestamp().to_zoned(zone.clone()).date().to_string()
}

fn page(
    staff: &Staff,
    view: &ProductView,
    part: Part,
    id: Option<Uuid>,
    typed: &PartForm,
    errors: &FormErrors,
) -> FormPage {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let here = format!("/staff/catalog/{}", view.product.id);
    let title = part.title(lang);
    let word = visit.path.split('?').next().unwrap_or("").split('/').nth(4).unwrap_or("").to_owned();
    let mut buttons = Vec::new();
    // A released version is a fact: it is added or removed, not changed.
    if part != Part::Version || id.is_none() {
        buttons.push(Button::submit(if id.is_some() { t.msg_save() } else { t.msg_add() }).primary());
    }
    buttons.push(Button::link(t.msg_cancel(), here.clone()));
    FormPage {
        page: visit.page(title.clone()).refused(!errors.is_empty()),
        head: PageHead::new(title)
            .crumbs(lang, [(t.msg_nav_catalog(), "/staff/catalog"), (view.product.name.clone(), here.as_str())]),
        summary: ErrorSummary::new(lang, errors),
        notice: None,
        fields: typed.fields(part, view, lang, errors, id.is_none()),
        buttons,
        danger: id.map(|id| Button::post(t.msg_remove(), format!("{here}/{word}/{id}/remove")).danger()),
    }
}

async fn view(staff: &Staff, product: Uuid) -> Result<ProductView, Halt> {
    staff.only(CLERKS)?;
    catalog::product(&staff.visit.cx, product).await?.ok_or(Halt::NotFound)
}

fn part_of(path: &[(String, String)]) -> Result<Part, Halt> {
    Part::of(path.iter().find(|(name, _)| name == "part").map_or("", |(_, value)| value))
}

type Pairs = Path<Vec<(String, String)>>;

async fn blank(staff: Staff, Path(path): Pairs, Ids([product]): Ids<1>) -> Result<Done, Halt> {
    let (part, view) = (part_of(&path)?, view(&staff, product).await?);
    let next = match part {
        Part::Edition => view.editions.len() + 1,
        _ => view.features.len() + 1,
    };
    let typed = PartForm {
        position: next.to_string(),
        starts: "activation".to_owned(),
        released_at: day(staff.visit.cx.now(), &staff.visit.cx.zone),
        version: view.product.version.to_string(),
        ..PartForm::default()
    };
    staff.visit.show(&page(&staff, &view, part, None, &typed, &FormErrors::new()))
}

async fn create(
    staff: Staff,
    Path(path): Pairs,
    Ids([product]): Ids<1>,
    Posted(typed): Posted<PartForm>,
) -> Result<Done, Halt> {
    store(&staff, part_of(&path)?, product, None, &typed).await
}

async fn edit(staff: Staff, Path(path): Pairs, Ids([product, id]): Ids<2>) -> Result<Done, Halt> {
    let (part, view) = (part_of(&path)?, view(&staff, product).await?);
    let stored = PartForm::stored(&view, part, id, &vendor_zone(&staff)).ok_or(Halt::NotFound)?;
    staff.visit.show(&page(&staff, &view, part, Some(id), &stored, &FormErrors::new()))
}

async fn save(
    staff: Staff,
    Path(path): Pairs,
    Ids([product, id]): Ids<2>,
    Posted(typed): Posted<PartForm>,
) -> Result<Done, Halt> {
    let part = part_of(&path)?;
    if part == Part::Version {
        return Err(Halt::NotFound);
    }
    store(&staff, part, product, Some(id), &typed).await
}

async fn store(staff: &Staff, part: Part, product: Uuid, id: Option<Uuid>, typed: &PartForm) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let view = view(staff, product).await?;
    match typed.save(&visit.cx, part, product, id).await {
        Ok(_) => Ok(visit.go_saying(&format!("/staff/catalog/{product}"), texts(visit.lang()).msg_saved())),
        Err(Stop::Refused(CatalogRefusal::Unknown)) => Err(Halt::NotFound),
        Err(Stop::Refused(refusal)) => {
            visit.show_again(&page(staff, &view, part, id, typed, &form_errors(&refusal, visit.lang())))
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

async fn remove(staff: Staff, Path(path): Pairs, Ids([product, id]): Ids<2>) -> Result<Done, Halt> {
    let (part, view) = (part_of(&path)?, view(&staff, product).await?);
    let visit = &staff.visit;
    let removed = match part {
        Part::Edition => edition::remove(&visit.cx, product, id).await,
        Part::Feature => feature::remove(&visit.cx, product, id).await,
        Part::Version => version::remove(&visit.cx, product, id).await,
        Part::Application => application::remove(&visit.cx, product, id).await,
        Part::Term => term::remove(&visit.cx, product, id).await,
    };
    match removed {
        Ok(()) => Ok(visit.go_saying(&format!("/staff/catalog/{product}"), texts(visit.lang()).msg_removed())),
        Err(Stop::Refused(refusal @ CatalogRefusal::InUse)) => {
            let stored = PartForm::stored(&view, part, id, &vendor_zone(&staff)).ok_or(Halt::NotFound)?;
            let errors = form_errors(&refusal, visit.lang());
            visit.show_again(&page(&staff, &view, part, Some(id), &stored, &errors))
        }
        Err(Stop::Refused(CatalogRefusal::Unknown)) => Err(Halt::NotFound),
        Err(stop) => Err(stop.into()),
    }
}
