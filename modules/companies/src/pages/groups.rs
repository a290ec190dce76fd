//! What groups of the directory give (COM-14): the owner's choice; rights and a branch, apart from what people are given by hand.

use super::own_sign_in::{Tab, company, sheet};
use crate::actions::scim::map_group::{MapGroup, map_group};
use crate::model::rights::CompanyRight;
use crate::queries::branches;
use crate::queries::scim::{MappedGroup, mapped_groups};
use crate::rights::Owner;
use crate::sessions::inside;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Fold, Panel, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _};

/// Shows the groups.
pub async fn page(customer: Customer) -> Result<Done, Halt> {
    let by = inside::<Owner>(&customer).await?;
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let groups = mapped_groups(&visit.cx, &by).await?;
    let branches = branches::of(&visit.cx, &by.as_member()).await?;
    let page = sheet(&customer, Tab::Groups, &FormErrors::new());
    if groups.is_empty() {
        return visit.show(&page.with(&Panel::new("").text(t.msg_scim_groups_none())));
    }
    let page = groups.iter().fold(page, |page, group| page.with(&panel(&customer, group, &branches)));
    visit.show(&page)
}

fn panel(customer: &Customer, group: &MappedGroup, branches: &[(Uuid, String)]) -> Panel {
    let visit = &customer.visit;
    let (lang, t, format) = (visit.lang(), texts(visit.lang()), visit.format());
    let names: Vec<String> = group.rights.iter().map(|right| right.name(lang)).collect();
    let given = if names.is_empty() { Cell::none() } else { Cell::text(crate::texts::phrase(&names, lang)) };
    let of = group.row.branch_id.and_then(|id| branches.iter().find(|(own, _)| *own == id));
    let facts = KeyValues::new()
        .row(t.msg_users(), Cell::number(format.number(group.members)))
        .row(t.msg_rights(), given)
        .row(t.msg_branch(), of.map_or_else(Cell::none, |(_, name)| Cell::text(name.as_str())));
    let rights = CompanyRight::ALL.map(|right| Choice::new(right.word(), right.name(lang)));
    let chosen = group.row.branch_id.map(|id| id.to_string()).unwrap_or_default();
    let places = branches.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str()));
    let form = PanelForm::new(Tab::Groups.address(customer))
        .field(&Field::hidden("group", group.row.id.to_string()))
        .field(&Choices::several("rights", t.msg_rights(), rights).values(&group.rights.words()))
        .field(&Select::new("branch", t.msg_branch(), places).first(t.msg_scim_no_branch()).value(&chosen).plain())
        .button(Button::submit(t.msg_scim_group_save()).about(group.row.name.as_str()).primary());
    let panel = Panel::new(group.row.name.as_str()).id(format!("group-{}", group.row.id)).with(&facts);
    panel.with(&Fold::new(t.msg_scim_group_change()).with(&form))
}

/// Changes what one gives.
pub async fn submit(customer: Customer, Posted(form): Posted<MapGroup>) -> Result<Done, Halt> {
    inside::<Owner>(&customer).await?;
    customer.elevated()?;
    let visit = &customer.visit;
    match map_group(&visit.cx, company(&customer)?, &form).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(&Tab::Groups.address(&customer), texts(visit.lang()).msg_scim_group_saved())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
