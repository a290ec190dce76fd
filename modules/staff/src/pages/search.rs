//! `/staff/search`: one search over everything. It is posted, because a code or an address must not stand in a URL, which histories and
//! logs keep; each module checks the right and writes the look to the log, as its own search does.

use crate::texts;
use gatehouse_core::Lang;
use gatehouse_web::frames::parts::HitList;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::Asked;
use gatehouse_web::search::Searches;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Hits, Posted, Staff};
use serde::Deserialize;

pub(super) const PATH: &str = "/staff/search";
const LONGEST: u32 = 300;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct SearchForm {
    q: String,
}

/// Shows the field, and what may be searched by.
pub(super) async fn form(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    if asked.raw("q").is_some() {
        // Typed by hand: it may be a code, and the page's links would keep it.
        return Ok(staff.visit.go(PATH));
    }
    let lang = staff.visit.lang();
    let keys = keys(&staff)?;
    let empty = Empty::new(Icon::Search, texts(lang).msg_search(), texts(lang).msg_search_by(keys));
    staff.visit.show(&sheet(&staff, "").with(&Panel::new("").with(&empty)))
}

/// Searches everything that this member may search. A single hit is opened at once.
pub(super) async fn search(staff: Staff, Posted(form): Posted<SearchForm>) -> Result<Done, Halt> {
    let text: String = form.q.trim().chars().filter(|c| !c.is_control()).take(LONGEST as usize).collect();
    if text.is_empty() {
        return Ok(staff.visit.go(PATH));
    }
    let mut found = Vec::new();
    for search in staff.visit.cx.service::<Searches>()?.of(&staff) {
        found.extend(search.find(&staff, &text).await?);
    }
    let has_rest = found.iter().any(|hits| hits.rest.is_some() && !hits.items.is_empty());
    let mut all = found.iter().flat_map(|hits| &hits.items);
    if let (Some(only), None, false) = (all.next(), all.next(), has_rest) {
        return Ok(staff.visit.go(&only.href));
    }
    // What was typed stands in the field again, and may be a code.
    Ok(staff.visit.show(&results(&staff, &text, &found)?)?.secret())
}

fn results(staff: &Staff, text: &str, found: &[Hits]) -> Result<Sheet, Halt> {
    let t = texts(staff.visit.lang());
    let sheet = sheet(staff, text);
    let shown = found.iter().filter(|hits| !hits.items.is_empty());
    if shown.clone().next().is_none() {
        let hint = found.iter().find_map(|hits| hits.hint.clone());
        let hint = hint.map_or_else(|| Ok::<_, Halt>(t.msg_search_by(keys(staff)?)), Ok)?;
        let mut empty = Empty::new(Icon::Search, t.msg_search_none(), hint);
        // A search that finds by more than keys goes on from here.
        if let Some(rest) = found.iter().find_map(|hits| hits.rest.clone()) {
            empty = empty.action(rest);
        }
        return Ok(sheet.with(&Panel::new("").with(&empty)));
    }
    Ok(shown.fold(sheet, |sheet, hits| {
        let list = HitList::new(
            hits.items
                .iter()
                .map(|hit| (hits.icon, hit.title.clone(), hit.href.clone(), hit.about.clone(), hit.badge.clone())),
        );
        sheet.with(&Panel::new(hits.kind.as_str()).button(hits.rest.clone().map(Button::small)).edge_to_edge(&list))
    }))
}

fn sheet(staff: &Staff, text: &str) -> Sheet {
    let t = texts(staff.visit.lang());
    let field = Field::search("q", t.msg_search_field()).value(text).max_length(LONGEST).autocomplete("off");
    let form = PanelForm::new(PATH)
        .alone()
        .unguarded()
        .field(&field)
        .button(Button::submit(t.msg_search()).icon(Icon::Search).primary());
    Sheet::new(&staff.visit, t.msg_search(), PageHead::new(t.msg_search())).narrow().with(&form)
}

/// By what this member may search.
fn keys(staff: &Staff) -> Result<String, Halt> {
    let lang: Lang = staff.visit.lang();
    let all = staff.visit.cx.service::<Searches>()?.of(staff).map(|search| search.keys(lang)).collect::<Vec<_>>();
    Ok(all.join(if lang == Lang::Ja { "、" } else { ", " }))
}
