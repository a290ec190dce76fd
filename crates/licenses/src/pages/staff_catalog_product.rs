//! `/staff/catalog/{id}`: a product with everything below it, and the form that changes it (LIC-1).

use super::is_clerk;
use super::staff_catalog::ProductForm;
use crate::actions::catalog::{CatalogRefusal, product};
use crate::model::catalog::{platform_name, regions_of};
use crate::model::license::term_in_words;
use crate::queries::catalog::{self, ProductView, label};
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_core::{Lang, Moment, Refusal, Stop};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get("/staff/catalog/{id}", show)).staff(CLERKS, |doors| {
        doors
            .form("/staff/catalog/{id}/edit", edit, save)
            .post("/staff/catalog/{id}/archive", archive)
            .post("/staff/catalog/{id}/restore", restore)
    })
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, id, None).await?)
}

/// The product's page. Shows `refusal` at the top after a refused action on it.
async fn page(staff: &Staff, id: gatehouse_core::Uuid, refusal: Option<&dyn Refusal>) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let view = catalog::product(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let t = texts(lang);
    let clerk = is_clerk(staff);
    let product = &view.product;
    let mut head = PageHead::new(&product.name).crumbs(lang, [(t.msg_nav_catalog(), "/staff/catalog")]);
    if !product.description.is_empty() {
        head = head.lede(&product.description);
    }
    if product.archived_at.is_some() {
        head = head.badge(Badge::new(Tone::Neutral, t.msg_product_archived()));
    }
    if clerk {
        let here = format!("/staff/catalog/{id}");
        let turn = if product.archived_at.is_some() {
            Button::post(t.msg_product_restore(), format!("{here}/restore"))
        } else {
            Button::post(t.msg_product_archive(), format!("{here}/archive")).icon(Icon::Archive)
        };
        head = head.action(turn).action(Button::link(t.msg_edit(), format!("{here}/edit")).icon(Icon::Edit).primary());
    }
    let facts = facts(&view, lang, &visit.format(), &visit.cx.app.settings.origin);
    let sheet = Sheet::new(visit, &product.name, head).refusal(refusal).with(&Panel::new("").with(&facts));
    Ok(sections(&view, lang, &visit.format(), clerk).iter().fold(sheet, Sheet::with))
}

fn facts(view: &ProductView, lang: Lang, format: &Format, origin: &str) -> KeyValues {
    let t = texts(lang);
    let product = &view.product;
    let regions = regions_of(product);
    let revocations = match &view.revocations {
        None => Cell::text(t.msg_revocation_list_none()),
        Some(list) => Cell::link(
            t.msg_revocation_list_facts(list.entries, list.seq, format.date_time(Moment(list.made_at))),
            // The API is under the portal's name, which may be another one than that of this page.
            format!("{origin}/api/v1/revocation-lists/{}", product.code),
        ),
    };
    let yes_no = |yes: bool| Cell::text(if yes { t.msg_yes() } else { t.msg_no() });
    KeyValues::new()
        .row(t.msg_code_word(), Cell::text(&product.code))
        .row(t.msg_regions(), Cell::text(if regions.is_empty() { t.msg_everywhere() } else { regions.join(", ") }))
        .row(t.msg_lease_days(), Cell::number(format.number(product.lease_days)))
        .row(
            t.msg_transfer_allowance(),
            product
                .transfer_allowance
                .map_or_else(|| Cell::text(t.msg_transfer_allowance_usual()), |n| Cell::number(format.number(n))),
        )
        .row(t.msg_trial_days(), product.trial_days.map_or_else(Cell::none, |d| Cell::number(format.number(d))))
        .row(t.msg_statement_required(), yes_no(product.statement_required))
        .row(t.msg_key_file_only(), yes_no(product.key_file_only_after_top_up))
        .row(t.msg_revocation_list(), revocations)
}

fn sections(view: &ProductView, lang: Lang, format: &Format, clerk: bool) -> Vec<Panel> {
    let t = texts(lang);
    let base = format!("/staff/catalog/{}", view.product.id);
    let add = |part: &str, label: String| {
        clerk.then(|| Button::link(label, format!("{base}/{part}/new")).icon(Icon::Plus).small())
    };
    let name = |part: &str, text: &str, id: gatehouse_core::Uuid| {
        if clerk { Cell::link(text, format!("{base}/{part}/{id}")) } else { Cell::text(text) }
    };
    let mut editions = Table::new(t.msg_editions(), [Head::new(t.msg_name()), Head::new(t.msg_code_word())]);
    for e in &view.editions {
        editions.push([name("editions", &e.name, e.id), Cell::text(&e.code)]);
    }
    let mut versions =
        Table::new(t.msg_versions(), [Head::new(t.msg_version_number()), Head::new(t.msg_released_at())]);
    for v in &view.versions {
        versions.push([name("versions", &v.number, v.id), Cell::date(format, Moment(v.released_at))]);
    }
    let heads = [t.msg_name(), t.msg_code_word(), t.msg_platform(), t.msg_download()].map(Head::new);
    let mut applications = Table::new(t.msg_applications(), heads);
    for a in &view.applications {
        let link = if a.download_url.is_empty() { Cell::none() } else { Cell::link(&a.download_url, &a.download_url) };
        let platform = Cell::text(platform_name(&a.platform, lang));
        applications.push([name("applications", &a.name, a.id), Cell::text(&a.code), platform, link]);
    }
    let mut terms = Table::new(t.msg_terms(), [t.msg_name(), t.msg_code_word(), t.msg_term_length()].map(Head::new));
    for term in &view.terms {
        let length = term_in_words(term.months, term.days, term.fixed_until, format);
        terms.push([name("terms", &term.name, term.id), Cell::text(&term.code), Cell::text(length)]);
    }
    let section =
        |id, title: String, add, table, none: String| Panel::new(title).id(id).button(add).table_or(table, none);
    vec![
        section("editions", t.msg_editions(), add("editions", t.msg_edition_add()), editions, t.msg_editions_none()),
        section(
            "features",
            t.msg_comparison(),
            add("features", t.msg_feature_add()),
            comparison(view, lang, &name),
            t.msg_features_none(),
        ),
        section("terms", t.msg_terms(), add("terms", t.msg_term_add()), terms, t.msg_terms_none()),
        section(
            "applications",
            t.msg_applications(),
            add("applications", t.msg_application_add()),
            applications,
            t.msg_applications_none(),
        ),
        section("versions", t.msg_versions(), add("versions", t.msg_version_add()), versions, t.msg_versions_none()),
    ]
}

/// Features down, editions across.
fn comparison(view: &ProductView, lang: Lang, name: &dyn Fn(&str, &str, gatehouse_core::Uuid) -> Cell) -> Table {
    let t = texts(lang);
    let heads = std::iter::once(Head::new(t.msg_feature())).chain(view.editions.iter().map(|e| Head::new(&e.name)));
    let mut table = Table::new(t.msg_comparison(), heads);
    for feature in &view.features {
        let cells = view.editions.iter().map(|edition| {
            if view.has.contains(&(edition.id, feature.id)) {
                Cell::badge(&Badge::new(Tone::Good, t.msg_included()))
            } else {
                Cell::none()
            }
        });
        table.push(std::iter::once(name("features", label(feature, lang), feature.id)).chain(cells));
    }
    table
}

fn form(staff: &Staff, id: gatehouse_core::Uuid, typed: &ProductForm, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let here = format!("/staff/catalog/{id}");
    let head = PageHead::new(t.msg_product_edit())
        .crumbs(lang, [(t.msg_nav_catalog(), "/staff/catalog"), (typed.name.clone(), here.as_str())]);
    let form = PanelForm::new("")
        .alone()
        .fields(typed.fields(lang, errors))
        .button(Button::submit(t.msg_save()).primary())
        .button(Button::link(t.msg_cancel(), here));
    Sheet::new(visit, t.msg_product_edit(), head).narrow().errors(errors).with(&form)
}

async fn edit(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let product = catalog::product(&staff.may()?, id).await?.ok_or(Halt::NotFound)?.product;
    let tick = |yes: bool| if yes { "true".to_owned() } else { String::new() };
    let stored = ProductForm {
        regions: regions_of(&product).join(", "),
        code: product.code,
        name: product.name,
        description: product.description,
        key_file_only_after_top_up: tick(product.key_file_only_after_top_up),
        trial_days: product.trial_days.map(|d| d.to_string()).unwrap_or_default(),
        statement_required: tick(product.statement_required),
        lease_days: product.lease_days.to_string(),
        transfer_allowance: product.transfer_allowance.map(|n| n.to_string()).unwrap_or_default(),
        version: product.version.to_string(),
    };
    staff.visit.show(&form(&staff, id, &stored, &FormErrors::new()))
}

async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<ProductForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match product::change(&visit.cx, id, typed.version.parse().ok(), &typed.entry()).await {
        Ok(_) => Ok(visit.go_saying(&format!("/staff/catalog/{id}"), texts(visit.lang()).msg_saved())),
        Err(Stop::Refused(CatalogRefusal::Unknown)) => Err(Halt::NotFound),
        Err(Stop::Refused(refusal)) => {
            visit.show_again(&form(&staff, id, &typed, &FormErrors::of_refusal(&refusal, visit.lang())))
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

async fn archive(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    set_archived(&staff, id, true).await
}

async fn restore(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    set_archived(&staff, id, false).await
}

async fn set_archived(staff: &Staff, id: gatehouse_core::Uuid, archived: bool) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match product::archive(&visit.cx, id, archived).await {
        Ok(()) => {}
        Err(stop @ Stop::Refused(CatalogRefusal::NotAllowed(_) | CatalogRefusal::Unknown)) => return Err(stop.into()),
        Err(Stop::Refused(refusal)) => {
            return visit.show_again(&page(staff, id, Some(&refusal)).await?);
        }
        Err(Stop::Broken(fault)) => return Err(fault.into()),
    }
    let t = texts(visit.lang());
    let said = if archived { t.msg_product_archived_now() } else { t.msg_product_restored_now() };
    Ok(visit.go_saying(&format!("/staff/catalog/{id}"), said))
}
