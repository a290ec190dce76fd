//! `/staff/catalog/new`: a new product with its first edition and term, so that codes can be issued at once (LIC-1).

use super::catalog_form::{CATALOG, Fields, Typed, answer};
use super::staff_catalog_part::form::{PartForm as _, term_length};
use super::staff_catalog_product_edit::{SETTINGS, settings, typed};
use crate::actions::edition::EditionEntry;
use crate::actions::new_product::{NewProduct, create_with_parts};
use crate::actions::product::ProductEntry;
use crate::actions::term::TermEntry;
use crate::model::term::{Starts, term_in_words};
use crate::{CLERKS, texts};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| doors.form("/staff/catalog/new", blank, create))
}

/// What stands in the form.
struct Form {
    product: ProductEntry,
    edition: EditionEntry,
    term: TermEntry,
}

impl Form {
    /// What most products begin with.
    fn usual(staff: &Staff) -> Self {
        let (format, t) = (staff.visit.format(), texts(staff.visit.lang()));
        let product = ProductEntry { lease_days: "7".to_owned(), ..ProductEntry::default() };
        let edition = EditionEntry { name: t.msg_edition_first(), ..EditionEntry::default() };
        let term = TermEntry {
            name: term_in_words(Some(12), None, None, &format),
            starts: Starts::Activation.word().to_owned(),
            months: "12".to_owned(),
            ..TermEntry::default()
        };
        Self { product, edition, term }
    }

    /// Identifiers that were left empty are made of the names.
    fn typed(form: &Typed) -> Self {
        let (edition, term) = (form.within("edition"), form.within("term"));
        Self {
            product: ProductEntry { code: form.code_or(""), ..typed(form) },
            edition: EditionEntry { code: edition.code_or("standard"), ..EditionEntry::typed(&edition) },
            term: TermEntry { code: term.code_or("term"), ..TermEntry::typed(&term) },
        }
    }

    /// An edition or a term of which nothing was typed is none.
    fn input(&self) -> NewProduct {
        let TermEntry { code, name, months, days, fixed_until, .. } = &self.term;
        let is_typed = |texts: &[&String]| texts.iter().any(|text| !text.trim().is_empty());
        let has_term = is_typed(&[code, name, months, days, fixed_until]);
        let has_edition = is_typed(&[&self.edition.code, &self.edition.name]);
        NewProduct {
            product: self.product.clone(),
            edition: has_edition.then(|| self.edition.clone()),
            term: has_term.then(|| self.term.clone()),
        }
    }

    fn page(&self, staff: &Staff, errors: &FormErrors) -> Sheet {
        let (visit, lang) = (&staff.visit, staff.visit.lang());
        let t = texts(lang);
        let fields = |below| Fields::new(below, lang, errors);
        let product = fields("").name("name", t.msg_product_name(), &self.product.name).new_code(&self.product.code);
        let edition = fields("edition.").name("name", t.msg_name(), &self.edition.name).new_code(&self.edition.code);
        let term = fields("term.").name("name", t.msg_name(), &self.term.name).new_code(&self.term.code);
        let is_wrong = SETTINGS.iter().any(|field| errors.of(field).is_some());
        let more = settings(&self.product, fields("")).fold(t.msg_product_more(), is_wrong);
        let form = PanelForm::new("")
            .around_panels()
            .field(&product.panel(t.msg_product()))
            .field(&edition.panel(t.msg_edition_first_title()).lede(t.msg_edition_first_hint()))
            .field(&term_length(&self.term, term).panel(t.msg_term_first_title()).lede(t.msg_term_first_hint()))
            .field(&Panel::new("").with(&more))
            .button(Button::submit(t.msg_product_create()).primary())
            .button(Button::link(t.msg_cancel(), CATALOG));
        let head = PageHead::new(t.msg_product_new()).crumbs(lang, [(t.msg_nav_catalog(), CATALOG)]);
        Sheet::new(visit, t.msg_product_new(), head).narrow().errors(errors).with(&form)
    }
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    staff.visit.show(&Form::usual(&staff).page(&staff, &FormErrors::new()))
}

async fn create(staff: Staff, Posted(sent): Posted<Typed>) -> Result<Done, Halt> {
    let (visit, form) = (&staff.visit, Form::typed(&sent));
    let t = texts(visit.lang());
    let input = form.input();
    let is_whole = input.edition.is_some() && input.term.is_some();
    let said = if is_whole { t.msg_product_created_whole() } else { t.msg_product_created() };
    answer(visit, create_with_parts(&visit.cx, &input).await, said, |errors| form.page(&staff, errors)).await
}
