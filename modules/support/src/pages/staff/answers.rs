//! `/staff/answers`: what support writes often, in each language, with places that are filled from the request (SUP-17).

use super::request::at;
use crate::actions::save_canned::{SaveCanned, remove_canned, save_canned};
use crate::model::canned::{Places, filled as fill, text_in};
use crate::model::request::Role;
use crate::queries::settings::{answers, macros};
use crate::queries::staff::Looked;
use crate::queries::staff_request::people;
use crate::rights::AGENTS;
use crate::tables::canned_answer;
use crate::texts;
use gatehouse_catalog::queries::products;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::{Asked, Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _, Visit};
use std::collections::BTreeMap;

/// Where they are.
const AT: &str = "/staff/answers";

pub(super) fn doors() -> Doors {
    Doors::new().staff(AGENTS, |doors| {
        doors
            .get(AT, list)
            .form("/staff/answers/new", blank, create)
            .form("/staff/answers/{id}", edit, save)
            .post("/staff/answers/{id}/remove", remove)
            .get("/staff/requests/{id}/canned", choose)
    })
}

/// The ways from the form of an answer.
pub(super) async fn ways(visit: &Visit, request: Uuid) -> Result<Vec<Button>, Halt> {
    let t = texts(visit.lang());
    let mut all = Vec::new();
    if !answers(&visit.cx).await?.is_empty() {
        all.push(Button::link(t.msg_staff_canned_choose(), at(request, "canned")).icon(Icon::Copy).small());
    }
    if !macros(&visit.cx).await?.is_empty() {
        all.push(Button::link(t.msg_staff_macro_choose(), at(request, "macros")).icon(Icon::Jobs).small());
    }
    Ok(all)
}

fn texts_of(row: &canned_answer::Model) -> BTreeMap<String, String> {
    serde_json::from_str(&row.texts).unwrap_or_default()
}

/// The text of an answer for a request, its places filled; empty where the answer is gone. `answers_as`: what customers call who answers.
pub(super) async fn filled(cx: &Cx, answers_as: &str, seen: &Seen<Looked>, canned: Uuid) -> Result<String, Fault> {
    let row = seen.row();
    let Some(found) = answers(cx).await?.into_iter().find(|one| one.id == canned) else {
        return Ok(String::new());
    };
    let author = people(cx, seen).await?.into_iter().find(|one| one.part == Role::Author);
    let product = match row.product_id {
        None => String::new(),
        Some(id) => {
            let all = products::all_by_name(cx).await?;
            all.into_iter().find(|(known, _)| *known == id).map(|(_, name)| name).unwrap_or_default()
        }
    };
    let places = Places {
        name: author.map(|one| one.person.name).unwrap_or_default(),
        number: row.number.clone(),
        product,
        staff: answers_as.to_owned(),
    };
    let lang = Lang::from_tag(&row.lang).unwrap_or_default();
    Ok(fill(text_in(&texts_of(&found), lang), &places))
}

/// Each leads back to the request with its text in the form.
async fn choose(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let seen = super::request::seen(&staff, id).await?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let written_in = Lang::from_tag(&seen.row().lang).unwrap_or_default();
    let mut table = Table::new(t.msg_staff_canned_answers(), [t.msg_staff_name(), t.msg_staff_text()].map(Head::new));
    for row in answers(&visit.cx).await? {
        let href = address(&at(id, ""), &[("canned", &row.id.to_string())]);
        let start: String = text_in(&texts_of(&row), written_in).chars().take(120).collect();
        table.push([Cell::link(&row.name, format!("{href}#answer")).sub(&row.folder), Cell::text(start)]);
    }
    let above = [(t.msg_requests(), "/staff/requests".to_owned()), (seen.row().number.clone(), at(id, ""))];
    let head = PageHead::new(t.msg_staff_canned_choose()).crumbs(lang, above);
    let panel = Panel::new("").table_or(table, t.msg_staff_canned_none());
    visit.show(&Sheet::new(visit, t.msg_staff_canned_choose(), head).with(&panel))
}

async fn list(staff: Staff) -> Result<Done, Halt> {
    let (visit, lang, format) = (&staff.visit, staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let heads = [t.msg_staff_name(), t.msg_staff_language(), t.msg_staff_canned_used(), t.msg_staff_updated_at()];
    let heads = heads.map(Head::new);
    let mut table = Table::new(t.msg_staff_canned_answers(), heads.into_iter().chain([Head::actions(lang)]));
    for row in answers(&visit.cx).await? {
        let remove =
            Button::post(t.msg_staff_remove(), format!("{AT}/{}/remove", row.id)).about(row.name.as_str()).small();
        let known = texts_of(&row);
        let languages = known.keys().filter_map(|tag| Lang::from_tag(tag)).map(Lang::name).collect::<Vec<_>>();
        table.push([
            Cell::link(&row.name, format!("{AT}/{}", row.id)).sub(&row.folder),
            Cell::text(languages.join(", ")),
            Cell::number(format.number(row.used)),
            Cell::date(&format, row.changed_at),
            Cell::actions([remove]),
        ]);
    }
    let head = PageHead::new(t.msg_staff_canned_answers())
        .lede(t.msg_staff_canned_lede())
        .action(Button::link(t.msg_staff_canned_new(), format!("{AT}/new")).icon(Icon::Plus).primary());
    let panel = Panel::new("").table_or(table, t.msg_staff_canned_none());
    visit.show(&Sheet::new(visit, t.msg_staff_canned_answers(), head).with(&panel))
}

fn page(staff: &Staff, is_new: bool, input: &SaveCanned, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let mut form = PanelForm::new("")
        .alone()
        .field(&Field::text("name", t.msg_staff_name()).value(&input.name).errors(errors))
        .field(&Field::text("folder", t.msg_staff_folder()).value(&input.folder).optional(lang).errors(errors));
    for one in Lang::ALL {
        let text = TextArea::new(format!("text_{}", one.tag()), one.name()).hint(t.msg_staff_canned_hint());
        let value = input.texts.get(one.tag()).cloned().unwrap_or_default();
        form = form.field(&text.value(value).optional(lang).errors(errors));
    }
    let form = form.button(Button::submit(t.msg_staff_save()).primary()).button(Button::link(t.msg_staff_back(), AT));
    let title = if is_new { t.msg_staff_canned_new() } else { t.msg_staff_canned_answer() };
    let head = PageHead::new(title.as_str()).crumbs(lang, [(t.msg_staff_canned_answers(), AT)]);
    Sheet::new(visit, title, head).narrow().errors(errors).with(&form)
}

fn read(sent: Vec<(String, String)>) -> SaveCanned {
    let asked = Asked::from(sent);
    let texts = Lang::ALL
        .map(|one| (one.tag().to_owned(), asked.raw(&format!("text_{}", one.tag())).unwrap_or_default().to_owned()));
    SaveCanned { name: asked.get("name"), folder: asked.get("folder"), texts: texts.into() }
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, true, &SaveCanned::default(), &FormErrors::new()))
}

async fn create(staff: Staff, Posted(sent): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    keep(&staff, None, &read(sent)).await
}

async fn edit(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let row = answers(&staff.visit.cx).await?.into_iter().find(|one| one.id == id).ok_or(Halt::NotFound)?;
    let texts = texts_of(&row);
    let input = SaveCanned { name: row.name, folder: row.folder, texts };
    staff.visit.show(&page(&staff, false, &input, &FormErrors::new()))
}

async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(sent): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    keep(&staff, Some(id), &read(sent)).await
}

async fn keep(staff: &Staff, id: Option<Uuid>, input: &SaveCanned) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let saved = save_canned(&visit.cx, id, input).await;
    let done = async |_| Ok(visit.go_saying(AT, texts(visit.lang()).msg_staff_saved()));
    visit.answer(saved, done, async |errors: FormErrors| Ok(page(staff, id.is_none(), input, &errors))).await
}

async fn remove(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    match remove_canned(&staff.visit.cx, id).await.unless_broken()? {
        Ok(()) => Ok(staff.visit.go_saying(AT, texts(staff.visit.lang()).msg_staff_removed())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
