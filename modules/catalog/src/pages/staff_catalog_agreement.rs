//! `/staff/catalog/{id}/agreement`: the license agreement of a product, and the form of its next version (LIC-34).

use super::catalog_form::{CATALOG, Fields, Typed, answer, length, product_page};
use crate::actions::agreement::publish_agreement;
use crate::model::agreement::MOST_CHARACTERS;
use crate::model::labels::Labels;
use crate::queries::agreements::{self, page_of};
use crate::queries::products::{self, ProductView};
use crate::tables::product;
use crate::{CLERKS, texts};
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

/// A form with the longest texts in all languages, each character as nine: three bytes, each as `%E3`.
const MOST_BYTES: usize = Lang::ALL.len() * MOST_CHARACTERS * 9 + (64 << 10);

pub(super) fn doors() -> Doors {
    let publish = publish.layer(DefaultBodyLimit::max(MOST_BYTES));
    Doors::new().staff(CLERKS, |doors| doors.form("/staff/catalog/{id}/agreement", blank, publish))
}

/// On the page of the product: the version in force, whether it must be accepted, and the way to the next one.
pub(super) async fn panel(cx: &Cx, product: &product::Model, is_clerk: bool) -> Result<Panel, Fault> {
    let (t, format) = (texts(cx.lang), Format::new(cx.lang, cx.zone.clone()));
    let next = Button::link(t.msg_agreement_publish(), format!("{}/agreement", product_page(product.id)));
    let next = next.icon(Icon::Plus).small();
    let panel = Panel::new(t.msg_agreement()).id("agreement").button(is_clerk.then_some(next));
    let Some(version) = agreements::in_force(cx, product.id).await? else {
        return Ok(panel.text(t.msg_agreement_none()));
    };
    // Customers read it, so it is under the portal's name, which may be another one than that of this page.
    let address = format!("{}{}", cx.app.settings.origin, page_of(version.id));
    let named = t.msg_agreement_version(format.number(version.number));
    let asked = if product.statement_required { t.msg_agreement_asked() } else { t.msg_agreement_not_asked() };
    let facts = KeyValues::new()
        .row(t.msg_agreement_in_force(), Cell::link(named, address))
        .row(t.msg_agreement_published_at(), Cell::date(&format, version.published_at))
        .row(t.msg_agreement_acceptance(), Cell::text(asked));
    Ok(panel.with(&facts))
}

/// The form: the texts of the version in force stand in it from the start.
fn form(staff: &Staff, view: &ProductView, typed: &Labels, version: &str, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, here) = (texts(lang), product_page(view.product.id));
    let crumbs = [(t.msg_nav_catalog(), CATALOG), (view.product.name.clone(), here.as_str())];
    let head = PageHead::new(t.msg_agreement_publish()).lede(t.msg_agreement_lede()).crumbs(lang, crumbs);
    let mut fields = Fields::at(version, lang, errors);
    for own in Lang::ALL {
        let value = typed.get(own.tag()).map_or("", String::as_str);
        let text = TextArea::new(format!("texts.{}", own.tag()), t.msg_agreement_text_in(own.name())).rows(12);
        let text = text.value(value).max_length(length(MOST_CHARACTERS)).optional(lang).errors(errors);
        fields = fields.with(&text);
    }
    let form = fields.form(Some(t.msg_agreement_publish_now()), here.clone());
    Sheet::new(visit, t.msg_agreement_publish(), head).errors(errors).with(&form)
}

async fn view(staff: &Staff, product: Uuid) -> Result<ProductView, Halt> {
    products::product(&staff.may()?, product).await?.ok_or(Halt::NotFound)
}

async fn blank(staff: Staff, Ids([product]): Ids<1>) -> Result<Done, Halt> {
    let (visit, view) = (&staff.visit, view(&staff, product).await?);
    let before = agreements::of_product(&visit.cx, &view.product.code).await?;
    let texts = before.map(|agreement| agreement.texts).unwrap_or_default();
    let version = view.product.version.to_string();
    visit.show(&form(&staff, &view, &texts, &version, &FormErrors::new()))
}

async fn publish(staff: Staff, Ids([product]): Ids<1>, Posted(sent): Posted<Typed>) -> Result<Done, Halt> {
    let (visit, view) = (&staff.visit, view(&staff, product).await?);
    let (typed, version) = (sent.by_language("texts"), sent.text("version"));
    let published = publish_agreement(&visit.cx, product, version.parse().ok(), &typed).await.map(|_| product);
    let said = texts(visit.lang()).msg_agreement_published();
    answer(visit, published, said, |errors| form(&staff, &view, &typed, &version, errors)).await
}
