//! Who belongs to a request: support adds whoever is to be told, and removes who is not (SUP-17).

use super::answer::Typed;
use super::request::{at, page, seen};
use crate::actions::add_person::{AddPerson, add_person_as_staff};
use crate::actions::remove_person::remove_person_as_staff;
use crate::model::request::Role;
use crate::pages::people::part;
use crate::queries::participants::proposed;
use crate::queries::staff::Looked;
use crate::queries::staff_request::Belonging;
use crate::rights::AGENTS;
use crate::texts;
use gatehouse_context::Seen;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Actions, Panel, PanelForm};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};

pub(super) fn doors() -> Doors {
    Doors::new().staff(AGENTS, |doors| {
        doors.post("/staff/requests/{id}/people", add).post("/staff/requests/{id}/people/{person}/remove", remove)
    })
}

/// The people, with their addresses; whom a mail proposes; and the form for another one.
pub(super) async fn panel(
    staff: &Staff,
    seen: &Seen<Looked>,
    people: &[Belonging],
    (typed, errors): (&Typed, &FormErrors),
) -> Result<Panel, Halt> {
    let (lang, row) = (staff.visit.lang(), seen.row());
    let t = texts(lang);
    let may_act = staff.is_any_of(AGENTS);
    let heads = [t.msg_staff_name(), t.msg_staff_email()].map(Head::new).into_iter().chain([Head::actions(lang)]);
    let mut table = Table::new(t.msg_staff_people(), heads);
    for one in people {
        let name = if one.person.name.is_empty() { t.msg_staff_former_user() } else { one.person.name.clone() };
        let name = if one.person.name.is_empty() && !one.person.email.is_empty() {
            gatehouse_address::shown(&one.person.email)
        } else {
            name
        };
        let remove = (may_act && one.part != Role::Author).then(|| {
            Button::post(t.msg_staff_remove(), at(row.id, &format!("people/{}/remove", one.row)))
                .about(name.as_str())
                .small()
        });
        let name = match one.account {
            Some(account) => Cell::link(name, format!("/staff/accounts/{account}")),
            None => Cell::text(name),
        };
        let email = Cell::text(gatehouse_address::shown(&one.person.email));
        let email = match (one.bounced, one.muted) {
            (true, _) => email.sub(t.msg_staff_bounced()),
            (false, true) => email.sub(t.msg_people_muted()),
            (false, false) => email.sub(&one.person.phone),
        };
        table.push([name.sub(part(one.part, lang)), email, Cell::actions(remove)]);
    }
    let panel = Panel::new(t.msg_staff_people()).id("people").table_or(table, t.msg_staff_people_none());
    if !may_act || row.status.is_final() || row.merged_into.is_some() {
        return Ok(panel);
    }
    let to = at(row.id, "people");
    let known: Vec<Button> = proposed(&staff.visit.cx, row)
        .await?
        .into_iter()
        .map(|email| {
            let words = t.msg_people_add_this(gatehouse_address::shown(&email));
            Button::post(words, to.clone()).with("email", email).small()
        })
        .collect();
    let panel = if known.is_empty() { panel } else { panel.text(t.msg_people_proposed()).with(&Actions::new(known)) };
    let email = Field::email("email", t.msg_people_add_email()).value(typed.email.as_str()).errors(errors);
    Ok(panel.with(&PanelForm::new(to).unguarded().field(&email).submit(t.msg_people_add())))
}

async fn add(staff: Staff, Ids([id]): Ids<1>, Posted(sent): Posted<AddPerson>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let added = add_person_as_staff(&visit.cx, id, &sent).await;
    let done = async |_: Uuid| Ok(visit.go_saying(&at(id, ""), texts(visit.lang()).msg_people_added()));
    let again = async |errors: FormErrors| {
        let seen = seen(&staff, id).await?;
        let typed = Typed { email: sent.email.clone(), ..Typed::default() };
        page(&staff, &seen, (&typed, &errors), None, false).await
    };
    visit.answer(added, done, again).await
}

async fn remove(staff: Staff, Ids([id, person]): Ids<2>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match remove_person_as_staff(&visit.cx, id, person).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(&at(id, ""), texts(visit.lang()).msg_people_removed())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
