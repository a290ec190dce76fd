//! `/staff/statements/{id}/versions/{version}`: a version in each language as customers will read it, and its publication.

use super::parts::prose;
use super::staff_statement::named;
use super::{statement_page, version_page};
use crate::actions::publish_version::{PublishVersion, publish_version};
use crate::lists::Statements;
use crate::model::countries;
use crate::queries::memory::now_in_force;
use crate::queries::statements::version as find;
use crate::rights::{CLERKS, LOOKERS};
use crate::tables::statement_text;
use crate::tables::statement_version::{Model, VersionState};
use crate::texts;
use gatehouse_core::{Lang, Moment, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get("/staff/statements/{id}/versions/{version}", show))
        .staff(CLERKS, |doors| doors.form("/staff/statements/{id}/versions/{version}/publish", ask, publish))
}

/// Where a version stands: `in_force` is the number of the one that is in force.
pub(super) fn state_badge(version: &Model, in_force: Option<i64>, now: Moment, lang: Lang) -> Badge {
    let t = texts(lang);
    match version.published_at {
        None => Badge::new(Tone::Neutral, t.msg_state_draft()).ring(),
        Some(_) if in_force == Some(version.number) => Badge::new(Tone::Good, t.msg_state_in_force()),
        Some(from) if from > now && in_force.is_none_or(|number| number < version.number) => {
            Badge::new(Tone::Info, t.msg_state_planned())
        }
        Some(_) => Badge::new(Tone::Neutral, t.msg_state_replaced()),
    }
}

struct Shown {
    name: String,
    version: Model,
    texts: Vec<statement_text::Model>,
}

async fn shown(staff: &Staff, id: Uuid, version: Uuid) -> Result<Shown, Halt> {
    let name = named(staff, id).await?;
    let (version, texts) = find(&staff.may()?, id, version).await?.ok_or(Halt::NotFound)?;
    Ok(Shown { name, version, texts })
}

/// The head of a version's pages.
pub(super) fn head(name: String, version: &Model, title: String, staff: &Staff) -> PageHead {
    let lang = staff.visit.lang();
    let above =
        [(texts(lang).msg_nav_statements(), Statements::AT.to_owned()), (name, statement_page(version.statement_id))];
    PageHead::new(title).crumbs(lang, above)
}

async fn show(staff: Staff, Ids([id, version]): Ids<2>) -> Result<Done, Halt> {
    let Shown { name, version, texts: said } = shown(&staff, id, version).await?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let in_force = now_in_force(&visit.cx).await?.into_iter().find(|one| one.version.statement == id);
    let badge = state_badge(&version, in_force.map(|one| one.version.number), visit.cx.now(), lang);
    let title = t.msg_version_number(format.number(version.number));
    let mut head = head(name, &version, title.clone(), &staff).badge(badge);
    let here = version_page(id, version.id);
    if version.state == VersionState::Draft && staff.is_any_of(CLERKS) {
        head = head.action(Button::link(t.msg_version_edit(), format!("{here}/edit")).icon(Icon::Edit));
        if !said.is_empty() {
            head = head.action(Button::link(t.msg_version_publish(), format!("{here}/publish")).primary());
        }
    }
    let empty = said.is_empty().then(|| Notice::info(t.msg_version_empty()));
    let sheet = Sheet::new(visit, title, head).notices(empty);
    let sheet = sheet.with(&Panel::new(t.msg_version_settings()).with(&facts(&version, &staff)));
    visit.show(&said.iter().fold(sheet, |sheet, text| sheet.with(&preview(text))))
}

fn facts(version: &Model, staff: &Staff) -> KeyValues {
    let (lang, format) = (staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let yes_no = |is: bool| if is { t.msg_yes() } else { t.msg_no() };
    let from = version.published_at.map_or_else(Cell::none, |from| Cell::time(&format, from));
    KeyValues::new()
        .row(t.msg_version_from(), from)
        .row(t.msg_version_countries(), Cell::text(countries::shown(&version.countries, lang)))
        .row(t.msg_version_required(), Cell::text(yes_no(version.required)))
        .row(t.msg_version_asks_again(), Cell::text(yes_no(version.asks_again)))
}

/// The text in one language, as customers will read it.
fn preview(text: &statement_text::Model) -> Panel {
    let spoken = Lang::from_tag(&text.lang).unwrap_or_default();
    Panel::new(spoken.name()).id(format!("text-{}", spoken.tag())).text(text.title.as_str()).with(&prose(text))
}

/// A form as it was sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    from: String,
    confirm: String,
    revision: String,
}

async fn ask(staff: Staff, Ids([id, version]): Ids<2>) -> Result<Done, Halt> {
    let shown = shown(&staff, id, version).await?;
    if shown.version.state == VersionState::Published {
        return Ok(staff.visit.go(&version_page(id, version)));
    }
    let typed = Typed { revision: shown.version.revision.to_string(), ..Typed::default() };
    staff.visit.show(&form(&staff, &shown, &typed, &FormErrors::new()))
}

async fn publish(staff: Staff, Ids([id, version]): Ids<2>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let shown = shown(&staff, id, version).await?;
    let input = PublishVersion {
        version,
        from: typed.from.clone(),
        confirmed: typed.confirm == "true",
        expected: typed.revision.parse().ok(),
    };
    let done = async |from: Moment| {
        let t = texts(visit.lang());
        let planned = from > visit.cx.now();
        let said = if planned { t.msg_published_later(visit.format().date_time(from)) } else { t.msg_published_now() };
        Ok(visit.go_saying(&version_page(id, version), said))
    };
    let again = async |errors| Ok(form(&staff, &shown, &typed, &errors));
    visit.answer(publish_version(&visit.cx, &input).await, done, again).await
}

fn form(staff: &Staff, shown: &Shown, typed: &Typed, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let version = &shown.version;
    let from = Field::date("from", t.msg_version_from()).hint(t.msg_version_from_hint());
    let back = version_page(version.statement_id, version.id);
    let confirm = Confirm::new(t.msg_publish_text(), t.msg_publish_tick(), t.msg_version_publish());
    let form = PanelForm::new("")
        .unguarded()
        .field(&Field::hidden("revision", &typed.revision))
        .field(&from.value(&typed.from).optional(lang).errors(errors))
        .field(&confirm.cancel(t.msg_cancel(), back).errors(errors));
    let title = t.msg_publish_title();
    let head = head(shown.name.clone(), version, title.clone(), staff);
    let head = head.lede(t.msg_version_number(visit.format().number(version.number)));
    let sheet = Sheet::new(visit, title, head).narrow().errors(errors);
    let sheet = sheet
        .with(&Panel::new("").with(&form))
        .with(&Panel::new(t.msg_version_settings()).with(&facts(version, staff)));
    shown.texts.iter().fold(sheet, |sheet, text| sheet.with(&preview(text)))
}
