//! `/staff/catalog`: the products, and the form of a new one (LIC-1).

use super::frame::{FormPage, is_clerk};
use crate::actions::catalog::product::{self, ProductEntry};
use crate::lists::Products;
use crate::model::transfer;
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_core::{Lang, Stop};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

const LIST: &str = Products::AT;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get(LIST, list).get(Products::FILE, file))
        .staff(CLERKS, |doors| doors.form("/staff/catalog/new", blank, create))
}

fn products_of(staff: &Staff) -> Products {
    Products { may_add: is_clerk(staff) }
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let listed = Listed::of_address(&staff.visit, products_of(&staff), &asked).await?;
    let mut head = PageHead::new(t.msg_nav_catalog()).lede(t.msg_catalog_lede());
    if is_clerk(&staff) {
        head = head.action(Button::link(t.msg_product_new(), "/staff/catalog/new").icon(Icon::Plus).primary());
    }
    listed.show(&staff.visit, head)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, products_of(&staff), &asked).await
}

/// The fields of a product's form, as typed.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct ProductForm {
    pub code: String,
    pub name: String,
    pub description: String,
    pub key_file_only_after_top_up: String,
    pub trial_days: String,
    pub statement_required: String,
    pub regions: String,
    pub lease_days: String,
    pub transfer_allowance: String,
    /// The version that the clerk looked at.
    pub version: String,
}

impl ProductForm {
    pub(super) fn entry(&self) -> ProductEntry {
        ProductEntry {
            code: self.code.clone(),
            name: self.name.clone(),
            description: self.description.clone(),
            key_file_only_after_top_up: self.key_file_only_after_top_up == "true",
            trial_days: self.trial_days.clone(),
            statement_required: self.statement_required == "true",
            regions: self.regions.clone(),
            lease_days: self.lease_days.clone(),
            transfer_allowance: self.transfer_allowance.clone(),
            archived: None,
        }
    }

    pub(super) fn fields(&self, lang: Lang, errors: &FormErrors) -> Vec<Markup> {
        let t = texts(lang);
        vec![
            Markup::of(&Field::hidden("version", &self.version)),
            Markup::of(&Field::text("name", t.msg_product_name()).value(&self.name).max_length(120).errors(errors)),
            Markup::of(
                &Field::text("code", t.msg_code_word())
                    .hint(t.msg_code_word_hint())
                    .value(&self.code)
                    .max_length(64)
                    .errors(errors),
            ),
            Markup::of(
                &TextArea::new("description", t.msg_product_description())
                    .value(&self.description)
                    .optional(lang)
                    .errors(errors),
            ),
            Markup::of(
                &Field::number("lease_days", t.msg_lease_days(), 1, 90)
                    .hint(t.msg_lease_days_hint())
                    .value(&self.lease_days)
                    .errors(errors),
            ),
            Markup::of(
                &Field::number("transfer_allowance", t.msg_transfer_allowance(), 0, transfer::MOST)
                    .hint(t.msg_transfer_allowance_hint())
                    .value(&self.transfer_allowance)
                    .optional(lang)
                    .errors(errors),
            ),
            Markup::of(
                &Field::number("trial_days", t.msg_trial_days(), 1, 366)
                    .hint(t.msg_trial_days_hint())
                    .value(&self.trial_days)
                    .optional(lang)
                    .errors(errors),
            ),
            Markup::of(
                &Field::text("regions", t.msg_regions())
                    .hint(t.msg_regions_hint())
                    .value(&self.regions)
                    .optional(lang)
                    .errors(errors),
            ),
            Markup::of(
                &Checkbox::new("statement_required", t.msg_statement_required())
                    .hint(t.msg_statement_required_hint())
                    .checked(self.statement_required == "true"),
            ),
            Markup::of(
                &Checkbox::new("key_file_only_after_top_up", t.msg_key_file_only())
                    .hint(t.msg_key_file_only_hint())
                    .checked(self.key_file_only_after_top_up == "true"),
            ),
        ]
    }
}

fn form(staff: &Staff, form: &ProductForm, errors: &FormErrors) -> FormPage {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    FormPage {
        page: visit.page(t.msg_product_new()).refused(!errors.is_empty()),
        head: PageHead::new(t.msg_product_new()).crumbs(lang, [(t.msg_nav_catalog(), LIST)]),
        summary: ErrorSummary::new(lang, errors),
        notice: None,
        fields: form.fields(lang, errors),
        buttons: vec![Button::submit(t.msg_product_create()).primary(), Button::link(t.msg_cancel(), LIST)],
        danger: None,
    }
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    let blank = ProductForm { lease_days: "7".to_owned(), ..ProductForm::default() };
    staff.visit.show(&form(&staff, &blank, &FormErrors::new()))
}

async fn create(staff: Staff, Posted(typed): Posted<ProductForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match product::create(&visit.cx, &typed.entry()).await {
        Ok(id) => {
            let said = texts(visit.lang()).msg_product_created();
            Ok(visit.go_saying(&format!("/staff/catalog/{id}"), said))
        }
        Err(Stop::Refused(refusal)) => {
            visit.show_again(&form(&staff, &typed, &FormErrors::of_refusal(&refusal, visit.lang())))
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}
