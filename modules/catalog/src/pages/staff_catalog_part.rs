//! `/staff/catalog/{id}/{kind of part}/…`: editions, features, terms, applications, versions and offers of a product, each with a form to add
//! it, to change it, and to remove it (LIC-1).

pub(super) mod form;
mod offer;

use super::catalog_form::{CATALOG, Fields, Typed, answer, product_page};
use crate::actions;
use crate::actions::application::ApplicationEntry;
use crate::actions::edition::EditionEntry;
use crate::actions::feature::FeatureEntry;
use crate::actions::offer::OfferEntry;
use crate::actions::term::TermEntry;
use crate::actions::version::VersionEntry;
use crate::queries::products::{self, ProductView};
use crate::{CLERKS, texts};
use form::PartForm;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

macro_rules! doors_of {
    ($doors:ident; $($part:ty = $word:literal),+) => {
        $doors$(
            .form(concat!("/staff/catalog/{id}/", $word, "/new"), blank::<$part>, create::<$part>)
            .form(concat!("/staff/catalog/{id}/", $word, "/{part_id}"), edit::<$part>, save::<$part>)
            .post(concat!("/staff/catalog/{id}/", $word, "/{part_id}/remove"), remove::<$part>)
        )+
    };
}

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors_of!(doors; EditionEntry = "editions", FeatureEntry = "features", TermEntry = "terms",
            ApplicationEntry = "applications", VersionEntry = "versions",
            OfferEntry = "offers")
    })
}

/// What stands in a form, and of which version of the product.
struct Form<P> {
    /// None for a new part.
    id: Option<Uuid>,
    entry: P,
    version: String,
}

impl<P: PartForm> Form<P> {
    fn typed(id: Option<Uuid>, form: &Typed) -> Self {
        Self { id, entry: P::typed(form), version: form.text("version") }
    }

    fn stored(staff: &Staff, view: &ProductView, id: Uuid) -> Result<Self, Halt> {
        let entry = P::stored(view, id, &staff.visit.cx).ok_or(Halt::NotFound)?;
        Ok(Self { id: Some(id), entry, version: view.product.version.to_string() })
    }

    fn expected(&self) -> Option<i64> {
        self.version.parse().ok()
    }

    fn page(&self, staff: &Staff, view: &ProductView, errors: &FormErrors) -> Sheet {
        let (visit, lang) = (&staff.visit, staff.visit.lang());
        let (t, here) = (texts(lang), product_page(view.product.id));
        let submit = match self.id {
            None => Some(t.msg_add()),
            Some(_) => P::CHANGED.map(|_| t.msg_save()),
        };
        let fields = self.entry.fields(Fields::at(&self.version, lang, errors), view, self.id.is_none());
        let title = (P::TITLE)(lang);
        let crumbs = [(t.msg_nav_catalog(), CATALOG), (view.product.name.clone(), here.as_str())];
        let head = PageHead::new(title.clone()).crumbs(lang, crumbs);
        let sheet = Sheet::new(visit, title, head).narrow().errors(errors).with(&fields.form(submit, here.clone()));
        let Some(id) = self.id else { return sheet };
        let remove = Button::post(t.msg_remove(), format!("{here}/{}/{id}/remove", P::WORD)).danger();
        sheet.with(&Panel::new("").danger().with(&remove))
    }
}

async fn view(staff: &Staff, product: Uuid) -> Result<ProductView, Halt> {
    products::product(&staff.may()?, product).await?.ok_or(Halt::NotFound)
}

async fn blank<P: PartForm>(staff: Staff, Ids([product]): Ids<1>) -> Result<Done, Halt> {
    let view = view(&staff, product).await?;
    let entry = P::blank(&view, &staff.visit.cx);
    let form = Form { id: None, entry, version: view.product.version.to_string() };
    staff.visit.show(&form.page(&staff, &view, &FormErrors::new()))
}

async fn edit<P: PartForm>(staff: Staff, Ids([product, id]): Ids<2>) -> Result<Done, Halt> {
    let view = view(&staff, product).await?;
    staff.visit.show(&Form::<P>::stored(&staff, &view, id)?.page(&staff, &view, &FormErrors::new()))
}

async fn create<P: PartForm>(staff: Staff, Ids([product]): Ids<1>, Posted(sent): Posted<Typed>) -> Result<Done, Halt> {
    let (visit, view, form) = (&staff.visit, view(&staff, product).await?, Form::<P>::typed(None, &sent));
    let added = actions::add(&visit.cx, product, form.expected(), &form.entry).await.map(|_| product);
    answer(visit, added, texts(visit.lang()).msg_saved(), |errors| form.page(&staff, &view, errors)).await
}

async fn save<P: PartForm>(
    staff: Staff,
    Ids([product, id]): Ids<2>,
    Posted(sent): Posted<Typed>,
) -> Result<Done, Halt> {
    let (visit, view, form) = (&staff.visit, view(&staff, product).await?, Form::<P>::typed(Some(id), &sent));
    let changed = actions::change(&visit.cx, product, id, form.expected(), &form.entry).await.map(|_| product);
    answer(visit, changed, texts(visit.lang()).msg_saved(), |errors| form.page(&staff, &view, errors)).await
}

async fn remove<P: PartForm>(staff: Staff, Ids([product, id]): Ids<2>) -> Result<Done, Halt> {
    let (visit, view) = (&staff.visit, view(&staff, product).await?);
    let form = Form::<P>::stored(&staff, &view, id)?;
    let removed = actions::remove::<P>(&visit.cx, product, id, None).await.map(|()| product);
    answer(visit, removed, texts(visit.lang()).msg_removed(), |errors| form.page(&staff, &view, errors)).await
}
