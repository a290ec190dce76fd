//! The branches of a company (COM-6), on its page: added by a name, removed with another one in their place.

use super::company::{head_below, page, seen};
use crate::actions::add_branch::LONGEST;
use crate::actions::staff::add_branch::add_branch;
use crate::actions::staff::remove_branch::remove_branch;
use crate::lists::place;
use crate::model::states::CompanyState;
use crate::queries::branches::of_company;
use crate::queries::staff::company::Looked;
use crate::rights::staff::CLERKS;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors.post("/staff/companies/{id}/branches", add).form("/staff/companies/{id}/branches/{branch}", ask, remove)
    })
}

/// The panel of the company's page.
pub(super) async fn panel(
    staff: &Staff,
    company: &Looked,
    (typed, errors): (&str, &FormErrors),
) -> Result<Panel, Halt> {
    let (visit, t, id) = (&staff.visit, texts(staff.visit.lang()), company.row.id);
    let may_change = staff.is_any_of(CLERKS) && company.row.state != CompanyState::Deleted;
    let mut heads = vec![Head::new(t.msg_name())];
    if may_change {
        heads.push(Head::actions(visit.lang()));
    }
    let mut table = Table::new(t.msg_staff_branches(), heads);
    for (branch, name) in of_company(&visit.cx, id).await? {
        let mut cells = vec![Cell::text(name.as_str())];
        if may_change {
            let remove = Button::link(t.msg_staff_remove(), format!("{}/branches/{branch}", place(id)));
            cells.push(Cell::actions([remove.small().about(name)]));
        }
        table.push(cells);
    }
    let panel = Panel::new(t.msg_staff_branches()).id("branches").table_or(table, t.msg_staff_branches_none());
    if !may_change {
        return Ok(panel);
    }
    let most = u32::try_from(LONGEST).unwrap_or(u32::MAX);
    let name = Field::text("branch", t.msg_staff_branch_new()).max_length(most).value(typed).errors(errors);
    let add = PanelForm::new(format!("{}/branches", place(id))).field(&name);
    Ok(panel.with(&add.button(Button::submit(t.msg_staff_branch_add()).icon(Icon::Plus))))
}

/// A new branch.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Adding {
    branch: String,
}

async fn add(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Adding>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let added = add_branch(&visit.cx, id, &typed.branch).await;
    let done = async |_| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_staff_branch_added()));
    visit.answer(added, done, async |errors| page(&staff, id, None, (&typed.branch, &errors)).await).await
}

/// What takes the place of one that goes.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Removing {
    replacement: String,
}

async fn ask(staff: Staff, Ids([id, branch]): Ids<2>) -> Result<Done, Halt> {
    staff.visit.show(&question(&staff, (id, branch), "", &FormErrors::new()).await?)
}

async fn question(staff: &Staff, (id, branch): (Uuid, Uuid), typed: &str, errors: &FormErrors) -> Result<Sheet, Halt> {
    let company = seen(staff, id).await?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let all = of_company(&visit.cx, id).await?;
    let Some((_, own)) = all.iter().find(|(own, _)| *own == branch) else { return Err(Halt::NotFound) };
    let others = all.iter().filter(|(other, _)| *other != branch);
    let others = others.map(|(other, name)| Choice::new(other.to_string(), name.as_str()));
    let instead = Select::new("replacement", t.msg_branch_replacement(), others)
        .first(t.msg_staff_branch_no_replacement())
        .hint(t.msg_staff_branch_replacement_hint())
        .value(typed)
        .errors(errors);
    let form = PanelForm::new("")
        .alone()
        .field(&instead)
        .button(Button::submit(t.msg_staff_branch_remove()).danger())
        .button(Button::link(t.msg_staff_cancel(), place(id)));
    let title = t.msg_staff_branch_remove_title(own.as_str());
    Ok(Sheet::new(visit, title.as_str(), head_below(&company, title.as_str(), lang))
        .narrow()
        .errors(errors)
        .with(&form))
}

async fn remove(staff: Staff, Ids([id, branch]): Ids<2>, Posted(typed): Posted<Removing>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let instead = match typed.replacement.trim() {
        "" => None,
        // What is no id is no branch of the company.
        other => Some(Uuid::parse_str(other).unwrap_or_default()),
    };
    let removed = remove_branch(&visit.cx, id, branch, instead).await;
    let done = async |_| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_staff_branch_removed()));
    let again = async |errors: FormErrors| question(&staff, (id, branch), &typed.replacement, &errors).await;
    visit.answer(removed, done, again).await
}
