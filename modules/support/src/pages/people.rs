//! `/requests/{request}/people`: who belongs to a request (SUP-12): who adds and removes them, and whether its mails come.

use super::side::Side;
use crate::actions::add_person::{AddPerson, add_person};
use crate::actions::mute::mute;
use crate::actions::remove_person::remove_person;
use crate::model::request::Role;
use crate::queries::conversation::texts as said_of;
use crate::queries::participants::{Participant, participants, proposed};
use crate::rights::Visible;
use crate::texts;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Actions, Panel, PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        doors
            .form("/requests/{request}/people", show, add)
            .form("/c/{company}/requests/{request}/people", show, add)
            .post("/requests/{request}/people/{person}/remove", remove)
            .post("/c/{company}/requests/{request}/people/{person}/remove", remove)
            .post("/requests/{request}/mails", mails)
            .post("/c/{company}/requests/{request}/mails", mails)
    })
}

/// Beside the correspondence: who reads along, and the way to the page.
pub(super) async fn panel(customer: &Customer, side: &Side, seen: &Visible) -> Result<Panel, Halt> {
    let (cx, lang) = (&customer.visit.cx, customer.visit.lang());
    let t = texts(lang);
    let all = participants(cx, seen).await?;
    let facts = all
        .iter()
        .fold(KeyValues::new(), |facts, one| facts.row(part(one.row.part, lang), Cell::text(name_of(one, lang))));
    let more = Button::link(t.msg_people_open(), side.at(&format!("/{}/people", seen.row().id))).small();
    Ok(Panel::new(t.msg_staff_people()).button(Some(more)).with(&facts))
}

/// As what somebody belongs to it.
pub(super) fn part(part: Role, lang: Lang) -> String {
    let t = texts(lang);
    match part {
        Role::Author => t.msg_staff_part_author(),
        Role::Reader => t.msg_staff_part_reader(),
        Role::Contact => t.msg_staff_part_contact(),
    }
}

fn name_of(one: &Participant, lang: Lang) -> String {
    if one.name.is_empty() { texts(lang).msg_staff_former_user() } else { one.name.clone() }
}

async fn show(customer: Customer, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer, id, "", &FormErrors::new()).await?)
}

async fn page(customer: &Customer, id: Uuid, typed: &str, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, side) = (&customer.visit, Side::of(customer).await?);
    let (cx, lang) = (&visit.cx, visit.lang());
    let t = texts(lang);
    let seen = side.request(cx, id).await?;
    let here = side.at(&format!("/{id}"));
    let manages = seen.manages().is_some();
    let heads = [t.msg_staff_name(), t.msg_people_part()].map(Head::new).into_iter().chain([Head::actions(lang)]);
    let mut table = Table::new(t.msg_staff_people(), heads);
    let all = participants(cx, &seen).await?;
    for one in &all {
        let is_own = seen.person() == Some(one.row.id);
        let remove = ((manages || is_own) && one.row.part != Role::Author).then(|| {
            let words = if is_own { t.msg_people_leave() } else { t.msg_staff_remove() };
            Button::post(words, format!("{here}/people/{}/remove", one.row.id)).about(name_of(one, lang)).small()
        });
        let name = Cell::text(name_of(one, lang));
        let name = if one.row.muted { name.sub(t.msg_people_muted()) } else { name };
        table.push([name, Cell::text(part(one.row.part, lang)), Cell::actions(remove)]);
    }
    let mut people = Panel::new(t.msg_staff_people()).table(table);
    // To one that has ended, or goes on in another one, nobody is added.
    let is_open = !seen.row().status.is_final() && seen.row().merged_into.is_none();
    if manages && is_open && side.company().is_some() {
        let known: Vec<Button> = proposed(cx, seen.row())
            .await?
            .into_iter()
            .map(|email| {
                let words = t.msg_people_add_this(gatehouse_address::shown(&email));
                Button::post(words, format!("{here}/people")).with("email", email).small()
            })
            .collect();
        if !known.is_empty() {
            people = people.text(t.msg_people_proposed()).with(&Actions::new(known));
        }
        let email = Field::email("email", t.msg_staff_email()).hint(t.msg_people_add_hint()).value(typed);
        let form = PanelForm::new(format!("{here}/people")).unguarded().field(&email.errors(errors));
        people = people.with(&form.submit(t.msg_people_add()));
    } else if manages && is_open {
        people = people.text(t.msg_people_by_support());
    }
    let own = all.iter().find(|one| seen.person() == Some(one.row.id));
    let mails = own.map(|one| {
        let (text, words) = if one.row.muted {
            (t.msg_people_mails_off(), t.msg_people_mails_begin())
        } else {
            (t.msg_people_mails_on(), t.msg_people_mails_stop())
        };
        let switch =
            Button::post(words, format!("{here}/mails")).with("muted", if one.row.muted { "false" } else { "true" });
        Panel::new(t.msg_people_mails()).text(text).with(&Actions::new([switch]))
    });
    let subject = said_of(cx, &seen).await?.subject;
    let subject = if subject.is_empty() { seen.row().number.clone() } else { subject };
    let head = PageHead::new(t.msg_staff_people()).crumbs(lang, [(t.msg_requests(), side.at("")), (subject, here)]);
    let sheet = Sheet::new(visit, t.msg_staff_people(), head).narrow().errors(errors).with(&people);
    Ok(match mails {
        Some(mails) => sheet.with(&mails),
        None => sheet,
    })
}

async fn add(customer: Customer, Ids([id]): Ids<1>, Posted(typed): Posted<AddPerson>) -> Result<Done, Halt> {
    let side = Side::of(&customer).await?;
    let visit = &customer.visit;
    side.request(&visit.cx, id).await?;
    let added = add_person(&visit.cx, side.company(), id, &typed).await;
    let there = side.at(&format!("/{id}/people"));
    let done = async |_: Uuid| Ok(visit.go_saying(&there, texts(visit.lang()).msg_people_added()));
    visit.answer(added, done, async |errors| page(&customer, id, &typed.email, &errors).await).await
}

async fn remove(customer: Customer, Ids([id, person]): Ids<2>) -> Result<Done, Halt> {
    let side = Side::of(&customer).await?;
    let (visit, t) = (&customer.visit, texts(customer.visit.lang()));
    let is_own = side.request(&visit.cx, id).await?.person() == Some(person);
    match remove_person(&visit.cx, side.company(), id, person).await.unless_broken()? {
        Ok(()) if is_own => Ok(visit.go_saying(&side.at(""), t.msg_people_left())),
        Ok(()) => Ok(visit.go_saying(&side.at(&format!("/{id}/people")), t.msg_people_removed())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Mails {
    muted: String,
}

async fn mails(customer: Customer, Ids([id]): Ids<1>, Posted(sent): Posted<Mails>) -> Result<Done, Halt> {
    let side = Side::of(&customer).await?;
    let (visit, t) = (&customer.visit, texts(customer.visit.lang()));
    side.request(&visit.cx, id).await?;
    let is_muted = sent.muted == "true";
    match mute(&visit.cx, side.company(), id, is_muted).await.unless_broken()? {
        Ok(()) => {
            let said = if is_muted { t.msg_people_mails_stopped() } else { t.msg_people_mails_begun() };
            Ok(visit.go_saying(&side.at(&format!("/{id}/people")), said))
        }
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
