//! `/staff/catalog/new` and `/staff/catalog/{id}/edit`: the form of a product (LIC-1).

use super::catalog_form::{CATALOG, Fields, Typed, answer, product_page};
use crate::actions::product::{self, ProductEntry};
use crate::model::limits::{MOST_LEASE_DAYS, MOST_TRANSFERS};
use crate::model::shop_link::placeholders;
use crate::queries::products;
use crate::{CLERKS, texts};
use gatehouse_core::Uuid;
use gatehouse_web::frames::Sheet;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors.form("/staff/catalog/new", blank, create).form("/staff/catalog/{id}/edit", edit, save)
    })
}

/// What stands in the form, and of which version of the product.
struct Form {
    /// None for a new product.
    id: Option<Uuid>,
    entry: ProductEntry,
    version: String,
}

impl Form {
    fn typed(id: Option<Uuid>, form: &Typed) -> Self {
        let entry = ProductEntry {
            code: form.text("code"),
            name: form.text("name"),
            description: form.text("description"),
            key_file_only_after_top_up: form.is_ticked("key_file_only_after_top_up"),
            trial_days: form.text("trial_days"),
            statement_required: form.is_ticked("statement_required"),
            regions: form.text("regions"),
            lease_days: form.text("lease_days"),
            transfer_allowance: form.text("transfer_allowance"),
            buy_url: form.text("buy_url"),
            renew_url: form.text("renew_url"),
            archived: None,
        };
        Self { id, entry, version: form.text("version") }
    }

    fn page(&self, staff: &Staff, errors: &FormErrors) -> Sheet {
        let (visit, lang) = (&staff.visit, staff.visit.lang());
        let t = texts(lang);
        let (title, submit, back) = match self.id {
            None => (t.msg_product_new(), t.msg_product_create(), CATALOG.to_owned()),
            Some(id) => (t.msg_product_edit(), t.msg_save(), product_page(id)),
        };
        let mut crumbs = vec![(t.msg_nav_catalog(), CATALOG.to_owned())];
        crumbs.extend(self.id.map(|id| (self.entry.name.clone(), product_page(id))));
        let head = PageHead::new(title.clone()).crumbs(lang, crumbs);
        let form = self.fields(Fields::at(&self.version, lang, errors)).form(Some(submit), back);
        Sheet::new(visit, title, head).narrow().errors(errors).with(&form)
    }

    fn fields<'a>(&self, fields: Fields<'a>) -> Fields<'a> {
        let (lang, errors, entry, t) = (fields.lang, fields.errors, &self.entry, texts(fields.lang));
        let description = TextArea::new("description", t.msg_product_description()).value(&entry.description);
        let leases = Field::number("lease_days", t.msg_lease_days(), 1, MOST_LEASE_DAYS).hint(t.msg_lease_days_hint());
        let transfers = Field::number("transfer_allowance", t.msg_transfer_allowance(), 0, MOST_TRANSFERS);
        let transfers = transfers.hint(t.msg_transfer_allowance_hint()).value(&entry.transfer_allowance);
        let trial = Field::number("trial_days", t.msg_trial_days(), 1, 366).hint(t.msg_trial_days_hint());
        let regions = Field::text("regions", t.msg_regions()).hint(t.msg_regions_hint()).value(&entry.regions);
        let [license, edition, lang_of] = placeholders();
        let link = |name: &str, label: String| Field::url(name, label).max_length(500).optional(lang).errors(errors);
        let buy =
            link("buy_url", t.msg_buy_url()).hint(t.msg_buy_url_hint(&license, edition, lang_of)).value(&entry.buy_url);
        let renew = link("renew_url", t.msg_renew_url()).hint(t.msg_renew_url_hint(license)).value(&entry.renew_url);
        let statement = Checkbox::new("statement_required", t.msg_statement_required());
        let key_file = Checkbox::new("key_file_only_after_top_up", t.msg_key_file_only());
        fields
            .name("name", t.msg_product_name(), &entry.name)
            .code(&entry.code)
            .with(&description.optional(lang).errors(errors))
            .with(&leases.value(&entry.lease_days).errors(errors))
            .with(&transfers.optional(lang).errors(errors))
            .with(&trial.value(&entry.trial_days).optional(lang).errors(errors))
            .with(&regions.optional(lang).errors(errors))
            .with(&buy)
            .with(&renew)
            .with(&statement.hint(t.msg_statement_required_hint()).checked(entry.statement_required))
            .with(&key_file.hint(t.msg_key_file_only_hint()).checked(entry.key_file_only_after_top_up))
    }
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    let entry = ProductEntry { lease_days: "7".to_owned(), ..ProductEntry::default() };
    let form = Form { id: None, entry, version: String::new() };
    staff.visit.show(&form.page(&staff, &FormErrors::new()))
}

async fn create(staff: Staff, Posted(sent): Posted<Typed>) -> Result<Done, Halt> {
    let form = Form::typed(None, &sent);
    let visit = &staff.visit;
    let created = product::create(&visit.cx, &form.entry).await;
    answer(visit, created, texts(visit.lang()).msg_product_created(), |errors| form.page(&staff, errors))
}

async fn edit(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let product = products::product(&staff.may()?, id).await?.ok_or(Halt::NotFound)?.product;
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let entry = ProductEntry {
        regions: product.regions.0.join(", "),
        code: product.code,
        name: product.name,
        description: product.description,
        key_file_only_after_top_up: product.key_file_only_after_top_up,
        trial_days: number(product.trial_days),
        statement_required: product.statement_required,
        lease_days: product.lease_days.to_string(),
        transfer_allowance: number(product.transfer_allowance),
        buy_url: product.buy_url,
        renew_url: product.renew_url,
        archived: None,
    };
    let form = Form { id: Some(id), entry, version: product.version.to_string() };
    staff.visit.show(&form.page(&staff, &FormErrors::new()))
}

async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(sent): Posted<Typed>) -> Result<Done, Halt> {
    let form = Form::typed(Some(id), &sent);
    let visit = &staff.visit;
    let changed = product::change(&visit.cx, id, form.version.parse().ok(), &form.entry).await;
    answer(visit, changed, texts(visit.lang()).msg_saved(), |errors| form.page(&staff, errors))
}
