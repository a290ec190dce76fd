//! `/staff/catalog/{id}/sold`: with which revision of each edition licenses were sold, and `…/editions/{edition}/sold`: what an edition
//! grants now goes also to them, by a clerk's decision (LIC-1).

use crate::actions::apply_to_sold::{ApplyToSold, apply_to_sold};
use crate::model::sold_change::Difference;
use crate::queries::sold_changes::{choices, sold_by_revision};
use crate::rights::{LicensesWrite, may};
use crate::{CLERKS, texts};
use gatehouse_catalog::model::input::{PROSE, entered};
use gatehouse_catalog::pages::product_lines::ProductAction;
use gatehouse_catalog::queries::products::{self, ProductView};
use gatehouse_catalog::queries::revisions;
use gatehouse_catalog::rights::CatalogRead;
use gatehouse_catalog::tables::edition_rev;
use gatehouse_context::May;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use std::collections::HashMap;

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors.get("/staff/catalog/{id}/sold", list).form("/staff/catalog/{id}/editions/{part_id}/sold", form, apply)
    })
}

/// The way from a product to what was sold of it.
pub(crate) struct SoldLicenses;

impl ProductAction for SoldLicenses {
    fn of(&self, cx: &May<CatalogRead>, view: &ProductView) -> Option<Button> {
        let may_change = may::<LicensesWrite>(cx).is_ok() && !view.editions.is_empty();
        may_change.then(|| Button::link(texts(cx.lang).msg_rollout_title(), sold_page(view.product.id)))
    }
}

fn sold_page(product: Uuid) -> String {
    format!("/staff/catalog/{product}/sold")
}

/// What is typed.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct ApplyForm {
    from: String,
    why: String,
    revision: String,
}

/// An edition as it is sold now, and the earlier revisions with which licenses were sold, each with their number.
struct Sold {
    newest: edition_rev::Model,
    earlier: Vec<(edition_rev::Model, i64)>,
    /// Licenses of the newest one.
    current: i64,
}

impl Sold {
    fn count(&self) -> i64 {
        self.earlier.iter().map(|(_, count)| count).sum()
    }
}

async fn view(staff: &Staff, product: Uuid) -> Result<ProductView, Halt> {
    products::product(&staff.may()?, product).await?.ok_or(Halt::NotFound)
}

async fn sold(staff: &Staff, product: Uuid) -> Result<Vec<Sold>, Halt> {
    let cx = &staff.visit.cx;
    let newest = choices(cx, product).await?;
    let editions: Vec<Uuid> = newest.iter().map(|rev| rev.edition_id).collect();
    let counts: HashMap<(Uuid, i64), i64> = sold_by_revision(cx, &editions).await?;
    let known = revisions::of_editions(cx.read(), editions).await?;
    let count = |rev: &edition_rev::Model| counts.get(&(rev.edition_id, rev.number)).copied().unwrap_or(0);
    let of = |newest: edition_rev::Model| {
        let before = |rev: &&edition_rev::Model| rev.edition_id == newest.edition_id && rev.number < newest.number;
        let earlier = known.iter().filter(before).map(|rev| (rev.clone(), count(rev)));
        Sold { earlier: earlier.filter(|(_, count)| *count > 0).collect(), current: count(&newest), newest }
    };
    Ok(newest.into_iter().map(of).collect())
}

fn crumbs(head: PageHead, view: &ProductView, lang: Lang) -> PageHead {
    let product = format!("/staff/catalog/{}", view.product.id);
    head.crumbs(
        lang,
        [(texts(lang).msg_nav_catalog_back(), "/staff/catalog".to_owned()), (view.product.name.clone(), product)],
    )
}

async fn list(staff: Staff, Ids([product]): Ids<1>) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format, view) = (texts(lang), visit.format(), view(&staff, product).await?);
    let heads = [t.msg_edition(), t.msg_rollout_current(), t.msg_rollout_earlier()].map(Head::new);
    let mut table = Table::new(t.msg_rollout_title(), heads.into_iter().chain([Head::actions(lang)]));
    for sold in sold(&staff, product).await? {
        let (rev, count) = (&sold.newest, sold.count());
        let apply = format!("/staff/catalog/{product}/editions/{}/sold", rev.edition_id);
        let apply = Button::link(t.msg_rollout_apply(), apply).about(rev.name.clone());
        table.push([
            Cell::text(&rev.name).sub(t.msg_sold_revision_number(format.number(rev.number))),
            Cell::number(format.number(sold.current)),
            Cell::number(format.number(count)),
            Cell::actions(Some(apply).filter(|_| count > 0)),
        ]);
    }
    let head = crumbs(PageHead::new(t.msg_rollout_title()).lede(t.msg_rollout_lede()), &view, lang);
    let panel = Panel::new("").table_or(table, t.msg_rollout_none());
    visit.show(&Sheet::new(visit, t.msg_rollout_title(), head).with(&panel))
}

fn page(staff: &Staff, view: &ProductView, sold: &Sold, typed: &ApplyForm, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let heads = [t.msg_sold_revision(), t.msg_rollout_licenses(), t.msg_sold_what()].map(Head::new);
    let mut table = Table::new(t.msg_rollout_earlier(), heads);
    for (before, count) in &sold.earlier {
        let (features, labels) = (view.features.clone(), view.labels.clone());
        let (before, after) = (before.clone(), sold.newest.clone());
        let number = format.number(before.number);
        let facts = Difference { before, after, seats: (1, 1), features, labels }.facts(&format);
        let lines: Vec<String> = facts.into_iter().map(|(label, text)| format!("{label}: {text}")).collect();
        let what = if lines.is_empty() { t.msg_rollout_same() } else { lines.join("; ") };
        table.push([Cell::text(number), Cell::number(format.number(*count)), Cell::text(what)]);
    }
    let from = Field::date("from", t.msg_sold_from()).hint(t.msg_sold_from_hint()).value(&typed.from).optional(lang);
    let why = TextArea::new("why", t.msg_sold_why()).hint(t.msg_rollout_why_hint()).value(&typed.why).errors(errors);
    let count = sold.count();
    let form = PanelForm::new("")
        .alone()
        .field(&Field::hidden("revision", sold.newest.number.to_string()))
        .field(&from.errors(errors))
        .field(&why.max_length(u32::try_from(PROSE).unwrap_or(u32::MAX)))
        .button(Button::submit(t.msg_rollout_now(count, format.number(count))).primary())
        .button(Button::link(t.msg_cancel(), sold_page(view.product.id)));
    let title = t.msg_rollout_of(&sold.newest.name);
    Sheet::new(visit, title.clone(), crumbs(PageHead::new(title).lede(t.msg_rollout_explained()), view, lang))
        .errors(errors)
        .with(&Panel::new("").table(table))
        .with(&form)
}

async fn one(staff: &Staff, product: Uuid, edition: Uuid) -> Result<Sold, Halt> {
    sold(staff, product).await?.into_iter().find(|sold| sold.newest.edition_id == edition).ok_or(Halt::NotFound)
}

async fn form(staff: Staff, Ids([product, edition]): Ids<2>) -> Result<Done, Halt> {
    let view = view(&staff, product).await?;
    let sold = one(&staff, product, edition).await?;
    staff.visit.show(&page(&staff, &view, &sold, &ApplyForm::default(), &FormErrors::new()))
}

async fn apply(staff: Staff, Ids([product, edition]): Ids<2>, Posted(typed): Posted<ApplyForm>) -> Result<Done, Halt> {
    let (visit, view) = (&staff.visit, view(&staff, product).await?);
    let input = ApplyToSold {
        product,
        edition,
        revision: typed.revision.parse().unwrap_or(0),
        from: entered(&typed.from),
        why: typed.why.clone(),
    };
    let applied = apply_to_sold(&visit.cx, &input).await;
    let (t, format) = (texts(visit.lang()), visit.format());
    let done =
        async |count: i64| Ok(visit.go_saying(&sold_page(product), t.msg_rollout_done(count, format.number(count))));
    let sold = one(&staff, product, edition).await?;
    visit.answer(applied, done, async |errors| Ok(page(&staff, &view, &sold, &typed, &errors))).await
}
