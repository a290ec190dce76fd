//! `/staff/catalog/{id}/editions/{part_id}/service`: what an edition needs and brings beside its features (LIC-33, LIC-34).

use super::catalog_form::{CATALOG, Fields, Typed, answer, length, product_page};
use crate::actions::edition_service::{EditionServiceEntry, set_edition_service};
use crate::model::edition_service::{AccountNeed, MOST_CHARACTERS};
use crate::model::labels::Labels;
use crate::queries::edition_service::of_edition;
use crate::queries::products::{self, ProductView};
use crate::tables::edition;
use crate::{CLERKS, texts};
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::Sheet;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| doors.form("/staff/catalog/{id}/editions/{part_id}/service", blank, save))
}

/// The address of the form of an edition.
pub(super) fn place(product: Uuid, edition: Uuid) -> String {
    format!("{}/editions/{edition}/service", product_page(product))
}

async fn view(staff: &Staff, product: Uuid, id: Uuid) -> Result<(ProductView, edition::Model), Halt> {
    let view = products::product(&staff.may()?, product).await?.ok_or(Halt::NotFound)?;
    let edition = view.editions.iter().find(|edition| edition.id == id).cloned().ok_or(Halt::NotFound)?;
    Ok((view, edition))
}

async fn stored(staff: &Staff, view: &ProductView, edition: Uuid) -> Result<EditionServiceEntry, Halt> {
    let service = of_edition(&staff.visit.cx, edition).await?;
    let features = view.features.iter().filter(|feature| service.features.contains(&feature.id));
    Ok(EditionServiceEntry {
        account_need: service.need.word().to_owned(),
        account_features: features.map(|feature| feature.code.clone()).collect(),
        support: service.support,
        services: service.services,
    })
}

fn typed(form: &Typed) -> EditionServiceEntry {
    EditionServiceEntry {
        account_need: form.text("account_need"),
        account_features: form.all("account_features"),
        support: form.by_language("support"),
        services: form.by_language("services"),
    }
}

fn page(
    staff: &Staff,
    (view, edition): (&ProductView, &edition::Model),
    entry: &EditionServiceEntry,
    version: &str,
    errors: &FormErrors,
) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, here) = (texts(lang), product_page(view.product.id));
    let needs = AccountNeed::ALL.iter().map(|need| Choice::new(need.word(), need.name(lang)));
    let needs = Choices::one("account_need", t.msg_account_need(), needs).values(&[entry.account_need.as_str()]);
    let mut fields = Fields::at(version, lang, errors).with(&needs.errors(errors));
    let own = view.features.iter().filter(|feature| view.has.contains(&(edition.id, feature.id)));
    let own: Vec<Choice> = own.map(|feature| Choice::new(&feature.code, view.label(feature, lang))).collect();
    if !own.is_empty() {
        let features = Choices::several("account_features", t.msg_account_features(), own);
        fields = fields.with(&features.values(&entry.account_features).errors(errors));
    }
    fields = by_language(fields, "support", |lang, name| texts(lang).msg_support_in(name), &entry.support);
    fields = by_language(fields, "services", |lang, name| texts(lang).msg_services_in(name), &entry.services);
    let crumbs = [(t.msg_nav_catalog(), CATALOG), (view.product.name.clone(), here.as_str())];
    let title = t.msg_edition_service_of(&edition.name);
    let head = PageHead::new(title.clone()).lede(t.msg_edition_service_lede()).crumbs(lang, crumbs);
    Sheet::new(visit, title, head).narrow().errors(errors).with(&fields.form(Some(t.msg_save()), here.clone()))
}

/// One field for each language of the interface.
fn by_language<'a>(
    mut fields: Fields<'a>,
    name: &str,
    label: impl Fn(Lang, &str) -> String,
    stored: &Labels,
) -> Fields<'a> {
    for lang in Lang::ALL {
        let field = Field::text(format!("{name}.{}", lang.tag()), label(fields.lang, lang.name()));
        let field = field.value(stored.get(lang.tag()).map_or("", String::as_str)).optional(fields.lang);
        let field = field.max_length(length(MOST_CHARACTERS)).errors(fields.errors);
        fields = fields.with(&field);
    }
    fields
}

async fn blank(staff: Staff, Ids([product, id]): Ids<2>) -> Result<Done, Halt> {
    let (view, edition) = view(&staff, product, id).await?;
    let (entry, version) = (stored(&staff, &view, id).await?, view.product.version.to_string());
    staff.visit.show(&page(&staff, (&view, &edition), &entry, &version, &FormErrors::new()))
}

async fn save(staff: Staff, Ids([product, id]): Ids<2>, Posted(sent): Posted<Typed>) -> Result<Done, Halt> {
    let (view, edition) = view(&staff, product, id).await?;
    let (visit, entry, version) = (&staff.visit, typed(&sent), sent.text("version"));
    let set = set_edition_service(&visit.cx, product, id, version.parse().ok(), &entry).await.map(|_| product);
    let again = |errors: &FormErrors| page(&staff, (&view, &edition), &entry, &version, errors);
    answer(visit, set, texts(visit.lang()).msg_saved(), again).await
}
