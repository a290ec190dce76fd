//! `/staff/statements/{id}`: the versions of a statement with how many accept each, and what happened to it.

use super::staff_version::state_badge;
use super::{statement_page, version_page};
use crate::actions::start_version::start_version;
use crate::lists::Statements;
use crate::model::countries;
use crate::queries::memory::now_in_force;
use crate::queries::statements::{statement, versions};
use crate::rights::{CLERKS, LOOKERS};
use crate::tables::statement_version::{Model, VersionState};
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff, UnlessBroken as _, history};

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get("/staff/statements/{id}", show))
        .staff(CLERKS, |doors| doors.post("/staff/statements/{id}/versions", start))
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let (visit, lang, may) = (&staff.visit, staff.visit.lang(), staff.may()?);
    let t = texts(lang);
    let row = statement(&may, id).await?.ok_or(Halt::NotFound)?;
    let versions = versions(&may, id).await?;
    let in_force = now_in_force(&visit.cx).await?.into_iter().find(|one| one.version.statement == id);
    let in_force = in_force.map(|one| one.version.number);
    let has_draft = versions.iter().any(|(version, _)| version.state == VersionState::Draft);
    let mut head =
        PageHead::new(&row.name).lede(row.kind.name(lang)).crumbs(lang, [(t.msg_nav_statements(), Statements::AT)]);
    if staff.is_any_of(CLERKS) && !has_draft {
        let place = format!("{}/versions", statement_page(id));
        head = head.action(Button::post(t.msg_version_new(), place).icon(Icon::Plus).primary());
    }
    let told = Panel::new(t.msg_history()).id("history");
    let told = told.with(&Timeline::new(history::for_staff(&visit.cx, id).await?));
    let panel = Panel::new(t.msg_versions()).table(table(&staff, &versions, in_force));
    visit.show(&Sheet::new(visit, row.name.as_str(), head).with(&panel).with(&told))
}

fn table(staff: &Staff, versions: &[(Model, i64)], in_force: Option<i64>) -> Table {
    let (lang, format) = (staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let heads = [
        Head::new(t.msg_version()),
        Head::new(t.msg_version_state()),
        Head::new(t.msg_version_from()),
        Head::new(t.msg_version_countries()),
        Head::new(t.msg_statement_accepted()).end(),
    ];
    Table::new(t.msg_versions(), heads).rows(versions.iter().map(|(version, accepted)| {
        let name = t.msg_version_number(format.number(version.number));
        [
            Cell::link(name, version_page(version.statement_id, version.id)),
            Cell::badge(&state_badge(version, in_force, staff.visit.cx.now(), lang)),
            version.published_at.map_or_else(Cell::none, |from| Cell::time(&format, from)),
            Cell::text(countries::shown(&version.countries, lang)),
            Cell::number(format.number(*accepted)),
        ]
    }))
}

/// Begins the next version, and goes to its form.
async fn start(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match start_version(&visit.cx, id).await.unless_broken()? {
        Ok(version) => Ok(visit.go(&format!("{}/edit", version_page(id, version)))),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

/// The statement of a page below it.
pub(super) async fn named(staff: &Staff, id: Uuid) -> Result<String, Halt> {
    Ok(statement(&staff.may()?, id).await?.ok_or(Halt::NotFound)?.name)
}
