//! `/staff/help/{id}`: an article for the team: how far it is in each language, whether it helps, its versions.

use super::pictures::pictures_of;
use super::readers;
use crate::actions::archive::archive;
use crate::lists::{Articles, badges};
use crate::model::words::{State, is_outdated};
use crate::pages::{of_public, of_staff};
use crate::queries::advised::uses;
use crate::queries::feedback::{comments, counts};
use crate::queries::products::named;
use crate::queries::staff::{Whole, categories, name, whole};
use crate::rights::{LOOKERS, WRITERS};
use crate::texts;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Actions, Panel, Sheet, Split};
use gatehouse_web::history::staff_names;
use gatehouse_web::list::List as _;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get("/staff/help/{id}", show))
        .staff(WRITERS, |doors| doors.post("/staff/help/{id}/archive", put_away))
}

/// Where an article's page is.
pub(super) fn at(id: Uuid) -> String {
    format!("{}/{id}", Articles::AT)
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let found = whole(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let title = found.title(lang);
    let title = if title.is_empty() { t.msg_untitled() } else { title };
    let mut head = PageHead::new(title.as_str()).crumbs(lang, [(t.msg_nav_help(), Articles::AT)]);
    let place = format!("{}-{}", found.article.number, found.article.slug);
    let has_text = Lang::ALL.into_iter().any(|lang| found.published(lang).is_some());
    if has_text && found.article.archived_at.is_none() {
        head = head.action(Button::link(t.msg_article_read(), of_staff(&place)).icon(Icon::Eye));
    }
    if found.article.archived_at.is_some() {
        head = head.badge(Badge::new(Tone::Warn, t.msg_archived()));
    }
    let may_write = staff.is_any_of(WRITERS);
    let waits = readers::panel(&staff, &found).await?;
    let mut split = waits.iter().fold(Split::new(), Split::main);
    split = split.main(&languages(&staff, &found, may_write)).main(&help(&staff, &found).await?);
    let said = said(&staff, id).await?;
    split = split.main(&said).main(&versions(&staff, &found).await?).beside(&facts(&staff, &found, &place).await?);
    if may_write {
        let is_away = found.article.archived_at.is_some();
        let label = if is_away { t.msg_put_back() } else { t.msg_archive() };
        let button = Button::post(label, format!("{}/archive", at(id)));
        let button = if is_away { button.with("back", "true") } else { button.danger() };
        let edit = Button::link(t.msg_article_edit(), format!("{}/edit", at(id))).icon(Icon::Edit);
        let pictures = Button::link(t.msg_pictures(), pictures_of(id));
        split = split.beside(&Panel::new("").with(&Actions::new([edit, pictures, button])));
    }
    visit.show(&Sheet::new(visit, title, head).with(&split))
}

/// Each language: what people read, what is being written, and what can be done.
fn languages(staff: &Staff, found: &Whole, may_write: bool) -> Panel {
    let (lang, t) = (staff.visit.lang(), texts(staff.visit.lang()));
    let heads = [t.msg_language(), t.msg_state(), t.msg_title()].map(Head::new);
    let mut table = Table::new(t.msg_texts(), heads.into_iter().chain([Head::actions(lang)]));
    for one in Lang::ALL {
        let (published, open) = (found.published(one), found.open(one));
        let is_source = found.article.source_lang == one.tag();
        let is_old = !is_source && published.is_some_and(|text| is_outdated(text.of_source, found.article.material));
        let states: Vec<_> = published
            .map(|text| (one, text.state, is_old))
            .into_iter()
            .chain(open.map(|text| (one, text.state, false)))
            .collect();
        let state = if states.is_empty() { Cell::none() } else { Cell::of(&badges(&states, lang)) };
        let title = open.or(published).map(|text| text.title.clone()).unwrap_or_default();
        let to = format!("{}/text/{}", at(found.article.id), one.tag());
        let mut buttons = Vec::new();
        if open.is_some_and(|text| text.state == State::Review) {
            buttons.push(Button::link(t.msg_read_over(), format!("{to}/review")).small().about(one.name()));
        }
        if may_write {
            let label = if open.is_some() || published.is_some() { t.msg_write() } else { t.msg_translate() };
            buttons.push(Button::link(label, to).small().about(one.name()));
        }
        let name = Cell::text(one.name());
        let name = if is_source { name.sub(t.msg_source()) } else { name };
        table.push([name, state, Cell::text(title), Cell::actions(buttons)]);
    }
    Panel::new(t.msg_texts()).table(table)
}

/// Whether it helps, in numbers.
async fn help(staff: &Staff, found: &Whole) -> Result<Panel, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let format = visit.format();
    let heads = [t.msg_language(), t.msg_helped(), t.msg_failed(), t.msg_share(), t.msg_comments()].map(Head::new);
    let mut table = Table::new(t.msg_did_this_help(), heads);
    for row in counts(&visit.cx, found.article.id).await? {
        let all = row.helped + row.failed;
        let share = if all > 0 { t.msg_percent(row.helped * 100 / all) } else { String::new() };
        let language = Lang::from_tag(&row.lang).map_or("", Lang::name);
        table.push([
            Cell::text(language),
            Cell::number(format.number(row.helped)),
            Cell::number(format.number(row.failed)),
            Cell::number(share),
            Cell::number(format.number(row.comments)),
        ]);
    }
    let (advised, solved) = uses(&visit.cx, found.article.id).await?;
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let panel = Panel::new(t.msg_did_this_help()).table_or(table, t.msg_no_answers());
    Ok(if advised > 0 { panel.text(t.msg_advised(number(advised), number(solved))) } else { panel })
}

/// What readers wrote.
async fn said(staff: &Staff, id: Uuid) -> Result<Panel, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), staff.visit.format());
    let all = comments(&staff.may()?, id).await?;
    let mut table = Table::new(t.msg_comments(), [t.msg_comment(), t.msg_language(), t.msg_when()].map(Head::new));
    for one in all {
        let reason = one.reason.map(|reason| reason.name(lang)).unwrap_or_default();
        table.push([
            Cell::text(one.text).sub(reason),
            Cell::text(one.lang.name()),
            Cell::ago(&format, one.at, visit.cx.now()),
        ]);
    }
    Ok(Panel::new(t.msg_comments()).table_or(table, t.msg_no_comments()))
}

/// Its versions, the latest first.
async fn versions(staff: &Staff, found: &Whole) -> Result<Panel, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let mut people: Vec<Uuid> = found.texts.iter().filter_map(|text| text.author_id).collect();
    people.extend(found.texts.iter().filter_map(|text| text.reader_id));
    let names = staff_names(&visit.cx, people).await?;
    let who = |id: Option<Uuid>| match id {
        Some(id) => names.get(&id).cloned().unwrap_or_default(),
        None => t.msg_by_program(),
    };
    let heads = [t.msg_version(), t.msg_state(), t.msg_author(), t.msg_reader(), t.msg_changed()].map(Head::new);
    let mut table = Table::new(t.msg_versions(), heads);
    for text in &found.texts {
        let language = Lang::from_tag(&text.lang).map_or("", Lang::name);
        let reader = text.reader_id.map(|id| who(Some(id))).unwrap_or_default();
        table.push([
            Cell::text(t.msg_version_of(language, text.seq)).sub(text.title.as_str()),
            Cell::badge(&Badge::new(text.state.tone(), text.state.name(lang))),
            Cell::text(who(text.author_id)),
            Cell::text(reader),
            Cell::time(&format, text.made_at),
        ]);
    }
    Ok(Panel::new(t.msg_versions()).table_or(table, t.msg_no_texts()))
}

async fn facts(staff: &Staff, found: &Whole, place: &str) -> Result<Panel, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format, row) = (texts(lang), staff.visit.format(), &found.article);
    let all = categories(&visit.cx).await?;
    let category = all.iter().find(|one| one.id == row.category_id).map(|one| name(one, lang)).unwrap_or_default();
    let address = Cell::text(of_public(place));
    let products = match named(&visit.cx, row.id).await? {
        Some((names, versions)) if versions.is_empty() => Cell::text(names),
        Some((names, versions)) => Cell::text(names).sub(t.msg_versions_of(versions)),
        None => Cell::none(),
    };
    let facts = KeyValues::new()
        .row(t.msg_number(), Cell::text(row.number.to_string()))
        .row(t.msg_address(), address)
        .row(t.msg_category(), Cell::text(category))
        .row(t.msg_kind(), Cell::text(row.kind.name(lang)))
        .row(t.msg_audience(), Cell::text(row.audience.name(lang)))
        .row(t.msg_products(), products)
        .row(t.msg_form(), row.form.as_deref().map_or_else(Cell::none, Cell::text))
        .row(t.msg_changed(), Cell::time(&format, row.changed_at));
    Ok(Panel::new("").with(&facts))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PutAway {
    back: String,
}

async fn put_away(staff: Staff, Ids([id]): Ids<1>, Posted(sent): Posted<PutAway>) -> Result<Done, Halt> {
    match archive(&staff.visit.cx, id, sent.back == "true").await.unless_broken()? {
        Ok(()) => Ok(staff.visit.go_saying(&at(id), texts(staff.visit.lang()).msg_saved())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
