//! The comparison of a product's editions on its page, where clerks tick which edition has which feature (LIC-1).

use super::catalog_form::{Typed, product_page};
use super::staff_catalog_product::page;
use crate::actions::comparison::compare;
use crate::queries::products::ProductView;
use crate::{CLERKS, texts};
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Actions, Panel, PanelForm};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};

/// The field that is sent for each tick, as `EDITION/FEATURE`.
const TICK: &str = "has";

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| doors.post("/staff/catalog/{id}/comparison", save))
}

/// Features down, editions across.
fn table(
    view: &ProductView,
    lang: Lang,
    name: impl Fn(&str, Uuid) -> Cell,
    cell: impl Fn(Uuid, Uuid) -> Cell,
) -> Table {
    let t = texts(lang);
    let heads = std::iter::once(Head::new(t.msg_feature())).chain(view.editions.iter().map(|e| Head::new(&e.name)));
    let mut table = Table::new(t.msg_comparison(), heads);
    for feature in &view.features {
        let cells = view.editions.iter().map(|edition| cell(edition.id, feature.id));
        table.push(std::iter::once(name(view.label(feature, lang), feature.id)).chain(cells));
    }
    table
}

/// For who only looks.
pub(super) fn read(view: &ProductView, lang: Lang, panel: Panel) -> Markup {
    let t = texts(lang);
    let cell = |edition, feature| {
        if view.has.contains(&(edition, feature)) {
            Cell::badge(&Badge::new(Tone::Good, t.msg_included()))
        } else {
            Cell::none()
        }
    };
    Markup::of(&panel.table_or(table(view, lang, |name, _| Cell::text(name), cell), t.msg_features_none()))
}

/// For clerks: one form saves all ticks.
pub(super) fn form(view: &ProductView, lang: Lang, panel: Panel) -> Markup {
    let (t, here) = (texts(lang), product_page(view.product.id));
    let name = |name: &str, id: Uuid| Cell::link(name, format!("{here}/features/{id}"));
    let tick = |edition_id: Uuid, feature_id: Uuid| {
        let edition = view.editions.iter().find(|edition| edition.id == edition_id).map_or("", |e| e.name.as_str());
        let feature = view.features.iter().find(|f| f.id == feature_id).map_or("", |f| view.label(f, lang));
        let tick = Tick::new(TICK, format!("{edition_id}/{feature_id}"), t.msg_feature_in_edition(edition, feature));
        Cell::of(&tick.checked(view.has.contains(&(edition_id, feature_id))))
    };
    let panel = panel.table_or(table(view, lang, name, tick), t.msg_features_none());
    if view.features.is_empty() || view.editions.is_empty() {
        return Markup::of(&panel);
    }
    let form = PanelForm::new(format!("{here}/comparison"))
        .around_panels()
        .field(&Field::hidden("version", view.product.version.to_string()))
        .field(&panel.with(&Actions::new([Button::submit(t.msg_comparison_save())])));
    Markup::of(&form)
}

async fn save(staff: Staff, Ids([product]): Ids<1>, Posted(sent): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let pair = |tick: &String| {
        let (edition, feature) = tick.split_once('/')?;
        Some((Uuid::parse_str(edition).ok()?, Uuid::parse_str(feature).ok()?))
    };
    let ticks = sent.all(TICK).iter().map(pair).collect::<Option<_>>().ok_or(Halt::NotFound)?;
    match compare(&visit.cx, product, sent.text("version").parse().ok(), &ticks).await.unless_broken()? {
        Ok(()) => {
            let place = format!("{}#features", product_page(product));
            Ok(visit.go_saying(&place, texts(visit.lang()).msg_saved()))
        }
        // Above the comparison as it is now.
        Err(refusal) => visit.show_refused(&refusal, &page(&staff, product).await?.refusal(Some(&refusal))),
    }
}
