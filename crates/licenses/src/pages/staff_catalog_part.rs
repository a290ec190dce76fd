//! `/staff/catalog/{id}/{part}/…`: editions, features, versions, applications and terms of a product, each with a form
//! to add it, to change it, and to remove it (LIC-1).

mod form;

use crate::actions::catalog::{CatalogRefusal, application, edition, feature, term, version};
use crate::queries::catalog::{self, ProductView};
use crate::{CLERKS, texts};
use axum::extract::Path;
use form::PartForm;
use gatehouse_core::{Lang, Stop, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors
            .form("/staff/catalog/{id}/{part}/new", blank, create)
            .form("/staff/catalog/{id}/{part}/{part_id}", edit, save)
            .post("/staff/catalog/{id}/{part}/{part_id}/remove", remove)
    })
}

/// What is edited: the word in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Edition,
    Feature,
    Version,
    Application,
    Term,
}

impl Part {
    fn of(word: &str) -> Result<Self, Halt> {
        Ok(match word {
            "editions" => Self::Edition,
            "features" => Self::Feature,
            "versions" => Self::Version,
            "applications" => Self::Application,
            "terms" => Self::Term,
            _ => return Err(Halt::NotFound),
        })
    }

    fn title(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::Edition => t.msg_edition(),
            Self::Feature => t.msg_feature(),
            Self::Version => t.msg_version(),
            Self::Application => t.msg_application(),
            Self::Term => t.msg_term(),
        }
    }
}

fn page(
    staff: &Staff,
    view: &ProductView,
    part: Part,
    id: Option<Uuid>,
    typed: &PartForm,
    errors: &FormErrors,
) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let here = format!("/staff/catalog/{}", view.product.id);
    let title = part.title(lang);
    let word = visit.path.split('?').next().unwrap_or("").split('/').nth(4).unwrap_or("").to_owned();
    let mut form = PanelForm::new("").alone().fields(typed.fields(part, view, lang, errors, id.is_none()));
    // A released version is a fact: it is added or removed, not changed.
    if part != Part::Version || id.is_none() {
        form = form.button(Button::submit(if id.is_some() { t.msg_save() } else { t.msg_add() }).primary());
    }
    form = form.button(Button::link(t.msg_cancel(), here.clone()));
    let head = PageHead::new(title.clone())
        .crumbs(lang, [(t.msg_nav_catalog(), "/staff/catalog"), (view.product.name.clone(), here.as_str())]);
    let sheet = Sheet::new(visit, title, head).narrow().errors(errors).with(&form);
    match id {
        Some(id) => {
            let remove = Button::post(t.msg_remove(), format!("{here}/{word}/{id}/remove")).danger();
            sheet.with(&Panel::new("").danger().with(&remove))
        }
        None => sheet,
    }
}

async fn view(staff: &Staff, product: Uuid) -> Result<ProductView, Halt> {
    catalog::product(&staff.may()?, product).await?.ok_or(Halt::NotFound)
}

fn part_of(path: &[(String, String)]) -> Result<Part, Halt> {
    Part::of(path.iter().find(|(name, _)| name == "part").map_or("", |(_, value)| value))
}

type Pairs = Path<Vec<(String, String)>>;

async fn blank(staff: Staff, Path(path): Pairs, Ids([product]): Ids<1>) -> Result<Done, Halt> {
    let (part, view) = (part_of(&path)?, view(&staff, product).await?);
    let typed = PartForm::blank(&view, part, &staff.visit.cx);
    staff.visit.show(&page(&staff, &view, part, None, &typed, &FormErrors::new()))
}

async fn create(
    staff: Staff,
    Path(path): Pairs,
    Ids([product]): Ids<1>,
    Posted(typed): Posted<PartForm>,
) -> Result<Done, Halt> {
    store(&staff, part_of(&path)?, product, None, &typed).await
}

async fn edit(staff: Staff, Path(path): Pairs, Ids([product, id]): Ids<2>) -> Result<Done, Halt> {
    let (part, view) = (part_of(&path)?, view(&staff, product).await?);
    let stored = PartForm::stored(&view, part, id, &staff.visit.cx.app.settings.vendor_zone()).ok_or(Halt::NotFound)?;
    staff.visit.show(&page(&staff, &view, part, Some(id), &stored, &FormErrors::new()))
}

async fn save(
    staff: Staff,
    Path(path): Pairs,
    Ids([product, id]): Ids<2>,
    Posted(typed): Posted<PartForm>,
) -> Result<Done, Halt> {
    let part = part_of(&path)?;
    if part == Part::Version {
        return Err(Halt::NotFound);
    }
    store(&staff, part, product, Some(id), &typed).await
}

async fn store(staff: &Staff, part: Part, product: Uuid, id: Option<Uuid>, typed: &PartForm) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let view = view(staff, product).await?;
    match typed.save(&visit.cx, part, product, id).await {
        Ok(_) => Ok(visit.go_saying(&format!("/staff/catalog/{product}"), texts(visit.lang()).msg_saved())),
        Err(Stop::Refused(CatalogRefusal::Unknown)) => Err(Halt::NotFound),
        Err(Stop::Refused(refusal)) => {
            visit.show_again(&page(staff, &view, part, id, typed, &FormErrors::of_refusal(&refusal, visit.lang())))
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

async fn remove(staff: Staff, Path(path): Pairs, Ids([product, id]): Ids<2>) -> Result<Done, Halt> {
    let (part, view) = (part_of(&path)?, view(&staff, product).await?);
    let visit = &staff.visit;
    let removed = match part {
        Part::Edition => edition::remove(&visit.cx, product, id).await,
        Part::Feature => feature::remove(&visit.cx, product, id).await,
        Part::Version => version::remove(&visit.cx, product, id).await,
        Part::Application => application::remove(&visit.cx, product, id).await,
        Part::Term => term::remove(&visit.cx, product, id).await,
    };
    match removed {
        Ok(()) => Ok(visit.go_saying(&format!("/staff/catalog/{product}"), texts(visit.lang()).msg_removed())),
        Err(Stop::Refused(refusal @ CatalogRefusal::InUse)) => {
            let stored =
                PartForm::stored(&view, part, id, &staff.visit.cx.app.settings.vendor_zone()).ok_or(Halt::NotFound)?;
            let errors = FormErrors::of_refusal(&refusal, visit.lang());
            visit.show_again(&page(&staff, &view, part, Some(id), &stored, &errors))
        }
        Err(Stop::Refused(CatalogRefusal::Unknown)) => Err(Halt::NotFound),
        Err(stop) => Err(stop.into()),
    }
}
