//! `/staff/catalog/{id}`: a product with everything below it (LIC-1).

use super::catalog_form::{CATALOG, product_page};
use super::product_lines::{ProductActions, ProductLines};
use super::staff_catalog_agreement::panel as agreement_panel;
use super::staff_catalog_offers::panel as offers_panel;
use super::{staff_catalog_comparison as comparison, staff_edition_service, staff_product_icon};
use crate::actions::product;
use crate::model::term::term_in_words;
use crate::queries::products::{self, ProductView};
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_core::{Lang, Uuid};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get("/staff/catalog/{id}", show)).staff(CLERKS, |doors| {
        doors.post("/staff/catalog/{id}/archive", archive).post("/staff/catalog/{id}/restore", restore)
    })
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let page = page(&staff, id).await?;
    staff.visit.show(&page)
}

/// The whole page; also for a refused icon.
pub(super) async fn page(staff: &Staff, id: Uuid) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let may_look = staff.may()?;
    let view = products::product(&may_look, id).await?.ok_or(Halt::NotFound)?;
    let lines = visit.cx.service::<ProductLines>()?.of(&may_look, &view.product).await?;
    let is_clerk = staff.is_any_of(CLERKS);
    let facts = lines.into_iter().fold(facts(&view, lang, &visit.format()), |all, (label, cell)| all.row(label, cell));
    let above = visit.cx.service::<ProductActions>()?.of(&may_look, &view);
    let head = above.into_iter().fold(head(&view, lang, is_clerk), PageHead::action);
    let head = if is_clerk { head.action(turn(&view, lang)) } else { head };
    let sheet = Sheet::new(visit, &view.product.name, head).notices(missing(&view, lang, is_clerk));
    let sheet = sheet.with(&Panel::new("").with(&facts));
    let panels = parts(&view, lang, &visit.format(), is_clerk);
    let sheet = panels.iter().fold(sheet, Sheet::with).with(&offers_panel(&view, &visit.format(), is_clerk));
    let sheet = sheet.with(&agreement_panel(&visit.cx, &view.product, is_clerk).await?);
    Ok(if is_clerk { sheet.with(&staff_product_icon::panel(&view.product, lang)) } else { sheet })
}

fn head(view: &ProductView, lang: Lang, is_clerk: bool) -> PageHead {
    let (t, product) = (texts(lang), &view.product);
    let is_archived = product.archived_at.is_some();
    let mut head = PageHead::new(&product.name).crumbs(lang, [(t.msg_nav_catalog(), CATALOG)]);
    if !product.description.is_empty() {
        head = head.lede(&product.description);
    }
    if is_archived {
        head = head.badge(Badge::new(Tone::Neutral, t.msg_product_archived()));
    }
    if !is_clerk {
        return head;
    }
    let here = product_page(product.id);
    head.action(Button::link(t.msg_edit(), format!("{here}/edit")).icon(Icon::Edit).primary())
}

/// Out of the catalog, or back into it: what is rarely wanted stands last.
fn turn(view: &ProductView, lang: Lang) -> Button {
    let (t, here) = (texts(lang), product_page(view.product.id));
    if view.product.archived_at.is_some() {
        Button::post(t.msg_product_restore(), format!("{here}/restore"))
    } else {
        Button::post(t.msg_product_archive(), format!("{here}/archive")).icon(Icon::Archive)
    }
}

/// What a product still needs before codes can be issued.
fn missing(view: &ProductView, lang: Lang, is_clerk: bool) -> Option<Notice> {
    let (t, here) = (texts(lang), product_page(view.product.id));
    let (text, label, kind) = match (view.editions.is_empty(), view.terms.is_empty()) {
        (true, _) => (t.msg_editions_none(), t.msg_edition_add(), "editions"),
        (false, true) => (t.msg_terms_none(), t.msg_term_add(), "terms"),
        (false, false) => return None,
    };
    is_clerk.then(|| Notice::info(text).action(label, format!("{here}/{kind}/new")))
}

fn facts(view: &ProductView, lang: Lang, format: &Format) -> KeyValues {
    let t = texts(lang);
    let product = &view.product;
    let regions = &product.regions;
    let regions = if regions.is_everywhere() { t.msg_everywhere() } else { regions.0.join(", ") };
    let link = |url: &str| if url.is_empty() { Cell::none() } else { Cell::text(url) };
    let yes_no = |yes: bool| Cell::text(if yes { t.msg_yes() } else { t.msg_no() });
    KeyValues::new()
        .row(t.msg_code_word(), Cell::text(&product.code))
        .row(t.msg_regions(), Cell::text(regions))
        .row(t.msg_lease_days(), Cell::number(format.number(product.lease_days)))
        .row(
            t.msg_transfer_allowance(),
            product
                .transfer_allowance
                .map_or_else(|| Cell::text(t.msg_transfer_allowance_usual()), |n| Cell::number(format.number(n))),
        )
        .row(t.msg_transition_days(), Cell::number(format.number(product.transition_days)))
        .row(t.msg_merge_rule(), Cell::text(product.merge_rule.name(lang)))
        .row(t.msg_trial_days(), product.trial_days.map_or_else(Cell::none, |d| Cell::number(format.number(d))))
        .row(t.msg_buy_url(), link(&product.buy_url))
        .row(t.msg_renew_url(), link(&product.renew_url))
        .row(t.msg_product_area(), link(&product.area))
        .row(t.msg_key_file_only(), yes_no(product.key_file_only_after_top_up))
}

/// A panel for each kind of part.
fn parts(view: &ProductView, lang: Lang, format: &Format, is_clerk: bool) -> [Markup; 5] {
    let (t, base) = (texts(lang), product_page(view.product.id));
    let panel = |id: &'static str, title: String, add: String| {
        let add = Button::link(add, format!("{base}/{id}/new")).icon(Icon::Plus).small();
        Panel::new(title).id(id).button(is_clerk.then_some(add))
    };
    let name = |part: &str, text: &str, id: Uuid| {
        if is_clerk { Cell::link(text, format!("{base}/{part}/{id}")) } else { Cell::text(text) }
    };
    let heads = [t.msg_name(), t.msg_code_word(), t.msg_edition_revision(), t.msg_account_need()].map(Head::new);
    let mut editions = Table::new(t.msg_editions(), heads.into_iter().chain([Head::actions(lang)]));
    for e in &view.editions {
        let revision = view.revisions.get(&e.id).map_or_else(Cell::none, |number| Cell::number(format.number(*number)));
        let need = view.service(e.id).need.name(lang);
        let open = Button::link(t.msg_edition_service(), staff_edition_service::place(view.product.id, e.id));
        let open = Cell::actions(is_clerk.then(|| open.about(e.name.as_str())));
        editions.push([name("editions", &e.name, e.id), Cell::text(&e.code), revision, Cell::text(need), open]);
    }
    let mut versions = Table::new(
        t.msg_versions(),
        [t.msg_version_number(), t.msg_released_at(), t.msg_version_certificate()].map(Head::new),
    );
    for v in &view.versions {
        let certificate = if v.certificate.is_empty() { Cell::none() } else { Cell::text(&v.certificate) };
        versions.push([name("versions", &v.number, v.id), Cell::date(format, v.released_at), certificate]);
    }
    let heads = [t.msg_name(), t.msg_code_word(), t.msg_platform(), t.msg_application_group(), t.msg_download()];
    let mut applications = Table::new(t.msg_applications(), heads.map(Head::new));
    for a in &view.applications {
        let link = if a.download_url.is_empty() { Cell::none() } else { Cell::link(&a.download_url, &a.download_url) };
        let platform = Cell::text(a.platform.name(lang));
        let group = Cell::text(&a.key_group);
        applications.push([name("applications", &a.name, a.id), Cell::text(&a.code), platform, group, link]);
    }
    let mut terms = Table::new(t.msg_terms(), [t.msg_name(), t.msg_code_word(), t.msg_term_length()].map(Head::new));
    for term in &view.terms {
        let length = term_in_words(term.months, term.days, term.fixed_until, format);
        terms.push([name("terms", &term.name, term.id), Cell::text(&term.code), Cell::text(length)]);
    }
    let features = panel("features", t.msg_comparison(), t.msg_feature_add());
    let comparison =
        if is_clerk { comparison::form(view, lang, features) } else { comparison::read(view, lang, features) };
    let others = [
        panel("editions", t.msg_editions(), t.msg_edition_add()).table_or(editions, t.msg_editions_none()),
        panel("terms", t.msg_terms(), t.msg_term_add()).table_or(terms, t.msg_terms_none()),
        panel("applications", t.msg_applications(), t.msg_application_add())
            .table_or(applications, t.msg_applications_none()),
        panel("versions", t.msg_versions(), t.msg_version_add()).table_or(versions, t.msg_versions_none()),
    ];
    let [editions, terms, applications, versions] = others.map(|panel| Markup::of(&panel));
    [editions, comparison, terms, applications, versions]
}

async fn archive(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    set_archived(&staff, id, true).await
}

async fn restore(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    set_archived(&staff, id, false).await
}

async fn set_archived(staff: &Staff, id: Uuid, archived: bool) -> Result<Done, Halt> {
    let visit = &staff.visit;
    product::archive(&visit.cx, id, archived).await?;
    let t = texts(visit.lang());
    let said = if archived { t.msg_product_archived_now() } else { t.msg_product_restored_now() };
    Ok(visit.go_saying(&product_page(id), said))
}
